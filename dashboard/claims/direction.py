"""Which way a figure has gone: Mann and Kendall's test of its latest unbroken years. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from statistics import median
from typing import Literal

from dashboard.claims.interval import Z
from dashboard.claims.usual import unbroken
from etl.model import PublishedIndicator
from etl.periods import before, year

Outcome = Literal["up", "down", "flat", "unclear", "short", "overlap", "broken", "missing"]

FEWEST, MOST = 5, 10  # years that are looked at
# What the sum of signs must reach at p < 0.05, two-sided, where no two values are the same.
NEEDED = {5: 10, 6: 13, 7: 15, 8: 18, 9: 20, 10: 23}


@dataclass(frozen=True, slots=True)
class Direction:
    """How a series has gone from `first` to `last`, over `n` years.

    `overlap` is how many years each figure is of. `s` is the sum of signs; `change`
    how much it is in all those years, by the middle slope (Theil and Sen), where it has gone up
    or down.
    """

    outcome: Outcome
    first: str
    last: str
    n: int
    s: int
    change: float | None = None
    overlap: int = 1


def direction(
    series: Mapping[str, float],
    seams: Collection[str] = (),
    decimals: int = 0,
    material: float | None = None,
    since: str = "",
    overlap: int = 1,
) -> Direction:
    """The direction of the newest unbroken run of at most ten years that ends a series.

    Of months and quarters the same part of each year. `seams` are the last periods before a
    change of table or method, `decimals` those that are shown; what moves less than `material`
    is flat. `since` is a year to begin with. Figures that are each of `overlap` years have years
    in common, and neighbours go the same way whatever happens: only those that have none count.
    """
    if not series:
        return Direction("missing", "", "", 0, 0)
    run = _run(series, seams, since)
    first, last = run[0], run[-1]
    if len(run) < FEWEST:
        earlier = before(first, 1)
        cut = any(earlier <= seam < first for seam in seams) and earlier in series
        return Direction("broken" if cut else "short", first, last, len(run), 0)
    periods = run[::-overlap][::-1]
    if len(periods) < FEWEST:
        return Direction("overlap", first, last, len(run), 0, overlap=overlap)
    first, values = periods[0], [series[each] for each in periods]
    s = signs(values)
    if certain(values, s):
        change = slope(values) * (len(values) - 1)
        return Direction("up" if s > 0 else "down", first, last, len(values), s, change)
    still = max(values) - min(values) <= (10**-decimals if material is None else material)
    return Direction("flat" if still else "unclear", first, last, len(values), s)


def trend(series: Mapping[str, float], indicator: PublishedIndicator, since: str = "") -> Direction:
    """The direction of a series of an indicator, by what is known of that."""
    of = indicator
    return direction(series, of.seams, of.decimals, of.material, since, of.overlap)


def _run(series: Mapping[str, float], seams: Collection[str], since: str) -> list[str]:
    """Its periods, the oldest first."""
    run = unbroken(series, max(series), seams)[-MOST:]
    return [each for each in run if not since or year(each) >= year(since)] or run[-1:]


def signs(values: Sequence[float]) -> int:
    """How many pairs rise, less how many fall."""
    return sum((b > a) - (b < a) for a, b in combinations(values, 2))


def certain(values: Sequence[float], s: int) -> bool:
    """Whether chance alone gives such a sum of signs more seldom than once in twenty."""
    n = len(values)
    ties = [values.count(each) for each in set(values)]
    if max(ties) == 1:
        return abs(s) >= NEEDED[n]
    lost = sum(t * (t - 1) * (2 * t + 5) for t in ties)
    variance = (n * (n - 1) * (2 * n + 5) - lost) / 18
    return variance > 0 and (abs(s) - 1) / sqrt(variance) >= Z[0.95]


def slope(values: Sequence[float]) -> float:
    """The middle one of all pairs' slopes, a year."""
    return median((b - a) / (j - i) for (i, a), (j, b) in combinations(enumerate(values), 2))
