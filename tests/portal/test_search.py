"""Search: what comes first for what people type, as a page without scripts and as an answer."""

import csv
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from dashboard import data, limits, pages
from dashboard.search import find, hits, names, synonyms
from dashboard.search.words import words
from dashboard.text import Lang
from dashboard.web import create_app

QUERIES = Path(__file__).with_name("search_queries.csv")
API = "/api/v1/search"
STRANGE = [
    "<b>x</b>", "\x00\x07", "%", "a" * 5000, "å" * 300, "🐟", "' OR 1=1", "../..", "\u202e", ",",
    " ".join("abcdefghijklmnop" * 6),
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _released(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def document(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def links(html: str) -> list[str]:
    (main,) = re.findall(r"<main.*</main>", html, re.DOTALL)
    return [unescape(each) for each in re.findall(r'<a [^>]*?href="([^"]+)"', main)]


def answered(client: FlaskClient, **asked: str) -> dict[str, Any]:
    answer = client.get(API, query_string=asked)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    return found


# --- what comes first ---


def queries() -> Iterator[tuple[str, Lang, str]]:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["query"], "en" if row["lang"] == "en" else "sv", row["first"]


def first(query: str, lang: Lang) -> str:
    """A region's code, a page's path, or an indicator's id with its place: `arbetslosa@2482`."""
    found = find.find(query, lang, pages.sought())
    best = next(iter(hits.hits(found, lang, 8)), None)
    beside = f"@{found.place.code}" if best and best.kind == "indicator" and found.place else ""
    return f"{best.id}{beside}" if best else "nothing"


def test_what_people_type_finds_first_what_they_mean() -> None:
    listed = [*queries()]
    assert len(listed) >= 150
    assert len({each[:2] for each in listed}) == len(listed)
    assert [(*each, first(*each[:2])) for each in listed if first(*each[:2]) != each[2]] == []


def test_every_place_is_found_by_its_name_alone_and_with_what_it_is() -> None:
    for code, region in data.regions().items():
        kinds = ["", " kommun"] if region.level == "municipality" else [""]
        for name in (f"{region.name}{kind}" for kind in kinds):
            assert code in [each.code for each in find.find(name, "sv").places][:2], name


def test_every_indicator_is_found_by_its_title_id_of_table_and_among_all() -> None:
    """Six first: what has figures and means the same comes before what has none yet."""
    for each in find.indicators("", "sv")[::9]:
        if names.names().within(words(each.title))[0]:
            continue  # it is that place that is asked for
        assert each.id in [one.id for one in find.indicators(each.title, "sv")[:6]], each.title
        assert each.id in [one.id for one in find.indicators(each.table, "sv")], each.table


def test_what_has_figures_comes_before_what_is_awaited() -> None:
    for query in ("befolkning", "arbetslöshet", "flyttnetto", "företag", "gästnätter", "vab"):
        found = [each.id in data.awaited() for each in find.indicators(query, "sv")[:6]]
        assert found == sorted(found), query


@pytest.mark.parametrize("typed", ["Unga 16-24", "unga 16–24", "UNGA 16\u201124", "unga 16 24"])
def test_any_dash_is_a_hyphen(typed: str) -> None:
    assert find.indicators(typed, "sv")[0].id == "unga-utanfor"


def test_a_word_is_found_by_its_beginning_and_not_by_what_lies_within_it() -> None:
    assert "smahus-kt-manad" not in [each.id for each in find.indicators("elpris", "sv")]
    assert find.indicators("rbetslös", "sv") == find.indicators("arbetslös", "sv")  # a slip
    assert "arbetslosa" in [each.id for each in find.indicators("arbetslö", "sv")]


def test_a_place_of_another_name_is_told_to_be_it() -> None:
    notes = {
        query: find.find(query, "sv").places[0].note[0] for query in ("1917", "Giron", "Lappland")
    }
    assert notes == {
        "1917": "Heby hade koden 1917 till och med 2006",
        "Giron": "Giron på samiska",
        "Lappland": "här ligger Lappland",
    }


# --- the lists ---


def test_every_synonym_means_something_that_is_there() -> None:
    listed, there = synonyms.read(), {page.path for page in pages.every()} | {"/jamfor", "/data"}
    ids = {id_ for _, means in listed.indicators for id_ in means}
    assert [id_ for id_ in ids if data.meaning(id_) is None] == []
    assert {path for _, means in listed.pages for path in means} <= there


def test_no_word_is_said_to_mean_two_things() -> None:
    said = [word for words, _ in synonyms.read().indicators for word in words]
    assert sorted({word for word in said if said.count(word) > 1}) == []


def test_every_name_of_a_place_is_one_that_there_is() -> None:
    codes = {place.code for places in names.names().known.values() for place in places}
    assert codes == {*data.regions(), data.NORTH}


# --- the page ---


def test_the_page_answers_without_scripts_with_value_and_period(client: FlaskClient) -> None:
    html = document(client, "/sok?q=Skellefte%C3%A5+arbetsl%C3%B6shet")
    best, *others = links(html)
    assert best == "/indikatorer/arbetslosa?region=2482"
    assert "/kommun/2482" in others
    assert re.search(
        r'class="card best">.*?<b>\d+,\d\u00a0%</b> <small>[^<]*20\d\d<', html, re.DOTALL
    )
    assert 'value="Skellefteå arbetslöshet"' in html


def test_a_chosen_place_is_kept_and_its_values_stand_beside(client: FlaskClient) -> None:
    html = document(client, "/sok?q=arbetsl%C3%B6shet&region=2584")
    assert re.search(r'<input[^>]*name="region"[^>]*value="2584"', html)
    assert "/indikatorer/arbetslosa?region=2584" in links(html)
    assert "Indikatorer, Kiruna" in html


def test_every_page_has_the_one_box_with_a_label(client: FlaskClient) -> None:
    for path in ("/", "/indikatorer", "/indikatorer/folkmangd", "/status", "/finns-inte"):
        html = client.get(f"{path}?lang=en").get_data(as_text=True)
        for box in re.findall(r'<form[^>]*class="find".*?</form>', html, re.DOTALL):
            assert 'action="/sok"' in box
            (id_,) = re.findall(r'id="([\w-]+)"', box)
            assert f'for="{id_}"' in box
            assert 'name="lang"' in box
        assert 'id="find"' in html, path


def test_what_is_not_there_is_no_dead_end(client: FlaskClient) -> None:
    html = document(client, "/sok?q=xyzzy")
    assert "Inget hittades för ”xyzzy”" in html
    assert {"/lan/24", "/indikatorer#befolkning"} <= {*links(html)}
    assert "Menade du Skellefteå?" in document(client, "/sok?q=skeleftea")
    assert "utan ”hund”" in document(client, "/sok?q=hund+arbetsl%C3%B6shet")


def test_english_is_whole(client: FlaskClient) -> None:
    html = document(client, "/sok?q=unemployment+in+Kiruna&lang=en")
    assert links(html)[0] == "/indikatorer/arbetslosa?region=2584&lang=en"
    assert "municipality in Norrbotten County" in html
    assert not re.search(
        r"Bästa|Platser|kommun i|Sök", html.partition("<main")[2].partition("</main")[0]
    )


def test_the_list_of_indicators_understands_the_same_words(client: FlaskClient) -> None:
    html = document(client, "/indikatorer?q=hyror")
    assert re.search(r"<li[^>]*(?<!hidden)>.{0,80}/indikatorer/medianhyra", html)
    for named in ("Ume%C3%A5", "umea", "Ume%C3%A5+kommun"):
        assert "Umeå i siffror" in document(client, f"/indikatorer?q={named}")


def test_a_name_that_is_not_the_places_own_never_leads_silently_to_it(client: FlaskClient) -> None:
    for named in ("Medelpad", "1917", "Lappland"):
        assert "i siffror" not in document(client, f"/indikatorer?q={named}")
        assert links(document(client, f"/sok?q={named}"))[0].startswith(("/lan/", "/kommun/"))


# --- the answer for programs ---


def test_the_answer_says_where_each_hit_leads_and_what_it_is(client: FlaskClient) -> None:
    answer = answered(client, q="Skellefteå arbetsl", limit="5")
    assert answer["place"] == {"code": "2482", "name": "Skellefteå"}
    assert [each["kind"] for each in answer["results"]] == ["indicator"] * 4 + ["place"]
    best = answer["results"][0]
    assert (best["id"], best["address"]) == ("arbetslosa", "/indikatorer/arbetslosa?region=2482")
    value = data.value("arbetslosa", "2482", "T", "total", best["period"])
    assert value is not None
    assert best["value"] == f"{value:.1f}\u00a0%".replace(".", ",")


def test_the_answer_is_the_pages(client: FlaskClient) -> None:
    for query in ("Umeå", "jobb", "hyror umeå", "kartor", "befolknng kirna"):
        told = links(document(client, f"/sok?q={quote(query)}"))
        assert answered(client, q=query)["results"][0]["address"] == told[0]


@pytest.mark.parametrize("limit", ["0", "31", "-1", "x", "1.5"])
def test_a_limit_that_is_none_is_refused(client: FlaskClient, limit: str) -> None:
    answer = client.get(API, query_string={"q": "jobb", "limit": limit})
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert "8" in answer.get_json()["allowed"]


@pytest.mark.parametrize("query", ["", "q=", "q=%20", "q=jobb&strange=1", f"q={'a' * 201}"])
def test_a_question_that_is_none_is_refused(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{API}?{query}")
    assert answer.status_code == 400
    assert answer.get_json()["detail"].endswith(".")


def test_a_region_that_is_none_is_not_found(client: FlaskClient) -> None:
    assert client.get(API, query_string={"q": "jobb", "region": "9999"}).status_code == 404


def test_an_answer_may_be_kept_and_is_the_same_again(client: FlaskClient) -> None:
    answer = client.get(API, query_string={"q": "jobb"})
    assert "max-age" in answer.headers["Cache-Control"]
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(API, query_string={"q": "jobb"}, headers=tag).status_code == 304


@pytest.mark.parametrize("typed", STRANGE, ids=range(len(STRANGE)))
def test_whatever_is_typed_is_answered_and_said_back_as_words(
    client: FlaskClient, typed: str
) -> None:
    html = document(client, f"/sok?q={quote(typed)}")
    assert "<b>x</b>" not in html
    assert client.get(API, query_string={"q": typed}).status_code in (200, 400)
    assert client.get("/indikatorer", query_string={"q": typed}).status_code == 200
    assert len(find.find(typed, "sv").without) <= limits.SEARCHED
