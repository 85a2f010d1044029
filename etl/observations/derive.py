"""Indicators computed from indicators: a share, a difference, a gap, a change, a median. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Literal, Self, cast

import pandas as pd
from pydantic import Field, model_validator

from etl import model
from etl.formats.number import EXACT
from etl.model import Indicator, Text, level_of
from etl.observations.median import AT, NO_BASE, median_age
from etl.periods import step

NAME = "derived"  # what stands for a source in the catalogue


class Query(model.Query):
    """What is computed, and of which indicators.

    `share` is first ÷ second × times, `difference` first − second, `gap` kvinnor − män of the
    first, `sex-ratio` its män ÷ kvinnor × times, `change` the first against itself `lag` periods
    before, in per cent, `median-age` the age that halves its one-year classes, in years.
    """

    how: Literal["share", "difference", "gap", "sex-ratio", "change", "median-age"]
    of: list[Text] = Field(min_length=1, max_length=2)
    times: float = 1.0
    lag: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _of_as_many(self) -> Self:
        needed = 2 if self.how in ("share", "difference") else 1
        if len(self.of) != needed:
            raise ValueError(f"{self.how} is of {needed}, not {len(self.of)}")
        return self


def derived(
    indicator: Indicator, of: Mapping[str, pd.DataFrame], seams: Collection[str] = ()
) -> pd.DataFrame:
    """`region, sex, age, period, value, status`, of the observations of other indicators by id.

    A cell is there where both that it is made of are there. Where one of these has no value it
    has none either, and the symbol of that one. `seams` are the last periods that the source
    gave in an older table: a change over one is none of the figures, and has no value but
    NO_BASE. Only the levels and sexes that are promised.
    """
    query = cast("Query", indicator.query)
    frames = [_texts(of[id_]) for id_ in query.of]
    frame = computed(query, frames, seams)
    promised = frame["region"].map(level_of).isin(indicator.levels)
    if not indicator.by_sex:
        promised &= frame["sex"] == "T"
    return frame[promised].reset_index(drop=True)


def computed(query: Query, of: list[pd.DataFrame], seams: Collection[str] = ()) -> pd.DataFrame:
    """The same of the frames themselves, in the query's order, for whatever regions they have.

    Values keep EXACT decimals.
    """
    frame = median_age(of[0]) if query.how == "median-age" else _compared(query, of, seams)
    return frame.round({"value": EXACT})


def parents(indicator: Indicator) -> list[str]:
    """The ids of what an indicator is computed from; none of one that is fetched."""
    return indicator.query.of if isinstance(indicator.query, Query) else []


def can_be_of(indicator: Indicator, parent: Indicator) -> bool:
    """Whether `parent` has the levels, sexes and frequency that a derived indicator promises."""
    by_sex = indicator.by_sex or cast("Query", indicator.query).how in ("gap", "sex-ratio")
    return (
        set(indicator.levels) <= set(parent.levels)
        and indicator.frequency == parent.frequency
        and (parent.by_sex or not by_sex)
    )


def _compared(query: Query, of: list[pd.DataFrame], seams: Collection[str]) -> pd.DataFrame:
    """One value with another; where the other is 0, or before a seam, there is nothing to say."""
    first, second = _pair(query, of)
    pair = first.merge(second, on=AT, suffixes=("", "_base"))
    frame = pair[AT].assign(
        value=HOW[query.how](pair["value"], pair["value_base"], query.times).mask(
            pair["period"].isin(_over(query, pair["period"].unique(), seams))
        ),
        status=_symbols(pair),
    )
    no_base = frame["value"].isna() & pair["value"].notna() & pair["value_base"].notna()
    frame["status"] = frame["status"].mask(no_base, NO_BASE)
    return frame


def _pair(query: Query, of: list[pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is compared, and what it is compared with, at the same region, sex, age and period."""
    match query.how:
        case "gap":
            return _of_sex(of[0], "K"), _of_sex(of[0], "M")
        case "sex-ratio":
            return _of_sex(of[0], "M"), _of_sex(of[0], "K")
        case "change":
            periods = {each: step(each, query.lag) for each in of[0]["period"].unique()}
            return of[0], of[0].assign(period=of[0]["period"].map(periods))
    return of[0], of[1]


def _over(query: Query, periods: Iterable[str], seams: Collection[str]) -> list[str]:
    """The periods whose change is from before a seam to after it."""
    if query.how != "change":
        return []
    return [each for each in periods if any(each > s >= step(each, -query.lag) for s in seams)]


def _of_sex(frame: pd.DataFrame, sex: str) -> pd.DataFrame:
    return frame[frame["sex"] == sex].assign(sex="T")


def _symbols(pair: pd.DataFrame) -> "pd.Series[str]":
    """The first one's symbol, else the other's: where a value is missing, of those missing only."""
    symbols, gone = pair[["status", "status_base"]], pair[["value", "value_base"]].isna()
    there = gone.any(axis=1).to_numpy()[:, None] & ~gone.to_numpy()
    first, second = (column for _, column in symbols.mask(there, "").items())
    return first.where(first != "", second)


def _texts(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[[*AT, "value", "status"]].astype(dict.fromkeys([*AT, "status"], "str"))


def _ratio(value: "pd.Series[float]", base: "pd.Series[float]") -> "pd.Series[float]":
    return value / base.mask(base == 0)


Values = pd.Series
HOW: dict[str, Callable[["Values[float]", "Values[float]", float], "Values[float]"]] = {
    "share": lambda value, base, times: _ratio(value, base) * times,
    "difference": lambda value, base, times: (value - base) * times,
    "gap": lambda value, base, times: (value - base) * times,
    "sex-ratio": lambda value, base, times: _ratio(value, base) * times,
    "change": lambda value, base, times: (_ratio(value, base) - 1) * 100 * times,
}
