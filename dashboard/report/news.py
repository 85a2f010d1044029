"""What came after an issue: the figures that are new since, and those that were revised."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dashboard.claims.claim import Cell
from dashboard.claims.series import Figures
from dashboard.report import archive
from dashboard.report.model import Report


@dataclass(frozen=True)
class Revised:
    """A figure as an issue had it, and as it is now; None when its source has withdrawn it."""

    was: Cell
    now: Cell | None


@dataclass(frozen=True)
class News:
    """What a report has that the issue before it had not."""

    since: str
    new: tuple[Cell, ...]
    revised: tuple[Revised, ...]


def news(report: Report) -> News | None:
    """What is new since the last issue that is kept; None when no issue was kept before."""
    for issue in archive.issues(report.region):
        earlier = archive.record(report.region, issue)
        if earlier and issue <= report.issue and earlier["release"] != report.release:
            return News(issue, _new(earlier, report), revised(earlier, report.figures))
    return None


def _new(earlier: dict[str, Any], report: Report) -> tuple[Cell, ...]:
    """The figures of a period that the issue had none of."""
    known = {_key(cell): cell.period for cell in _shown(earlier)}
    cells = (figure.cell for card in report.cards for figure in card.figures)
    return tuple(cell for cell in cells if known.get(_key(cell), "") < cell.period)


def revised(earlier: dict[str, Any], figures: Figures) -> tuple[Revised, ...]:
    """What an issue rests on and has another value now, or none."""
    found = []
    for was in dict.fromkeys(_cells(earlier)):
        key = (was.indicator, was.region, was.sex, was.age)
        now = figures.series(key).get(was.period) if was.indicator in figures.indicators else None
        if now is None or now.value != was.value:
            found.append(Revised(was, now))
    return tuple(found)


def _key(cell: Cell) -> tuple[str, str]:
    return cell.indicator, cell.region


def _shown(record: dict[str, Any]) -> Iterator[Cell]:
    """The figures on an issue's cards."""
    for section in record["sections"]:
        for card in section["cards"]:
            yield from (Cell(**figure["cell"]) for figure in card["figures"])


def _cells(record: dict[str, Any]) -> Iterator[Cell]:
    """Every figure that an issue shows or rests on."""
    yield from _shown(record)
    for section in record["sections"]:
        for card in section["cards"]:
            for claim in card["claims"]:
                yield from (Cell(**cell) for cell in claim["evidence"])
