"""All regions at once are judged as one by one: intervals and places of the release that ships."""

from math import isnan
from random import Random

import pytest

from dashboard import data
from dashboard.claims import difference, judge, many
from dashboard.claims.many import Tables
from dashboard.claims.rank import Place
from dashboard.claims.series import Figures
from etl.model import PublishedIndicator, Uncertainty

DRAWN = 12  # indicators of each method
SOME = ["00", "23", "2480", "2482", "2403", "2584", "0180", "1440"]
METHODS = ["margin", "share", "events", "flows", "series", "none", ""]


SURVEY = Uncertainty(method="margin", of="arbetslosa")  # no margin has been recorded


def known() -> dict[str, PublishedIndicator]:
    every = data.release().indicators
    survey = every["langtidsarbetslosa"].model_copy(update={"uncertainty": SURVEY})
    return every | {survey.id: survey}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables(known(), data.coded)


@pytest.fixture(scope="module")
def figures() -> Figures:
    return Figures(known(), lambda each: data.rows(each, SOME))


def of_method(method: str) -> list[PublishedIndicator]:
    """Some indicators of it; always those whose events are counted themselves."""
    found = [
        each for each in known().values()
        if (each.uncertainty.method if each.uncertainty else "") == method
    ]  # fmt: skip
    drawn = Random(method).sample(found, min(DRAWN, len(found)))  # noqa: S311  # no secret
    always = [each for each in found if each.chance or each.uncertainty == SURVEY]
    return drawn + [each for each in always if each not in drawn]


@pytest.mark.parametrize("method", METHODS)
def test_many_intervals_are_those_of_one_cell_at_a_time(
    tables: Tables, figures: Figures, method: str
) -> None:
    draw, judged = Random(7), 0  # noqa: S311  # no secret
    for each in of_method(method):
        sex, age = draw.choice(each.sexes), draw.choice(each.ages)
        periods = data.periods(each.id)
        for period in {periods[-1], draw.choice(periods)}:
            found = many.intervals(tables, each.id, sex, age, period, SOME)
            for region, low, high in zip(SOME, *found, strict=True):
                cell = figures.series((each.id, region, sex, age)).get(period)
                one = judge.around(figures, cell) if cell else None
                at = (each.id, region, sex, age, period)
                assert (one is None) == isnan(low) == isnan(high), at
                if one:
                    assert (low, high) == pytest.approx((one.low, one.high), abs=1e-9), at
                    judged += 1
    assert judged or method in ("none", "")


def test_a_place_lies_between_those_certainly_better_and_those_certainly_worse(
    tables: Tables,
) -> None:
    among = data.municipalities_of(*data.NORRLAND)
    figures = Figures(data.release().indicators, lambda each: data.rows(each, among))
    for id_, better in (("arbetslosa", -1), ("eftergymnasial-utbildning", 1)):
        assert data.indicators()[id_].better == ("higher" if better > 0 else "lower")
        period = data.periods(id_)[-2]
        found = many.places(tables, id_, "T", "total", period, among)
        cells = [figures.series((id_, each, "T", "total"))[period] for each in among]
        intervals = [judge.around(figures, each) for each in cells]
        for cell, own, place in zip(cells, intervals, found, strict=True):
            pairs = zip(cells, intervals, strict=True)
            apart = [difference.judged(other.value, of, cell.value, own) for other, of in pairs]
            ahead = sum(bool(each.certain) and each.size * better > 0 for each in apart)
            behind = sum(bool(each.certain) and each.size * better < 0 for each in apart)
            ends = 1 + ahead, len(among) - behind
            wide = ends[1] - ends[0] > len(among) / 2
            assert place == "wide" if wide else isinstance(place, Place)
            if isinstance(place, Place):
                assert (place.best, place.worst, place.of) == (*ends, len(among))
