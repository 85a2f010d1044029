"""Divides values into classes for a map: exact natural breaks, at numbers easy to read."""

from collections.abc import Iterable

import numpy as np

from dashboard.numbers import Floats, Ints, whole


def breaks(values: Iterable[float], decimals: int, k: int = 5) -> list[float]:
    """Find the inner limits, rising, of at most `k` natural classes; NaN is left out.

    Class 0 is v < limits[0], class i is limits[i - 1] ≤ v < limits[i], the last has no upper limit.
    Values count as they are shown, rounded to `decimals`. The classes are the optimal ones of
    Fisher and Jenks (least sum of squares within classes); a limit is then the roundest number in
    the gap between two of them, so rounding never moves a value, nor empties or merges a class.
    Fewer distinct values than `k` give a class each; none or one gives no limit at all.
    """
    shown = whole(np.fromiter(values, float), decimals)
    distinct, weights = np.unique(shown[~np.isnan(shown)], return_counts=True)
    if len(distinct) < 2:
        return []
    starts = natural(distinct, weights, min(k, len(distinct)))
    gaps = ((int(distinct[i - 1]), int(distinct[i])) for i in starts)
    return [roundest(below, above) / 10**decimals for below, above in gaps]


def class_of(value: float, limits: list[float]) -> int:
    """Tell the class, from 0, of a value as it is shown: lower limit ≤ value < upper limit."""
    return sum(value >= limit for limit in limits)


def natural(distinct: Floats, weights: Ints, k: int) -> list[int]:
    """Find where classes 2…k start among rising distinct values that occur `weights` times each.

    Dynamic programming over "the best c classes of the first j values", as in Fisher (1958).
    """
    cost = _Cost(distinct, weights)
    count = len(distinct)
    least = cost(np.zeros(count + 1, np.int64), np.arange(count + 1))
    splits: list[Ints] = []
    for classes in range(2, k + 1):
        least, split = _one_more(least, cost, classes)
        splits.append(split)
    starts = [count]
    for split in reversed(splits):
        starts.append(int(split[starts[-1]]))
    return starts[:0:-1]


def roundest(below: int, above: int) -> int:
    """Find n, below < n ≤ above, that is a multiple of the largest possible 1, 2 or 5 × 10^e."""
    digits = len(str(max(abs(below), abs(above))))
    steps = [part * int(10**e) for e in range(digits, -1, -1) for part in (5, 2, 1)]
    return next(n for step in steps if (n := above // step * step) > below)


class _Cost:
    """Sum of squared distances to the mean within values i…j-1, for arrays of i and j at once."""

    def __init__(self, distinct: Floats, weights: Ints) -> None:
        centred = distinct - distinct.mean()  # keeps the squares small and the difference exact
        self.n, self.sum, self.squares = (
            np.concatenate([[0.0], np.cumsum(weights * centred**power)]) for power in (0, 1, 2)
        )

    def __call__(self, i: Ints, j: Ints) -> Floats:
        n = np.maximum(self.n[j] - self.n[i], 1)
        total = self.sum[j] - self.sum[i]
        found: Floats = self.squares[j] - self.squares[i] - total * total / n
        return found


def _one_more(least: Floats, cost: _Cost, classes: int) -> tuple[Floats, Ints]:
    """From the least cost of the first j values in `classes - 1` classes to that in `classes`.

    The best start of the last class never moves left as j grows, so solving every h-th j
    brackets those between them: O(n log n), all of one level in a few array operations.
    """
    count = len(least) - 1
    found, split = np.full(count + 1, np.inf), np.full(count + 1, classes - 1)
    h = 1 << count.bit_length()
    while h:
        j = np.arange(h, count + 1, 2 * h)
        j = j[j >= classes]
        if len(j):
            right = np.where(j + h <= count, split[np.minimum(j + h, count)], count)
            _solve(least, cost, j, split[j - h], np.minimum(right, j - 1), found, split)
        h //= 2
    return found, split


def _solve(
    least: Floats, cost: _Cost, j: Ints, left: Ints, right: Ints, found: Floats, split: Ints
) -> None:
    """Fill in `found[j]` and `split[j]`, the best start of the last class in left…right."""
    widths = right - left + 1
    first = np.cumsum(widths) - widths
    column = np.repeat(np.arange(len(j)), widths)
    i = np.arange(len(column)) + (left - first)[column]
    total = least[i] + cost(i, j[column])
    found[j] = np.minimum.reduceat(total, first)
    best = np.flatnonzero(total == found[j][column])[::-1]
    split[j[column[best]]] = i[best]  # the leftmost of equals is written last
