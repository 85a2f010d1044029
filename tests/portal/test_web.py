"""What holds for every answer of the portal: whole from the first, compressed, cached, closed."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pandas as pd
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard import data, documents, limits, origin, pages
from dashboard.parameters import Parameters
from dashboard.parts import assets, prerender
from dashboard.web import create_app
from etl.model import COLUMNS
from etl.store import releases
from etl.store.kept import Kept
from tests.pages import addresses
from tests.sample import apart, meanings, observations

PAGES = addresses()
OWN = f"{origin.address()}/"  # the portal's own, where an address must be whole


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def test_the_first_answers_asked_for_all_at_once_are_whole() -> None:
    server = create_app().server
    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(lambda _: server.test_client().get("/_dash-dependencies"), range(24)))
    assert {answer.status_code for answer in asked} == {200}
    assert len({answer.data for answer in asked}) == 1
    assert b"live-answer" in asked[0].data


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_no_foreign_host(client: FlaskClient, path: str) -> None:
    text = client.get(path).get_data(as_text=True)
    links = re.findall(r"(?:src|href|action)=\"([^\"]+)\"", text.replace(OWN, "/"))
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
    found = re.findall(r"(?:src|href)=\"(/[^\"]+\.(?:m?js|css)[^\"]*)\"", page)
    assert len(found) > 10
    for address in found:
        with client.get(address) as plain:
            whole = plain.data
        with client.get(address, headers={"Accept-Encoding": "br"}) as small:
            assert brotli.decompress(small.data) == whole
            assert len(small.data) < 0.75 * len(whole)
            assert "immutable" in small.headers["Cache-Control"]


def test_under_the_mark_of_an_earlier_version_a_script_is_todays_and_not_kept(
    client: FlaskClient,
) -> None:
    for address in assets.scripts(assets.SCRIPTS):
        earlier = address.replace(assets.folder(), "/assets/0000000000/")
        with client.get(address) as now, client.get(earlier) as then:
            assert now.data == then.data
            assert "immutable" not in then.headers["Cache-Control"]
    with client.get(f"{assets.folder()}no-such.css") as none:
        assert none.status_code == 404


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
    joined = f"{path}{'&' if '?' in path else '?'}{query}"
    document = client.get(joined)
    if document.status_code == 302:  # to the page of the place that is asked for
        assert pages.find(path)[0].leads(Parameters({"region": ["2480"]}))  # type: ignore[index]
        return
    assert document.status_code in (200, 400)  # what cannot be compared is told on its page
    assert "<h1" in document.get_data(as_text=True)
    answer = ask(client, path, query)
    assert answer.status_code == 200
    told = answer.get_json()["response"]["live-answer"]["data"]
    assert told["title"].endswith(" – Norrläget")
    assert f"<title>{told['title']}</title>" in document.get_data(as_text=True).replace(
        "&amp;", "&"
    )


def ask(client: FlaskClient, path: object, query: object) -> TestResponse:
    """Ask through Dash as the page's script does."""
    asked = {"path": path, "query": query, "release": data.release().id, "number": 1, "shapes": {}}
    body = {
        "output": "live-answer.data",
        "outputs": {"id": "live-answer", "property": "data"},
        "inputs": [{"id": "live-asked", "property": "data", "value": asked}],
        "changedPropIds": ["live-asked.data"],
    }
    return client.post("/_dash-update-component", json=body)


def test_where_there_is_no_page_nothing_is_answered(client: FlaskClient) -> None:
    answer = ask(client, "/finns-inte", "").get_json()["response"]["live-answer"]["data"]
    assert answer == {"number": 1, "leave": True}


def test_a_document_is_made_once_and_told_apart_by_its_tag(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    markup = prerender.markup
    monkeypatch.setattr(prerender, "markup", lambda part: made.append("") or markup(part))
    path = "/status?utm_source=once"
    first = client.get("/status", headers={"Accept-Encoding": "br"})
    made.clear()
    again = client.get(path, headers={"Accept-Encoding": "br"})
    assert made == []
    assert first.headers["ETag"] == again.headers["ETag"]
    assert first.headers["Vary"] == "Accept-Encoding"
    plain = client.get("/status")
    assert brotli.decompress(again.data) == plain.data
    for kept, headers in ((again, {"Accept-Encoding": "br"}), (plain, {})):
        held = client.get(path, headers={**headers, "If-None-Match": kept.headers["ETag"]})
        assert (held.status_code, held.data) == (304, b"")
        assert held.headers["Vary"] == "Accept-Encoding"
    assert "no-store" not in again.headers["Cache-Control"]


def test_what_is_kept_is_bounded_in_bytes_and_what_was_used_last_stays() -> None:
    kept = Kept[documents.Document](1000)
    sizes = {name: documents.Document(200, b"x" * 400, b"", name) for name in "abc"}
    for name, each in sizes.items():
        kept.get(name, lambda each=each: each)
    made: list[str] = []
    kept.get("b", lambda: made.append("b") or sizes["b"])
    kept.get("a", lambda: made.append("a") or sizes["a"])
    assert made == ["a"]


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


NAMED = r'<(?:link rel="(?:stylesheet|modulepreload)"|script)[^>]* (?:href|src)="([^"]+)"'
VIEW, WITH_290 = 62_000, 110_000  # bytes of a first view, and of one with the map of 290


@pytest.mark.parametrize(
    ("path", "most"),
    [
        *((path, VIEW) for path in PAGES),
        ("/indikatorer/medelalder?show=sweden-municipality", WITH_290),
        ("/kartbank/karta?show=sweden-municipality", WITH_290),
    ],
)
def test_a_first_view_is_small(client: FlaskClient, path: str, most: int) -> None:
    """The document with the styles and modules it names, as they come over the wire."""
    small = {"Accept-Encoding": "br"}
    page = client.get(path)
    named = re.findall(NAMED, page.get_data(as_text=True))
    sizes = [
        len(client.get(each, headers=small).data) for each in {path, *named} if "_dash" not in each
    ]
    assert sum(sizes) <= most


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


def test_every_process_writes_the_same_document(client: FlaskClient) -> None:
    """Else who asks another process of the same server again is sent all of it again."""
    other = create_app().server.test_client()
    for path in PAGES:
        first = client.get(path)
        documents._kept = Kept(limits.KEPT_DOCUMENTS)
        assert other.get(path).headers["ETag"] == first.headers["ETag"], path


def test_a_document_is_of_one_release_though_another_is_published_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    first = releases.publish(tmp_path, apart(meanings(), observations()))
    changed = observations()
    changed.loc[0, "value"] += 1
    asked = create_app().server.test_client()
    content = documents.content

    def published_meanwhile(wanted: documents.Asked) -> object:
        releases.publish(tmp_path, apart(meanings(), changed))
        return content(wanted)

    monkeypatch.setattr(documents, "content", published_meanwhile)
    assert str(first) in asked.get("/revideringar").text
