"""Series out of a release, as the report's rules read them."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from dashboard.figures.chart import ordinal
from dashboard.map.classes import whole
from dashboard.report.claim import Cell
from etl.model import PublishedIndicator

Observations = Callable[[str], pd.DataFrame]
Key = tuple[str, str, str, str]  # indicator, region, sex, age


class Figures:
    """Every figure the report may speak of; `observations` gives an indicator's rows (COLUMNS)."""

    def __init__(
        self, indicators: dict[str, PublishedIndicator], observations: Observations
    ) -> None:
        self.indicators, self._observations = indicators, observations
        self._series: dict[str, dict[Key, dict[str, Cell]]] = {}

    def series(self, key: Key) -> dict[str, Cell]:
        """The cells that have a value, by period, in time order; as values are shown."""
        found = self._series.get(key[0])
        if found is None:
            found = self._series[key[0]] = self._read(key[0])
        return found.get(key, {})

    def regions(self, indicator: str) -> set[str]:
        """The regions that have any value of an indicator."""
        self.series((indicator, "", "", ""))
        return {key[1] for key in self._series[indicator]}

    def _read(self, indicator: str) -> dict[Key, dict[str, Cell]]:
        frame = self._observations(indicator).dropna(subset="value").sort_values("period")
        decimals = self.indicators[indicator].decimals
        values = whole(frame["value"].to_numpy(float), decimals) / 10**decimals
        found: dict[Key, dict[str, Cell]] = {}
        for row, value in zip(_rows(frame), values.tolist(), strict=True):
            region, sex, age, period, status = row
            cell = Cell(indicator, region, sex, age, period, round(value, decimals), status)
            found.setdefault((indicator, region, sex, age), {})[period] = cell
        return found


def _rows(frame: pd.DataFrame) -> Any:
    columns = [frame[name].tolist() for name in ("region", "sex", "age", "period", "status")]
    return zip(*columns, strict=True)


def back(period: str, steps: int) -> str:
    """The period so many steps earlier, in the same frequency: `2024M02` three back `2023M11`."""
    letter = period[4:5]
    if not letter:
        return str(int(period) - steps)
    parts = 12 if letter == "M" else 4
    year, part = divmod(ordinal(period) - steps, parts)
    return f"{year}{letter}{part + 1:0{2 if letter == 'M' else 1}d}"


def per_year(period: str) -> int:
    """How many of such periods a year has."""
    return {"M": 12, "K": 4}.get(period[4:5], 1)
