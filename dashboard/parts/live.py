"""What of a page answers to a reader: the parts a choice changes, and Dash's own small tree.

A document stands complete before any script has run. A choice that only the server can answer is
asked of it through Dash: the same `layout(**query)` is laid out for the new address, and those of
its parts that are `live` take the places of the old ones (assets/live.mjs). Nothing else on the
page is drawn a second time, so Dash's tree holds no words at all: what is asked, what is answered,
and the place of an explored chart.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from dash import ClientsideFunction, Dash, Input, Output, set_props
from dash.development.base_component import Component

from dashboard.parts import prerender
from dashboard.parts.elements import attributes, drawn, html

LIVE = "data-live"
Element = TypeVar("Element", bound=Component)
Answer = dict[str, Any]


def part(component: Element) -> Element:
    """A component with an id whose content a choice may change."""
    setattr(component, LIVE, "")
    return component


def page(content: list[Any], **said: str | None) -> html.Div:
    """A page's content with what its document says of it besides.

    `title` is what stands in the browser's tab before the portal's name, `description` a sentence
    of the page's own, `address` the one under which this view is known, `picture` the address of a
    picture of it, `status` that of its answer where the address cannot be answered whole. `figures`
    is the address of what it shows as a CSV, and `indicators` the ids of what that is of. A page
    that says nothing has its own title and path, its lead, and the portal's picture.
    """
    props = {f"data_{name}": value for name, value in said.items() if value}
    return html.Div(content, **attributes(**props))


def said(content: Component, name: str) -> str:
    """What a page's content says of itself under a name, empty where it says nothing."""
    return str(getattr(content, f"data-{name}", ""))


def answer(content: Component | list[Component]) -> Answer:
    """What a choice changes: each live part's content and attributes as HTML.

    What is written of a part takes the place of its components, for the document has it too.
    """
    every = [each for each in prerender.elements(content) if hasattr(each, LIVE)]
    for each in reversed(every):  # a part within another first
        each.children = drawn(prerender.inner(each))
    return {"parts": {str(getattr(each, "id", "")): _told(each) for each in every}}


def _told(part: Component) -> dict[str, Any]:
    props = prerender.props(part)
    inside, _ = props.pop("children"), props.pop("id", None)
    return {"html": inside, "attributes": prerender.attributes(props)}


class Island(Component):
    """Holds `data`, or `children` where Dash draws; the scripts' side of it is in assets/wake.mjs.

    Dash's own components do the same, and are fetched before any of them is needed.
    """

    _namespace = "norrlaget"
    _type = "Island"

    def __init__(self, children: Any = None, **props: Any) -> None:
        self._prop_names = ["id", "data", "children"]
        self._valid_wildcard_attributes: list[str] = []
        super().__init__(children=children, **props)


def tree() -> Island:
    """All that Dash draws: what is asked, answered and failed, and the place “Utforska” fills."""
    names = ("live-asked", "live-answer", "live-failed", "live-explore", "explored")
    return Island([Island(id=name) for name in names])


def register(app: Dash, answer: Callable[[str, str, str], Answer | None]) -> None:
    """Answer what `assets/live.mjs` asks: a path and a query, as an address has them.

    And the release the page is of. What cannot be answered of that, the page leaves for.
    """

    @app.callback(
        Output("live-answer", "data"), Input("live-asked", "data"), prevent_initial_call=True
    )
    def answered(asked: dict[str, Any]) -> Any:
        found = answer(asked["path"], asked["query"], asked.get("release", ""))
        if found is None:
            return {"number": asked["number"], "leave": True}
        parts = {
            id_: _lacking(part, asked["shapes"].get(id_)) for id_, part in found["parts"].items()
        }
        return {**found, "parts": parts, "number": asked["number"]}

    app.clientside_callback(ClientsideFunction("live", "show"), Input("live-answer", "data"))
    app.clientside_callback(ClientsideFunction("live", "failed"), Input("live-failed", "data"))


def _lacking(part: dict[str, Any], shape: str | None) -> dict[str, Any]:
    """A part without its content, where the page has one of the same shape and draws it anew."""
    same = shape is not None and part["attributes"].get("data-shape") == shape
    return {**part, "html": None} if same else part


def failed() -> None:
    """Tell the reader that a callback failed."""
    set_props("live-failed", {"data": True})
