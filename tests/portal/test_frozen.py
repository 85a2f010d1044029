"""Frys: a view of one release, with the hash of its figures and its newest twin beside it."""

import hashlib
import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard import data, pages
from dashboard.routes.versions import Release
from dashboard.web import create_app
from etl.store import releases
from tests import beside
from tests.sample import apart, meanings, observations, sample_release

OLD, NEW = "132235", "132236"  # Umeå's people
VIEWS = [  # of every page that can be frozen
    "/indikatorer/folkmangd?region=2480",
    "/kommun/2480",
    "/lan/24",
    "/jamfor?region=2480,2482&indikator=folkmangd",
    "/kartbank/karta?indicator=folkmangd&region=2480",
    "/demografi?region=24",
    "/kvinnor-och-man?region=24",
    "/trender?region=24",
]
FILE = "/api/v1/observations?indicator=folkmangd&region=2480&sex=T&period=2022"


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    """The release before the current one, which says OLD where that says NEW."""
    folder = tmp_path_factory.mktemp("frozen")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_DATA", str(folder))
        sample_release(folder)
        first = data.release()
        revised = observations()
        revised.loc[0, "value"] += 1
        releases.publish(folder, apart(meanings(), revised))
        yield first
        beside.forget()


@pytest.fixture(scope="module")
def client(before: Release) -> FlaskClient:  # noqa: ARG001  # its folder
    return create_app().server.test_client()


def at(address: str, release: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}release={release}"


def main(answer: TestResponse) -> str:
    assert answer.status_code == 200
    return answer.text.split("<main")[1].split("</main>")[0]


def links(markup: str) -> list[str]:
    return [html.unescape(each) for each in re.findall(r'<a [^>]*href="(/[^"#]*)"', markup)]


def test_every_page_that_can_be_frozen_is_tried() -> None:
    tried = {page.module for view in VIEWS if (page := pages.find(view.partition("?")[0])[0])}
    assert tried == {each.module for each in pages.every() if each.freezes}


def test_a_view_leads_to_itself_frozen_and_from_there_to_the_newest(
    client: FlaskClient, before: Release
) -> None:
    for view in VIEWS[:5]:
        here = client.get(view)
        (way,) = [each for each in links(main(here)) if f"release={data.release().id}" in each]
        frozen = client.get(at(view, before.id))
        assert f'dataversionen <b class="date">{before.id}' in main(frozen), view
        assert client.get(way).status_code == 200
        twin = frozen.headers["Link"].split(">")[0].split("8050")[1]
        assert twin in links(main(frozen)), view
        assert client.get(twin).text == here.text, view


def test_the_hash_of_a_frozen_view_is_that_of_its_file_and_stands_in_the_citation(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))  # an empty folder: what ships is shown
    release = data.release().id
    for view in VIEWS:
        told = main(client.get(at(view, release))).split('id="freeze"')[1]
        (csv,) = links(told)
        content = client.get(csv)
        hashed = hashlib.sha256(content.data).hexdigest()
        assert content.headers.get("X-SHA256") == hashed
        assert re.findall(r"<code>(\w{64})</code>", told) == [hashed], view
        assert f"{release}, sha256 {hashed[:12]}. http" in told, view


def test_what_a_frozen_page_shows_and_leads_to_is_of_its_release(
    client: FlaskClient, before: Release
) -> None:
    page = main(client.get(at(VIEWS[0], before.id)))
    assert "132\u00a0235" in page
    assert "132\u00a0236" not in page
    assert "132\u00a0236" in main(client.get(VIEWS[0]))
    files = [each for each in links(page) if ".csv" in each or "format=csv" in each]
    assert files
    for each in files:
        assert OLD in client.get(each).text, each
    assert client.get(at(VIEWS[0], before.id).replace("?", ".csv?"), follow_redirects=True).text
    (form,) = re.findall(r'<form id="controls".*?</form>', page, re.DOTALL)
    assert f'name="release" value="{before.id}"' in form


def test_a_choice_on_a_frozen_page_stays_in_its_release(
    client: FlaskClient, before: Release
) -> None:
    query = f"region=2480&sex=K&release={before.id}"
    asked = {"path": "/indikatorer/folkmangd", "query": query, "release": before.id}
    value = {**asked, "number": 1, "shapes": {}}
    body = {
        "output": "live-answer.data",
        "outputs": {"id": "live-answer", "property": "data"},
        "inputs": [{"id": "live-asked", "property": "data", "value": value}],
        "changedPropIds": ["live-asked.data"],
    }
    answer = client.post("/_dash-update-component", json=body).json
    told = answer["response"]["live-answer"]["data"]
    assert told["address"] == f"/indikatorer/folkmangd?sex=K&release={before.id}"
    assert "frozen" in told["parts"]
    assert f"sex=K&release={before.id}" in html.unescape(told["parts"]["freeze"]["html"])


def test_a_file_that_is_frozen_never_changes_and_names_the_newest(
    client: FlaskClient, before: Release
) -> None:
    newest, frozen = client.get(FILE), client.get(at(FILE, before.id))
    assert (NEW in newest.text, OLD in frozen.text) == (True, True)
    assert "immutable" in frozen.headers["Cache-Control"]
    assert "immutable" not in newest.headers["Cache-Control"]
    for answer, other, relation in ((newest, NEW, "memento"), (frozen, NEW, "latest-version")):
        (twin,) = re.findall(
            rf'<([^>]+)>; rel="{relation}"', ", ".join(answer.headers.getlist("Link"))
        )
        assert other in client.get(twin).text


def test_a_release_that_is_not_kept_is_told_in_words_with_the_way_to_the_newest(
    client: FlaskClient,
) -> None:
    for name in ("2020-01-01-00000000", "<script>x", "../x", "9" * 300):
        for view in VIEWS[:3]:
            answer = client.get(at(view, quote(name)))
            assert answer.status_code == 404
            assert "finns inte kvar" in answer.text
            assert name not in answer.text or "<" not in name
            assert client.get(links(answer.text.split("<main")[1])[0]).status_code == 200
        problem = client.get(at("/jamfor.csv", quote(name)))
        assert (problem.status_code, data.release().id in problem.json["allowed"]) == (404, True)
    assert client.get(f"{FILE}&release=").status_code == 400
