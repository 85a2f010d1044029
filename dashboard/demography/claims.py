"""Claims: what a sentence says, as data that is true or not. Words come after (wording.py).

A claim sets one figure beside others: it is more, less or the same as one of them, or the most or
the least of all. It keeps the figures it was made of, and is told only while it holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

Comparator = Literal["period", "since", "usual", "sex", "region", "ages", "parts"]
Relation = Literal["more", "less", "same", "most", "least", "within"]

FEW = 30  # no per cent of a smaller base
FEWEST = 3  # years that a month can be compared with
SERIES = 10  # periods before one is called the most or the least of all


class Seen(NamedTuple):
    """A figure as published (or summed, where the region is no region of the source's)."""

    indicator: str
    region: str
    sex: str
    age: str
    period: str
    value: float


@dataclass(frozen=True)
class Claim:
    """That a figure stands in a relation to others; `size` is how far it is from the first."""

    figure: Seen
    comparator: Comparator
    relation: Relation
    size: float
    evidence: tuple[Seen, ...]
    decimals: int
    made_of: tuple[Seen, ...] = ()  # women and men, where the source has no figure of both

    @property
    def holds(self) -> bool:
        """Whether the figures still say so, at the precision they are read with."""
        if not self.evidence:
            return False
        apart = [_apart(self.figure, other, self.decimals) for other in self.evidence]
        if self.relation in ("most", "least"):
            way = 1 if self.relation == "most" else -1
            return all(way * gap > 0 for gap in apart)
        if self.relation == "within":
            return min(apart) <= 0 <= max(apart)
        return apart[0] == self.size and _relation(self.size) == self.relation

    @property
    def per_cent(self) -> float | None:
        """The size in per cent of what it is compared with; None of a base too small for it."""
        base = self.evidence[0].value
        return 100 * self.size / base if base >= FEW else None


def compared(figure: Seen, other: Seen, comparator: Comparator, decimals: int = 0) -> Claim:
    """A figure beside another."""
    size = _apart(figure, other, decimals)
    return Claim(figure, comparator, _relation(size), size, (other,), decimals)


def extreme(
    figure: Seen, others: Sequence[Seen], comparator: Comparator, decimals: int = 0
) -> Claim | None:
    """That a figure is the most or the least of all; None when it is neither.

    Of a series in time it takes SERIES other periods to be worth a word.
    """
    if not others or (comparator == "since" and len(others) < SERIES):
        return None
    sizes = [_apart(figure, other, decimals) for other in others]
    if all(size > 0 for size in sizes):
        return Claim(figure, comparator, "most", sizes[0], tuple(others), decimals)
    if all(size < 0 for size in sizes):
        return Claim(figure, comparator, "least", sizes[0], tuple(others), decimals)
    return None


def usual(figure: Seen, before: Sequence[Seen], decimals: int = 0) -> Claim | None:
    """A month against the same months of the years before; None with fewer than FEWEST of them."""
    if len(before) < FEWEST:
        return None
    found = extreme(figure, before, "usual", decimals)
    size = _apart(figure, before[0], decimals)
    return found or Claim(figure, "usual", "within", size, tuple(before), decimals)


def _apart(figure: Seen, other: Seen, decimals: int) -> float:
    """The difference as a reader would take it from the two numbers that stand on the page."""
    return float(_read(figure.value, decimals) - _read(other.value, decimals))


def _read(value: float, decimals: int) -> Decimal:
    """A value as text.number writes it: half away from zero."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _relation(size: float) -> Relation:
    return "more" if size > 0 else "less" if size < 0 else "same"
