"""The start page answers: what is new, what stands out, how the counties are doing."""

import html
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from dashboard import address, data, text
from dashboard.home import counties, fresh, standouts
from dashboard.pages import home
from dashboard.parts.prerender import elements, markup
from dashboard.report import model
from dashboard.status import standing
from dashboard.web import create_app
from tests.shown import links, words

MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
DEVELOPERS = r"python|\betl\b|refresh|kommando|json|katalog|[0-9a-f]{8}|\.toml|release"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def test_it_begins_with_the_question_and_the_box_that_answers_it() -> None:
    first = [each._type for each in elements(home.layout()) if each._type in ("H1", "Input", "H2")]
    assert first[:2] == ["H1", "Input"]


def test_three_things_are_new_each_with_its_day_and_a_way_on() -> None:
    cards = [each for each in elements(fresh.section("sv")) if each._type == "Section"][1:]
    assert [words(each.children[0]) for each in cards] == ["Publicerat", "Reviderat", "Väntas"]
    for each in cards:
        assert re.search(rf"\d\u00a0({MONTHS}) \d{{4}}", words(each.children[1]))
        assert links(each)


def test_what_is_published_is_the_newest_there_is_and_what_is_expected_has_not_passed() -> None:
    told = words(fresh.section("sv"))
    newest = max(each.updated for each in data.indicators().values() if each.updated)
    assert text.day(newest) in told
    day, indicator = standing.upcoming(datetime.now(UTC).date())[0]
    assert day >= datetime.now(UTC).date()
    assert text.day(day) in told
    assert text.title(indicator) in told


def test_what_is_expected_comes_in_the_order_of_its_days_and_ends_one_day() -> None:
    days = [day for day, _ in standing.upcoming(date(2026, 11, 1))]
    assert days == sorted(days)
    assert all(day >= date(2026, 11, 1) for day in days)
    assert standing.upcoming(date(2026, 11, 1) + timedelta(365 * 100)) == []


def test_what_stands_out_is_news_by_the_rule_of_manadslage_one_of_a_kind() -> None:
    found = standouts._found(data.release().id)
    assert 0 < len(found) <= standouts.MANY
    assert len({each.cell.indicator for each in found}) == len(found)
    for claim in found:
        assert claim in model.striking(model.report(claim.cell.region))
        assert not claim.national


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_each_has_a_picture_a_period_a_source_and_two_ways_on(lang: text.Lang) -> None:
    for card in [each for each in elements(standouts.section(lang)) if each._type == "Section"][1:]:
        picture = next(each for each in elements(card) if each._type == "Img")
        assert len(picture.alt) > 30
        told = words(card)
        assert re.search(r"\d{4}", told)
        assert ("Källa: " if lang == "sv" else "Source: ") in told
        assert re.search("Uppgifterna hämtade|Figures taken", told)
        assert any("/indikatorer/" in link for link in links(card))
        assert any(re.match("/(kommun|lan)/", link) for link in links(card))


def test_the_counties_and_riket_stand_beside_each_other_and_riket_is_told_apart() -> None:
    for card in [each for each in elements(counties.section("sv")) if each._type == "Section"][1:]:
        rows = [each for each in elements(card) if each._type == "Li"]
        assert [getattr(row, "className", None) for row in rows] == [None] * 4 + ["riket"]
        assert [links(row)[0] for row in rows] == [
            address.place(code, "sv") for code in [*data.NORRLAND, "00"]
        ]


def test_population_its_change_unemployment_and_income_at_constant_prices_are_there() -> None:
    told = words(counties.section("sv"))
    for each in ("Folkmängd", "Folkökning", "Arbetslöshet", "Nettoinkomst", "i fasta priser"):
        assert each in told
    assert re.search("åt (rätt|fel) håll", told)
    assert re.search(r"(högre|lägre) än i riket \((bättre|sämre)\)", told)


def test_a_count_of_the_country_is_no_length_beside_the_counties() -> None:
    place = [each.absolute for each in counties._shown()].index(True)
    card = [each for each in elements(counties.section("sv")) if each._type == "Section"][1 + place]
    drawn = [
        bool(list(elements(row.children[1]))[1:]) for row in elements(card) if row._type == "Li"
    ]
    assert drawn == [True] * 4 + [False]


def test_topics_count_what_has_figures() -> None:
    told = words(home._topics("sv"))
    counted = [int(each) for each in re.findall(r"\d+", told)]
    assert sum(counted) == len(data.indicators())
    assert 0 not in counted


def test_every_municipality_of_the_north_leads_to_its_page_in_the_list_and_on_the_map(
    client: FlaskClient,
) -> None:
    shown = client.get("/").text
    for code in data.municipalities_of(*data.NORRLAND):
        assert shown.count(f'href="{address.place(code, "sv")}"') >= 2, code


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_nothing_is_said_that_only_a_developer_says(client: FlaskClient, lang: str) -> None:
    document = client.get(f"/?lang={lang}").text.split("<main")[1].split("</main>")[0]
    told = html.unescape(re.sub(r"<[^>]*>", " ", document))
    assert not re.search(DEVELOPERS, told, re.IGNORECASE)


def test_the_page_is_light(client: FlaskClient) -> None:
    answer = client.get("/", headers={"Accept-Encoding": "br"})
    assert len(answer.data) < 40_000
    assert markup(home.layout())
