"""Whether two figures differ by more than chance: MOVER, of one pair or of many at once. Pure."""

from dataclasses import dataclass

import numpy as np

from dashboard.claims.claim import Relation, Unknown
from dashboard.claims.interval import Bounds, Interval
from dashboard.numbers import Floats


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said of one figure against another.

    `certain` None: it cannot be judged, and nothing is said of it; False: chance may have done it.
    """

    relation: Relation
    certain: bool | None
    size: float
    of: Interval | None = None  # where the true difference lies
    why: Unknown = ""


def difference(
    a: float, ia: Interval | None, b: float, ib: Interval | None
) -> tuple[float, Interval | None]:
    """How much more `a` is than `b`, and where the true difference lies; None: not known."""
    if ia is None or ib is None or ia.level != ib.level:
        return a - b, None
    low, high = mover(
        np.array([a]), Bounds(np.array([ia.low]), np.array([ia.high])),
        np.array([b]), Bounds(np.array([ib.low]), np.array([ib.high])),
    )  # fmt: skip
    return a - b, Interval(float(low[0]), float(high[0]), ia.method, ia.level)


def mover(a: Floats, of_a: Bounds, b: Floats, of_b: Bounds) -> Bounds:
    """The intervals of the differences a − b of many pairs (Newcombe's method 10)."""
    size = a - b
    below = np.sqrt((a - of_a.low) ** 2 + (of_b.high - b) ** 2)
    above = np.sqrt((of_a.high - a) ** 2 + (b - of_b.low) ** 2)
    return Bounds(size - below, size + above)


def judged(a: float, ia: Interval | None, b: float, ib: Interval | None) -> Verdict:
    """One figure against another of its like."""
    size, of = difference(a, ia, b, ib)
    return of_size(size, of)


def against(a: float, ia: Interval | None, whole: float) -> Verdict:
    """One figure against that of a whole many times as large, which chance hardly moves."""
    of = ia and Interval(ia.low - whole, ia.high - whole, ia.method, ia.level)
    return of_size(a - whole, of)


def unknown(a: float, b: float, why: Unknown) -> Verdict:
    """Two figures of which nothing can be said but which is the greater."""
    return Verdict(_relation(a - b), None, a - b, why=why)


def of_size(size: float, of: Interval | None) -> Verdict:
    """A difference that is known, and where the true one lies; None: it cannot be judged."""
    if of is None:
        return Verdict(_relation(size), None, size, why="interval")
    return Verdict(_relation(size), not of.low <= 0 <= of.high, size, of)


def _relation(size: float) -> Relation:
    return "higher" if size > 0 else "lower" if size < 0 else "unchanged"
