"""What may be said of a figure: intervals, differences, directions and ranks, by known answers."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dashboard.claims.difference import against, difference, judged
from dashboard.claims.direction import certain, direction, signs
from dashboard.claims.interval import (
    EXACT,
    Bounds,
    Interval,
    bounds,
    counted,
    events,
    interval,
    jump,
    wilson,
)
from dashboard.claims.rank import Place, places, ranked
from dashboard.numbers import Floats
from etl.model import Uncertainty
from tests import RECORDED
from tests.replay.values import open_values, rows

SHARE = Uncertainty(method="share", base="folkmangd")
EVENTS = Uncertainty(method="events", base="folkmangd", per=100_000)
MARGIN = Uncertainty(method="margin", of="fel")
SERIES = Uncertainty(method="series")


@pytest.mark.parametrize(
    ("of", "many", "level", "low", "high"),
    [
        (400, 40, 0.95, 7.43, 13.33),
        (400, 40, 0.998, 6.26, 15.61),
        (50, 0, 0.95, 0.0, 7.13),
        (50, 50, 0.95, 92.87, 100.0),
        (30, 1, 0.95, 0.59, 16.67),
    ],
)
def test_the_interval_of_a_share(
    of: float, many: float, level: float, low: float, high: float
) -> None:
    found = interval(100 * many / of, SHARE, base=of, level=level)
    assert found is not None
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


@pytest.mark.parametrize(
    ("many", "low", "high"),
    [(0, 0, 3.689), (3, 0.619, 8.767), (9, 4.115, 17.085), (10, 4.787, 18.391),
     (25, 16.174, 36.906)],
)  # fmt: skip
def test_the_interval_of_events(many: float, low: float, high: float) -> None:
    found = events(np.array([float(many)]))
    assert (round(found.low[0], 3), round(found.high[0], 3)) == (low, high)
    rate = interval(many, EVENTS, base=100_000)
    assert rate is not None
    assert (round(rate.low, 3), round(rate.high, 3)) == (low, high)


@pytest.mark.parametrize("level", EXACT)
def test_few_events_have_the_bounds_of_chi_square_and_many_come_near_them(level: float) -> None:
    tail = (1 - level) / 2
    for x in range(400):
        low = stats.chi2.ppf(tail, 2 * x) / 2 if x else 0.0
        high = stats.chi2.ppf(1 - tail, 2 * x + 2) / 2
        found = events(np.array([float(x)]), level)
        near = 0.001 if x < 10 else 0.02 * math.sqrt(x)
        assert found.low[0] == pytest.approx(low, abs=near)
        assert found.high[0] == pytest.approx(high, abs=near)


def test_a_share_and_its_base() -> None:
    half = SHARE.model_copy(update={"base_share": 0.5})
    of_half, of_all = interval(10, half, base=800), interval(10, SHARE, base=400)
    assert of_half == of_all
    three = EVENTS.model_copy(update={"years": 3})
    mean, year = interval(90, three, base=10_000), interval(90, EVENTS, base=30_000)
    assert mean == year


def test_a_margin_is_the_agencys_own() -> None:
    assert interval(62, MARGIN, margin=6) == Interval(56, 68, "margin", 0.95)
    found = interval(2, MARGIN, margin=6)
    assert found is not None
    assert found.low == 0


def test_a_series_that_jumps_is_wide() -> None:
    steady = [float(10 + year) for year in range(11)]
    assert jump(steady) == 0
    restless = [10.0, 14.0, 9.0, 15.0, 8.0, 14.0]
    assert interval(14, SERIES, series=restless) is not None
    assert jump(restless) > 3
    assert interval(12, SERIES, series=[10, 11, 12, 13, 12]) is None  # four steps only


@pytest.mark.parametrize(
    ("uncertainty", "known"),
    [
        (None, {}), (Uncertainty(method="none"), {}), (SHARE, {}), (SHARE, {"base": 0}),
        (EVENTS, {"base": 0}), (MARGIN, {}), (SERIES, {"series": [1.0]}), (MARGIN, {"margin": -1}),
        (SHARE, {"base": math.nan}),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_has_no_interval_and_is_never_no_difference(
    uncertainty: Uncertainty | None, known: dict[str, float]
) -> None:
    assert interval(10, uncertainty, **known) is None  # type: ignore[arg-type]
    sure = interval(10, SHARE, base=400)
    assert judged(10, None, 10, sure).certain is None
    assert judged(10, sure, 10, None).certain is None
    assert against(10, None, 10).certain is None


@given(st.floats(0, 100), st.integers(20, 10**6))
def test_fewer_people_widen_and_more_narrow(per_cent: float, of: int) -> None:
    def width(base: float) -> float:
        found = interval(per_cent, SHARE, base=base)
        assert found is not None
        assert found.low - 1e-9 <= per_cent <= found.high + 1e-9
        return found.high - found.low

    widths = [width(base) for base in (of / 2, of, of * 2)]
    assert all(a > b for a, b in pairwise(widths))


def test_many_at_once_are_as_one_by_one() -> None:
    values, sizes = np.array([0.0, 3.5, 50.0, 100.0]), np.array([40.0, 400.0, 0.0, 9000.0])
    for uncertainty in (SHARE, EVENTS, MARGIN):
        low, high = bounds(values, uncertainty, sizes)
        for at, (value, size) in enumerate(zip(values, sizes, strict=True)):
            known = {"margin": size} if uncertainty is MARGIN else {"base": size}
            found = interval(value, uncertainty, **known)
            if found is None:
                assert math.isnan(low[at])
            else:
                assert (found.low, found.high) == (low[at], high[at])


# --- differences ---


def of(many: float, all_: float, level: float = 0.95) -> tuple[float, Interval]:
    found = interval(100 * many / all_, SHARE, base=all_, level=level)
    assert found is not None
    return 100 * many / all_, found


def test_two_shares_differ_when_they_are_of_many() -> None:
    size, found = difference(*of(40, 400), *of(55, 420))
    assert found is not None
    assert [round(each, 2) for each in (size, found.low, found.high)] == [-3.10, -7.49, 1.32]
    assert not judged(*of(40, 400), *of(55, 420)).certain
    sure = judged(*of(400, 4000), *of(550, 4200))
    assert (sure.certain, sure.relation) == (True, "lower")
    assert sure.of is not None
    assert (round(sure.of.low, 2), round(sure.of.high, 2)) == (-4.48, -1.71)


def test_two_surveys_differ_when_their_margins_are_apart() -> None:
    women, men = Interval(56, 68, "margin", 0.95), Interval(66, 76, "margin", 0.95)
    size, found = difference(62, women, 71, men)
    assert found is not None
    assert [round(each, 2) for each in (size, found.low, found.high)] == [-9, -16.81, -1.19]


def test_a_small_town_beside_riket() -> None:
    (few, of_few), (many, of_many) = of(40, 400), of(400, 4000)
    assert against(few, of_few, 13.1).certain is False
    assert against(many, of_many, 13.1).certain is True
    assert against(many, of_many, 13.1).relation == "lower"


@given(st.integers(0, 50), st.integers(0, 50), st.integers(50, 5000), st.integers(50, 5000))
def test_a_difference_turned_round_is_the_same(a: int, b: int, n: int, m: int) -> None:
    one, other = judged(*of(a, n), *of(b, m)), judged(*of(b, m), *of(a, n))
    assert one.certain == other.certain
    assert one.size == -other.size
    assert one.of is not None
    assert other.of is not None
    assert one.of.low == pytest.approx(-other.of.high)


def test_a_net_of_many_moves_is_less_certain_than_one_of_few() -> None:
    low, high = counted(np.array([20.0, 20.0]), np.array([50.0, 5000.0]))
    assert low[0] > 0 > low[1]
    assert high[0] < high[1]


# --- directions ---


def yearly(*values: float, last: int = 2022) -> dict[str, float]:
    return {str(last - len(values) + 1 + n): value for n, value in enumerate(values)}


RISING = (5.1, 5.0, 5.3, 5.6, 5.5, 5.9, 6.1, 6.0, 6.4, 6.6)


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        (RISING, "up"),
        ((5.1, 5.9, 4.8, 6.2, 5.5, 5.0, 6.1, 5.2, 6.4, 5.6), "unclear"),
        ((1, 2, 3, 4, 5), "up"),
        ((1, 2, 3, 5, 4), "unclear"),
        ((5, 5, 5, 6, 6, 6, 7, 7, 7, 7), "up"),
        ((5, 4, 3, 2, 1), "down"),
        ((5, 5, 5, 5, 5, 5), "flat"),
        ((1, 2, 3, 4), "short"),
        ((), "missing"),
    ],
)
def test_the_direction_of_a_series(values: tuple[float, ...], outcome: str) -> None:
    assert direction(yearly(*values), decimals=1).outcome == outcome


def test_how_much_a_series_has_moved() -> None:
    found = direction(yearly(*RISING), decimals=1)
    assert (found.first, found.last, found.n) == ("2013", "2022", 10)
    assert found.change == pytest.approx(9 * 0.16666667)


def test_only_the_newest_unbroken_run_counts() -> None:
    series = yearly(9, 8, 7, *RISING)
    assert direction(series, decimals=1).first == "2013"
    assert direction(series, seams=["2015"], decimals=1).n == 7
    assert direction(series, seams=["2019"], decimals=1).outcome == "broken"
    holed = {year: value for year, value in series.items() if year != "2020"}
    assert direction(holed, decimals=1).outcome == "short"
    assert direction(series, decimals=1, since="2017").first == "2017"
    assert direction(series, decimals=1, since="2020").outcome == "short"


def test_of_figures_that_have_years_in_common_only_those_that_have_none_count() -> None:
    means = yearly(*[10 + n / 10 for n in range(25)])
    assert direction(means, decimals=1).outcome == "up"
    short = direction(means, decimals=1, overlap=5)
    assert (short.outcome, short.n, short.overlap) == ("overlap", 10, 5)
    assert direction(yearly(*RISING[-4:]), decimals=1, overlap=5).outcome == "short"


def test_what_moves_less_than_matters_is_flat() -> None:
    almost = yearly(5.0, 5.1, 5.0, 5.1, 5.0)
    assert direction(almost, decimals=1).outcome == "flat"
    assert direction(almost, decimals=2).outcome == "unclear"
    assert direction(almost, decimals=2, material=0.5).outcome == "flat"


def test_months_are_looked_at_a_year_apart() -> None:
    series = {f"{year}M{month:02}": year + 50 * month for year in range(2013, 2023)
              for month in range(1, 13)}  # fmt: skip
    found = direction({each: float(value) for each, value in series.items()})
    assert (found.outcome, found.first, found.last) == ("up", "2013M12", "2022M12")


@given(st.lists(st.integers(0, 1000), min_size=5, max_size=10, unique=True))
def test_the_test_is_mann_and_kendalls(values: list[int]) -> None:
    s = signs([float(each) for each in values])
    tau = stats.kendalltau(range(len(values)), values, method="exact")
    assert certain([float(each) for each in values], s) == (tau.pvalue < 0.05)


# --- ranks ---


def ring(values: list[float], wide: float) -> tuple[Floats, Bounds]:
    found = np.array(values)
    return found, Bounds(found - wide, found + wide)


def test_a_place_is_certain_where_nobody_is_near() -> None:
    few = ring([10.0, 20.0, 30.0, 40.0], 1)
    assert ranked(*few, "higher") == [Place(n, n, 4) for n in (4, 3, 2, 1)]
    assert ranked(*few, "lower") == [Place(n, n, 4) for n in (1, 2, 3, 4)]
    assert ranked(*few, "neutral") == ["neutral"] * 4


def test_a_place_is_as_wide_as_chance() -> None:
    found = ranked(*ring([float(n) for n in range(100)], 5), "higher")[50]
    assert found == Place(43, 57, 100)
    assert not isinstance(found, str)
    assert not found.certain
    assert ranked(*ring([float(n) for n in range(100)], 60), "higher")[50] == "wide"


def test_no_place_is_told_where_many_have_no_figure_or_none_that_can_be_judged() -> None:
    nothing = float("nan")
    values, bounds = ring([10.0, 20.0, 30.0, 40.0, nothing], 1)
    assert ranked(values, bounds, "higher") == [*(Place(n, n, 4) for n in (4, 3, 2, 1)), "missing"]
    assert ranked(*ring([10.0, 20.0, 30.0, nothing], 1), "higher") == ["few"] * 4
    low = np.where(values == 10, nothing, bounds.low)
    assert ranked(values[:4], Bounds(low[:4], bounds.high[:4]), "higher") == ["unknown"] * 4


def test_those_who_have_the_very_same_share_a_place_unless_they_are_many() -> None:
    facts = [1.0, 2.0, 2.0, *(float(n) for n in range(3, 13))]
    found = ranked(*ring(facts, 0), "lower")
    assert found[:4] == [Place(1, 1, 13), *[Place(2, 3, 13, shared=True)] * 2, Place(4, 4, 13)]
    assert ranked(*ring([*[2.0] * 10, *facts], 0), "lower") == ["equal"] * 23
    assert not isinstance(ranked(*ring(facts, 2), "lower")[1], str)


def test_the_places_of_all_municipalities_at_once() -> None:
    draw = np.random.default_rng(1)
    values, wide = draw.normal(50, 10, 290), draw.uniform(0.5, 8, 290)
    best, worst = places(values, Bounds(values - wide, values + wide), "higher")
    order = values.argsort()[::-1].argsort() + 1
    assert ((best <= order) & (order <= worst)).all()
    assert set(zip(best.tolist(), worst.tolist(), strict=True)) != {(1, 290)}
    assert wilson(np.array([10.0]), np.array([400.0]), 1.96).low[0] < 10


# --- recorded values ---

VALUES = next(iter(sorted((RECORDED / "kolada").glob("values_*.parquet"))), None)
FIXTURES = [  # KPI, unit, sum of signs, outcome, change
    ("N01982", "0024", 45, "up", 4.142), ("N01982", "2462", 43, "up", 3.315),
    ("N00957", "0024", -31, "down", -8.605), ("N00957", "2462", -29, "down", -14.246),
    ("N00999", "0024", 8, "unclear", None), ("N00401", "0024", -24, "down", -1.277),
    ("N00401", "2480", -26, "down", -0.976), ("N00997", "0024", 34, "up", 0.030),
    ("N03920", "2462", -33, "down", -4.981), ("N00945", "2480", 40, "up", 2.609),
    ("N07403", "2462", 3, "unclear", None), ("N15507", "2480", -2, "unclear", None),
    ("N02267", "2480", 3, "short", None), ("N66077", "0024", 4, "unclear", None),
]  # fmt: skip


@pytest.mark.skipif(VALUES is None, reason="../shared/replay/kolada is not here")
@pytest.mark.parametrize(("kpi", "unit", "s", "outcome", "change"), FIXTURES)
def test_the_direction_of_recorded_series(
    kpi: str, unit: str, s: int, outcome: str, change: float | None
) -> None:
    assert VALUES is not None
    rows_ = list(rows(open_values(VALUES), [kpi], [unit], []))
    series = {str(row["period"]): row["value"] for row in rows_ if row["gender"] == "T"}
    found = direction({p: v for p, v in series.items() if isinstance(v, float)}, decimals=1)
    assert found.outcome == outcome
    assert found.s == (s if outcome != "short" else 0)
    assert found.change == (None if change is None else pytest.approx(change, abs=0.0006))
