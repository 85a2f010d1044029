"""The list of indicators in a chosen place, and what stands under an indicator's figures."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from dashboard import choices, data
from dashboard.indicator import check, going
from dashboard.indicator.related import MOST, related
from dashboard.indicator.view import View
from dashboard.web import create_app
from etl.model import level_of
from tests.shown import page

PLACES = ["2482", "24", "00"]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def rows(told: str) -> dict[str, str]:
    """Each row of the list by its indicator."""
    found = re.findall(r"<li .*?</li>", told, re.DOTALL)
    return {re.findall(r'href="/indikatorer/([a-z0-9-]+)', each)[0]: each for each in found}


def view(indicator_id: str, **asked: str) -> View:
    indicator = data.indicators()[indicator_id]
    return View(indicator, choices.parse(asked, indicator, data.periods(indicator_id)))


@pytest.mark.parametrize("region", PLACES)
def test_each_row_has_the_line_and_the_direction_of_its_figure(
    client: FlaskClient, region: str
) -> None:
    found, gone = rows(page(client, "/indikatorer", f"?region={region}")), going.going(region)
    latest = data.headlines(region)
    for id_, each in found.items():
        drawn = id_ in gone and latest[id_].period == gone[id_].period
        several = drawn and sum(value is not None for value in gone[id_].values) > 1
        assert ('class="trace"' in each) == several, id_
        if drawn:
            assert going.told(gone[id_], data.indicators()[id_], "sv") in each
    assert sum('class="trace"' in each for each in found.values()) > len(found) / 3


def test_the_line_ends_at_the_figure_and_has_no_year_of_another_part() -> None:
    for region in PLACES:
        for id_, each in going.going(region).items():
            of = data.indicators()[id_]
            cell = data.cell(id_, region, of.sexes[0], of.ages[0], each.period)
            assert cell is not None
            assert each.values[-1] == pytest.approx(cell.value, abs=0.51 * 10**-of.decimals)


def test_without_a_place_nothing_is_drawn(client: FlaskClient) -> None:
    assert "trace" not in page(client, "/indikatorer")


@pytest.mark.parametrize("query", ["", "?region=2482"])
def test_what_is_awaited_stands_once_and_last(client: FlaskClient, query: str) -> None:
    told = page(client, "/indikatorer", query)
    topics, _, coming = told.partition('id="kommer"')
    assert not rows(topics).keys() & data.awaited().keys()
    assert rows(coming).keys() == data.awaited().keys()
    assert coming.count("Hämtas vid nästa uppdatering") == 1


@pytest.mark.parametrize("query", ["", "?region=2482", "?region=24&lang=en"])
def test_the_list_weighs_little(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/indikatorer{query}", headers={"Accept-Encoding": "br"})
    assert len(answer.data) <= 60_000


@pytest.mark.parametrize("id_", ["arbetslosa", "folkmangd-manadens-slut", "personbilar"])
def test_related_are_few_with_figures_of_such_places_and_near(id_: str) -> None:
    indicator, region = data.indicators()[id_], view(id_).choices.region
    found = related(indicator, region)
    assert 0 < len(found) <= MOST
    assert indicator not in found
    assert all(level_of(region) in each.levels for each in found)


def test_a_figure_of_kolada_can_be_asked_for_at_its_address() -> None:
    shown = view("arbetslosa", region="24", sex="K", period="2019")
    (place,) = check.places(shown)
    assert place.cells.endswith("/v3/data/kpi/N03920/municipality/0024/year/2019")
    assert all('"K"' in recipe and place.cells in recipe for recipe in place.recipes.values())
    compile(place.recipes["Python"], "recipe", "exec")


def test_of_a_figure_that_is_computed_its_parts_are_told_and_nothing_is_invented() -> None:
    tables = [place.table for place in check.places(view("aldrekvot"))]
    assert tables == ["N01960", "N01961"]
    assert check.places(view("personbilar")) == []


def test_a_figure_of_scb_is_asked_for_with_the_codes_that_gave_it() -> None:
    (scb,) = check.places(view("arbetsloshet-manad", region="24", sex="K", period="2026M04"))
    asked = {each["variableCode"]: each["valueCodes"] for each in json.loads(scb.body)["selection"]}
    assert asked == {
        "Region": ["24"], "Kon": ["2"], "Alder": ["20-64"], "Fodelseregion": ["tot"],
        "ContentsCode": ["000006II"], "Tid": ["2026M04"],
    }  # fmt: skip
    query = parse_qs(urlsplit(scb.cells).query)
    assert {f"valueCodes[{name}]": codes for name, codes in asked.items()}.items() <= query.items()
    assert scb.cells in scb.recipes["R"]
    assert scb.body in scb.recipes["Python"]
    compile(scb.recipes["Python"], "recipe", "exec")


def test_what_cannot_be_asked_for_is_said_in_words(client: FlaskClient) -> None:
    """TAB638 has women and men, and not both together."""
    assert "koder för siffran är inte kända här" in page(client, "/indikatorer/konskvot")
    there = [each.id for each in data.indicators().values() if each.source == "scb"]
    assert all(place.body for id_ in there for place in check.places(view(id_)))


def test_the_page_leads_to_the_source_and_to_what_is_near(client: FlaskClient) -> None:
    told = page(client, "/indikatorer/arbetslosa", "?region=2482&lang=en")
    assert "Check against the source" in told
    assert "Next publication" in told
    assert "Related indicators" in told
