"""Which of a report's cards a deck speaks of: six to eight, each with a claim to its headline."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from dashboard.claims.unusual import PLAIN
from dashboard.report.model import NEWS, Card, Report, Section, age

LEAST, MOST = 6, 8  # cards of a deck; an old figure is told only to reach the least
_CHANGES = ("year", "before")

Told = tuple[Section, Card]


def chosen(report: Report) -> list[Told]:
    """What stands out first; then the sections' leading cards, the region's own before others'."""
    found = list(_standing_out(report))
    rest = [each for each in _leading(report.sections) if each not in found and claims(each[1])]
    recent = [each for each in rest if age(each[1].cell.period, report.issue) <= NEWS]
    old = [each for each in rest if each not in recent]
    found += sorted(recent, key=lambda each: not each[1].own)[: MOST - len(found)]
    return found + old[: max(LEAST - len(found), 0)]


def claims(card: Card) -> bool:
    """Whether a card's first sentence says something by itself.

    A figure of which only others' can be told has none: `Motsvarande siffra i riket var …`.
    """
    if len(card.figures) > 1:
        return bool(card.unusual)
    plain = any(each.comparator in PLAIN for each in card.unusual)
    return plain or any(each.comparator in _CHANGES for each in card.claims)


def _standing_out(report: Report) -> Iterator[Told]:
    """The cards of the summary's claims, in its order."""
    every = [(section, card) for section in report.sections for card in section.cards]
    for claim in report.summary:
        yield from (each for each in every if claim in each[1].unusual and claims(each[1]))


def _leading(sections: Iterable[Section]) -> Iterator[Told]:
    """Every section's first card, then every section's second, and so on."""
    rows = zip_longest(*([(each, card) for card in each.cards] for each in sections))
    yield from (each for row in rows for each in row if each)
