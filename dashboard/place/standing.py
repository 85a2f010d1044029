"""What stands out of a place: the figures that are certainly far from those it is measured by."""

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from dashboard.claims import difference, judge
from dashboard.claims.series import Figures
from dashboard.numbers import Floats
from dashboard.place import level
from dashboard.place.model import Row
from etl.model import level_of

SURE = 0.998  # where many figures are looked through, chance alone would make some of them certain
FAR = 1.0  # spreads of the level
SAME = 0.8  # two figures that follow each other so closely over the places tell the same thing
MOST = 3  # that are told, ahead and behind


def apart(rows: Sequence[Row], figures: Figures) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows that stand better and worse than what they are measured by, the farthest first.

    At most three of each, one of a topic, and none that another has told already.
    """
    far = sorted((each for each in rows if _is_far(each, figures)), key=_farthest)
    told = list(_untold(far))
    ahead = islice((each for each in told if each.good), MOST)
    behind = islice((each for each in told if not each.good), MOST)
    return tuple(ahead), tuple(behind)


def _farthest(row: Row) -> float:
    return -abs(row.standing or 0.0)


def _is_far(row: Row, figures: Figures) -> bool:
    """Whether it is better or worse for sure, and by so much that it is worth a sentence."""
    measure = row.measure
    if measure is None or row.good is None or abs(row.standing or 0.0) < FAR:
        return False
    if measure.period != row.now.period:
        return False
    if measure.beside == "riket":
        key = (row.indicator.id, "00", row.now.sex, row.now.age)
        whole = figures.series(key)[measure.period]
        return judge.beyond(figures, row.now, whole, SURE).certain is True
    interval = judge.around(figures, row.now, SURE)
    return difference.against(row.now.value, interval, measure.value).certain is True


def _untold(rows: Sequence[Row]) -> Iterator[Row]:
    """Those that no farther one has told: of another topic, and not nearly the same figure."""
    told: list[Row] = []
    for row in rows:
        if any(row.indicator.topic == each.indicator.topic or _is_same(row, each) for each in told):
            continue
        told.append(row)
        yield row


def _is_same(one: Row, other: Row) -> bool:
    """Whether the two rank the places nearly alike, the one way or the other."""
    of = level_of(one.now.region)
    a, b = (level.figures(each.indicator, of, each.now.period) for each in (one, other))
    both = np.isfinite(a) & np.isfinite(b)
    return both.sum() > 2 and abs(correlation(a[both], b[both])) > SAME


def correlation(a: Floats, b: Floats) -> float:
    """Spearman's rank correlation of two rows of figures; 0 where one of them is all the same."""
    one, other = _ranks(a), _ranks(b)
    if not one.std() or not other.std():
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def _ranks(values: Floats) -> Floats:
    """Each value's rank; of equals the middle one."""
    _, at, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    found: Floats = (ends - (counts - 1) / 2)[at]
    return found
