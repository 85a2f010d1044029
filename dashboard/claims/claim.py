"""A claim: something said of one figure, as data that is true or not."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from dashboard.claims.interval import Interval
from dashboard.claims.usual import Band
from dashboard.numbers import shown

Comparator = Literal[
    "before", "year", "band", "since", "turn", "first", "riket", "county", "sexes", "ages", "parts"
]
Relation = Literal["higher", "lower", "unchanged", "above", "below", "within", "highest", "lowest"]

# Why it cannot be judged: an interval or a base is not known, or one is a large part of the other.
Unknown = Literal["", "interval", "base", "part"]

FEW = 30  # a share of fewer says nothing


@dataclass(frozen=True, slots=True)
class Cell:
    """One observation that a claim rests on; its value is rounded as it is shown."""

    indicator: str
    region: str
    sex: str
    age: str
    period: str
    value: float
    status: str


@dataclass(frozen=True, slots=True)
class Computed(Cell):
    """A figure that no source gives, such as a sum of women and men, and what it is made `of`."""

    of: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Claim:
    """What holds of `evidence[0]`, compared with the rest of the evidence.

    `relation` is that of the numbers as they are shown; whether they differ by more than chance is
    `certain`, where the true difference lies `interval`. `size` is the difference as it is shown,
    None where a relation has none; `band` the years before, for that comparator; `strength`
    from 0 to 1 how unusual it is (see find.py); `national` that the same is so of riket (see
    unusual.py).
    """

    comparator: Comparator
    relation: Relation
    evidence: tuple[Cell, ...]
    size: float | None = None
    band: Band | None = None
    whole: bool = False  # `since`: not since a certain period, but since the series begins
    certain: bool | None = None  # beyond what chance does; None where that cannot be judged
    why: Unknown = ""  # it cannot be judged
    interval: Interval | None = None
    prices: tuple[Cell, Cell] | None = None  # the price index of the two periods, of money
    strength: float = 0.0
    national: bool = False

    @property
    def cell(self) -> Cell:
        """The figure that the claim is about."""
        return self.evidence[0]

    @property
    def preliminary(self) -> bool:
        """Whether its agency calls any of the figures provisional."""
        return any(cell.status == "p" for cell in self.evidence)

    @property
    def per_cent(self) -> float | None:
        """The size in per cent of what it is compared with; None of a base too small for it."""
        base = self.evidence[1].value
        return None if self.size is None or base < FEW else 100 * self.size / base

    @property
    def real(self) -> float | None:
        """The change of an amount in per cent at constant prices; None where not known."""
        base = self.evidence[1].value
        if self.prices is None or not base:
            return None
        now, then = self.prices
        return 100 * (self.cell.value / base * then.value / now.value - 1)

    def record(self) -> dict[str, Any]:
        """The claim as JSON has it: beside `certain` its interval's low, high, method and level."""
        told = asdict(self)
        interval = told.pop("interval") or dict.fromkeys(("low", "high", "method", "level"))
        return told | interval


def compared(cell: Cell, other: Cell, comparator: Comparator, decimals: int) -> Claim:
    """A figure beside another: higher, lower, or unchanged where both are shown as the same."""
    size = shown(cell.value - other.value, decimals)
    relation: Relation = "higher" if size > 0 else "lower" if size < 0 else "unchanged"
    return Claim(comparator, relation, (cell, other), size)
