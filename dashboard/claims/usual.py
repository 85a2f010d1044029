"""What was usual: the same calendar period of the ten years before, as one object.

Sentence, chart, table, slide and JSON all take this `Band`; none of them works it out again.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dashboard.numbers import mean
from etl import periods

YEARS = 10  # that are looked back at
FEWEST = 3  # of them with a value, or nothing is said to be usual


@dataclass(frozen=True)
class Band:
    """The same calendar period in the years before: how many, their mean and their range.

    The mean keeps all its decimals; it is rounded where it is shown.
    """

    years: int
    mean: float
    low: float
    high: float


def earlier(values: Collection[str], period: str, seams: Collection[str] = ()) -> list[str]:
    """The same part of each of the ten years before that has a value, the nearest first.

    What is from before the agency changed its table or method, after one of `seams`, says nothing
    of what is usual since.
    """
    since = max((seam for seam in seams if seam < period), default="")
    return [each for each in _years(period) if each in values and each > since]


def unbroken(values: Collection[str], period: str, seams: Collection[str] = ()) -> list[str]:
    """The same part of each year up to a period, without a hole or a seam, the oldest first."""
    found: list[str] = []
    while period in values:
        found.append(period)
        earlier = periods.before(period, 1)
        if any(earlier <= seam < period for seam in seams):
            break
        period = earlier
    return found[::-1]


@lru_cache(maxsize=2048)  # every series of a page is asked for the same periods
def _years(period: str) -> tuple[str, ...]:
    return tuple(periods.before(period, years) for years in range(1, YEARS + 1))


def band(values: Mapping[str, float], period: str, seams: Collection[str] = ()) -> Band | None:
    """What was usual at a period of a series (its values by period); None of too few years."""
    before = [values[each] for each in earlier(values, period, seams)]
    if len(before) < FEWEST:
        return None
    return Band(len(before), mean(before), min(before), max(before))
