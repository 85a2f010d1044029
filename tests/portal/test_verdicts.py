"""Every verdict of every report comes out the same when other code reckons it from the figures."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

import pytest

from dashboard import data
from dashboard.claims.claim import Cell, Claim
from dashboard.claims.find import claims
from dashboard.claims.series import Figures
from dashboard.report import model
from dashboard.report.model import Card
from etl.model import level_of
from etl.periods import before, per_year
from tests import verdicts
from tests.verdicts import Book, Ends

BESIDE = ("riket", "county")
CHANGES = ("before", "year")
JUDGED = (*CHANGES, "sexes", *BESIDE)
WEIGHED = {"margin", "share", "events", "counts", "flows", "series"}
SURE, NEAR = 0.998, 0.002  # near: the bounds of few events are kept with four decimals
SIZES = ["00", "24", "2480", "2281", "2523", "2403"]  # the country to the smallest town


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(data.release(), frozenset(model.regions()))


def every_card() -> list[Card]:
    return [card for region in model.regions() for card in model.report(region).cards]


def reckoned(book: Book, claim: Claim) -> tuple[bool | None, Ends]:
    """Whether it is certain, and where the true difference lies."""
    one, other = claim.evidence[:2]
    if claim.comparator in BESIDE:
        ends = verdicts.beyond(book, one, other)
        return verdicts.certain(ends), ends
    if claim.comparator in CHANGES and is_slight(book, claim):
        return False, None
    ends = verdicts.differ(book, one, other)
    return verdicts.certain(ends), ends


def compared(book: Book, claim: Claim) -> tuple[str, float]:
    """Which of the two is greater as they are shown, and by how much."""
    one, other = claim.evidence[:2]
    size = verdicts.half_up(one.value - other.value, book.meaning(one).decimals)
    if claim.comparator in CHANGES and is_slight(book, claim):
        return "unchanged", size
    return verdicts.relation(size), size


def is_slight(book: Book, claim: Claim) -> bool:
    """Whether a change is none to speak of."""
    meaning = book.meaning(claim.cell)
    together = meaning.rolling or 1 if meaning.frequency == "year" else 1
    steps = per_year(claim.cell.period) if claim.comparator == "year" else together
    return verdicts.is_slight(book.of(claim.cell), claim.cell.period, steps, claim.size or 0.0)


def method(book: Book, cell: Cell) -> str:
    meaning = book.meaning(cell)
    if meaning.chance and meaning.kind == "count":
        return "counts"
    return meaning.uncertainty.method if meaning.uncertainty else "unknown"


def wrong(book: Book, claim: Claim) -> str:
    """What of a claim is not as the figures have it; empty where all is."""
    if any(book.of(cell).get(cell.period) != cell.value for cell in claim.evidence):
        return f"figures {claim}"
    certain, ends = reckoned(book, claim)
    if (claim.relation, claim.size) != compared(book, claim):
        return f"relation {claim}"
    told = claim.interval and (claim.interval.low, claim.interval.high)
    if certain is not claim.certain:
        return f"certain {certain} {ends} {claim}"
    if ends is None or told is None:
        return "" if ends is told is None else f"interval {ends} {claim}"
    scale = max(1e-6, NEAR * (ends[1] - ends[0]))
    return "" if told == pytest.approx(ends, abs=scale) else f"interval {ends} {claim}"


def test_every_verdict_of_every_report_is_that_of_the_second_reckoning(
    book: Book, record_property: Callable[[str, object], None]
) -> None:
    told = chain.from_iterable(card.claims for card in every_card())
    judged = [claim for claim in told if claim.comparator in JUDGED]
    assert not [fault for claim in judged if (fault := wrong(book, claim))]
    met = Counter(method(book, claim.cell) for claim in judged)
    for of, many in met.items():
        record_property("verdicts reckoned again, by method", [str(many), of])
    assert set(met) == {method(book, card.cell) for card in every_card()}
    both = {(method(book, claim.cell), claim.certain) for claim in judged}
    assert {(of, said) for of in set(met) & WEIGHED for said in (True, False)} <= both


def test_so_is_that_of_what_stands_in_no_report(book: Book) -> None:
    figures, met = model.figures(), Counter[str]()
    for claim in chain.from_iterable(elsewhere(figures, region) for region in SIZES):
        assert not wrong(book, claim)
        met[method(book, claim.cell)] += claim.certain is not None
    assert met["events"] > 100
    assert met["share"] > 100


def elsewhere(figures: Figures, region: str) -> Iterator[Claim]:
    """What is said of a region's newest figures that are weighed by what lies around them."""
    for each in figures.indicators.values():
        if each.chance or (each.uncertainty and each.uncertainty.method not in ("series", "none")):
            key = (each.id, region, each.sexes[0], each.ages[0])
            if series := figures.series(key):
                yield from (
                    claim
                    for claim in claims(model.case(figures, key, max(series)))
                    if claim.comparator in JUDGED
                )


# --- what is news ---


def news(book: Book, cell: Cell) -> set[tuple[str, str]]:
    """The comparators by which a figure is news, and which way."""
    told = {("riket", "00"), ("county", cell.region[:2])}
    return {*standing(book, cell), *(
        (comparator, relation)
        for comparator, other in told
        if (relation := parted_anew(book, cell, other, comparator))
    )}  # fmt: skip


def standing(book: Book, cell: Cell) -> Iterator[tuple[str, str]]:
    """A record, a place outside ten years, or a turn, that was not so in both years before."""
    meaning, series = book.meaning(cell), book.of(cell)
    years = [p for n in (1, 2) if (p := before(cell.period, n)) in series]
    rules: dict[str, Callable[[str, bool], str]] = {
        "band": lambda p, now: verdicts.outside(meaning, series, p, 8 if now else 3),
        "since": lambda p, now: verdicts.record(meaning, series, p, 10 if now else 5)[0],
        "turn": lambda p, _: verdicts.turned(meaning, series, p),
    }
    if verdicts.record(meaning, series, cell.period, 5)[0]:
        del rules["band"]  # what is a record is outside its band
    for comparator, rule in rules.items():
        relation = rule(cell.period, True)
        if relation and [rule(p, False) for p in years] != [relation] * 2:
            yield comparator, relation


def parted_anew(book: Book, cell: Cell, other: str, comparator: str) -> str:
    """How a figure certainly differs that in none of three years before was known to."""
    if other == cell.region or book.meaning(cell).absolute:
        return ""
    if comparator == "county" and level_of(cell.region) != "municipality":
        return ""
    now = beside(book, cell, cell.period, other, SURE)
    then = [beside(book, cell, before(cell.period, n), other, 0.95) for n in (1, 2, 3)]
    held = [how in (now[0], "") and sure is not False for how, sure in then]
    return now[0] if now[1] and not any(held) else ""


def beside(
    book: Book, cell: Cell, period: str, other: str, level: float
) -> tuple[str, bool | None]:
    """How a figure lies to that of another region, and whether certainly so; empty: not known."""
    own, whole = book.of(cell), book.of(replace(cell, region=other))
    if period not in own or period not in whole:
        return "", None
    pair = (
        replace(cell, period=period, value=own[period]),
        replace(cell, region=other, period=period, value=whole[period]),
    )
    return verdicts.relation(own[period] - whole[period]), verdicts.certain(
        verdicts.beyond(book, *pair, level)
    )


def test_what_is_news_is_all_of_it_and_nothing_else(book: Book) -> None:
    met = Counter[str]()
    for card in every_card():
        told = Counter((c.cell.region, c.comparator, c.relation) for c in card.unusual)
        cells = [figure.cell for figure in card.figures]
        found = Counter((cell.region, *each) for cell in cells for each in news(book, cell))
        assert told == found, card.indicator.id
        met.update(claim.comparator for claim in card.unusual)
    assert set(met) == {"band", "since", "turn", *BESIDE}


def test_the_years_that_news_are_set_against_are_those_of_the_series(book: Book) -> None:
    for claim in chain.from_iterable(card.unusual for card in every_card()):
        meaning, series, period = book.meaning(claim.cell), book.of(claim.cell), claim.cell.period
        if claim.band:
            earlier = verdicts.usual(meaning, series, period)
            assert (claim.band.low, claim.band.high) == (min(earlier), max(earlier))
            assert claim.band.years == len(earlier) >= 8
        if claim.comparator == "since":
            assert claim.evidence[1].period == verdicts.record(meaning, series, period, 10)[1]
        assert claim.national == is_national(book, claim)


def is_national(book: Book, claim: Claim) -> bool:
    """Whether the same is so of riket, and has been for as long."""
    riket, period = book.of(replace(claim.cell, region="00")), claim.cell.period
    if claim.cell.region == "00" or period not in riket:
        return False
    meaning = book.meaning(claim.cell)
    if claim.comparator == "since":
        relation, begins = verdicts.record(meaning, riket, period, 10)
        return relation == claim.relation and begins <= claim.evidence[1].period
    if claim.comparator == "band":
        return verdicts.outside(meaning, riket, period, 8) == claim.relation
    return claim.comparator == "turn" and verdicts.turned(meaning, riket, period) == claim.relation
