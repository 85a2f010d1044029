"""A map's classes: natural breaks, quantiles, equal steps or own limits; round riket, or zero.

Every method gives limits as `classes.breaks` does: rising, each the least value of its class, and
all values count as they are shown. The limits of quantiles and equal steps divide the values as
mapclassify's do, whose classes are closed above: a limit lies just over the last value below it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from dashboard.choices import Choices, Method
from dashboard.map.classes import breaks, roundest
from dashboard.map.grid import Grid, Laid, rows
from dashboard.map.model import Around, Scales
from dashboard.map.scope import COUNTRY
from dashboard.map.words import round_riket, round_zero
from dashboard.numbers import Floats, whole
from etl.model import PublishedIndicator

CLASSES = 5
SIDES = 3  # classes of the distance from a centre: near it, away, far away
BESIDE = ("K", "M")  # the sexes that can stand side by side

Limits = list[float]
Grids = Mapping[str, Grid]  # by sex
Find = Callable[[Floats, int, Method, Sequence[float]], Limits]


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


def around_zero(values: Floats, decimals: int, method: Method, own: Sequence[float] = ()) -> Limits:
    """Find limits with zero among them: what is below it and what is above are of no one class.

    What is shown as zero has a class of its own. The others are as far from zero on one side as on
    the other, where there are values on both; where all are on one, that side has all classes.
    """
    shown = whole(values.ravel(), decimals)
    away = shown[~np.isnan(shown) & (shown != 0)]
    signs = np.unique(np.sign(away)).tolist()
    k = SIDES if len(signs) > 1 else CLASSES
    far = np.abs(away) / 10**decimals
    sizes = [] if method == "own" else limits(far, decimals, method, (), k)
    least = 10**-decimals
    found = [*own, *(size if sign > 0 else least - size for sign in signs for size in sizes)]
    return sorted({round(limit, decimals) + 0.0 for limit in (*found, 0.0, least)})


def signed(laid: Laid, decimals: int) -> bool:
    """Whether a map's regions have figures on both sides of zero, as they are shown."""
    low, high = whole(np.array([laid.lowest, laid.highest]), decimals)
    return bool(low < 0 < high)


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


def scales(laid: Laid, grids: Grids, indicator: PublishedIndicator, choices: Choices) -> Scales:
    """Class limits of a rate, greatest magnitudes of a count; per period and for all periods.

    They are of the figures that the map shows, of both sexes only where these stand side by side.
    """
    decimals = indicator.decimals
    pool = np.hstack([grids[s].values[:, : len(laid.scope.codes)] for s in pooled(grids, choices)])
    if indicator.absolute:
        return _tops(pool)
    if choices.around == "riket":
        return _round_riket(pool, *_riket(laid, grids, choices, decimals), decimals, choices)
    find: Find = limits
    around = None
    if signed(laid, decimals):
        find, around = around_zero, Around([0.0] * len(pool), *round_zero(choices.lang))
    found = [_kept(find, row.tobytes(), decimals, choices.method, choices.limits) for row in pool]
    every = _kept(find, pool.tobytes(), decimals, choices.method, choices.limits)
    return Scales(around=around, breaks=found, breaks_all=every)


def pooled(grids: Grids, choices: Choices) -> list[str]:
    """The sexes whose figures the classes are made of: the one shown, or both side by side."""
    both = [each for each in BESIDE if each in grids] if choices.panels == BESIDE else []
    return both or [choices.sex]


@lru_cache(maxsize=2048)  # a reader's next region or period has the same scales
def _kept(
    find: Find,
    values: bytes,
    decimals: int,
    method: Method,
    own: tuple[float, ...],
) -> Limits:
    return find(np.frombuffer(values), decimals, method, own)


def _tops(pool: Floats) -> Scales:
    tops = [float(np.nanmax(np.abs(row), initial=0)) for row in pool]
    return Scales(tops=tops, top_all=max(tops, default=0.0))


def _round_riket(
    pool: Floats, centres: Floats, around: Around, decimals: int, choices: Choices
) -> Scales:
    """Limits as far below riket as above it; those without it where it has no value."""
    distances = pool - centres[:, None]
    found = [
        [round(centre + each, decimals) for each in offsets(row, decimals, choices.method)]
        if centre is not None
        else limits(values, decimals, choices.method, choices.limits)
        for row, centre, values in zip(distances, around.at, pool, strict=True)
    ]
    return Scales(around, found, offsets(distances, decimals, choices.method))


def _riket(laid: Laid, grids: Grids, choices: Choices, decimals: int) -> tuple[Floats, Around]:
    """Riket's values of the sex shown; kvinnor and män side by side have one centre in common."""
    several = len(pooled(grids, choices)) > 1
    of = "T" if several and "T" in grids else choices.sex
    centres = grids[of].values[:, laid.columns.index(COUNTRY)]
    at = rows(centres[None], decimals)[0]
    return centres, Around(
        at, *round_riket(of, several, choices.lang, () if several else choices.panels)
    )
