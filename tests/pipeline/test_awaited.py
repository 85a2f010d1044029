"""Indicators without figures yet: told as such in every place, never an empty chart or an error."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard import data
from dashboard.search import find
from dashboard.web import create_app
from etl.store import releases, status
from tests.sample import apart, meanings, observations, without_figures
from tests.shown import page

NOTICE = "Hämtas vid nästa uppdatering"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder: Path = tmp_path_factory.mktemp("data")
    also = without_figures(id="skulder", topic="befolkning", title="Skulder", title_en="Debts")
    releases.publish(folder, apart(meanings(), observations()), awaited=[without_figures(), also])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_DATA", str(folder))
        yield create_app().server.test_client()


def test_the_list_has_them_after_those_with_figures_and_finds_them(client: FlaskClient) -> None:
    assert {topic: [each.id for each in found] for topic, found in data.topics().items()} == {
        "befolkning": ["folkmangd", "folkmangd-manad", "skulder"],
        "utbildning": ["utbildning"],
        "arbete": ["varsel"],
    }
    shown = page(client, "/indikatorer")
    assert shown.count(NOTICE) == 1  # said once, over all that are
    assert shown.count('class="awaited"') == 2
    assert "3 indikatorer för kommuner" in shown
    assert "Ytterligare 2 hämtas vid nästa uppdatering." in shown
    assert "Will be fetched at the next update" in page(client, "/indikatorer", "?lang=en")
    assert [each.id for each in find.indicators("varslade", "sv")] == ["varsel"]
    assert NOTICE in page(client, "/indikatorer", "?region=2480&q=varslade")


def test_the_page_says_what_it_will_show_and_draws_nothing(client: FlaskClient) -> None:
    answer = client.get("/indikatorer/varsel")
    assert answer.status_code == 200
    assert "<title>Varslade personer – Norrläget</title>" in answer.text
    shown = page(client, "/indikatorer/varsel")
    for words in (
        NOTICE,
        "Personer i varsel.",
        "Arbetsförmedlingen varsel",
        "riket och län",
        "bara totalt",
    ):
        assert words in shown
    for part in ("map-data", "drawing", "explore", "controls", "Plotly", '"Graph"'):
        assert part not in shown
    english = page(client, "/indikatorer/varsel", "?lang=en&region=2480&sex=Q")
    assert "Sweden and counties" in english
    assert "Hämtas" not in english


@pytest.mark.parametrize(
    ("lang", "words", "not_these"),
    [
        ("sv", ["äntar på en fil", "bara som fil hos Arbetsförmedlingen"], "ämtas vid nästa"),
        ("en", ["wait", "only exist as a file at Arbetsförmedlingen"], "fetched at the next"),
    ],
)
def test_what_only_comes_as_a_file_is_not_promised_for_the_next_update(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, words: list[str], not_these: str
) -> None:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    filed = without_figures(source="inbox")
    releases.publish(tmp_path, apart(meanings(), observations()), awaited=[filed])
    reader = create_app().server.test_client()
    about = page(reader, "/indikatorer/varsel", f"?lang={lang}")

    assert all(each in about for each in words)
    for path in ("/indikatorer/varsel", "/status"):
        shown = page(reader, path, f"?lang={lang}")
        assert words[0] in shown
        assert not_these not in shown


def test_the_list_counts_those_of_the_inbox_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    filed = [without_figures(source="inbox"), without_figures(id="skulder", source="inbox")]
    waiting = [*filed, without_figures(id="lan")]
    update, file = "Ytterligare 1 hämtas vid nästa", "Ytterligare 2 väntar på en fil från källan."
    for awaited, said in {0: "", 2: file, 3: f"{update} uppdatering. {file}"}.items():
        releases.publish(tmp_path, apart(meanings(), observations()), awaited=waiting[:awaited])
        shown = page(create_app().server.test_client(), "/indikatorer")
        assert said in shown
        assert ("Ytterligare" in shown) is bool(awaited)
        assert (update in shown) is (awaited == 3)
    english = page(create_app().server.test_client(), "/indikatorer", "?lang=en")
    assert "Another 1 will be fetched at the next update. Another 2 await a file from" in english


def test_the_api_has_their_meaning_and_null_for_what_is_not_known(client: FlaskClient) -> None:
    records = json.loads(client.get("/api/v1/indicators").text)
    assert [each["id"] for each in records][-2:] == ["varsel", "skulder"]
    assert len({tuple(each) for each in records}) == 1
    record = json.loads(client.get("/api/v1/indicators/varsel").text)
    assert record == records[-2]
    assert [record[name] for name in ("first_period", "last_period", "taken")] == [None] * 3
    assert (record["title"], record["levels"]) == ("Varslade personer", ["country", "county"])


@pytest.mark.parametrize(
    "query", ["", "region=24", "sex=K&age=65%2B", "period=2024..", "period=latest", "format=csv-sv"]
)
def test_a_file_of_them_is_its_header(client: FlaskClient, query: str) -> None:
    for address in (f"/data/varsel.csv?{query}", f"/api/v1/observations?indicator=varsel&{query}"):
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        assert len(answer.text.splitlines()) == 1
        assert answer.text.lstrip("\ufeff").startswith("indicator")
        assert "varsel" in answer.headers["Content-Disposition"]


def test_a_file_of_several_has_the_rows_there_are(client: FlaskClient) -> None:
    both = client.get("/api/v1/observations?indicator=varsel,folkmangd&sex=K&period=latest")
    alone = client.get("/api/v1/observations?indicator=folkmangd&sex=K&period=latest")
    assert both.status_code == 200
    assert both.text == alone.text
    parquet = client.get("/api/v1/observations?indicator=varsel&format=parquet")
    assert parquet.status_code == 200


@pytest.mark.parametrize("query", ["region=99", "period=nu", "format=xls", "year=2022"])
def test_what_means_nothing_is_refused_of_them_as_of_others(
    client: FlaskClient, query: str
) -> None:
    assert client.get(f"/data/varsel.csv?{query}").status_code in (400, 404)


def test_health_names_those_that_could_not_be_fetched(client: FlaskClient) -> None:
    status.write(releases.folder(), {"varsel": "no answer", "skulder": None}, ["varsel"], ())
    state = json.loads(client.get("/health").text)
    (releases.folder() / "status.json").unlink()
    assert (state["awaited_failed"], state["awaited"]) == (["varsel"], 2)


def test_every_other_place_knows_them(client: FlaskClient) -> None:
    assert "2 indikatorer: 2 hämtas vid nästa uppdatering." in page(client, "/status")
    assert json.loads(client.get("/health").text)["awaited"] == 2
    for path in ("/", "/revideringar", "/revideringar.atom?indicator=varsel"):
        assert client.get(path).status_code == 200
