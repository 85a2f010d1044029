"""Series out of a release as claims are found in them, and the figure that a claim is about."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.claims.claim import Cell
from dashboard.numbers import all_shown
from etl.model import PublishedIndicator

Observations = Callable[[str], pd.DataFrame]
Key = tuple[str, str, str, str]  # indicator, region, sex, age


class Figures:
    """Every figure that may be spoken of; `observations` gives an indicator's rows (COLUMNS)."""

    def __init__(
        self, indicators: dict[str, PublishedIndicator], observations: Observations
    ) -> None:
        self.indicators, self._observations = indicators, observations
        self._series: dict[str, dict[Key, dict[str, Cell]]] = {}
        self._nulls: dict[str, dict[Key, dict[str, str]]] = {}

    def series(self, key: Key) -> dict[str, Cell]:
        """The cells that have a value, by period, in time order; as values are shown."""
        found = self._series.get(key[0])
        if found is None:
            found = self._series[key[0]] = self._read(key[0])
        return found.get(key, {})

    def nulls(self, key: Key) -> dict[str, str]:
        """The source's symbol by period where it gave no value: told, and never claimed of."""
        self.series(key)
        return self._nulls[key[0]].get(key, {})

    def regions(self, indicator: str) -> set[str]:
        """The regions that have any value of an indicator."""
        self.series((indicator, "", "", ""))
        return {key[1] for key in self._series[indicator]}

    def _read(self, indicator: str) -> dict[Key, dict[str, Cell]]:
        every = self._observations(indicator).sort_values("period")
        nulls = self._nulls.setdefault(indicator, {})
        for region, sex, age, period, status in _rows(every[every["value"].isna()]):
            nulls.setdefault((indicator, region, sex, age), {})[period] = status
        frame = every.dropna(subset="value")
        decimals = self.indicators[indicator].decimals
        values = all_shown(frame["value"].to_numpy(float), decimals)
        found: dict[Key, dict[str, Cell]] = {}
        for row, value in zip(_rows(frame), values.tolist(), strict=True):
            region, sex, age, period, status = row
            cell = Cell(indicator, region, sex, age, period, value, status)
            found.setdefault((indicator, region, sex, age), {})[period] = cell
        return found


def _rows(frame: pd.DataFrame) -> Any:
    names = ("region", "sex", "age", "period", "status")
    columns = [map(sys.intern, frame[name].tolist()) for name in names]  # each text once, not a row
    return zip(*columns, strict=True)


@dataclass(frozen=True)
class Case:
    """One figure, and what a comparator needs to know of it."""

    figures: Figures
    key: Key
    period: str
    steady: bool  # adjusted for season, or without one
    chance: bool  # a count of events: two numbers differ by chance alone
    seam_told: bool = False  # the sentence says that the agency changed its table in between

    @property
    def indicator(self) -> PublishedIndicator:
        """What the figure means."""
        return self.figures.indicators[self.key[0]]

    @property
    def series(self) -> dict[str, Cell]:
        """The figure's own series, by period."""
        return self.figures.series(self.key)

    @property
    def now(self) -> Cell:
        """The figure itself."""
        return self.series[self.period]

    @property
    def unit(self) -> float:
        """One in the last decimal shown."""
        return float(10**-self.indicator.decimals)

    def of(self, *, region: str = "", sex: str = "") -> Cell | None:
        """The same figure of another region or sex, if there is one."""
        indicator, mine, own, age = self.key
        return self.figures.series((indicator, region or mine, sex or own, age)).get(self.period)
