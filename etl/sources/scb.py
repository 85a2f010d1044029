"""SCB, PxWebApi 2: one contents of one table, every dimension asked for by name."""

import os
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, prod
from typing import Any, Literal, cast

import pandas as pd
from pydantic import Field, ValidationInfo, field_validator

from etl import jsonstat, model
from etl.errors import AnswerUnreadable, SourceUnavailable
from etl.http import Session, nonce
from etl.model import Answer, Indicator, Kept, Sex, Text, level_of
from etl.reply import Refused, Reply

NAME = "SCB"
TABLE = r"\bTAB\d+\b"
RESTARTS = 3  # a table that changes while it is read is read again, so many times in all
FORM = {"lang": "sv", "outputFormat": "json-stat2"}
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
    ages: dict[Text, Text] | Literal["*"] = Field(default_factory=dict, validate_default=True)
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


def asked(indicator: Indicator) -> dict[str, Any]:
    """What is asked for an indicator, in full: an answer to anything else is another answer."""
    query = _query(indicator).model_dump(mode="json")
    return {"source": "scb", "table": indicator.table, "levels": indicator.levels, **query}


def fetch(indicator: Indicator, session: Session) -> Answer:
    """The table's metadata, and its cells in as few chunks as the cell limit allows.

    Body: `{"metadata": document, "chunks": [JSON-stat, …]}`, all of one vintage: metadata is
    read again at the end, and what changed meanwhile is read anew. Raises SourceUnavailable when
    the table will not stand still, AnswerUnreadable when it is not what the catalogue says.
    """
    limit = int(config_of(session)["maxDataCells"])
    metadata = metadata_of(indicator.table, session)
    for turn in range(RESTARTS):
        fresh = nonce() if turn else {}  # a cached chunk of the old vintage would come for ever
        try:
            chunks, fault = _chunks(indicator, metadata.body, limit, session, fresh), None
        except AnswerUnreadable as error:  # the plan may have been made from old metadata
            chunks, fault = [], error
        again = metadata_of(indicator.table, session, **nonce())
        if _vintage(again.body) == _vintage(metadata.body):
            if fault:
                raise fault
            if all(_updated(chunk.body) == _updated(again.body) for chunk in chunks):
                return _answer(indicator, metadata, chunks)
        metadata = again
    raise SourceUnavailable(f"SCB {indicator.table}: changed while it was read, {RESTARTS} times")


def unchanged(kept: Sequence[Kept], session: Session) -> set[str]:
    """None: every table is asked for anew."""
    return set()


def read(answer: Answer, indicator: Indicator) -> pd.DataFrame:
    """`region, sex, age, period, value, status`, one row per cell of all chunks."""
    query = _query(indicator)
    frames = [_observations(jsonstat.decode(chunk), query) for chunk in answer.body["chunks"]]
    return pd.concat(frames, ignore_index=True)


def unit(answer: Answer, _: Indicator) -> str:
    """The unit of the contents asked for, in SCB's words."""
    contents = answer.asked["contents"]
    for dimension in answer.body["metadata"]["dimension"].values():
        units = dimension["category"].get("unit")
        if isinstance(units, dict) and isinstance(units.get(contents), dict):
            return str(units[contents].get("base", ""))
    return ""


def selection(indicator: Indicator, metadata: Any) -> Selection:
    """Every dimension of the table with the codes wanted of it, all named.

    Only what the catalogue lists as `eliminated` is left out, where the table has it and lets
    it be: marital status in TAB638, which has no code for all. Raises AnswerUnreadable naming
    the dimensions and codes that the table does not have, and those it has that the catalogue
    says nothing of.
    """
    query, table = _query(indicator), jsonstat.dimensions(metadata)
    wanted: Selection = {
        **{dimension: [code] for dimension, code in query.fixed.items()},
        _contents_dimension(metadata): [query.contents],
        query.period: table.get(query.period, []),
    }
    if query.region:
        codes = filter(is_region, table.get(query.region, []))
        wanted[query.region] = [code for code in codes if level_of(code) in indicator.levels]
    if query.sex:
        wanted[query.sex] = list(query.sexes.values())
    if query.age:
        every = table.get(query.age, [])
        wanted[query.age] = every if query.ages == "*" else list(query.ages.values())
    left_out = [d for d in query.eliminated if d in table and _may_be_left_out(metadata, d)]
    known = {dimension: codes for dimension, codes in table.items() if dimension not in left_out}
    _demand_known(indicator.table, wanted, known)
    return {dimension: wanted[dimension] for dimension in known}


def _may_be_left_out(metadata: Any, dimension: str) -> bool:
    extension = metadata["dimension"][dimension].get("extension") or {}
    return bool(extension.get("elimination"))


def split(whole: Selection, limit: int) -> Iterator[Selection]:
    """Parts of at most `limit` cells that together are the whole, along any dimension."""
    cells = prod(map(len, whole.values()))
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


def _query(indicator: Indicator) -> Query:
    return cast("Query", indicator.query)  # the catalogue reads an entry's query by its source


def base_url() -> str:
    """Where the API is: the environment's word, or the live service."""
    default = "https://statistikdatabasen.scb.se/api/v2"
    return os.environ.get("SCB_API_URL", default).rstrip("/")


def config_of(session: Session) -> dict[str, Any]:
    """SCB's limits of today, which set the pace of all that follows."""
    return session.once(f"{base_url()}/config", lambda: _asked_config(session))


def _asked_config(session: Session) -> dict[str, Any]:
    config = session.get(f"{base_url()}/config").body
    try:
        calls, seconds = int(config["maxCallsPerTimeWindow"]), float(config["timeWindow"])
        if int(config["maxDataCells"]) < 1:
            raise ValueError(f"maxDataCells {config['maxDataCells']}")
    except (KeyError, TypeError, ValueError) as error:
        raise AnswerUnreadable(f"SCB /config does not tell its limits: {error!r}") from error
    if calls > 0 and seconds > 0:  # 0 in 0 seconds: no limit
        session.pace(base_url(), calls, seconds, made=1)
    return dict(config)


def metadata_of(table: str, session: Session, **params: str) -> Reply:
    """A 404 is tried again: the server gives it for any fault of its own (API of June 2026)."""
    url = f"{base_url()}/tables/{table}/metadata"
    return session.get(url, {"lang": "sv", **params}, transient=[404])


def _vintage(metadata: Any) -> tuple[str | None, dict[str, list[str]]]:
    return _updated(metadata), jsonstat.dimensions(metadata)


def _updated(document: Any) -> str | None:
    return document.get("updated") if isinstance(document, dict) else None


def _answer(indicator: Indicator, metadata: Reply, chunks: list[Reply]) -> Answer:
    body = {"metadata": metadata.body, "chunks": [chunk.body for chunk in chunks]}
    taken = min(chunk.date for chunk in chunks)
    return Answer(asked(indicator), taken, _updated(metadata.body), body)


def _chunks(
    indicator: Indicator, metadata: Any, limit: int, session: Session, fresh: dict[str, str]
) -> list[Reply]:
    parts = split(selection(indicator, metadata), limit)
    return [reply for part in parts for reply in _ask(indicator.table, part, session, fresh)]


def _ask(table: str, part: Selection, session: Session, fresh: dict[str, str]) -> Iterator[Reply]:
    """One part, or its halves when the server finds it too large after all."""
    body = {"selection": [{"variableCode": d, "valueCodes": codes} for d, codes in part.items()]}
    cells = prod(map(len, part.values()))
    url = f"{base_url()}/tables/{table}/data"
    try:
        reply = session.post(url, body, {**FORM, **fresh})
    except Refused as refusal:
        if "too many cells" not in refusal.title.lower() or cells == 1:
            raise
        for smaller in split(part, cells // 2):
            yield from _ask(table, smaller, session, fresh)
        return
    _demand_asked(table, part, reply.body)
    yield reply


def _demand_asked(table: str, part: Selection, dataset: Any) -> None:
    """The server can answer 200 with other cells than those asked for; then nothing is believed."""
    got = jsonstat.dimensions(dataset)
    for dimension in [*part, *got]:
        asked_for, given = set(part.get(dimension, [])), set(got.get(dimension, []))
        if asked_for != given or dimension not in got:
            some = ", ".join(sorted(asked_for ^ given)[:5])
            raise AnswerUnreadable(f"SCB {table}: {dimension} is not as asked for ({some})")


def _demand_known(table: str, wanted: Selection, known: Selection) -> None:
    for dimension in [*wanted, *known]:
        if dimension not in known:
            raise AnswerUnreadable(f"SCB {table}: has no dimension {dimension}")
        if dimension not in wanted:
            raise AnswerUnreadable(f"SCB {table}: {dimension} is left out in the catalogue")
        strange = [code for code in wanted[dimension] if code not in known[dimension]]
        if strange or not wanted[dimension]:
            codes = ", ".join(strange) or "of the wanted kind"
            raise AnswerUnreadable(f"SCB {table}: {dimension} has no code {codes}")


def _contents_dimension(metadata: Any) -> str:
    match metadata.get("role"):
        case {"metric": [str(dimension), *_]}:
            return dimension
    return "ContentsCode"


def is_region(code: str) -> bool:
    """Riket, counties and municipalities; tables mix in metropolitan areas and the like."""
    return code.isdecimal() and len(code) in (2, 4)


def _observations(cells: pd.DataFrame, query: Query) -> pd.DataFrame:
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


def _ours(
    cells: pd.DataFrame, dimension: str | None, names: dict[str, str], otherwise: str
) -> "pd.Series[str] | str":
    """One of our columns: the dimension's codes in our spelling, or what holds without one."""
    if dimension is None:
        return otherwise
    return cells[dimension].cat.rename_categories(names).astype("str")


def _ages(cells: pd.DataFrame, query: Query) -> dict[str, str]:
    if query.ages != "*":
        return {theirs: ours for ours, theirs in query.ages.items()}
    codes: list[str] = list(cells[query.age].cat.categories)
    return {code: "total" for code in codes if code.lower().startswith(TOTAL)}
