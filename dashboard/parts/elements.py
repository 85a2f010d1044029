"""What a document holds and Dash's `html` has nothing for: inputs, inline SVG, data for scripts."""

import json
from typing import Any

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup


class Input(Component):
    """HTML's `<input>`, which Dash's `html` lacks: written into documents, never drawn by Dash."""

    _namespace = "dash_html_components"
    _type = "Input"

    def __init__(self, **props: Any) -> None:
        self._prop_names = list(props)
        self._valid_wildcard_attributes = ["data-", "aria-"]
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
