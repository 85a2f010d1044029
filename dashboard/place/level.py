"""What stands for an indicator in all places of a level: its total, or what is first."""

from collections.abc import Sequence

import numpy as np

from dashboard import laid
from dashboard.claims.rank import Places
from dashboard.numbers import Floats
from etl.model import Level, PublishedIndicator


def figures(indicator: PublishedIndicator, level: Level, period: str) -> Floats:
    """Each place's figure in a period, in the order of `laid.codes`; NaN where it has none."""
    return _at(indicator, period, laid.codes(level))


def some(indicator: PublishedIndicator, regions: Sequence[str], period: str) -> Floats:
    """The figures that some places have in a period."""
    found = _at(indicator, period, regions)
    return found[~np.isnan(found)]


def _at(indicator: PublishedIndicator, period: str, regions: Sequence[str]) -> Floats:
    of = laid.Tables().table(indicator.id, indicator.sexes[0], indicator.ages[0])
    return of.at(period, regions)


def by_code(indicator: PublishedIndicator, level: Level, period: str) -> dict[str, float]:
    """The figures of a level by code, of those that have one."""
    found = zip(laid.codes(level), figures(indicator, level, period).tolist(), strict=True)
    return {code: value for code, value in found if not np.isnan(value)}


def places(indicator: PublishedIndicator, level: Level, period: str) -> Places:
    """The rank of each place, or why it has none, in the order of `laid.codes`."""
    return laid.places(indicator.id, indicator.sexes[0], indicator.ages[0], period, level)
