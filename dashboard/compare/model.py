"""What a comparison shows: a column an indicator and sex, a cell a region, each judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from dashboard.claims.direction import Direction
from dashboard.claims.rank import Place, Untold
from dashboard.compare.grammar import Choices
from etl.model import PublishedIndicator, Sex

RIKET = "00"
# Beside riket's figure of the same period; empty where nothing can be said.
Relation = Literal["higher", "lower", "about", ""]


@dataclass(frozen=True, slots=True)
class Cell:
    """A region's figure, as it is shown, and what is certain of it beside riket's.

    `period` is empty where there is none; `low` and `high` say how far chance may have moved it.
    `deviation` is how far it is from riket's in spreads of its level (1.4826 MAD). Of `place`
    and `direction` there is the one that is asked for.
    """

    region: str
    period: str
    value: float | None
    status: str
    low: float | None = None
    high: float | None = None
    relation: Relation = ""
    deviation: float | None = None
    place: Place | Untold | None = None
    direction: Direction | None = None


@dataclass(frozen=True)
class Column:
    """An indicator's figures of one sex; `period` is the one that most are of.

    `asked` is the sex that was asked for, where the indicator has none such.
    """

    indicator: PublishedIndicator
    sex: Sex
    age: str
    asked: Sex
    period: str
    mixed: bool
    cells: Mapping[str, Cell]

    @property
    def name(self) -> str:
        """It as an order names it."""
        return f"{self.indicator.id}:{self.sex}"

    @property
    def of(self) -> tuple[str, str, str]:
        """Indicator, sex and age."""
        return self.indicator.id, self.sex, self.age


@dataclass(frozen=True)
class Compared:
    """All that a page or a file shows: regions in their order, riket beside them.

    `together` says whether each column is of the newest period that all have.
    """

    choices: Choices
    codes: tuple[str, ...]
    columns: tuple[Column, ...]
    together: bool

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """Those of the table: riket last, where it is not among those compared."""
        return self.codes if RIKET in self.codes else (*self.codes, RIKET)

    @property
    def size(self) -> int:
        """How many figures there are, riket's beside them not counted."""
        return len(self.codes) * len(self.columns)

    @property
    def own(self) -> str:
        """The reader's own place: what stands first, where that is no group."""
        return own(self.choices)


def own(choices: Choices) -> str:
    """The place that an address names first; empty where a group stands there."""
    first = choices.region[:1]
    return first[0] if first and first == choices.codes[:1] else ""
