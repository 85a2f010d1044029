"""What the page knows of women and men in a region; page, print and files are made of this."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.claims.difference import Verdict
from dashboard.claims.direction import Direction
from dashboard.claims.interval import Interval
from dashboard.gap.pair import Pair
from dashboard.plan.model import Chapter
from etl.model import Meaning, PublishedIndicator

Beside = Literal["county", "riket"]
# How the difference has gone: as its direction says, and where it has one, towards what.
Than = Literal["higher", "lower", "unchanged", "other way"]
Course = Literal[
    "shrinks", "grows", "turns", "flat", "unclear", "short", "overlap", "broken", "missing"
]
# Why an indicator of the plan is not told.
Why = Literal["awaited", "level", "whole", "missing", "plan"]


@dataclass(frozen=True, slots=True)
class Other:
    """The county's or riket's figures of the same period, and how its difference compares.

    `than` says whether the region's own difference is larger than this one (`higher`), smaller
    (`lower`), as large, or the other way; `certain` None: it cannot be judged.
    """

    region: str
    women: float
    men: float
    size: float
    than: Than
    certain: bool | None


@dataclass(frozen=True)
class Row:
    """Women beside men in the newest period that both have a figure of.

    `gap` is women's figure less men's. `sure` is that it is certain at 99.8 per cent; `spreads`
    how many spreads of the level (1.4826 MAD) it is, None where that is not known. `series` has
    women's and men's figures of the latest unbroken years, by period.
    """

    pair: Pair
    region: str
    period: str
    women: float
    men: float
    of_women: Interval | None
    of_men: Interval | None
    gap: Verdict
    sure: bool
    spreads: float | None
    direction: Direction
    course: Course
    series: Mapping[str, tuple[float, float]]
    beside: Mapping[Beside, Other]
    scale: tuple[float, float]

    @property
    def indicator(self) -> PublishedIndicator:
        """What the row is of; of a pair women's."""
        return self.pair.women


@dataclass(frozen=True)
class Whole:
    """One figure that tells of both: so many of a group are women, or women's share of men's.

    `of_men` is that the share is men's.
    """

    indicator: PublishedIndicator
    region: str
    period: str
    value: float
    interval: Interval | None
    direction: Direction
    series: Mapping[str, float]
    beside: Mapping[Beside, float]
    of_men: bool

    @property
    def banded(self) -> bool:
        """Whether 40 to 60 per cent of it is an even distribution."""
        return self.indicator.form == "distribution" and self.indicator.measure.sv[1] == "%"


@dataclass(frozen=True)
class Lacking:
    """An indicator of the plan that is not told of this region, and why."""

    indicator: Meaning
    why: Why
    reason: tuple[str, str] = ("", "")  # the plan's own


@dataclass(frozen=True)
class Told:
    """A chapter, with what is told in it and what cannot be."""

    chapter: Chapter
    rows: tuple[Row | Whole, ...]
    lacking: tuple[Lacking, ...]

    @property
    def pairs(self) -> list[Row]:
        """The rows in which women stand beside men."""
        return [each for each in self.rows if isinstance(each, Row)]


@dataclass(frozen=True)
class Story:
    """All of a plan in one region."""

    region: str
    chapters: tuple[Told, ...]
    excused: tuple[Lacking, ...]  # what the plan does without

    @property
    def rows(self) -> list[Row | Whole]:
        """All rows in reading order."""
        return [row for chapter in self.chapters for row in chapter.rows]

    @property
    def pairs(self) -> list[Row]:
        """Those in which women stand beside men."""
        return [each for each in self.rows if isinstance(each, Row)]

    @property
    def lacking(self) -> list[Lacking]:
        """What is not told of the region."""
        return [each for chapter in self.chapters for each in chapter.lacking]
