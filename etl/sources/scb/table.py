"""A table of SCB's: what a catalogue entry wants of it, in which parts, and its cells. No I/O."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil, prod
from typing import Any, Literal, cast

import pandas as pd
from pydantic import Field, ValidationInfo, field_validator

from etl import model
from etl.errors import AnswerUnreadable, briefly
from etl.formats import jsonstat
from etl.model import Indicator, Sex, Text, level_of
from etl.net import bounds

REGION = re.compile(r"(0[13-9]|1[0234789]|2[0-5])(\d\d)?")  # of one of the 21 counties
ONE_YEAR = re.compile(r"\d+\+?")
TOTAL = "tot"  # how SCB's codes for all ages begin: tot, TotSA, TotSa

Selection = dict[str, list[str]]


class Query(model.Query):
    """The table's own dimension codes, and which of their codes are our sexes and ages."""

    contents: Text
    region: str | None = None
    sex: str | None = None
    age: str | None = None
    period: Text = "Tid"
    sexes: dict[Sex, Text] = Field(default_factory=dict, validate_default=True)  # ours: theirs
    # "years": every single year of age; "*": all that the table has.
    ages: dict[Text, Text] | Literal["*", "years"] = Field(
        default_factory=dict, validate_default=True
    )
    fixed: dict[Text, Text] = Field(default_factory=dict)  # the one code of other dimensions
    eliminated: list[Text] = Field(default_factory=list)  # left out: they have no code for all

    @field_validator("sexes", "ages")
    @classmethod
    def _beside_its_dimension(cls, codes: Any, info: ValidationInfo) -> Any:
        dimension = {"sexes": "sex", "ages": "age"}[str(info.field_name)]
        if bool(codes) != bool(info.data.get(dimension)):
            raise ValueError(f"goes with `{dimension}`: give both or neither")
        if isinstance(codes, dict) and len(set(codes.values())) < len(codes):
            raise ValueError("gives one of the table's codes two meanings")
        return codes


def query_of(indicator: Indicator) -> Query:
    """The query, as of this kind: the catalogue reads an entry's query by its source."""
    return cast("Query", indicator.query)


def selection(indicator: Indicator, metadata: Any) -> Selection:
    """Every dimension of the table with the codes wanted of it, all named.

    Only what the catalogue lists as `eliminated` is left out, where the table has it and lets
    it be: marital status in TAB638, which has no code for all. Raises AnswerUnreadable naming
    the dimensions and codes that the table does not have, and those it has that the catalogue
    says nothing of.
    """
    query, table = query_of(indicator), jsonstat.dimensions(metadata)
    wanted: Selection = {
        **{dimension: [code] for dimension, code in query.fixed.items()},
        _contents_dimension(metadata): [query.contents],
        query.period: table.get(query.period, []),
    }
    if query.region:
        codes = filter(is_region, table.get(query.region, []))
        wanted[query.region] = [code for code in codes if level_of(code) in indicator.levels]
    if query.sex:
        there = table.get(query.sex, [])  # of which none can lack unless that is accepted
        wanted[query.sex] = [code for code in query.sexes.values() if code in there]
    if query.age:
        every = table.get(query.age, [])
        wanted[query.age] = list(_theirs(query.ages, every))
    left_out = [d for d in query.eliminated if d in table and _may_be_left_out(metadata, d)]
    known = {dimension: codes for dimension, codes in table.items() if dimension not in left_out}
    _demand_known(indicator.table, wanted, known)
    bounds.demand_few(f"SCB {indicator.table}", size(wanted))
    return {dimension: wanted[dimension] for dimension in known}


def _theirs(ages: dict[str, str] | str, every: list[str]) -> Iterable[str]:
    if isinstance(ages, dict):
        return ages.values()
    return every if ages == "*" else filter(ONE_YEAR.fullmatch, every)


def split(whole: Selection, limit: int) -> Iterator[Selection]:
    """Parts of at most `limit` cells that together are the whole, along any dimension."""
    cells = size(whole)
    if cells <= limit or cells == 1:
        yield whole
        return
    cheapest = min(
        (dimension for dimension, codes in whole.items() if len(codes) > 1),
        key=lambda dimension: _cost(cells, len(whole[dimension]), limit),
    )
    codes = whole[cheapest]
    step = _step(cells, len(codes), limit)
    for start in range(0, len(codes), step):
        yield from split({**whole, cheapest: codes[start : start + step]}, limit)


def _step(cells: int, codes: int, limit: int) -> int:
    """How many of a dimension's codes fit into one part, at least one."""
    return max(1, limit * codes // cells)


def _cost(cells: int, codes: int, limit: int) -> int:
    """How many parts it takes when this dimension is the first to be split."""
    step = _step(cells, codes, limit)
    return ceil(Fraction(codes, step)) * ceil(Fraction(cells * step, codes * limit))


def size(part: Selection) -> int:
    """How many cells a selection is."""
    return prod(map(len, part.values()))


def halves(whole: Selection, first: str) -> Iterator[Selection]:
    """Two parts, cut along the dimension `first` where it has several codes, else the longest."""
    longest = max(whole, key=lambda dimension: len(whole[dimension]))
    cut = first if len(whole[first]) > 1 else longest
    middle = ceil(len(whole[cut]) / 2)
    yield {**whole, cut: whole[cut][:middle]}
    yield {**whole, cut: whole[cut][middle:]}


def updated(document: Any) -> str | None:
    """SCB's own stamp of when it last changed the table, in metadata and in cells alike."""
    return document.get("updated") if isinstance(document, dict) else None


def vintage(metadata: Any) -> tuple[str | None, Selection]:
    """What must be equal before and after a table is read: its stamp and all its codes."""
    return updated(metadata), jsonstat.dimensions(metadata)


def unit(metadata: Any, contents: str) -> str:
    """The unit of one of the contents, in SCB's words."""
    for dimension in metadata["dimension"].values():
        units = dimension["category"].get("unit")
        if isinstance(units, dict) and isinstance(units.get(contents), dict):
            return str(units[contents].get("base", ""))
    return ""


def demand_asked(table: str, part: Selection, dataset: Any) -> None:
    """The server can answer 200 with other cells than those asked for; then nothing is believed."""
    got = jsonstat.dimensions(dataset)
    for dimension in [*part, *got]:
        asked_for, given = set(part.get(dimension, [])), set(got.get(dimension, []))
        if asked_for != given or dimension not in got:
            where, some = f"SCB {table}: {briefly(dimension)}", briefly(*sorted(asked_for ^ given))
            raise AnswerUnreadable(f"{where} is not as asked for ({some})")


def is_region(code: str) -> bool:
    """Riket, counties and municipalities; tables mix in metropolitan areas and the like (0010)."""
    return code == "00" or bool(REGION.fullmatch(code))


def observations(dataset: Any, indicator: Indicator) -> pd.DataFrame:
    """`region, sex, age, period, value, status`, a row for each cell, in our words."""
    query, cells = query_of(indicator), jsonstat.decode(dataset)
    sexes: dict[str, str] = {theirs: ours for ours, theirs in query.sexes.items()}
    return pd.DataFrame(
        {
            "region": _ours(cells, query.region, {}, "00"),
            "sex": _ours(cells, query.sex, sexes, "T"),
            "age": _ours(cells, query.age, _ages(cells, query), "total"),
            "period": _ours(cells, query.period, {}, ""),
            "value": cells["value"],
            "status": cells["status"].astype("str"),
        }
    )


def _may_be_left_out(metadata: Any, dimension: str) -> bool:
    extension = metadata["dimension"][dimension].get("extension") or {}
    return bool(extension.get("elimination"))


def _demand_known(table: str, wanted: Selection, known: Selection) -> None:
    for dimension in [*wanted, *known]:
        if dimension not in known:
            raise AnswerUnreadable(f"SCB {table}: has no dimension {briefly(dimension)}")
        if dimension not in wanted:
            said = f"{briefly(dimension)} is left out in the catalogue"
            raise AnswerUnreadable(f"SCB {table}: {said}")
        strange = [code for code in wanted[dimension] if code not in known[dimension]]
        if strange or not wanted[dimension]:
            codes = ", ".join(strange) or "of the wanted kind"
            raise AnswerUnreadable(f"SCB {table}: {dimension} has no code {codes}")


def _contents_dimension(metadata: Any) -> str:
    match metadata.get("role"):
        case {"metric": [str(dimension), *_]}:
            return dimension
    return "ContentsCode"


def _ours(
    cells: pd.DataFrame, dimension: str | None, names: dict[str, str], otherwise: str
) -> "pd.Series[str] | str":
    """One of our columns: the dimension's codes in our spelling, or what holds without one."""
    if dimension is None:
        return otherwise
    return cells[dimension].cat.rename_categories(names).astype("str")


def _ages(cells: pd.DataFrame, query: Query) -> dict[str, str]:
    if isinstance(query.ages, dict):
        return {theirs: ours for ours, theirs in query.ages.items()}
    codes: list[str] = list(cells[query.age].cat.categories)
    totals = [code for code in codes if code.lower().startswith(TOTAL)]
    if len(totals) > 1:  # of different classes: the catalogue must name the ages it wants
        raise AnswerUnreadable(f"{query.age} has several codes for all: {briefly(*totals)}")
    return dict.fromkeys(totals, "total")
