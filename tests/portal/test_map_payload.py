"""What the map's scripts read is what the portal sends them, key by key, made once a request."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.indicator import view
from dashboard.map.model import Around, Mark, Panel, Payload, Placing, Words
from dashboard.parts import assets
from dashboard.web import create_app
from tests import beside
from tests.shown import page


def script() -> str:
    """Every script that reads the payload, its comments left out."""
    files = [assets.ASSETS / Path(each).name for each in assets.imported(["embed"])]
    text = "\n".join(each.read_text("utf-8") for each in files)
    return re.sub(r"(?m)^\s*//.*$|\s// .*$", "", text)


def taken(of: str) -> Iterator[str]:
    """The names read of an object: `data.unit`, `{ unit } = map.data`."""
    yield from re.findall(rf"\b{of}\??\.(\w+)", script())
    for names in re.findall(rf"\{{([^{{}}]*)\}} = (?:\w+\.)?{of}\b", script()):
        yield from re.findall(r"\w+", names)


def names(kind: Any) -> set[str]:
    """What a script is sent of a part; what only the server draws with stays there."""
    return {field.name for field in fields(kind) if not field.metadata.get("drawn")}


def test_the_scripts_read_all_that_is_sent_and_nothing_else() -> None:
    own = set(re.findall(r"\bdata\.(\w+) (?:\?\?)?= ", script()))  # what they keep there themselves
    assert own == {"format", "byName", "heading", "table"}
    assert set(taken("data")) - own == names(Payload)


@pytest.mark.parametrize(
    ("of", "kind"),
    [("words", Words), (r"data\.around", Around), ("mark", Mark), ("placing", Placing)],
    ids=str,
)
def test_the_scripts_read_all_of_each_part_and_nothing_else(of: str, kind: Any) -> None:
    assert set(taken(of)) - {"replace"} == names(kind)


def test_a_panel_is_a_label_and_a_place_and_what_it_shows_otherwise_than_the_map() -> None:
    own = set(re.findall(r"\bpanel\.(\w+)", script()))
    assert own == {"label", "at"}
    assert own | (names(Panel) & names(Payload)) == names(Panel)


ADDRESSES = [
    "/karta/medelalder.svg",
    "/karta/medelalder.png?panels=2010,2020",
    "/karta/folkmangd.geojson",
    "/karta/medelalder.gpkg",
    "/embed/karta?indicator=medelalder",
]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The name of each thing made while a request is answered, each time it is made."""
    found: list[str] = []

    def count(name: str) -> None:
        real = getattr(view, name)

        def counted(*args: Any, **named: Any) -> Any:
            found.append(name)
            return real(*args, **named)

        monkeypatch.setattr(view, name, counted)

    for name in ("payload", "trend"):
        count(name)
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_map_is_laid_out_once_a_request(
    client: FlaskClient, made: list[str], address: str
) -> None:
    beside.forget()
    assert client.get(address).status_code == 200
    assert made == ["payload"]


def test_a_page_lays_its_map_and_its_trend_out_once(client: FlaskClient, made: list[str]) -> None:
    page(client, "/indikatorer/medelalder")
    assert sorted(made) == ["payload", "trend"]
    made.clear()
    page(client, "/kartbank/karta", "?indicator=medelalder")
    assert made == ["payload"]
