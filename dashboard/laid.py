"""All figures of an indicator laid out by period and region, kept as long as their release."""

from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from dashboard import data, limits
from dashboard.claims import many
from dashboard.claims.many import Matrix
from dashboard.claims.rank import Places
from dashboard.numbers import Floats
from etl.model import Level
from etl.store.kept import Kept

KEPT = 1024  # indicators and periods whose ranks are kept

_kept = Kept[Matrix](limits.KEPT_LAID)


class Tables(many.Tables):
    """Those of the release that is shown, made once for all who ask."""

    def __init__(self) -> None:
        super().__init__(data.release().indicators, data.coded)

    def table(self, indicator: str, sex: str, age: str = "") -> Matrix:
        """The figures of one sex and age, else of the first age; none of an unknown indicator."""
        key = data.release().path, indicator, sex, age
        return _kept.get(key, lambda: super(Tables, self).table(indicator, sex, age))


@cache
def codes(level: Level) -> tuple[str, ...]:
    """The places of a level, in the order of codes."""
    return tuple(code for code, each in data.regions().items() if each.level == level)


def spread(values: Floats) -> float:
    """How far apart places lie, robustly: 1.4826 times the middle distance from the middle."""
    known = values[np.isfinite(values)]
    if not len(known):
        return 0.0
    return float(1.4826 * np.median(np.abs(known - np.median(known))))


def places(indicator: str, sex: str, age: str, period: str, level: Level) -> Places:
    """The rank of each place of a level, or why it has none, in the order of `codes`."""
    return _places(data.release().path, indicator, sex, age, period, level)


@lru_cache(maxsize=KEPT)
def _places(_release: Path, id_: str, sex: str, age: str, period: str, level: Level) -> Places:
    return many.places(Tables(), id_, sex, age, period, codes(level))
