"""Elements made without Dash's questions: the same markup, and a wrong name is still refused."""

from typing import Any

import dash.html
import pytest
from dash.development.base_component import ComponentRegistry

from dashboard.parts import prerender
from dashboard.parts.elements import html

MADE: list[tuple[str, Any, dict[str, Any]]] = [
    ("Div", ["a", None, "b"], {"className": "card", "id": "x", "hidden": True, "data-find": "å"}),
    ("Td", 5, {"colSpan": 2, "style": {"marginLeft": "5%"}, "aria-label": "a & b"}),
    ("Script", "1 < 2", {"type": "application/json"}),
    ("Hr", None, {"hidden": False, "title": None}),
]


@pytest.mark.parametrize(("name", "children", "props"), MADE)
def test_an_element_is_written_as_dashs_own_is(
    name: str, children: Any, props: dict[str, Any]
) -> None:
    light, own = (getattr(each, name)(children, **props) for each in (html, dash.html))
    assert prerender.markup(light) == prerender.markup(own)
    assert isinstance(light, type(own))
    assert light.to_plotly_json() == own.to_plotly_json()
    assert repr(light) == repr(own)


def test_an_element_refuses_a_name_it_does_not_have() -> None:
    with pytest.raises(TypeError, match="Div has no classname"):
        html.Div("a", classname="card")
    with pytest.raises(TypeError):
        html.Div("a", html.B("b"))  # children that stand beside each other are one list
    with pytest.raises(AttributeError):
        html.Nothing("a")  # type: ignore[attr-defined]


def test_what_an_element_is_made_of_is_its_own() -> None:
    first, second = html.P("a", title="t"), html.P("b")
    assert vars(first) == {"children": "a", "title": "t"}
    assert vars(second) == {"children": "b"}


def test_dash_knows_of_no_more_elements_than_its_own() -> None:
    html.Rt("a")
    assert "dashboard" not in ComponentRegistry.children_props
    assert ComponentRegistry.children_props["dash_html_components"]["Rt"] == []
