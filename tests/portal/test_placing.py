"""A rank on a page is an interval: what the map's tip and the ranking tell of places."""

import re

import pytest
from flask.testing import FlaskClient

from dashboard import choices, data
from dashboard.indicator.view import View
from dashboard.map.beside import ranking
from dashboard.map.model import Payload, Placing
from dashboard.web import create_app
from tests.shown import page, words

LOW, HIGH, NEUTRAL = "arbetslosa", "eftergymnasial-utbildning", "medelalder"
SPAN = re.compile(r"^(\d+)(?:–(\d+))?$")


def placed(indicator_id: str, query: str = "") -> Payload:
    indicator = data.indicators()[indicator_id]
    asked = dict(each.split("=") for each in query.split("&") if each)
    return View(indicator, choices.parse(asked, indicator, data.periods(indicator_id))).placed


@pytest.mark.parametrize("query", ["", "show=sweden-municipality&sex=K", "show=sweden-county"])
@pytest.mark.parametrize("indicator", [LOW, HIGH])
def test_the_place_of_each_region_lies_where_its_value_does(indicator: str, query: str) -> None:
    shown = placed(indicator, query)
    assert len(shown.placings) == len(shown.periods)
    told = 0
    for values, placing in zip(shown.values, shown.placings, strict=True):
        known = [value for value in values if value is not None]
        for value, place in zip(values, placing.places, strict=bool(placing.places)):
            if value is None or not (ends := SPAN.match(place)):
                assert place in ("", "–")
                continue
            sign = 1 if indicator == LOW else -1
            at = 1 + sum(sign * each < sign * value for each in known)
            assert int(ends[1]) <= at <= int(ends[2] or ends[1]) + known.count(value) - 1
            told += 1
    assert told


def test_what_has_no_better_end_has_an_order_and_no_places(client: FlaskClient) -> None:
    assert placed(NEUTRAL).placings == []
    told = page(client, f"/indikatorer/{NEUTRAL}").split('id="ranking"')[1].split("</ol>")[0]
    assert "från högst till lägst" in told
    assert 'class="n"' not in told


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_ranking_begins_at_the_better_end_and_says_which(lang: str) -> None:
    for indicator, end in ((LOW, ("lägst", "lowest")), (HIGH, ("högst", "highest"))):
        shown = placed(indicator, f"lang={lang}")
        heading, rows, *rest = ranking(shown)
        values = shown.values[shown.periods.index(shown.period)]
        first = (min if indicator == LOW else max)(value for value in values if value is not None)
        assert data.region_name(shown.codes[values.index(first)]) in words(rows.children[0])
        said = end[lang == "en"]
        assert re.search(rf"från {said} till|{said} to", words(heading))
        assert said in " ".join(words(each) for each in rest)
        assert said in shown.words.place


def test_a_period_in_which_nobody_has_a_place_says_why() -> None:
    reasons = set[str]()
    for each in data.indicators().values():
        if each.better != "neutral" and each.uncertainty is None and choices.shows(each):
            shown = placed(each.id)
            assert all(not placing.places for placing in shown.placings)
            reasons |= {placing.why for placing in shown.placings}
    assert any("inte känt" in why for why in reasons)
    assert all(why.startswith("Kan inte rangordnas: ") for why in reasons)


def test_side_by_side_women_and_men_have_places_among_their_own() -> None:
    shown = placed(LOW, "panels=K,M")
    women, men = (panel.placings or [] for panel in shown.panels)
    assert len(women) == len(men) == len(shown.periods)
    assert women != men
    assert all(isinstance(each, Placing) for each in women)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()
