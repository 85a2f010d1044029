"""A map's classes: natural breaks, quantiles, equal steps or own limits; or round a centre.

Every method gives limits as `classes.breaks` does: rising, each the least value of its class, and
all values count as they are shown. The limits of quantiles and equal steps divide the values as
mapclassify's do, whose classes are closed above: a limit lies just over the last value below it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from dashboard.choices import Choices, Method
from dashboard.map.classes import breaks, roundest
from dashboard.map.grid import Grid, rows
from dashboard.map.model import Around, Scales
from dashboard.numbers import Floats, whole
from dashboard.text import say
from etl.model import PublishedIndicator

CLASSES = 5
SIDES = 3  # classes of the distance from a centre: near it, away, far away

Limits = list[float]


def limits(
    values: Floats, decimals: int, method: Method, own: Sequence[float], k: int = CLASSES
) -> Limits:
    """Find the inner limits of at most `k` classes of the values, NaN left out; `own` are given."""
    if method == "own":
        return [round(limit, decimals) for limit in own]
    if method == "natural":
        return breaks(values, decimals, k)
    shown = whole(values.ravel(), decimals)
    distinct = np.unique(shown[~np.isnan(shown)])
    if len(distinct) < 2:
        return []
    above = _ABOVE[method](shown[~np.isnan(shown)], distinct, k)
    return [limit / 10**decimals for limit in sorted(set(above))]


def offsets(distances: Floats, decimals: int, method: Method) -> Limits:
    """Find limits around 0 for signed distances from a centre: `−b, −a, a, b`, fewer if alike."""
    sides = limits(
        np.abs(distances).ravel(), decimals, "natural" if method == "own" else method, (), SIDES
    )
    positive = [limit for limit in sides if limit > 0]
    return [-limit for limit in reversed(positive)] + positive


def _quantiles(shown: Floats, distinct: Floats, k: int) -> list[int]:
    """As many regions in each class, as nearly as equal values let it be."""
    bounds = np.percentile(shown, [100 * n / k for n in range(1, k)])
    over = np.searchsorted(distinct, bounds, side="right")
    return [roundest(int(distinct[i - 1]), int(distinct[i])) for i in over if 0 < i < len(distinct)]


def _equal(_: Floats, distinct: Floats, k: int) -> list[int]:
    """Classes as wide as each other, to within the last decimal shown."""
    low, high = distinct[0], distinct[-1]
    return [int(np.floor(low + (high - low) * n / k)) + 1 for n in range(1, k)]


_ABOVE: dict[str, Callable[[Floats, Floats, int], list[int]]] = {
    "quantile": _quantiles,
    "equal": _equal,
}


def scales(
    grids: Mapping[str, Grid], count: int, indicator: PublishedIndicator, choices: Choices
) -> Scales:
    """Class limits of a rate, greatest magnitudes of a count; per period and for all periods."""
    if indicator.absolute:
        return _tops(grids, count)
    around = _centres(grids, count, indicator, choices)
    pool = _pool(grids, count)
    if around is None:
        found = [_limits(row, indicator.decimals, choices) for row in pool]
        return Scales(breaks=found, breaks_all=_limits(pool, indicator.decimals, choices))
    distances = pool - _pool_of_centres(grids, count, choices.around)
    found = [
        _round(row, centre, values, indicator.decimals, choices)
        for row, centre, values in zip(distances, around.at, pool, strict=True)
    ]
    every = offsets(distances, indicator.decimals, choices.method)
    return Scales(around=around, breaks=found, breaks_all=every)


def _limits(values: Floats, decimals: int, choices: Choices) -> Limits:
    return _kept(values.tobytes(), decimals, choices.method, choices.limits)


@lru_cache(maxsize=2048)  # a reader's next region or sex has the same scales
def _kept(values: bytes, decimals: int, method: Method, own: tuple[float, ...]) -> Limits:
    return limits(np.frombuffer(values), decimals, method, own)


def _round(
    distances: Floats, centre: float | None, values: Floats, decimals: int, choices: Choices
) -> Limits:
    """A period's limits round its centre; without one, those it would have otherwise."""
    if centre is None:
        return _limits(values, decimals, choices)
    return [round(centre + each, decimals) for each in offsets(distances, decimals, choices.method)]


def _tops(grids: Mapping[str, Grid], count: int) -> Scales:
    all_sexes = np.hstack([grid.values[:, :count] for grid in grids.values()])
    tops = [float(np.nanmax(np.abs(row), initial=0)) for row in all_sexes]
    return Scales(tops=tops, top_all=max(tops, default=0.0))


def _centres(
    grids: Mapping[str, Grid], count: int, indicator: PublishedIndicator, choices: Choices
) -> Around | None:
    """Riket's value in each period, or zero where there are values on both sides of it."""
    shown = grids[choices.sex].values
    if choices.around == "riket":
        at = rows(shown[:, count : count + 1].T, indicator.decimals)[0]
        words = say(choices.lang, "riket", "Sweden")
    elif choices.around == "zero" and np.nanmin(shown, initial=0) < 0 < np.nanmax(shown, initial=0):
        at, words = [0.0] * len(shown), say(choices.lang, "noll", "zero")
    else:
        return None
    return Around(at, words)


def _pool_of_centres(grids: Mapping[str, Grid], count: int, around: str) -> Floats:
    """What each value of the pool is compared with: riket's for the same sex, or zero."""
    if around == "zero":
        return np.zeros((1, 1))
    alone = {sex: _riket(grid, count) for sex, grid in grids.items()}
    return _pool(alone, count)


def _riket(grid: Grid, count: int) -> Grid:
    return Grid(np.repeat(grid.values[:, count : count + 1], count + 1, axis=1), {})


def is_split(grids: Mapping[str, Grid], count: int) -> bool:
    """Whether there are figures of both sexes."""
    return all(s in grids and not np.isnan(grids[s].values[:, :count]).all() for s in ("K", "M"))


def _pool(grids: Mapping[str, Grid], count: int) -> Floats:
    """Both sexes' values beside each other, so that kvinnor and män are drawn on one scale.

    A period, or an indicator, that is not split by sex has the total's values instead.
    """
    parts = {sex: grid.values[:, :count] for sex, grid in grids.items()}
    if not is_split(grids, count):
        return np.hstack(list(parts.values()))
    both = np.hstack([parts["K"], parts["M"]])
    if "T" in parts:
        unsplit = np.isnan(both).all(axis=1)
        both[unsplit, :count] = parts["T"][unsplit]
    return both
