"""What a place's page knows of its figures; page, print and files are all made of this."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.claims.claim import Cell
from dashboard.claims.difference import Verdict
from dashboard.claims.direction import Direction
from dashboard.claims.interval import Interval
from dashboard.claims.rank import Place, Untold
from dashboard.references import Reference
from etl.model import Meaning, PublishedIndicator

Beside = Literal["reference", "county", "riket"]
# Why something of a figure cannot be judged.
Why = Literal["awaited", "missing", "short", "overlap", "interval"]


@dataclass(frozen=True, slots=True)
class Against:
    """A figure beside another of the same period: a group's median, its county's or riket's.

    That is the newest period that both have: `own` is the place's figure then. `n` is how many
    places a median is of; of a county or riket it is 1.
    """

    beside: Beside
    period: str
    own: float
    value: float
    n: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Sexes:
    """Women and men at the figure's period."""

    women: Cell
    men: Cell
    verdict: Verdict


@dataclass(frozen=True)
class Row:
    """One indicator's newest figure of the place, and all that is said of it.

    `series` is the place's own, by period; `among` the figure of each place of the level at that
    period, which the strip draws. `place` is its rank, or why none is told; `standing` how far
    it is from what it is measured by, in spreads of the level (1.4826 MAD), of which the sign says
    which way; None where there is nothing to measure by. `later` is a newer period that the agency
    gave no value for, and its symbol.
    """

    indicator: PublishedIndicator
    now: Cell
    interval: Interval | None
    against: Mapping[Beside, Against]
    sexes: Sexes | None
    direction: Direction
    series: Mapping[str, float]
    among: Mapping[str, float]
    place: Place | Untold
    standing: float | None
    later: tuple[str, str] | None = None

    @property
    def measure(self) -> Against | None:
        """What it is measured by: the reference's median, else riket."""
        return self.against.get("reference") or self.against.get("riket")

    @property
    def good(self) -> bool | None:
        """Whether it stands better than that; None where neither is better."""
        if self.standing is None or self.indicator.better == "neutral":
            return None
        return (self.standing > 0) == (self.indicator.better == "higher")


@dataclass(frozen=True)
class Section:
    """Rows of one subject in the order of the profile."""

    id: str
    title: str
    title_en: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Unjudged:
    """An indicator of which something cannot be told, and why.

    `n` are the years of a series that is too short, or those that each of its figures covers.
    """

    indicator: Meaning
    why: Why
    n: int = 0


@dataclass(frozen=True)
class Profile:
    """A place's figures by section, what stands out of them, and what cannot be told.

    `reference` is what it is compared with; `stands_out` are the rows that are clearly above and
    below it, the better first, certain at 99.8 per cent.
    """

    code: str
    reference: Reference
    sections: tuple[Section, ...]
    ahead: tuple[Row, ...]
    behind: tuple[Row, ...]
    unjudged: tuple[Unjudged, ...]

    @property
    def rows(self) -> list[Row]:
        """All rows in reading order."""
        return [row for section in self.sections for row in section.rows]
