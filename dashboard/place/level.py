"""The figures of all places of a level, kept as long as their release is shown."""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from dashboard import data
from dashboard.claims import many
from dashboard.claims.many import Tables
from dashboard.claims.rank import Places
from dashboard.numbers import Floats
from etl.model import Level, PublishedIndicator

KEPT = 256  # indicators, periods and levels: the profiles of two releases, and more


@cache
def codes(level: Level) -> tuple[str, ...]:
    """The places of a level, in the order of codes."""
    return tuple(code for code, each in data.regions().items() if each.level == level)


def figures(indicator: PublishedIndicator, level: Level, period: str) -> Floats:
    """Each place's headline figure in a period, in the order of `codes`; NaN where it has none."""
    of = tables().table(indicator.id, indicator.sexes[0], indicator.ages[0])
    return of.at(period, codes(level))


def some(indicator: PublishedIndicator, regions: Sequence[str], period: str) -> Floats:
    """The figures that some places have in a period."""
    of = tables().table(indicator.id, indicator.sexes[0], indicator.ages[0])
    found = of.at(period, regions)
    return found[~np.isnan(found)]


def by_code(indicator: PublishedIndicator, level: Level, period: str) -> dict[str, float]:
    """The same by code, of those that have one."""
    found = zip(codes(level), figures(indicator, level, period).tolist(), strict=True)
    return {code: value for code, value in found if not np.isnan(value)}


def spread(values: Floats) -> float:
    """How far apart the places lie, robustly: 1.4826 times the middle distance from the middle."""
    known = values[np.isfinite(values)]
    if not len(known):
        return 0.0
    return float(1.4826 * np.median(np.abs(known - np.median(known))))


def places(indicator: PublishedIndicator, level: Level, period: str) -> Places:
    """The rank of each place in a period, or why it has none, in the order of `codes`."""
    return _places(data.release().path, indicator.id, level, period)


@lru_cache(maxsize=KEPT)
def _places(_release: Path, id_: str, level: Level, period: str) -> Places:
    of = data.indicators()[id_]
    return many.places(tables(), id_, of.sexes[0], of.ages[0], period, codes(level))


def tables() -> Tables:
    """The figures of the shown release, laid out once."""
    return _tables(data.release().path)


@lru_cache(maxsize=2)
def _tables(_release: Path) -> Tables:
    return Tables(data.release().indicators, data.coded)
