"""The place of a region among others, as far as chance lets it be told. Pure and vectorised."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.claims.difference import mover
from dashboard.claims.interval import Bounds, Interval
from dashboard.numbers import Floats, Ints

Better = Literal["higher", "lower", "neutral"]

KNOWN = 0.8  # of the regions must have a figure
WIDEST = 0.5  # of all places; of a wider interval no place is told


@dataclass(frozen=True, slots=True)
class Place:
    """From the best to the worst place that a region may have, of so many."""

    best: int
    worst: int
    of: int

    @property
    def certain(self) -> bool:
        """Whether it is one place."""
        return self.best == self.worst


def place(
    region: str,
    values: Mapping[str, float],
    intervals: Mapping[str, Interval],
    better: Better,
    regions: int = 0,
) -> Place | None:
    """The place of one region among those that have a value and an interval.

    None where there is none to tell: neither end is better, it has no interval itself, fewer than
    four in five of the `regions` have one, or its places are more than half of all.
    """
    codes = [code for code in values if code in intervals]
    if better == "neutral" or region not in codes or len(codes) < KNOWN * regions:
        return None
    figures = np.array([values[code] for code in codes])
    lows = np.array([intervals[code].low for code in codes])
    highs = np.array([intervals[code].high for code in codes])
    best, worst = places(figures, Bounds(lows, highs), better)
    at = codes.index(region)
    found = Place(int(best[at]), int(worst[at]), len(codes))
    return found if found.worst - found.best <= WIDEST * found.of else None


def places(values: Floats, of: Bounds, better: Better) -> tuple[Ints, Ints]:
    """The best and the worst place of each of many: those certainly better, and certainly worse.

    Two are certainly apart where their difference's interval leaves out 0.
    """
    rows, columns = values[:, None], values[None, :]
    apart = mover(
        rows, Bounds(of.low[:, None], of.high[:, None]),
        columns, Bounds(of.low[None, :], of.high[None, :]),
    )  # fmt: skip
    more, less = (apart.low > 0).sum(axis=1), (apart.high < 0).sum(axis=1)
    ahead, behind = (less, more) if better == "higher" else (more, less)
    return ahead + 1, len(values) - behind
