"""What a document holds and Dash's `html` has nothing for: inputs, inline SVG, data for scripts."""

import json
from types import new_class
from typing import TYPE_CHECKING, Any, cast

import dash.html
from dash.development.base_component import Component
from markupsafe import Markup

_WILD = ("data-", "aria-")


class _Elements:
    """HTML's elements as Dash has them, each made to a `_light` one when it is first asked for."""

    def __getattr__(self, name: str) -> type[Component]:
        found = _light(getattr(dash.html, name))
        setattr(self, name, found)
        return found


def _light(of: type[Component]) -> type[Component]:
    """The same element without what Dash asks of each anew, for it is never drawn by Dash.

    Of a page's hundreds of parts that takes a fifth of all its time. A name that the element does
    not have is refused as before.
    """
    known: Any = of()
    names = frozenset(known._prop_names)

    def made(self: Component, children: Any = None, **props: Any) -> None:
        for name in props:
            if name not in names and not name.startswith(_WILD):
                raise TypeError(f"{of.__name__} has no {name}")
        vars(self).update(props, children=children)

    # Of this module Dash enters no class into its register, which every document tells.
    own = {"__init__": made, "__module__": "builtins", **_of_dash(known)}
    return cast(type[Component], new_class(of.__name__, (of,), None, lambda its: its.update(own)))


def _of_dash(known: Component) -> dict[str, Any]:
    """What Dash lays into each component that it makes, whatever it is made with."""
    return {name: value for name, value in vars(known).items() if name != "children"}


if TYPE_CHECKING:
    from dash import html as html
else:
    html = _Elements()


class Input(Component):
    """HTML's `<input>`, which Dash's `html` lacks: written into documents, never drawn by Dash."""

    _namespace = "dash_html_components"
    _type = "Input"

    def __init__(self, **props: Any) -> None:
        self._prop_names = list(props)
        self._valid_wildcard_attributes = list(_WILD)
        super().__init__(**props)


def attributes(**named: Any) -> dict[str, Any]:
    """Attributes that Python cannot spell: `data_find` is `data-find`."""
    return {name.replace("_", "-"): value for name, value in named.items()}


def drawn(svg: str) -> Markup:
    """A drawing or a list of ours that stands in a document as it is."""
    return Markup(svg)  # noqa: S704  # charts, maps and lists escape the words they hold


def stored(id_: str, data: Any, **props: Any) -> html.Script:
    """Data that a script of the page reads: JSON, in an element of that id."""
    words = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return html.Script(words, id=id_, type="application/json", **props)
