"""The figures of all places of a level, an indicator at a time, kept as long as their release."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from dashboard import data
from dashboard.numbers import Floats, all_shown
from etl.model import Level, PublishedIndicator

KEPT = 256  # indicators and levels: the profiles of two releases, and more


@dataclass(frozen=True)
class Table:
    """Headline figures as they are shown: by period a value for each of the codes, or NaN."""

    codes: tuple[str, ...]
    values: dict[str, Floats]

    def at(self, period: str) -> dict[str, float]:
        """The figures of a period by code, of those that have one."""
        known = self.values.get(period, np.full(len(self.codes), np.nan))
        pairs = zip(self.codes, known.tolist(), strict=True)
        return {code: value for code, value in pairs if not np.isnan(value)}


def table(indicator: PublishedIndicator, level: Level) -> Table:
    """The figures of the total, or of what stands first where there is none."""
    return _table(data.release().path, indicator.id, level)


@lru_cache(maxsize=KEPT)
def _table(_release: Path, id_: str, level: Level) -> Table:
    indicator = data.indicators()[id_]
    codes = tuple(code for code, each in data.regions().items() if each.level == level)
    found = data.coded(id_)
    found = found[(found["sex"] == indicator.sexes[0]) & (found["age"] == indicator.ages[0])]
    wide = found.astype({"region": str, "period": str}).pivot(
        index="region", columns="period", values="value"
    )
    wide = wide.reindex(codes).astype(float)
    return Table(
        codes,
        {period: all_shown(wide[period].to_numpy(), indicator.decimals) for period in wide.columns},
    )


def spread(values: Floats) -> float:
    """How far apart the places lie, robustly: 1.4826 times the middle distance from the middle."""
    known = values[np.isfinite(values)]
    if not len(known):
        return 0.0
    return float(1.4826 * np.median(np.abs(known - np.median(known))))
