"""What the page knows of a strategy in a region; page, print and files are made of this."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.claims.direction import Direction
from dashboard.place import model as place
from dashboard.plan.model import Chapter, Missing
from etl.model import Meaning, PublishedIndicator

Better = Literal["higher", "lower", "neutral"]
# What a direction means: the right or the wrong way; a certain move of which neither is better;
# unchanged, which was tested; no clear direction; or it cannot be judged at all.
Judgement = Literal["right", "wrong", "moved", "flat", "unclear", "untold"]
JUDGEMENTS: tuple[Judgement, ...] = ("right", "wrong", "moved", "flat", "unclear", "untold")
Count = Counter[Judgement]
Window = Literal["since", "ten"]  # from the base year on, and over ten years
WINDOWS: tuple[Window, ...] = ("since", "ten")
# Why an indicator of the plan is not told of a region.
Why = Literal["awaited", "level", "missing", "unknown", "plan"]


def judged(of: Direction, better: Better) -> Judgement:
    """What a direction means where more is better, or less, or neither."""
    if of.outcome in ("up", "down"):
        if better == "neutral":
            return "moved"
        return "right" if (of.outcome == "up") == (better == "higher") else "wrong"
    if of.outcome in ("flat", "unclear"):
        return "flat" if of.outcome == "flat" else "unclear"
    return "untold"


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality's newest figure, its latest years, and which way they have gone."""

    code: str
    period: str
    value: float
    series: Mapping[str, float]
    direction: Direction


@dataclass(frozen=True)
class Row:
    """One indicator: the region's own figure, and those of its municipalities.

    `own` is None of what only municipalities have. `since` is the direction from the plan's base
    year on, `base` the first period from then on that is measured alike, and its figure.
    """

    indicator: PublishedIndicator
    own: place.Row | None
    since: Direction
    base: tuple[str, float] | None
    towns: tuple[Town, ...]

    def direction(self, window: Window) -> Direction:
        """Which way it goes over the years that are asked for."""
        if window == "since" or self.own is None:
            return self.since
        return self.own.direction

    def judgement(self, window: Window) -> Judgement:
        """What that means."""
        return judged(self.direction(window), self.indicator.better)

    @property
    def newest(self) -> str:
        """The newest period that there is a figure of."""
        return self.own.now.period if self.own else max(each.period for each in self.towns)


@dataclass(frozen=True)
class Lacking:
    """What the plan has and is not told here, and why: by its id, or by name what is in none."""

    id: str
    why: Why
    meaning: Meaning | None = None
    named: Missing | None = None


@dataclass(frozen=True)
class Told:
    """A chapter, with what is told in it and what cannot be."""

    chapter: Chapter
    rows: tuple[Row, ...]
    lacking: tuple[Lacking, ...]

    @property
    def size(self) -> int:
        """How many indicators it should have."""
        return len(self.rows) + len(self.lacking)


@dataclass(frozen=True)
class Story:
    """All of a strategy in one region."""

    region: str
    chapters: tuple[Told, ...]

    @property
    def rows(self) -> list[Row]:
        """All rows in reading order."""
        return [row for chapter in self.chapters for row in chapter.rows]

    @property
    def lacking(self) -> list[Lacking]:
        """What is not told of the region."""
        return [each for chapter in self.chapters for each in chapter.lacking]


def count(rows: Iterable[Row], lacking: int, window: Window) -> Count:
    """How many of each judgement; what is lacking cannot be judged either."""
    found: Count = Counter(row.judgement(window) for row in rows)
    found["untold"] += lacking
    return found
