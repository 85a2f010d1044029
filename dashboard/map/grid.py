"""Figures laid out as a map needs them: a row for each period, a column for each region."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.map.scope import Scope
from dashboard.numbers import Floats, whole


class Grid(NamedTuple):
    """One sex's figures, a row for each period and a column for each region."""

    values: Floats  # NaN where there is none
    symbols: dict[tuple[int, int], str]


def periods_of(frame: pd.DataFrame, scope: Scope) -> list[str]:
    """List the periods in which any shown region has a row, oldest first."""
    return sorted(frame.loc[frame["region"].isin(scope.codes), "period"].unique())


def lay_out(frame: pd.DataFrame, periods: list[str], codes: list[str]) -> Grid:
    """One sex's rows laid out; the key is unique, so no cell is written twice."""
    row = pd.Index(periods).get_indexer(pd.Index(frame["period"]))
    column = pd.Index(codes).get_indexer(pd.Index(frame["region"]))
    wanted = (row >= 0) & (column >= 0)
    values = np.full((len(periods), len(codes)), np.nan)
    values[row[wanted], column[wanted]] = frame["value"].to_numpy()[wanted]
    marked = np.flatnonzero(wanted & (frame["status"] != "").to_numpy())
    symbols = frame["status"].iloc[marked].to_list()
    at = zip(row[marked].tolist(), column[marked].tolist(), strict=True)
    return Grid(values, dict(zip(at, symbols, strict=True)))


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
