"""What a reader is shown, of a page that was answered or of components that Dash would draw."""

import json
from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component
from flask.testing import FlaskClient


def page(client: FlaskClient, path: str, search: str = "") -> str:
    """What a browser is given for a page's content."""
    outputs = [("_pages_content", "children"), ("_pages_store", "data")]
    inputs = [("_pages_location", "pathname", path), ("_pages_location", "search", search)]
    body = {
        "output": "..{}..".format("...".join(".".join(pair) for pair in outputs)),
        "outputs": [{"id": id_, "property": name} for id_, name in outputs],
        "inputs": [{"id": id_, "property": name, "value": v} for id_, name, v in inputs],
        "changedPropIds": ["_pages_location.pathname"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    return json.dumps(answer.get_json(), ensure_ascii=False)


def parts(component: Any) -> Iterator[Component]:
    if isinstance(component, (list, tuple)):
        for each in component:
            yield from parts(each)
    elif isinstance(component, Component):
        yield component
        yield from parts(getattr(component, "children", None))


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
