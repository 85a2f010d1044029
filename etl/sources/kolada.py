"""Kolada, API v3: one KPI's values for every unit, by year."""

import os
from collections.abc import Container, Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, cast
from urllib.parse import urljoin

import pandas as pd
from pydantic import Field

from etl import model
from etl.errors import AnswerUnreadable
from etl.http import Session, origin
from etl.model import Answer, Indicator, Kept, level_of
from etl.reply import Reply

NAME = "Kolada"
TABLE = r"\b[NU]\d{5}\b"
CALLS, SECONDS = 5, 1.0  # Kolada tells no limit; its public clients keep to this
# At most 25 ids a segment. The values of 312 units in 16 years fit one page of 5 000: nothing
# can then be added or withdrawn between two pages of one question.
YEARS = 16
SEXES = {"T": "T", "K": "K", "M": "M"}


class Query(model.Query):
    """One KPI, from its first year on."""

    kpi: Annotated[str, Field(pattern=r"^[NU]\d{5}$")]
    first: Annotated[int, Field(ge=1970, le=2100)] = 1990


def asked(indicator: Indicator) -> dict[str, Any]:
    """What is asked for an indicator, in full: an answer to anything else is another answer."""
    query = _query(indicator)
    return {"source": "kolada", "kpi": query.kpi, "first": query.first}


def fetch(indicator: Indicator, session: Session) -> Answer:
    """The KPI's record and the values of all units, every year from its first to this one.

    Body: `{"kpi": record, "values": [{kpi, period, municipality, values: [...]}]}`.
    Raises AnswerUnreadable when the KPI is not there or the values are not those asked for.
    """
    query, base = _query(indicator), base_url()
    session.once(f"{base} paced", lambda: session.pace(base, CALLS, SECONDS))
    record = session.once(f"{base}/kpi", lambda: records(session, "kpi")).get(query.kpi)
    if record is None:
        raise AnswerUnreadable(f"Kolada has no KPI {query.kpi}")
    units = session.once(f"{base}/municipality", lambda: records(session, "municipality"))
    pages: list[Reply] = []
    for years in _segments(query.first, datetime.now(UTC).year):
        for page in _pages(session, f"{base}/data/kpi/{query.kpi}/year/{','.join(years)}"):
            _demand(query.kpi, years, units, page.body["values"])
            pages.append(page)
    values = [row for page in pages for row in page.body["values"]]
    body = {"kpi": record, "values": values}
    return Answer(asked(indicator), min(page.date for page in pages), None, body)


def unchanged(kept: Sequence[Kept], session: Session) -> set[str]:
    """None: every KPI is asked for anew."""
    return set()


def read(answer: Answer, indicator: Indicator) -> pd.DataFrame:
    """`region, sex, age, period, value, status`, for the levels and sexes the indicator has.

    Withdrawn cells (`isdeleted`) are left out; a null stays null, whatever its status.
    """
    try:
        cells = [cell for row in answer.body["values"] for cell in _cells(row)]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        kpi = _query(indicator).kpi
        raise AnswerUnreadable(f"Kolada {kpi}: a row is not as the API says: {error!r}") from error
    frame = pd.DataFrame(cells, columns=["region", "sex", "period", "value", "status"])
    frame = frame.astype({"value": "float64", "status": "str"}).assign(age="total")
    promised = frame["region"].map(level_of).isin(indicator.levels)
    if not indicator.by_sex:
        promised &= frame["sex"] == "T"
    columns = ["region", "sex", "age", "period", "value", "status"]
    return frame.loc[promised, columns].reset_index(drop=True)


def unit(answer: Answer, indicator: Indicator) -> str:
    """Kolada says the unit within the KPI's title: ours, when it is there, else the title."""
    title = str(answer.body["kpi"].get("title", ""))
    return indicator.source_unit if indicator.source_unit.casefold() in title.casefold() else title


def region(unit_id: str) -> str:
    """SCB's code of a Kolada unit: `0000` is riket `00`, `0024` is county `24`."""
    return unit_id[2:] if unit_id.startswith("00") else unit_id


def _query(indicator: Indicator) -> Query:
    return cast("Query", indicator.query)  # the catalogue reads an entry's query by its source


def base_url() -> str:
    """Where the API is: the environment's word, or the live service."""
    return os.environ.get("KOLADA_API_URL", "https://api.kolada.se/v3").rstrip("/")


def records(session: Session, entity: str) -> dict[str, Any]:
    """Every record of an entity by id; all KPIs are two pages, less than asking for each."""
    rows = [
        row for page in _pages(session, f"{base_url()}/{entity}") for row in page.body["values"]
    ]
    try:
        return {row["id"]: row for row in rows}
    except (KeyError, TypeError) as error:
        raise AnswerUnreadable(f"Kolada /{entity}: a record has no id") from error


def _segments(first: int, last: int) -> list[list[str]]:
    years = [str(year) for year in range(first, last + 1)]
    return [years[start : start + YEARS] for start in range(0, len(years), YEARS)]


def _pages(session: Session, url: str) -> Iterator[Reply]:
    """The pages from `url` on; refuses a chain that runs in a circle or leaves the host."""
    seen: set[str] = set()
    following: str | None = url
    while following:
        if following in seen or origin(following) != origin(url):
            raise AnswerUnreadable(f"{url}: its next page is {following}, which cannot be")
        seen.add(following)
        reply = session.get(following)
        if not isinstance(reply.body, dict) or not isinstance(reply.body.get("values"), list):
            raise AnswerUnreadable(f"{following}: no list of values in the answer")
        yield reply
        onward = reply.body.get("next_url")
        following = urljoin(following, onward) if onward else None


def _demand(kpi: str, years: list[str], units: Container[str], rows: list[Any]) -> None:
    """Refuse rows not asked for: another KPI or year, a unit neither listed nor a group."""
    for row in rows:
        try:
            key = (row["kpi"], str(row["period"]), row["municipality"])
            good = key[0] == kpi and key[1] in years and (key[2] in units or _is_group(key[2]))
        except (KeyError, TypeError, AttributeError) as error:
            raise AnswerUnreadable(f"Kolada {kpi}: a row lacks its key: {error!r}") from error
        if not good:
            raise AnswerUnreadable(f"Kolada {kpi}: answered with {key}, which was not asked")


def _is_group(unit_id: str) -> bool:
    """`G…` are groups of municipalities with unweighted means: nothing we show."""
    return unit_id.startswith("G")


def _cells(row: dict[str, Any]) -> Iterator[tuple[str, str, str, float | None, str]]:
    for cell in [] if _is_group(row["municipality"]) else row["values"]:
        if cell.get("isdeleted"):
            continue
        value = cell["value"]
        if isinstance(value, bool | str):
            raise TypeError(f"value {value!r}")
        status = cell.get("status") or ""
        yield region(row["municipality"]), SEXES[cell["gender"]], str(row["period"]), value, status
