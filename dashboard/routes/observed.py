"""The observations that a question asks for, piece by piece, each time they are gone through."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, cast

import numpy as np
import pandas as pd

from dashboard import address, data, limits, origin, text
from dashboard.claims import many
from dashboard.claims.many import Tables
from dashboard.routes.ask import Question, Refused
from etl.model import PublishedIndicator

COLUMNS = [
    "indicator", "region", "region_name", "sex", "age", "period",
    "value", "unit", "status", "source",
]  # fmt: skip
BOUNDS = {"low": "float64", "high": "float64", "interval_method": "str"}
PATH = "/api/v1/observations"


@dataclass(frozen=True)
class Observed:
    """What a question asks for: frames of at most 50 000 rows, the first of them without any.

    One row for each observation, in `columns`; `value` is float64, a null NaN. An indicator whose
    figures are awaited has no rows; a single indicator is given whole, however many.
    """

    question: Question

    @property
    def columns(self) -> list[str]:
        """The columns, with the interval of each figure where it is asked for."""
        return [*COLUMNS, *(BOUNDS if self.question.interval else ())]

    def __iter__(self) -> Iterator[pd.DataFrame]:
        """A frame without rows, so that there is a header; then what there is, in pieces."""
        yield self._empty()
        for indicator in self.question.indicators:
            yield from self.of(indicator)

    def _empty(self) -> pd.DataFrame:
        bounds = BOUNDS if self.question.interval else {}
        types = {"value": "float64", **bounds}
        return pd.DataFrame(columns=self.columns, dtype="str").astype(types)

    def of(self, indicator: PublishedIndicator) -> Iterator[pd.DataFrame]:
        """One indicator's."""
        tables = Tables(data.release().indicators, data.coded)
        for piece in data.pieces(indicator.id, self._codes(indicator)):
            names = piece["region"].map(data.region_names("sv")).fillna("")
            sources = {each: text.source_at(indicator, each) for each in piece["period"].unique()}
            given = piece["period"].map(sources)
            told = piece.assign(region_name=names, unit=indicator.unit, source=given)
            if self.question.interval:
                told = told.assign(**_bounds(piece, indicator, tables))
            yield told[self.columns]

    def bare(self, indicator: PublishedIndicator) -> Iterator[pd.DataFrame]:
        """The same as the release has them: what is counted and looked through first."""
        return data.pieces(indicator.id, self._codes(indicator))

    def _codes(self, indicator: PublishedIndicator) -> Mapping[str, Collection[str] | None]:
        asked = self.question
        periods = None if asked.periods is None else asked.periods[indicator.id]
        return {
            "region": asked.regions, "sex": asked.sexes, "age": asked.ages, "period": periods,
        }  # fmt: skip

    @cached_property
    def rows(self) -> int:
        """How many rows there are; raises Refused where one answer may not have so many."""
        rows, several = 0, len(self.question.indicators) > 1
        for indicator in self.question.indicators:
            rows += self._rows(indicator)
            if several:
                counted(rows, ["one indicator", "fewer regions, ages or periods"])
        return rows

    def _rows(self, indicator: PublishedIndicator) -> int:
        """Of a whole indicator the manifest tells it."""
        if not any(codes is not None for codes in self._codes(indicator).values()):
            told = data.release().manifest.get("indicators", {}).get(indicator.id, {})
            if "rows" in told:
                return int(told["rows"])
        return sum(map(len, self.bare(indicator)))

    @property
    def taken(self) -> date:
        """The newest day any of it was taken; of nothing the day of no release."""
        return max((each.taken for each in self.question.indicators), default=date(1970, 1, 1))

    def address(self, **other: str) -> str:
        """Where the same is given in another form, whole."""
        return origin.address() + address.of(PATH, {**self.question.asked, **other})


def counted(rows: int, allowed: list[str]) -> None:
    """Raises Refused when an answer would have more rows than one may have."""
    if rows > limits.ROWS:
        sentence = f"That is more than {limits.ROWS} rows; ask for fewer at a time."
        raise Refused(400, sentence, [f"at most {limits.ROWS} rows", *allowed])


def fewer(observed: Observed, what: str, most: int, count: int) -> None:
    """Raises Refused where a form holds less than is asked for, with the forms that hold it."""
    if count > most:
        sentence = (
            f"That is {count} {what}, and the format {observed.question.format} holds {most}."
        )
        others = [observed.address(format=each) for each in ("csv", "parquet")]
        ways = ["fewer regions, ages or periods", *others]
        raise Refused(400, sentence, [f"at most {most} {what}", *ways])


# --- the interval of each figure ---


def _bounds(piece: pd.DataFrame, indicator: PublishedIndicator, tables: Tables) -> dict[str, Any]:
    """In which the true figure lies, as far as chance goes; nothing where it cannot be judged."""
    low, high = np.full(len(piece), np.nan), np.full(len(piece), np.nan)
    method = _method(indicator)
    regions = piece["region"].to_numpy(str)
    groups = piece.groupby(["sex", "age", "period"], sort=False).indices if method else {}
    for key, places in groups.items():
        sex, age, period = map(str, cast(tuple[Any, ...], key))
        found = many.intervals(tables, indicator.id, sex, age, period, regions[places].tolist())
        low[places], high[places] = found
    known = np.where(np.isnan(low), "", method)
    return {"low": low, "high": high, "interval_method": known}


def _method(indicator: PublishedIndicator) -> str:
    """How its bounds are reckoned; empty where chance moves nothing, or it is not known."""
    if indicator.chance and indicator.kind == "count":
        return "events"
    method = indicator.uncertainty.method if indicator.uncertainty else "none"
    return "" if method == "none" else method
