"""The places of regions among each other, as far as chance lets them be told. Pure, vectorised."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.claims.interval import Bounds
from dashboard.numbers import Floats, Ints

Better = Literal["higher", "lower", "neutral"]

# Why no place is told. Of all: neither end is better, too few have a figure, of too few it is known
# what chance does, or too many have the very same. Of one: it has no figure that can be judged, or
# too many places may be its own.
Untold = Literal["neutral", "few", "unknown", "equal", "missing", "wide"]

KNOWN = 0.8  # of the regions must have a figure
EQUAL = 0.2  # of those that chance does not move may have the very same
WIDEST = 0.5  # of all places; of a wider interval no place is told


@dataclass(frozen=True, slots=True)
class Place:
    """From the best to the worst place that a region may have, of so many."""

    best: int
    worst: int
    of: int
    shared: bool = False  # all that may have these places have the very same figure

    @property
    def certain(self) -> bool:
        """Whether it is one place, its own or shared."""
        return self.best == self.worst or self.shared


Places = list[Place | Untold]


def ranked(values: Floats, of: Bounds, better: Better) -> Places:
    """The place of each region, or why it cannot be told; values and bounds are NaN where none."""
    judged = np.flatnonzero(~np.isnan(values) & ~np.isnan(of.low))
    known, bounds = values[judged], Bounds(of.low[judged], of.high[judged])
    why = _untold(values, known, bounds, better)
    if why:
        return [why] * len(values)
    best, worst = places(known, bounds, better)
    same = (known[:, None] == known[None, :]).sum(axis=1)
    found: Places = ["missing"] * len(values)
    ends = zip(judged.tolist(), best.tolist(), worst.tolist(), same.tolist(), strict=True)
    for at, first, last, equals in ends:
        found[at] = _place(first, last, len(known), equals)
    return found


def _untold(values: Floats, known: Floats, of: Bounds, better: Better) -> Untold | None:
    """Why no region has a place; None where they may have one."""
    if better == "neutral":
        return "neutral"
    enough = max(1.0, KNOWN * len(values))
    if np.count_nonzero(~np.isnan(values)) < enough:
        return "few"
    if len(known) < enough:
        return "unknown"
    _, equals = np.unique(known[of.low == of.high], return_counts=True)
    return "equal" if equals.max(initial=0) > max(1.0, EQUAL * len(known)) else None


def _place(best: int, worst: int, of: int, same: int) -> Place | Untold:
    if worst - best > WIDEST * of:
        return "wide"
    return Place(best, worst, of, shared=same > 1 and worst - best + 1 == same)


def places(values: Floats, of: Bounds, better: Better) -> tuple[Ints, Ints]:
    """The best and the worst place of each of many: those certainly better, and certainly worse.

    One is certainly more than another where MOVER's interval of their difference lies above 0
    (`difference.mover`): where the difference is larger than the root of what is squared here.
    """
    size = values[:, None] - values[None, :]
    below, above = (values - of.low) ** 2, (of.high - values) ** 2
    more = (size > 0) & (size**2 > below[:, None] + above[None, :])
    over, under = more.sum(axis=0), more.sum(axis=1)  # how many are more than each, and less
    ahead, behind = (over, under) if better == "higher" else (under, over)
    return ahead + 1, len(values) - behind
