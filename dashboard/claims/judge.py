"""How far chance may have moved a cell: its interval, from what lies beside it in the figures."""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from dashboard.claims import difference
from dashboard.claims.claim import Cell
from dashboard.claims.difference import Verdict
from dashboard.claims.interval import Interval, Level, counted, events, interval, jump
from dashboard.claims.series import Figures
from dashboard.claims.usual import unbroken
from etl.model import Uncertainty, level_of
from etl.periods import ordinal, year

MANY = 10  # times as large: a whole whose own chance is not reckoned with
MOST_OF = 0.3  # a part larger than this of a whole is not compared with it
# A whole many times as large as its part, whose own chance is not reckoned with, as riket is where
# no sizes are known; one about as large; the part is much of it; or the sizes are not known.
Standing = Literal["large", "alike", "part", "base"]
NEAR = 2  # years that the size of a group may be off; a margin may not


def around(figures: Figures, cell: Cell, level: Level = 0.95) -> Interval | None:
    """The interval of one figure; None where it cannot be judged."""
    indicator = figures.indicators[cell.indicator]
    uncertainty = indicator.uncertainty
    if indicator.chance and indicator.kind == "count" and cell.value >= 0:
        low, high = events(np.array([cell.value]), level)
        return Interval(float(low[0]), float(high[0]), "events", level)
    if uncertainty is None:
        return None
    match uncertainty.method:
        case "margin":
            margin = _beside(figures, uncertainty.of, cell).get(cell.period)
            return interval(cell.value, uncertainty, margin=margin, level=level)
        case "share" | "events":
            size = base(figures, uncertainty, cell)
            return interval(cell.value, uncertainty, base=size, level=level)
        case "flows":
            return _net(figures, uncertainty, cell, level)
        case "series":
            values = _yearly(figures, cell)
            return interval(cell.value, uncertainty, series=values, level=level)
    return None


def apart(figures: Figures, one: Cell, other: Cell, level: Level = 0.95) -> Verdict:
    """Whether two figures of a kind differ by more than chance.

    Now and then are mostly the same people, so that this is cautious.
    """
    of = around(figures, one, level), around(figures, other, level)
    return difference.judged(one.value, of[0], other.value, of[1])


def beyond(figures: Figures, small: Cell, whole: Cell, level: Level = 0.95) -> Verdict:
    """Whether a place's figure differs from that of what it lies in by more than chance.

    A place that is a large part of the whole is compared with itself: nothing is said.
    """
    own, size = around(figures, small, level), standing(figures, small, whole)
    if size == "base" or size == "part":
        return difference.unknown(small.value, whole.value, size)
    if size == "large":
        return difference.against(small.value, own, whole.value)
    return difference.judged(small.value, own, whole.value, around(figures, whole, level))


def standing(figures: Figures, small: Cell, whole: Cell) -> Standing:
    """How large a whole is beside a place in it; or that the sizes are not known (`base`)."""
    uncertainty = figures.indicators[small.indicator].uncertainty
    if uncertainty is None or not uncertainty.base:
        return "large" if level_of(whole.region) == "country" else "alike"
    part, all_ = (base(figures, uncertainty, each) for each in (small, whole))
    if not part or not all_:
        return "base"
    if part > MOST_OF * all_:
        return "part"
    return "large" if all_ >= MANY * part else "alike"


def grounds(figures: Figures, cell: Cell) -> float | None:
    """What the interval of a figure is reckoned from, by its method; None: not known.

    The margin; how many the share is of; what the figure is multiplied by to be a number of events;
    or how much it jumps of itself, as a standard deviation.
    """
    indicator = figures.indicators[cell.indicator]
    of = indicator.uncertainty
    if indicator.chance and indicator.kind == "count":
        return 1.0
    match of:
        case Uncertainty(method="margin"):
            return _beside(figures, of.of, cell).get(cell.period)
        case Uncertainty(method="share" | "events"):
            size = base(figures, of, cell)
            return size and size * of.base_share * of.years / of.per
        case Uncertainty(method="series"):
            return jump(_yearly(figures, cell))
    return None


def base(figures: Figures, uncertainty: Uncertainty, cell: Cell) -> float | None:
    """The size of the group that a figure is of: of its period, else of the nearest near it."""
    sizes = _beside(figures, uncertainty.base, cell)
    near = [each for each in sizes if abs(year(each) - year(cell.period)) <= NEAR]
    now = ordinal(cell.period)
    found = min(near, key=lambda each: abs(ordinal(each) - now), default=None)
    return sizes[found] if found else None


def _net(figures: Figures, of: Uncertainty, cell: Cell, level: Level) -> Interval | None:
    """Of what is left of flows: chance moves each of them, and so as much as all together."""
    flows = [_beside(figures, each, cell).get(cell.period) for each in of.between]
    known = [each for each in flows if each is not None]
    size = base(figures, of, cell) if of.base else float(of.per)
    if len(known) < len(flows) or not size or sum(known) < 0:
        return None
    gross = np.array([sum(known)])
    low, high = counted(np.zeros(1), gross, level)
    each = of.per / size
    return Interval(
        cell.value + float(low[0]) * each, cell.value + float(high[0]) * each, "flows", level
    )


def _beside(figures: Figures, indicator: str, cell: Cell) -> Mapping[str, float]:
    """Another indicator's values of the same region and sex, by period; none where it has none."""
    if indicator not in figures.indicators:
        return {}
    age = figures.indicators[indicator].ages[0]
    series = figures.series((indicator, cell.region, cell.sex, age))
    return {period: each.value for period, each in series.items()}


def _yearly(figures: Figures, cell: Cell) -> list[float]:
    """The same part of each year up to this one without a hole or a seam, the oldest first."""
    series = figures.series((cell.indicator, cell.region, cell.sex, cell.age))
    seams = figures.indicators[cell.indicator].seams
    return [series[each].value for each in unbroken(series, cell.period, seams)]
