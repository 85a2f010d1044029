"""Components as HTML: what a page's document is made of, and what answers a reader's choice."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.markup import escape

_NAMES = {
    "className": "class", "htmlFor": "for", "colSpan": "colspan", "tabIndex": "tabindex",
    "autoComplete": "autocomplete", "maxLength": "maxlength", "readOnly": "readonly",
    "srcSet": "srcset",
}  # fmt: skip
_OWN = ("_", "available_")  # what Dash's components know of themselves
_WILD = ("aria-", "data-")
_AGES = re.compile(r"\d+–\d+ (?:år|years)\b")
_PLAIN = {"option", "textarea", "title"}  # elements that hold words and no other element
_VOID = {"br", "hr", "img", "input"}


def markup(part: Any) -> str:
    """Components, words, lists of both and None as HTML; markup stands as it is.

    Raises ValueError for a component that is no HTML element: a document would lack it.
    """
    if isinstance(part, str):  # first what there is most of
        return str(part) if isinstance(part, Markup) else _unbroken(escape(part))
    if part is None:
        return ""
    if isinstance(part, list | tuple):
        return "".join(map(markup, part))
    if not isinstance(part, Component):
        return escape(str(part))
    if part._namespace != "dash_html_components":
        raise ValueError(f"{part._namespace}.{part._type} is no HTML element")
    return _element(part._type.lower(), props(part))


def props(part: Component) -> dict[str, Any]:
    """What a component was made with; Dash's own way there asks for each name HTML has."""
    return {name: value for name, value in vars(part).items() if not name.startswith(_OWN)}


def elements(part: Any) -> Iterator[Component]:
    """Every component of a part, itself first, in the order of the document."""
    waiting = [part]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list | tuple):
            waiting.extend(reversed(each))
        elif each is not None and not isinstance(each, str) and isinstance(each, Component):
            yield each
            waiting.append(getattr(each, "children", None))


def words(part: Any) -> str:
    """What a reader reads of a part: its words, without their marks."""
    if part is None:
        return ""
    if isinstance(part, list | tuple):
        return "".join(map(words, part))
    return words(getattr(part, "children", None)) if isinstance(part, Component) else str(part)


def _element(tag: str, props: dict[str, Any]) -> str:
    inside = props.pop("children", None)
    said = attributes(props).items()
    marks = "".join(f' {name}="{escape(value)}"' if value else f" {name}" for name, value in said)
    start = f"<{tag}{marks}>"
    return start if tag in _VOID else f"{start}{_content(tag, inside)}</{tag}>"


def inner(part: Component) -> str:
    """What stands between a component's marks."""
    return _content(part._type.lower(), getattr(part, "children", None))


def _content(tag: str, inside: Any) -> str:
    """A script's data is no markup: only what would end it is written otherwise."""
    if tag == "script":
        return str(inside).replace("<", "\\u003c")
    return escape(inside) if tag in _PLAIN and _is_words(inside) else markup(inside)


def _is_words(inside: Any) -> bool:
    return isinstance(inside, str) and not isinstance(inside, Markup)


def _unbroken(words: str) -> str:
    """`0–9 år` stays on one line: browsers break after the dash."""
    return _AGES.sub(r'<span class="whole">\g<0></span>', words) if "–" in words else words


def attributes(props: Mapping[str, Any]) -> dict[str, str]:
    """What Dash's properties are in HTML, by HTML's names; one that is true has no words."""
    said = {
        _NAMES.get(name, name): _said(name, value)
        for name, value in props.items()
        if value is not None and value is not False
    }
    # Dash hands over properties in another order in each process, and a document has one tag.
    return {name: said[name] for name in sorted(said, key=_place)}


def _said(name: str, value: Any) -> str:
    if name == "style":
        return ";".join(f"{_kebab(each)}:{worth}" for each, worth in value.items())
    return "" if value is True else str(value)


@lru_cache(maxsize=512)  # by the names that the portal's pages use
def _place(name: str) -> tuple[bool, bool, str]:
    """Where an attribute stands: first what it is, last what scripts and readers' tools ask for."""
    return name.startswith(_WILD), name != "id", name


def _kebab(name: str) -> str:
    """`marginLeft` as CSS has it, `margin-left`."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)
