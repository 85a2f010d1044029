"""A page's content as HTML for its document: to be read before any script has run, and without.

Dash draws the same content when its scripts are there, and takes this one's place (page.js).
"""

from typing import Any

from dash.development.base_component import Component

from dashboard.markup import escape

_NAMES = {"className": "class", "htmlFor": "for", "colSpan": "colspan", "tabIndex": "tabindex"}
_VOID = {"br", "hr", "img", "input"}


def markup(part: Any) -> str:
    """Components, words, lists of both and None as HTML; what is no HTML element has no words."""
    if part is None:
        return ""
    if isinstance(part, list | tuple):
        return "".join(map(markup, part))
    if not isinstance(part, Component):
        return escape(str(part))
    props = part.to_plotly_json()["props"]
    if part._type == "Select":
        return _select(props)
    return _element(part._type.lower(), props) if part._namespace == "dash_html_components" else ""


def _element(tag: str, props: dict[str, Any]) -> str:
    inner = props.pop("children", None)
    start = f"<{tag}{_attributes(props)}>"
    return start if tag in _VOID else f"{start}{markup(inner)}</{tag}>"


def _attributes(props: dict[str, Any]) -> str:
    """As Dash names them, in HTML's names; one that is true stands without a value."""
    shown = {_NAMES.get(name, name): value for name, value in props.items()}
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in shown.items()
        if value not in (None, False)
    )


def _select(props: dict[str, Any]) -> str:
    """With a name, where Dash's has none its id: on Back a browser restores what was chosen."""
    chosen = props.get("value")
    options = "".join(
        f"<option{_attributes({'value': each['value'], 'selected': each['value'] == chosen})}>"
        f"{escape(each['label'])}</option>"
        for each in props["options"]
    )
    name = props.get("name", props["id"])
    own = {"id": props["id"], "name": name, "class": "form-select", "autocomplete": "off"}
    return f"<select{_attributes(own)}>{options}</select>"
