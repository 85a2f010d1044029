"""A table of PxWeb's API v1: metadata, what a catalogue entry wants of it, cells. No I/O."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Self, cast

import pandas as pd
from pydantic import (
    BaseModel,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from etl import model
from etl.errors import AnswerUnreadable, briefly
from etl.formats import jsonstat
from etl.model import Indicator, Sex, Text, level_of

PERIOD = re.compile(r"(\d{4})([MKQ])0?(\d{1,2})")
REGION = re.compile(r"(\d{4}|\d{2})(?!\d)")  # what a region's code, or its text, begins with

Selection = dict[str, list[str]]
Meanings = dict[str, dict[str, str]]  # of each dimension the codes wanted, and what they are to us


class Query(model.Query):
    """The table's own dimensions, all of them, and which of their values are asked for."""

    period: Text
    region: Text | None = None
    sex: Text | None = None
    age: Text | None = None
    sexes: dict[Sex, Text] = Field(default_factory=dict, validate_default=True)  # ours: theirs
    ages: dict[Text, Text] = Field(default_factory=dict, validate_default=True)
    fixed: dict[Text, Text] = Field(default_factory=dict)  # the one value of other dimensions
    texts: list[Text] = Field(default_factory=list)  # of these the codes only count: text is meant

    @field_validator("sexes", "ages")
    @classmethod
    def _beside_its_dimension(cls, values: dict[Any, str], info: ValidationInfo) -> dict[Any, str]:
        dimension = {"sexes": "sex", "ages": "age"}[str(info.field_name)]
        if bool(values) != bool(info.data.get(dimension)):
            raise ValueError(f"goes with `{dimension}`: give both or neither")
        if len(set(values.values())) < len(values):
            raise ValueError("gives one of the table's values two meanings")
        return values

    @field_validator("texts")
    @classmethod
    def _of_dimensions(cls, texts: list[str], info: ValidationInfo) -> list[str]:
        named = {info.data.get(field) for field in ("period", "region", "sex", "age")}
        if strange := set(texts) - named - set(info.data.get("fixed", {})):
            raise ValueError(f"{', '.join(sorted(strange))} is no dimension asked for")
        return texts


class Variable(BaseModel):
    """One dimension as the metadata tell it: its codes, and the text of each."""

    code: str
    values: list[str]
    valueTexts: list[str]  # noqa: N815  # the API's own word

    @model_validator(mode="after")
    def _paired(self) -> Self:
        if len(self.values) != len(self.valueTexts) or len(set(self.values)) < len(self.values):
            raise ValueError("codes and texts do not pair")
        return self

    @property
    def texts(self) -> dict[str, str]:
        """The text of each code, with plain blanks only."""
        return dict(zip(self.values, map(_plain, self.valueTexts), strict=True))


class TableMetadata(BaseModel):
    """What GET tells of a table; there is no stamp of when it was changed."""

    title: str
    variables: list[Variable]


def query_of(indicator: Indicator) -> Query:
    """The query, as of this kind: the catalogue reads an entry's query by its source."""
    return cast("Query", indicator.query)


def told(indicator: Indicator, metadata: Any) -> TableMetadata:
    """The metadata of an indicator's table; raises AnswerUnreadable when they are none."""
    try:
        return TableMetadata.model_validate(metadata)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        raise AnswerUnreadable(f"{where(indicator)}: metadata: {place}: {fault['msg']}") from error


def where(indicator: Indicator) -> str:
    """What an error begins with: agency and table."""
    return f"{indicator.agency} {indicator.table}"


def wanted(indicator: Indicator, table: TableMetadata) -> Meanings:
    """Of every dimension the codes wanted, each with what it is in our words.

    Raises AnswerUnreadable naming the dimensions and values that the table does not have, and
    those it has that the catalogue says nothing of: what is left out is answered with all.
    """
    query, here = query_of(indicator), where(indicator)
    known = {variable.code: _values(variable, query) for variable in table.variables}
    named = {
        **{dimension: {value: ""} for dimension, value in query.fixed.items()},
        **_named(query.sex, query.sexes),
        **_named(query.age, query.ages),
    }
    for dimension in filter(None, [query.period, query.region, *named]):
        if dimension not in known:
            raise AnswerUnreadable(f"{here}: has no dimension {dimension}")
    found = {d: _codes(f"{here}: {d}", known[d], names) for d, names in named.items()}
    found[query.period] = {code: period(value) for code, value in known[query.period].items()}
    if query.region:
        found[query.region] = _regions(known[query.region], indicator)
    for dimension in known:
        if dimension not in found:
            raise AnswerUnreadable(f"{here}: {briefly(dimension)} is left out in the catalogue")
        if not found[dimension]:
            raise AnswerUnreadable(f"{here}: {dimension} has no value of the wanted kind")
    return {dimension: found[dimension] for dimension in known}


def period(theirs: str) -> str:
    """`2024M05` and `2024K2` of any of the agencies' spellings; others as they are."""
    match = PERIOD.fullmatch(theirs.upper().replace(" ", ""))
    if match is None:
        return theirs
    year, kind, number = match.groups()
    return f"{year}M{int(number):02d}" if kind == "M" else f"{year}K{number}"


def decoded(here: str, dataset: Any) -> pd.DataFrame:
    """The cells by the table's own codes; raises AnswerUnreadable when they are none."""
    try:
        return jsonstat.decode(dataset)
    except AnswerUnreadable as error:
        raise AnswerUnreadable(f"{here}: {error}") from error


def demand_asked(here: str, part: Selection, dataset: Any) -> None:
    """Refuse other cells than those asked for: then nothing of the answer is believed.

    A table without contents of its own gets a dimension of one value for them.
    """
    try:
        got = jsonstat.dimensions(dataset)
    except AnswerUnreadable as error:
        raise AnswerUnreadable(f"{here}: {error}") from error
    for dimension in [*part, *got]:
        asked, given = set(part.get(dimension, [])), set(got.get(dimension, []))
        added = dimension not in part and len(given) == 1
        if asked != given and not added:
            some = briefly(*sorted(asked ^ given))
            raise AnswerUnreadable(f"{here}: {briefly(dimension)} is not as asked for ({some})")


def same_texts(dataset: Any, table: TableMetadata) -> bool:
    """Whether a code means in the answer what it means in the metadata: it may be but a number.

    A text can have its code before it in the one and not in the other.
    """
    for variable in table.variables:
        labels = dataset["dimension"][variable.code]["category"].get("label") or {}
        texts = variable.texts
        if not all(_alike(str(label), texts.get(code, "")) for code, label in labels.items()):
            return False
    return True


def words_of(indicator: Indicator, table: TableMetadata, dataset: Any) -> list[str]:
    """Where the unit can stand: its own field, the contents, the title, the values fixed."""
    ours, words = wanted(indicator, table), [*_contents(dataset), table.title]
    for variable in table.variables:
        if variable.code in query_of(indicator).fixed:
            words += [variable.texts[code] for code in ours[variable.code]]
    return [_plain(word) for word in words]


def observations(cells: pd.DataFrame, indicator: Indicator, meanings: Meanings) -> pd.DataFrame:
    """`region, sex, age, period, value, status`, a row for each cell, in our words."""
    query = query_of(indicator)

    def ours(dimension: str | None, otherwise: str = "") -> "pd.Series[str] | str":
        if dimension is None:
            return otherwise
        return cells[dimension].astype("str").map(meanings[dimension])

    return pd.DataFrame(
        {
            "region": ours(query.region, "00"),
            "sex": ours(query.sex, "T"),
            "age": ours(query.age, "total"),
            "period": ours(query.period),
            "value": cells["value"],
            "status": cells["status"].astype("str"),
        }
    )


def _plain(text: str) -> str:
    """With one plain blank where there are several, or one that does not break."""
    return " ".join(text.split())


def _alike(label: str, text: str) -> bool:
    one, other = _plain(label), _plain(text)
    return one == other or one.endswith(f" {other}") or other.endswith(f" {one}")


def _values(variable: Variable, query: Query) -> dict[str, str]:
    """Each code with what the catalogue knows it by: itself, or its text."""
    return variable.texts if variable.code in query.texts else {c: c for c in variable.values}


def _named(dimension: str | None, values: Mapping[Any, str]) -> Meanings:
    return {dimension: {theirs: ours for ours, theirs in values.items()}} if dimension else {}


def _codes(here: str, known: dict[str, str], named: dict[str, str]) -> dict[str, str]:
    """The code of each value named, with what it is called by us; there must be just one."""
    codes: dict[str, str] = {}
    for value, ours in named.items():
        found = [code for code, it in known.items() if it == _plain(value)]
        if len(found) != 1:
            many = f"{len(found)} values" if found else "no value"
            raise AnswerUnreadable(f"{here} has {many} “{value}”")
        codes[found[0]] = ours
    return codes


def _regions(known: dict[str, str], indicator: Indicator) -> dict[str, str]:
    """Riket, counties and municipalities of the levels promised, by SCB's codes."""
    starts = {code: REGION.match(value) for code, value in known.items()}
    regions = {code: start[1] for code, start in starts.items() if start}
    return {code: ours for code, ours in regions.items() if level_of(ours) in indicator.levels}


def _contents(dataset: Any) -> Iterator[str]:
    """The units, then the names, of the contents, where the answer tells them."""
    for dimension in dataset["dimension"].values():
        category = dimension["category"]
        for code, unit in (category.get("unit") or {}).items():
            yield str(unit.get("base") or "")
            yield str(category.get("label", {}).get(code, ""))
