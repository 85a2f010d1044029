"""Series out of a release as claims are found in them, and the figure that a claim is about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import isnan
from operator import attrgetter

import numpy as np
import pandas as pd

from dashboard.claims.claim import Cell
from dashboard.numbers import all_shown
from etl.model import PublishedIndicator, Row

Observations = Callable[[str], Iterable[Row]]
Key = tuple[str, str, str, str]  # indicator, region, sex, age


class Figures:
    """Every figure that may be spoken of; `observations` gives an indicator's rows."""

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
        rows = sorted(self._observations(indicator), key=attrgetter("period"))
        nulls, found = self._nulls.setdefault(indicator, {}), dict[Key, dict[str, Cell]]()
        values = np.array([row.value for row in rows], float)
        shown = all_shown(values, self.indicators[indicator].decimals).tolist()
        for row, value in zip(rows, shown, strict=True):
            key = (indicator, *row[:3])
            if isnan(value):
                nulls.setdefault(key, {})[row.period] = row.status
            else:
                cell = Cell(*key, row.period, value, row.status)
                found.setdefault(key, {})[row.period] = cell
        return found


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """A frame's observations (COLUMNS) one by one."""
    plain = frame.astype({"value": float})
    return list(map(Row, *(plain[name].tolist() for name in Row._fields)))


@dataclass(frozen=True)
class Case:
    """One figure, and what a comparator needs to know of it."""

    figures: Figures
    key: Key
    period: str
    steady: bool  # adjusted for season, or without one
    chance: bool  # a count of events: two numbers differ by chance alone
    seam_told: bool = False  # the sentence says that table or method changed in between

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
