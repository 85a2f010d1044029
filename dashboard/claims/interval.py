"""How far chance alone may have moved a figure: the interval of one, or of many at once. Pure.

The methods are those of an indicator's `uncertainty` (etl/model.py). Shares: Wilson's interval.
Events: Byar's, exact below ten of them. Margins: the agency's own. Series: how much the figure
jumps from year to year, which is no interval of confidence and is called none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from dashboard.numbers import Floats
from etl.model import Uncertainty

Method = Literal["margin", "share", "events", "flows", "series"]
Level = float  # 0.95 of a comparison in a row, 0.998 where many are looked through

Z: dict[Level, float] = {0.95: 1.959964, 0.998: 3.090232}
FEWEST, MOST = 5, 10  # steps from year to year that a jump is judged by
FEW = 10  # events, of which fewer have exact bounds
# The bounds of 0, 1 … 9 events: half of chi-square's quantiles at 2x and at 2x + 2 degrees.
EXACT: dict[Level, tuple[list[float], list[float]]] = {
    0.95: (
        [0.0, 0.0253, 0.2422, 0.6187, 1.0899, 1.6235, 2.2019, 2.8144, 3.4538, 4.1154],
        [3.6889, 5.5716, 7.2247, 8.7673, 10.2416, 11.6683, 13.0595, 14.4227, 15.7632, 17.0848],
    ),
    0.998: (
        [0.0, 0.001, 0.0454, 0.1905, 0.4286, 0.7394, 1.1071, 1.5203, 1.9708, 2.4524],
        [6.9078, 9.2334, 11.2289, 13.0622, 14.7941, 16.4547, 18.0616, 19.6262, 21.1562, 22.6574],
    ),
}


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true figure lies, as far as chance goes, at a level (0.95 or 0.998)."""

    low: float
    high: float
    method: Method
    level: Level


class Bounds(NamedTuple):
    """The lower and upper bounds of many figures; NaN where it cannot be judged."""

    low: Floats
    high: Floats


def interval(
    value: float,
    uncertainty: Uncertainty | None,
    base: float | None = None,
    margin: float | None = None,
    series: Sequence[float] = (),
    level: Level = 0.95,
) -> Interval | None:
    """The interval of one figure; None where it cannot be judged, never “no difference”.

    `base` is the size of the group or population, `margin` the agency's own margin of the same
    period, `series` the yearly values up to this one, the oldest first.
    """
    if uncertainty is None or uncertainty.method == "none":
        return None
    known = {"margin": margin, "share": base, "events": base}.get(uncertainty.method)
    beside = np.array([np.nan if known is None else known])
    if uncertainty.method == "series":
        beside = np.array([jump(series)])
    low, high = bounds(np.array([value]), uncertainty, beside, level)
    if np.isnan(low[0]):
        return None
    return Interval(float(low[0]), float(high[0]), uncertainty.method, level)


def bounds(values: Floats, uncertainty: Uncertainty, beside: Floats, level: Level = 0.95) -> Bounds:
    """The intervals of many figures of an indicator, with what lies beside each.

    That is the margin, the size of the base, or by `series` how much the figure jumps (`jump`).
    """
    z, sized = Z[level], np.where(beside > 0, beside, np.nan)
    match uncertainty.method:
        case "margin":  # of a share, as given: at a level of 95 per cent
            wide = np.where(beside >= 0, beside, np.nan) * z / Z[0.95]
            return Bounds(np.maximum(values - wide, 0.0), np.minimum(values + wide, 100.0))
        case "share":
            return wilson(values, sized * uncertainty.base_share, z)
        case "events":
            each = sized * uncertainty.base_share * uncertainty.years / uncertainty.per
            low, high = events(values * each, level)
            return Bounds(low / each, high / each)
        case "series":
            wide = np.where(beside >= 0, beside, np.nan) * z
            return Bounds(values - wide, values + wide)
    nothing = np.full(len(values), np.nan)
    return Bounds(nothing, nothing)


def wilson(per_cent: Floats, of: Floats, z: float) -> Bounds:
    """The interval of a share, in per cent, of so many; NaN of what is no share."""
    share = np.where((per_cent >= 0) & (per_cent <= 100), per_cent, np.nan)
    x = of * share / 100
    middle = 2 * x + z * z
    wide = z * np.sqrt(z * z + 4 * x * (1 - share / 100))
    below = 2 * (of + z * z)
    low, high = 100 * (middle - wide) / below, 100 * (middle + wide) / below
    return Bounds(np.minimum(low, share), np.maximum(high, share))  # of all, all is not outside


def events(counts: Floats, level: Level = 0.95) -> Bounds:
    """The interval of a number of events: exact of fewer than ten, else Byar's."""
    counted = np.where(counts >= 0, counts, np.nan)
    few = counted < FEW - 0.5
    which = np.nan_to_num(np.where(few, np.round(counted), 0)).astype(int)
    lows, highs = (np.array(ends)[which] for ends in EXACT[level])
    many = np.where(few, float(FEW), counted)
    low, high = _byar(many, Z[level])
    return Bounds(np.where(few, lows, low), np.where(few, highs, high))


def _byar(counts: Floats, z: float) -> Bounds:
    more = counts + 1
    low = counts * (1 - 1 / (9 * counts) - z / (3 * np.sqrt(counts))) ** 3
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return Bounds(low, high)


def counted(counts: Floats, gross: Floats, level: Level = 0.95) -> Bounds:
    """The interval of nets of counts of events, whose sum is the gross."""
    wide = Z[level] * np.sqrt(np.where(gross >= 0, gross, np.nan))
    return Bounds(counts - wide, counts + wide)


def jump(series: Sequence[float]) -> float:
    """How much a yearly figure jumps of itself: half the variance of its steps, its root.

    Of the ten latest steps; NaN of fewer than five.
    """
    steps = np.diff(np.array(series[-MOST - 1 :], float))
    if len(steps) < FEWEST:
        return float("nan")
    return float(np.sqrt(np.sum((steps - steps.mean()) ** 2) / (2 * (len(steps) - 1))))
