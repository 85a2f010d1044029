"""The intervals and the places of many regions at once: what `judge.around` says of each. Pure.

A map, a strip or a rank needs those of all regions, and asks for them a period at a time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.claims.interval import FEWEST, MOST, Bounds, Level, bounds, counted, events
from dashboard.claims.judge import NEAR
from dashboard.claims.rank import Places, ranked
from dashboard.claims.usual import unbroken
from dashboard.numbers import Floats, Ints, all_shown
from etl.model import PublishedIndicator, Uncertainty
from etl.periods import ordinal, year

Read = Callable[[str], pd.DataFrame]  # an indicator's observations (COLUMNS)


@dataclass(frozen=True)
class Matrix:
    """An indicator's figures of one sex and age: a row a period, a column a region; NaN: none."""

    rows: Mapping[str, int]  # by period, in time order
    columns: Mapping[str, int]
    values: Floats  # as they are shown

    @property
    def size(self) -> int:
        """Bytes in memory, nearly."""
        return self.values.nbytes + 100 * (len(self.rows) + len(self.columns))

    def at(self, period: str, regions: Sequence[str]) -> Floats:
        """A period's figures of the regions, in their order."""
        row, columns = self.rows.get(period), [self.columns.get(each, -1) for each in regions]
        if row is None:
            return np.full(len(columns), np.nan)
        found: Floats = np.append(self.values[row], np.nan)[columns]
        return found

    def series(self, region: str) -> dict[str, float]:
        """A region's figures by period, in time order, of those that it has."""
        column = self.columns.get(region)
        if column is None:
            return {}
        values = zip(self.rows, self.values[:, column].tolist(), strict=True)
        return {period: value for period, value in values if value == value}  # NaN


class Tables:
    """Every figure that may be compared; `read` gives an indicator's observations."""

    def __init__(self, indicators: Mapping[str, PublishedIndicator], read: Read) -> None:
        self.indicators, self._read = indicators, read
        self._frames: dict[str, pd.DataFrame] = {}
        self._tables: dict[tuple[str, str, str], Matrix] = {}

    def table(self, indicator: str, sex: str, age: str = "") -> Matrix:
        """The figures of one sex and age, else of the first age; none of an unknown indicator."""
        of = self.indicators.get(indicator)
        if of is None:
            return Matrix({}, {}, np.empty((0, 0)))
        key = indicator, sex, age or of.ages[0]
        if key not in self._tables:
            self._tables[key] = _table(self._frame(indicator), *key[1:], of.decimals)
        return self._tables[key]

    def _frame(self, indicator: str) -> pd.DataFrame:
        if indicator not in self._frames:
            self._frames[indicator] = self._read(indicator)
        return self._frames[indicator]


def _table(frame: pd.DataFrame, sex: str, age: str, decimals: int) -> Matrix:
    frame = frame[((frame["sex"] == sex) & (frame["age"] == age)).to_numpy()]
    (rows, row), (columns, column) = _numbered(frame["period"]), _numbered(frame["region"])
    values = np.full((len(rows), len(columns)), np.nan)
    values[row, column] = all_shown(frame["value"].to_numpy(float), decimals)
    return Matrix(rows, columns, values)


def _numbered(texts: "pd.Series[str]") -> tuple[dict[str, int], Ints]:
    """Each text that there is, in rising order, with its number; and the number of each row's."""
    coded = texts.astype("category").cat
    there = np.unique(coded.codes.to_numpy())
    names = coded.categories[there].tolist()
    known = sorted((text, code) for code, text in zip(there, names, strict=True))
    numbers = np.zeros(len(coded.categories), dtype=np.int64)
    numbers[[code for _, code in known]] = np.arange(len(known))
    return {text: n for n, (text, _) in enumerate(known)}, numbers[coded.codes.to_numpy()]


def places(
    tables: Tables, indicator: str, sex: str, age: str, period: str, regions: Sequence[str]
) -> Places:
    """The place of each region among them all in a period, as far as it can be told."""
    of = tables.indicators[indicator]
    values = tables.table(indicator, sex, age).at(period, regions)
    if of.better == "neutral":  # spares the intervals
        return ranked(values, Bounds(values, values), "neutral")
    if of.uncertainty and of.uncertainty.method == "none":  # chance moves no fact
        return ranked(values, Bounds(values, values), of.better)
    return ranked(values, intervals(tables, indicator, sex, age, period, regions), of.better)


def intervals(
    tables: Tables,
    indicator: str,
    sex: str,
    age: str,
    period: str,
    regions: Sequence[str],
    level: Level = 0.95,
) -> Bounds:
    """Where the true figure of each region lies; NaN where it has none or cannot be judged."""
    of, table = tables.indicators[indicator], tables.table(indicator, sex, age)
    values = table.at(period, regions)
    low = high = np.full(len(values), np.nan)
    if of.uncertainty and of.uncertainty.method == "flows":
        low, high = _nets(tables, of.uncertainty, values, sex, period, regions, level)
    elif of.uncertainty:
        beside = _beside(tables, of, table, sex, period, regions)
        low, high = bounds(values, of.uncertainty, beside, level)
    if of.chance and of.kind == "count":
        few = events(values, level)
        low, high = np.where(values >= 0, few.low, low), np.where(values >= 0, few.high, high)
    return Bounds(low, high)


def _beside(
    tables: Tables,
    of: PublishedIndicator,
    table: Matrix,
    sex: str,
    period: str,
    regions: Sequence[str],
) -> Floats:
    """What the interval of each is reckoned from: margin, size of the base, or jump."""
    match of.uncertainty:
        case Uncertainty(method="margin", of=margin):
            return tables.table(margin, sex).at(period, regions)
        case Uncertainty(method="share" | "events", base=base):
            return sizes(tables.table(base, sex), period, regions)
        case Uncertainty(method="series"):
            return jumps(table, unbroken(table.rows, period, of.seams), regions)
    return np.full(len(regions), np.nan)


def sizes(base: Matrix, period: str, regions: Sequence[str]) -> Floats:
    """How large each region's group is: in the period, else in the nearest near it."""
    near = [each for each in base.rows if abs(year(each) - year(period)) <= NEAR]
    now, found = ordinal(period), np.full(len(regions), np.nan)
    for each in sorted(near, key=lambda each: abs(ordinal(each) - now)):
        found = np.where(np.isnan(found), base.at(each, regions), found)
    return found


def jumps(table: Matrix, periods: Sequence[str], regions: Sequence[str]) -> Floats:
    """How much each region's figure jumps of itself, as `interval.jump` of one series.

    `periods` are the same part of each year, the oldest first; a series begins after its last hole.
    """
    values = np.array([table.at(each, regions) for each in periods[: -MOST - 2 : -1]])
    stepped = np.logical_and.accumulate(~np.isnan(values), axis=0)[1:]
    steps = np.where(stepped, values[:-1] - values[1:], 0.0)
    many = stepped.sum(axis=0)
    enough = many >= FEWEST
    judged = np.where(enough, many, FEWEST)
    mean = steps.sum(axis=0) / judged
    off = np.where(stepped, (steps - mean) ** 2, 0.0).sum(axis=0)
    return np.where(enough, np.sqrt(off / (2 * (judged - 1))), np.nan)


def _nets(
    tables: Tables,
    of: Uncertainty,
    values: Floats,
    sex: str,
    period: str,
    regions: Sequence[str],
    level: Level,
) -> Bounds:
    """Of what is left of flows: all of them together move it by chance."""
    gross = np.sum([tables.table(each, sex).at(period, regions) for each in of.between], axis=0)
    size = np.full(len(values), float(of.per))
    if of.base:
        size = sizes(tables.table(of.base, sex), period, regions)
    low, high = counted(np.zeros(len(values)), gross, level)
    each = of.per / np.where(size > 0, size, np.nan)
    return Bounds(values + low * each, values + high * each)
