"""A map's classes against an independent implementation, on twenty indicators of the release."""

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import choices, data
from dashboard.choices import Method
from dashboard.indicator.view import View
from dashboard.map.classes import class_of
from dashboard.map.legend import scale_words
from dashboard.map.look import classes, looks
from dashboard.map.picture import Panel
from dashboard.map.scale import limits, offsets
from dashboard.numbers import Floats, whole
from etl.model import PublishedIndicator

METHODS: list[Method] = ["natural", "quantile", "equal"]
PEERS = {"quantile": mapclassify.Quantiles, "equal": mapclassify.EqualInterval}

pytestmark = pytest.mark.filterwarnings("ignore:Numba not installed")  # only slower

TEN = [
    each.id
    for each in data.indicators().values()
    if each.kind == "rate" and "municipality" in each.levels
][::14][:10]


def shown(indicator: PublishedIndicator, regions: list[str]) -> Floats:
    """The newest values of the regions, as they are shown."""
    frame = data.observations(indicator.id, regions=regions, sexes=[indicator.sexes[0]])
    frame = frame[(frame["age"] == indicator.ages[0]) & frame["value"].notna()]
    newest = frame[frame["period"] == frame["period"].max()]
    return whole(newest["value"].to_numpy(float), indicator.decimals) / 10**indicator.decimals


def parts(
    values: Floats, places: "list[int] | np.ndarray[tuple[int], np.dtype[np.int64]]"
) -> set[frozenset[float]]:
    """Which values stand together in a class."""
    found: dict[int, set[float]] = {}
    for value, place in zip(values.tolist(), places, strict=True):
        found.setdefault(int(place), set()).add(value)
    return {frozenset(each) for each in found.values()}


def cost(groups: set[frozenset[float]], values: Floats) -> float:
    """The sum of squares within classes: what natural breaks make as small as can be."""
    every = values.tolist()
    members = ([v for v in every if v in group] for group in groups)
    return sum(float(np.var(each) * len(each)) for each in members)


def test_ten_indicators_are_looked_at() -> None:
    assert len(TEN) == 10


@pytest.mark.parametrize("indicator_id", TEN)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("area", ["norra-sverige", "sweden"])
def test_values_are_divided_as_mapclassify_divides_them(
    indicator_id: str, method: Method, area: str
) -> None:
    indicator = data.indicators()[indicator_id]
    counties = data.NORRLAND if area == "norra-sverige" else {code[:2] for code in data.regions()}
    values = shown(indicator, data.municipalities_of(*counties))
    assert len(values) >= 20
    found = limits(values, indicator.decimals, method, ())
    mine = parts(values, [class_of(value, found) for value in values])
    if method == "natural":
        k = min(5, len(set(values.tolist())))
        theirs = parts(values, mapclassify.FisherJenks(values, k=k).yb)
        assert len(mine) == k
        assert cost(mine, values) <= cost(theirs, values) * (1 + 1e-9)  # theirs can miss the least
        return
    unit = 10**indicator.decimals
    whole_values = np.round(values * unit)  # whole numbers: bins and values compare exactly
    peer = PEERS[method](whole_values, k=5)
    assert mine == parts(values, peer.yb)


@given(
    values=st.lists(
        st.one_of(st.just(float("nan")), st.floats(-1e5, 1e5).map(lambda v: round(v, 1))),
        max_size=60,
    ),
    method=st.sampled_from(METHODS),
    decimals=st.integers(0, 2),
)
def test_limits_rise_and_every_value_has_one_class(
    values: list[float], method: Method, decimals: int
) -> None:
    found = limits(np.array(values, float), decimals, method, ())
    assert found == sorted(set(found))
    assert len(found) <= 4
    assert all(limit == round(limit, decimals) for limit in found)
    known = {value for value in values if value == value}
    if len({round(value, decimals) for value in known}) < 2:
        assert len(found) <= 1


def test_own_limits_stand_as_given() -> None:
    assert limits(np.array([1.0, 2.0]), 1, "own", (10.0, 20.5)) == [10.0, 20.5]


@given(
    distances=st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=60),
    method=st.sampled_from(METHODS),
)
def test_a_diverging_scale_is_symmetric_round_its_centre(
    distances: list[float], method: Method
) -> None:
    found = offsets(np.array(distances), 1, method)
    assert found == [-limit for limit in reversed(found)]
    assert len(found) in (0, 2, 4)
    assert 0 not in found


def view(indicator_id: str, **query: str) -> View:
    indicator = data.indicators()[indicator_id]
    return View(indicator, choices.parse(query, indicator, data.periods(indicator_id)))


WITH_RIKET = [each for each in TEN if "country" in data.indicators()[each].levels]


def test_some_of_the_twenty_can_be_compared_with_riket() -> None:
    assert WITH_RIKET


@pytest.mark.parametrize("indicator_id", WITH_RIKET)
@pytest.mark.parametrize("method", METHODS)
def test_riket_lies_in_the_middle_class_of_its_own_map(indicator_id: str, method: Method) -> None:
    drawn = view(indicator_id, around="riket", method=method).map
    centres = enumerate(drawn.around.at)
    for at, riket in [(at, riket) for at, riket in centres if riket is not None]:
        for every in (False, True):
            found = classes(drawn, at, every=every)
            assert found.looks[class_of(riket, found.limits)] == "d3"


def distances(indicator_id: str, period: str, sexes: str, centre: float) -> Floats:
    """How far each municipality's figure for the sexes lies from a centre."""
    frame = data.observations(indicator_id, regions=data.municipalities_of(*data.NORRLAND))
    frame = frame[frame["sex"].isin(list(sexes)) & (frame["period"] == period)]
    found: Floats = frame["value"].to_numpy(float) - centre
    return found


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("sex", "panels", "pooled", "centre"),
    [("T", "", "T", "T"), ("K", "", "K", "K"), ("M", "", "M", "M"), ("K", "K,M", "KM", "T")],
)
def test_the_sex_shown_is_compared_with_rikets_figure_for_that_sex(
    method: Method, sex: str, panels: str, pooled: str, centre: str
) -> None:
    """Side by side the sexes are on one scale, so that they have one figure in common."""
    indicator_id = "eftergymnasial-utbildning"
    query = {"panels": panels} if panels else {}
    drawn = view(indicator_id, around="riket", sex=sex, method=method, **query).map
    riket = data.value(indicator_id, "00", centre, "total", drawn.period) or 0.0
    at = drawn.periods.index(drawn.period)
    found = distances(indicator_id, drawn.period, pooled, riket)
    assert drawn.around.at[at] == round(riket, 1)
    away = offsets(found, 1, method)
    assert drawn.breaks[at] == [round(round(riket, 1) + each, 1) for each in away]


def with_riket_and_sexes() -> list[tuple[str, str, str]]:
    """Every map of a rate that can be compared with riket, whatever sexes each has figures of."""
    return [
        (each.id, show, sex)
        for each in data.indicators().values()
        if not each.absolute and "country" in each.levels and len(each.sexes) > 1
        for show in choices.shows(each)[:2]
        for sex in each.sexes
    ]


def test_where_riket_has_no_figure_of_the_sex_the_legend_says_so() -> None:
    """No map is refused its comparison silently, and none falls over, whatever riket lacks."""
    lacking = 0
    for indicator_id, show, sex in with_riket_and_sexes()[::4]:
        drawn = view(indicator_id, around="riket", show=show, sex=sex).map
        for at, centre in enumerate(drawn.around.at):
            told = " ".join(scale_words(Panel(drawn, at, ""), every=False))
            assert ("Jämfört med riket" in told) == (centre is not None)
            assert ("Riket har ingen uppgift" in told) == (centre is None)
            lacking += centre is None
    assert lacking


def test_a_period_without_a_centre_has_the_colours_it_would_have_otherwise() -> None:
    drawn = view("eftergymnasial-utbildning", around="riket").map
    plain = view("eftergymnasial-utbildning").map
    bare = [n for n, centre in enumerate(drawn.around.at) if centre is None]
    assert bare
    for at in bare:
        assert looks(drawn, at) == looks(plain, at)
        assert {look[0] for look in looks(drawn, at)} <= {"c", "h"}


@pytest.mark.parametrize("query", [{}, {"around": "zero"}, {"method": "own", "limits": "-1,1"}])
def test_zero_divides_only_what_lies_on_both_sides_of_it(query: dict[str, str]) -> None:
    for indicator_id in ("inrikes-flyttnetto", "folkokning-procent", "skillnad-unga-utanfor"):
        drawn = view(indicator_id, **query).map
        assert drawn.around is not None
        assert all(0.0 in each for each in [*drawn.breaks, drawn.breaks_all])
    assert view("medelalder", **query).map.around is None


def test_a_count_is_never_classed() -> None:
    for query in ({"method": "quantile"}, {"around": "zero"}, {"form": "tiles"}):
        drawn = view("flyttnetto", **query).map
        assert (drawn.form, drawn.around) == ("map", None)
        assert drawn.breaks == []
        assert set(looks(drawn, len(drawn.periods) - 1)) == {"land"}
