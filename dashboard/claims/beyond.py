"""Whether many regions' figures differ from riket's: what `judge.beyond` says of each. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dashboard.claims import many
from dashboard.claims.difference import mover
from dashboard.claims.interval import Bounds, Level
from dashboard.claims.judge import MANY, MOST_OF
from dashboard.claims.many import Tables
from dashboard.numbers import Floats

WHOLE = "00"


class Beyond(NamedTuple):
    """Of each region how far it is from the whole, where it lies itself, and how certain that is.

    `certain` is 1 where it differs by more than chance, 0 where chance may have done it, and NaN
    where it cannot be judged.
    """

    size: Floats
    own: Bounds
    certain: Floats


def beyond(
    tables: Tables,
    indicator: str,
    sex: str,
    age: str,
    period: str,
    regions: Sequence[str],
    level: Level = 0.95,
) -> Beyond:
    """Each of the regions beside riket in a period."""
    both = [*regions, WHOLE]
    values = tables.table(indicator, sex, age).at(period, both)
    low, high = many.intervals(tables, indicator, sex, age, period, both, level)
    own, whole = Bounds(low[:-1], high[:-1]), Bounds(low[-1:], high[-1:])
    size = values[:-1] - values[-1]
    large, known = _sizes(tables, indicator, sex, period, both)
    apart = mover(values[:-1], own, values[-1:], whole)
    below = np.where(large, own.low - values[-1], apart.low)
    above = np.where(large, own.high - values[-1], apart.high)
    judged = known & ~np.isnan(below) & ~np.isnan(above)
    return Beyond(size, own, np.where(judged, ((below > 0) | (above < 0)).astype(float), np.nan))


def _sizes(
    tables: Tables, indicator: str, sex: str, period: str, both: Sequence[str]
) -> tuple[Floats, Floats]:
    """Of each whether riket is many times as large, and whether it is known to be no large part."""
    of = tables.indicators[indicator].uncertainty
    always = np.ones(len(both) - 1, bool)
    if of is None or not of.base:
        return always, always
    sizes = many.sizes(tables.table(of.base, sex), period, both)
    part, whole = sizes[:-1], sizes[-1]
    known = (part > 0) & (whole > 0) & ~(part > MOST_OF * whole)
    return whole >= MANY * part, known
