"""Axes: round steps for values, sparse ticks for time, and where each lands on the paper."""

import math
from dataclasses import dataclass

from etl.periods import begins_year, between, ordinal, per_year, year


@dataclass(frozen=True)
class Plot:
    """The drawing area in SVG units, and the span of places and values it holds.

    A place is a number along the axis: a period's ordinal, a year of age, a number in a row.
    """

    left: float
    right: float
    top: float
    bottom: float
    first: float
    last: float
    ticks: tuple[float, ...]  # the values marked, from the least to the greatest that fits
    places: int = 0  # decimals they are written with

    def x(self, place: float) -> float:
        """Where a place lies; a single one stands at the right, beside its label."""
        span = self.last - self.first
        share = (place - self.first) / span if span else 1.0
        return self.left + share * (self.right - self.left)

    def y(self, value: float) -> float:
        """Where a value lies; greater is higher up."""
        low, high = self.ticks[0], self.ticks[-1]
        share = (value - low) / (high - low)
        return self.bottom - share * (self.bottom - self.top)


def value_ticks(low: float, high: float, decimals: int) -> tuple[tuple[float, ...], int]:
    """Four to six round values that enclose low..high, 1-2-5 steps apart, and their decimals."""
    finest = -decimals  # no tick between two values that can occur
    span = max(high - low, 10.0**finest)
    middle = math.floor(math.log10(span))
    steps = {
        (digit, power): _enclosing(low, high, digit, power)
        for power in range(max(middle - 2, finest), max(middle, finest) + 2)
        for digit in (1, 2, 5)
    }
    (digit, power), (start, stop) = min(steps.items(), key=lambda item: _unease(*item[1]))
    while stop - start < 3:
        sink = (stop - start) % 2 == 0 and (start > 0 or low < 0)  # not below zero needlessly
        start, stop = (start - 1, stop) if sink else (start, stop + 1)
    places = max(0, -power)
    step = digit * 10.0**power
    return tuple(round(i * step, places) for i in range(start, stop + 1)), places


def _enclosing(low: float, high: float, digit: int, power: int) -> tuple[int, int]:
    """The multiples of the step just outside low..high; the rounding hides 0.30000000000000004."""
    below, above = (round(value / (digit * 10.0**power), 6) for value in (low, high))
    return math.floor(below), math.ceil(above)


def _unease(start: int, stop: int) -> tuple[bool, int]:
    ticks = stop - start + 1
    return not 4 <= ticks <= 6, abs(ticks - 5)


def time_ticks(plot: Plot, periods: tuple[str, ...], room: float) -> list[str]:
    """Round years at least `room` apart (a part of a year stands for its year), else periods."""
    parts = per_year(periods[0])
    span = ordinal(periods[-1]) - ordinal(periods[0])
    if span < 2 * parts:
        stride = math.ceil(room * (len(periods) - 1) / (plot.right - plot.left)) or 1
        return list(periods[::-stride])[::-1]
    width = (plot.right - plot.left) / span * parts  # of a year
    stride = next(years for years in (1, 2, 5, 10, 20, 50, 100) if years * width >= room)
    starts = (p for p in between(periods[0], periods[-1]) if begins_year(p))
    return [p for p in starts if year(p) % stride == 0]
