"""What a reader is shown, of a page that was answered or of components that Dash would draw."""

import html
from typing import Any

from dash.development.base_component import Component
from flask.testing import FlaskClient

from dashboard.parts.prerender import elements as parts


def page(client: FlaskClient, path: str, search: str = "") -> str:
    """What a browser is given for a page's content, its marks of HTML read."""
    answer = client.get(f"{path}{search}")
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True).split("<main")[1].split("</main>")[0])


def words(component: Any) -> str:
    if isinstance(component, (list, tuple)):
        return " ".join(words(each) for each in component)
    if isinstance(component, Component):
        return words(getattr(component, "children", None))
    return "" if component is None else str(component)


def rows_shown(component: Any) -> list[list[str]]:
    return [
        [words(cell) for cell in part.children]
        for part in parts(component)
        if part._type == "Tr" and part.children[-1]._type == "Td"
    ]


def links(component: Any) -> list[str]:
    return [part.href for part in parts(component) if part._type == "A"]
