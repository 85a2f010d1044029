"""Figures laid out as a map needs them: a row for each period, a column for each region."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.map.scope import COUNTRY, Scope, scope_of
from dashboard.numbers import Floats, Ints, whole


class Grid(NamedTuple):
    """One sex's figures, a row for each period and a column for each region."""

    values: Floats  # NaN where there is none
    symbols: dict[tuple[int, int], str]


class Laid(NamedTuple):
    """An indicator's figures of one age laid out for a map: the same whatever else is chosen."""

    scope: Scope
    compared: list[str]  # codes of the last columns: riket and the counties
    periods: list[str]
    grids: dict[str, Grid]  # by sex
    lowest: float  # of the map's regions in any period, NaN without any value
    highest: float

    @property
    def columns(self) -> list[str]:
        """The codes of all columns."""
        return self.scope.codes + self.compared

    @property
    def size(self) -> int:
        """Bytes in memory, nearly."""
        return sum(grid.values.nbytes + 200 * len(grid.symbols) for grid in self.grids.values())


def lay(frame: pd.DataFrame, age: str, show: str) -> Laid:
    """Lay out all observations (COLUMNS) of an indicator, texts as such or as categories."""
    scope = scope_of(show)
    frame = frame[frame["age"] == age]
    compared = [COUNTRY, *dict.fromkeys(code[:2] for code in scope.codes if len(code) == 4)]
    inside = frame[frame["region"].isin(scope.codes)]
    periods = sorted(inside["period"].unique())
    columns = scope.codes + compared
    parts = {sex: frame[frame["sex"] == sex] for sex in sorted(frame["sex"].unique())}
    grids = {sex: _grid(part, periods, columns) for sex, part in parts.items()}
    ends = float(inside["value"].min()), float(inside["value"].max())
    return Laid(scope, compared, periods, grids, *ends)


def empty(laid: Laid) -> Grid:
    """The grid of a sex without figures."""
    return Grid(np.full((len(laid.periods), len(laid.columns)), np.nan), {})


def _grid(frame: pd.DataFrame, periods: list[str], codes: list[str]) -> Grid:
    """One sex's rows laid out; the key is unique, so no cell is written twice."""
    row, column = _places(frame["period"], periods), _places(frame["region"], codes)
    wanted = (row >= 0) & (column >= 0)
    values = np.full((len(periods), len(codes)), np.nan)
    values[row[wanted], column[wanted]] = frame["value"].to_numpy()[wanted]
    marked = np.flatnonzero(wanted & (frame["status"] != "").to_numpy())
    symbols = frame["status"].iloc[marked].to_list()
    at = zip(row[marked].tolist(), column[marked].tolist(), strict=True)
    return Grid(values, dict(zip(at, symbols, strict=True)))


def _places(texts: "pd.Series[str]", among: Sequence[str]) -> Ints:
    """Where each text stands among others, −1 where it does not: each is looked for once."""
    coded, known = texts.astype("category").cat, {text: n for n, text in enumerate(among)}
    places = [known.get(text, -1) for text in coded.categories]
    return np.array([*places, -1])[coded.codes.to_numpy()]  # of a null the code is −1: the last


def rows(values: Floats, decimals: int) -> list[list[float | None]]:
    """Write values as JSON numbers, rounded as they are shown, null where there is none."""
    return [_row(row, decimals) for row in whole(values, decimals)]


def _row(units: Floats, decimals: int) -> list[float | None]:
    """Units of the last decimal as JSON numbers: whole ones without a decimal point."""
    if decimals == 0:
        return [None if n != n else int(n) for n in units.tolist()]
    part = 10**decimals
    return [None if n != n else n / part for n in units.tolist()]


def beside(grid: Grid, compared: Sequence[str], decimals: int) -> dict[str, list[float | None]]:
    """What the last columns, those of `compared`, hold in each period."""
    columns = grid.values[:, grid.values.shape[1] - len(compared) :].T
    return dict(zip(compared, rows(columns, decimals), strict=True))


def sparse(symbols: Mapping[tuple[int, int], str]) -> dict[str, dict[str, str]]:
    """Write what only some cells have: by the period's place, then the region's."""
    found: dict[str, dict[str, str]] = {}
    for (period, region), symbol in symbols.items():
        found.setdefault(str(period), {})[str(region)] = symbol
    return found
