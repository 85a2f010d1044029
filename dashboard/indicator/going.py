"""How each indicator goes in a place: its latest years and their direction, for a list of all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from dashboard import data, sentences
from dashboard.claims.direction import MOST, Direction, trend
from dashboard.claims.many import Matrix, Tables
from dashboard.text import Lang
from etl.model import PublishedIndicator
from etl.periods import before
from etl.store.kept import Kept

KEPT = 16 * 2**20  # bytes of the latest years of all indicators and places, in one worker


@dataclass(frozen=True)
class Going:
    """The same part of each of the latest years, the oldest first, None without a figure."""

    period: str  # the newest with a figure
    values: list[float | None]
    direction: Direction


@dataclass(frozen=True)
class _Latest:
    """The headline figures of all indicators in their latest years, as tables.

    Those of the same regions have their columns in common.
    """

    tables: dict[str, Matrix]

    @property
    def size(self) -> int:
        """Bytes in memory, nearly."""
        return sum(each.values.nbytes for each in self.tables.values())


_kept = Kept[_Latest](KEPT)


def going(region: str) -> dict[str, Going]:
    """Every indicator that the place has a figure of, by id."""
    latest = _kept.get(data.release().path, lambda: _Latest(dict(_latest())))
    known = data.indicators()
    found = ((id_, _of(known[id_], table, region)) for id_, table in latest.tables.items())
    return {id_: each for id_, each in found if each}


def told(of: Going, indicator: PublishedIndicator, lang: Lang) -> str:
    """`har ökat sedan 2013, åt rätt håll`; of nominal money and of a balance nothing."""
    if indicator.nominal or indicator.kind == "balance":
        return ""
    return sentences.went(of.direction, indicator, lang)


def _latest() -> Iterator[tuple[str, Matrix]]:
    """An indicator's total, or the first sex and age."""
    common: dict[tuple[str, ...], Mapping[str, int]] = {}
    for id_, of in data.indicators().items():
        table = _recent(Tables({id_: of}, data.coded).table(id_, of.sexes[0], of.ages[0]))
        yield id_, replace(table, columns=common.setdefault(tuple(table.columns), table.columns))


def _recent(table: Matrix) -> Matrix:
    """The latest years of a table, which is all that is kept."""
    since = before(max(table.rows), MOST)
    kept = [period for period in table.rows if period >= since]
    first = len(table.rows) - len(kept)
    values = table.values[first:].copy()  # the whole is let go
    return Matrix({period: n for n, period in enumerate(kept)}, table.columns, values)


def _of(indicator: PublishedIndicator, table: Matrix, region: str) -> Going | None:
    column = table.columns.get(region)
    if column is None:
        return None
    both = zip(table.rows, table.values[:, column].tolist(), strict=True)
    series = {period: value for period, value in both if not np.isnan(value)}
    if not series:
        return None
    newest = max(series)
    years = [before(newest, n) for n in range(MOST, -1, -1)]
    found = trend(series, indicator)
    return Going(newest, [series.get(each) for each in years], found)
