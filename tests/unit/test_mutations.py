"""A verdict follows its figures: what is changed around a pair of them changes what is said."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import sentences
from dashboard.claims.claim import Claim, Comparator
from dashboard.claims.find import claims
from dashboard.claims.series import Case, Figures
from dashboard.text import Lang
from etl.model import Row, Uncertainty
from tests.sample import indicator

Place = tuple[str, str, str]  # region, sex, period

TOWN = ("2401", "T", "2022")
PAIRS: dict[Comparator, tuple[Place, Place]] = {
    "riket": (TOWN, ("00", "T", "2022")),
    "county": (TOWN, ("24", "T", "2022")),
    "sexes": (("2401", "K", "2022"), ("2401", "M", "2022")),
    "before": (TOWN, ("2401", "T", "2021")),
    "year": (("2401", "T", "2022K1"), ("2401", "T", "2021K1")),
}
METHODS = {
    "margin": Uncertainty(method="margin", of="fel"),
    "share": Uncertainty(method="share", base="antal"),
    "events": Uncertainty(method="events", base="antal", per=100),
    "of years": Uncertainty(method="events", base="antal", base_share=0.5, per=100, years=3),
    "flows": Uncertainty(method="flows", between=["in", "ut"], base="antal", per=100),
}
DIFFERENCE: dict[Lang, tuple[str, str]] = {"sv": ("högre", "lägre"), "en": ("higher", "lower")}
MANY, FEW = 2.0**16, 8.0  # people
everywhere = pytest.mark.parametrize("comparator", PAIRS)
every_way = pytest.mark.parametrize("method", METHODS)


def world(
    comparator: Comparator,
    method: str,
    values: tuple[float, float],
    people: float,
    lacking: str = "",
) -> Case:
    """A pair of figures, and around each what it is weighed by; of a whole there is far more."""
    known, pair = METHODS[method], PAIRS[comparator]
    sizes = people, people * (25 if comparator in ("riket", "county") else 1)
    rows: dict[str, list[Row]] = {
        "andel": [row(place, value) for place, value in zip(pair, values, strict=True)],
        "fel": [row(place, 100 / n**0.5) for place, n in zip(pair, sizes, strict=True)],
    }
    rows |= {
        each: [row(place, n) for place, n in zip(pair, sizes, strict=True)]
        for each in ("antal", "in", "ut")
    }
    period = pair[0][2]
    if comparator == "sexes":
        rows["andel"].append(row(TOWN, values[0]))
    if lacking:
        rows[lacking] = [each for each in rows[lacking] if each.region != "2401"]
    frequency = "quarter" if "K" in period else "year"
    every = {id_: indicator(id=id_, decimals=4, frequency=frequency) for id_ in rows}
    every["andel"] = indicator(
        id="andel", subject="andelen", subject_en="the share", unit="%", kind="rate", decimals=1,
        frequency=frequency, uncertainty=known,
    )  # fmt: skip
    return Case(Figures(every, rows.__getitem__), ("andel", "2401", "T", "total"), period, False)


def row(place: Place, value: float) -> Row:
    region, sex, period = place
    return Row(region, sex, "total", period, value, "")


def told(case: Case, comparator: Comparator) -> Claim:
    found = [each for each in claims(case) if each.comparator == comparator]
    assert len(found) == 1
    return found[0]


def says_a_difference(case: Case, comparator: Comparator) -> set[bool]:
    """Whether the sentences have a word of it."""
    claim = told(case, comparator)
    return {
        any(word in sentences.sentence(claim, case.indicator, lang) for word in words)
        for lang, words in DIFFERENCE.items()
    }


@everywhere
@every_way
def test_fewer_people_make_it_uncertain_and_ten_times_as_many_certain(
    comparator: Comparator, method: str
) -> None:
    people = MANY
    while told(case := world(comparator, method, (13.0, 10.0), people), comparator).certain:
        people /= 2
    assert FEW < people < MANY
    assert told(case, comparator).certain is False
    assert told(case, comparator).strength == 0
    more = world(comparator, method, (13.0, 10.0), 10 * people)
    assert told(more, comparator).certain is True
    if comparator in ("riket", "county", "sexes"):
        assert says_a_difference(case, comparator) == {False}
        assert says_a_difference(more, comparator) == {True}
    for each in (people / 2, people / 4, people / 8):
        assert told(world(comparator, method, (13.0, 10.0), each), comparator).certain is False


@everywhere
@every_way
@pytest.mark.parametrize("people", [MANY, FEW])
def test_two_figures_that_change_places_turn_the_relation_alone(
    comparator: Comparator, method: str, people: float
) -> None:
    one = told(world(comparator, method, (13.0, 10.0), people), comparator)
    other = told(world(comparator, method, (10.0, 13.0), people), comparator)
    assert (one.relation, other.relation) == ("higher", "lower")
    assert one.certain is other.certain is (people == MANY)
    assert one.size == -(other.size or 0)


@everywhere
@every_way
@settings(max_examples=25)
@given(
    value=st.one_of(st.sampled_from([0, 1000]), st.integers(0, 1000)),
    people=st.floats(1, 10**7),
)
def test_equal_figures_never_certainly_differ(
    comparator: Comparator, method: str, value: int, people: float
) -> None:
    case = world(comparator, method, (value / 10, value / 10), people)
    claim = told(case, comparator)
    assert (claim.relation, claim.certain, claim.strength) == ("unchanged", False, 0)
    assert says_a_difference(case, comparator) == {False}


@everywhere
@pytest.mark.parametrize(
    ("method", "lacking"),
    [("margin", "fel"), ("share", "antal"), ("events", "antal"), ("flows", "antal"),
     ("flows", "in"), ("flows", "ut")],
)  # fmt: skip
def test_without_what_it_is_weighed_by_nothing_is_said(
    comparator: Comparator, method: str, lacking: str
) -> None:
    case = world(comparator, method, (13.0, 10.0), MANY, lacking)
    claim = told(case, comparator)
    assert (claim.certain, claim.interval) == (None, None)
    assert says_a_difference(case, comparator) == {False}


@every_way
def test_the_more_people_the_narrower_where_the_difference_lies(method: str) -> None:
    found = [told(world("riket", method, (13.0, 10.0), 4.0**n), "riket") for n in range(3, 9)]
    widths = [each.interval.high - each.interval.low for each in found if each.interval]
    assert len(widths) == len(found)
    assert all(narrow < wide for wide, narrow in pairwise(widths))
