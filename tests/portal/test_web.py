"""What holds for every answer of the portal: whole from the first, compressed, cached, closed."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard import data
from dashboard.map import boundaries
from dashboard.web import create_app
from etl.model import COLUMNS
from etl.store import releases
from tests.pages import addresses
from tests.sample import apart

PAGES = addresses()


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def test_the_first_answers_asked_for_all_at_once_are_whole() -> None:
    server = create_app().server
    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(lambda _: server.test_client().get("/_dash-dependencies"), range(24)))
    assert {answer.status_code for answer in asked} == {200}
    assert len({answer.data for answer in asked}) == 1
    assert b"_pages_content" in asked[0].data


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_no_foreign_host(client: FlaskClient, path: str) -> None:
    text = client.get(path).get_data(as_text=True)
    links = re.findall(r"(?:src|href|action)=\"([^\"]+)\"", text)
    assert links
    assert [link for link in links if not link.startswith(("/", "#", "data:image/"))] == []


@pytest.mark.parametrize("path", [*PAGES, "/data/folkmangd.csv", "/finns-inte"])
def test_every_answer_forbids_what_is_foreign(client: FlaskClient, path: str) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_bundles_come_small_and_are_kept_for_a_year(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    for address in re.findall(r"src=\"(/[^\"]+\.js[^\"]*)\"", page):
        with client.get(address) as plain:
            whole = plain.data
        with client.get(address, headers={"Accept-Encoding": "br"}) as small:
            assert brotli.decompress(small.data) == whole
            assert len(small.data) < 0.6 * len(whole)
            assert "immutable" in small.headers["Cache-Control"]


def test_boundaries_have_an_address_that_names_their_content(client: FlaskClient) -> None:
    for address in boundaries.urls().values():
        assert client.get(address).status_code == 200
        assert client.get(re.sub(r"\.[0-9a-f]{10}\.", ".0000000000.", address)).status_code == 404


@pytest.mark.parametrize("path", [*PAGES, "/?lang=en", "/indikatorer/medelalder?lang=en"])
def test_the_document_says_its_language_and_title(client: FlaskClient, path: str) -> None:
    text = client.get(path).get_data(as_text=True)
    assert f'<html lang="{"en" if "lang=en" in path else "sv"}">' in text
    title = re.search(r"<title>(.*?)</title>", text)
    assert title is not None
    assert title[1].endswith(" – Norrläget")
    assert ("Average age" in title[1]) == ("medelalder" in path)


STRANGE = ["utm_source=x", "region=99", "region=2480&region=2580", "sex=Q", "lang=xx", "period=%FF"]


@pytest.mark.parametrize("query", STRANGE)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_lays_itself_out_whatever_the_address_asks(
    client: FlaskClient, path: str, query: str
) -> None:
    body = {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": f"?{query}"},
        ],
        "changedPropIds": ["_pages_location.search"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    assert '"H1"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", [*PAGES, "/data/folkmangd.csv", "/health"])
def test_a_head_request_is_answered_as_a_get_without_its_body(
    client: FlaskClient, path: str
) -> None:
    answer = client.head(path)
    assert answer.status_code == 200
    assert answer.data == b""


ODD = [{}, [], "x", {"output": 5}, {"output": "none.such"}, {"inputs": 5}]


@pytest.mark.parametrize("body", ODD)
def test_a_malformed_question_to_a_callback_is_the_askers_fault(
    client: FlaskClient, body: object
) -> None:
    assert client.post("/_dash-update-component", json=body).status_code == 400


def test_the_document_is_small_for_all_the_pages_there_are(client: FlaskClient) -> None:
    assert len(client.get("/").data) < 28_000


def test_an_empty_release_gives_pages_that_say_so(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases.publish(tmp_path, apart([], pd.DataFrame(columns=COLUMNS)))
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    assert data.indicators() == {}
    for path in ("/", "/indikatorer", "/status"):
        assert client.get(path).status_code == 200
    assert client.get("/indikatorer/folkmangd").status_code == 404
    assert create_app().server.test_client().get("/").status_code == 200
