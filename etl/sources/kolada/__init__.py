"""Kolada, API v3: one KPI's values for every unit, by year."""

import os
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, cast
from urllib.parse import urlencode, urljoin

import pandas as pd
from pydantic import Field

from etl import model
from etl.errors import AnswerAmiss, AnswerUnreadable, briefly
from etl.formats.unit import titled
from etl.model import Answer, Indicator, Kept, level_of
from etl.net import bounds
from etl.net.reply import Reply
from etl.net.session import Session, nonce, origin
from etl.sources.kolada.cells import cells, framed, is_group

NAME = "Kolada"
TABLE = r"\b[NU]\d{5}\b"
UNIT = re.compile(r"\d{4}")
CALLS, SECONDS = 5, 1.0  # Kolada tells no limit; its public clients keep to this
IDS = 25  # in one segment, at most
# The values of 312 units in 16 years fit one page of 5 000: nothing can then be added or withdrawn
# between two pages of one question, and it need not be read twice.
YEARS = 16
CHAIN = 50  # no question has so many pages
PASSES = 4  # so many times a question of several pages is read, until two times say the same
OVERLAP = timedelta(days=1)  # its days are Swedish, ours UTC; a run can go on past midnight


class Query(model.Query):
    """One KPI, from its first year on."""

    kpi: Annotated[str, Field(pattern=r"^[NU]\d{5}$")]
    first: Annotated[int, Field(ge=1970, le=2100)] = 1990


def asked(indicator: Indicator) -> dict[str, Any]:
    """What is asked for an indicator, in full: an answer to anything else is another answer."""
    query = _query(indicator)
    return {"source": "kolada", "kpi": query.kpi, "first": query.first}


def fetch(indicator: Indicator, session: Session, **_: object) -> Answer:
    """The KPI's record and the values of all units, every year from its first to this one.

    Body: `{"kpi": record, "values": [{kpi, period, municipality, values: [...]}]}`.
    Raises AnswerUnreadable when the KPI is not there or the values are not those asked for,
    AnswerAmiss when they will not stand still.
    """
    query, base = _query(indicator), base_url()
    pace(session)
    record = session.once(f"{base}/kpi", lambda: records(session, "kpi")).get(query.kpi)
    if record is None:
        raise AnswerUnreadable(f"Kolada has no KPI {query.kpi}")
    units = session.once(f"{base}/municipality", lambda: records(session, "municipality"))
    pages: list[Reply] = []
    for years in _years(query.first, YEARS):
        url = f"{base}/data/kpi/{query.kpi}/year/{','.join(years)}"
        whole = _whole(session, url, query.kpi)
        _demand(query.kpi, years, units, _rows(whole))
        pages += whole
    body = {"kpi": record, "values": _rows(pages)}
    return Answer(asked(indicator), min(page.date for page in pages), None, body)


def unchanged(kept: Sequence[Kept], session: Session) -> set[str]:
    """Ids of those whose KPI has no row that was changed or withdrawn since they were confirmed.

    One request for each 25 KPIs and 25 years. Kolada knows no days for its KPIs' own records: a
    new title is seen when the figures are next read. Raises EtlError.
    """
    pace(session)
    in_order = sorted(kept, key=lambda each: _query(each.indicator).first)
    kpis = list(dict.fromkeys(_query(each.indicator).kpi for each in in_order))
    changed: set[str] = set()
    for batch in _cut(kpis, IDS):
        those = [each for each in in_order if _query(each.indicator).kpi in batch]
        changed |= _changed(session, batch, those)
    return {each.indicator.id for each in kept if _query(each.indicator).kpi not in changed}


def read(answer: Answer, indicator: Indicator) -> pd.DataFrame:
    """`region, sex, age, period, value, status`, for the levels and sexes the indicator has.

    Withdrawn cells (`isdeleted`) are left out; a null stays null, whatever its status.
    """
    try:
        frame = framed([cell for row in answer.body["values"] for cell in cells(row)])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        kpi = _query(indicator).kpi
        raise AnswerUnreadable(f"Kolada {kpi}: a row is not as the API says") from error
    promised = [each for each in frame["region"].unique() if level_of(each) in indicator.levels]
    wanted = frame["region"].isin(promised)
    if not indicator.by_sex:
        wanted &= frame["sex"] == "T"
    return frame[wanted].reset_index(drop=True)


def unit(answer: Answer, indicator: Indicator) -> str:
    """Kolada says the unit at the end of the KPI's title: ours, when it is, else the title."""
    title = str(answer.body["kpi"].get("title", ""))
    return indicator.source_unit if titled(indicator.source_unit, title) else title


def next_publication(answer: Answer) -> date | None:
    """The day Kolada publishes the KPI next: the first of its days that lay ahead of the answer.

    Preliminary figures have a day of their own. Where none lies ahead it is the last of them,
    which Kolada has let pass; None where the record has no day.
    """
    record = answer.body["kpi"]
    told = sorted(_days(record.get(name) for name in ("prel_publication_date", "publication_date")))
    ahead = [day for day in told if day > answer.taken.date()]
    return next(iter(ahead or told[-1:]), None)


def _query(indicator: Indicator) -> Query:
    return cast("Query", indicator.query)  # the catalogue reads an entry's query by its source


def base_url() -> str:
    """Where the API is: the environment's word, or the live service."""
    return os.environ.get("KOLADA_API_URL", "https://api.kolada.se/v3").rstrip("/")


def records(session: Session, entity: str) -> dict[str, Any]:
    """Every record of an entity by id; all KPIs are two pages, less than asking for each.

    Raises AnswerAmiss when the list will not stand still.
    """
    rows = _rows(_whole(session, f"{base_url()}/{entity}", f"/{entity}"))
    try:
        return {row["id"]: row for row in rows}
    except (KeyError, TypeError) as error:
        raise AnswerUnreadable(f"Kolada /{entity}: a record has no id") from error


def values(session: Session, kpis: Sequence[str], by: str) -> list[Any]:
    """The rows of at most 25 KPIs for such units or years (`municipality/0000,2480`), read once.

    Enough to look at: what is published is read until it stands still.
    """
    pace(session)
    return _rows(list(_pages(session, f"{base_url()}/data/kpi/{','.join(kpis)}/{by}")))


def pace(session: Session) -> None:
    """The pace that Kolada's public clients keep to, from now on."""
    base = base_url()
    session.once(f"{base} paced", lambda: session.pace(base, CALLS, SECONDS, margin=1.0))


def _years(first: int, most: int) -> Iterator[list[str]]:
    """Every year until this one, at most so many together."""
    return _cut([str(year) for year in range(first, datetime.now(UTC).year + 1)], most)


def _cut(texts: list[str], most: int) -> Iterator[list[str]]:
    return (texts[start : start + most] for start in range(0, len(texts), most))


def _changed(session: Session, kpis: list[str], kept: Sequence[Kept]) -> set[str]:
    """Those of at most 25 KPIs that have a changed row; all when the rows do not fit one page.

    A server that knows no `from_date` gives every row there is: it is not followed to the end.
    All have changed, too, when a row is of none of them.
    """
    since = min(each.confirmed for each in kept).date() - OVERLAP
    changed: set[str] = set()
    for years in _years(min(_query(each.indicator).first for each in kept), IDS):
        url = f"{base_url()}/data/kpi/{','.join(kpis)}/year/{','.join(years)}"
        page = _page(session, f"{url}?from_date={since}").body
        changed |= {str(row.get("kpi")) if isinstance(row, dict) else "" for row in page["values"]}
        if page.get("next_url") or not changed <= set(kpis):
            return set(kpis)
    return changed


def _whole(session: Session, url: str, what: str) -> list[Reply]:
    """All pages of one question; when there are several, as two readings in a row have given them.

    What comes or goes between two pages shifts all that follow: a row is doubled or left out.
    """
    before: list[Any] | None = None
    for turn in range(PASSES):
        pages = list(_pages(session, f"{url}?{urlencode(nonce())}" if turn else url))
        rows = _rows(pages)
        if len(pages) == 1 or rows == before:
            return pages
        before = rows
    raise AnswerAmiss(f"Kolada {what}: changed while it was read, {PASSES} times")


def _rows(pages: Sequence[Reply]) -> list[Any]:
    return [row for page in pages for row in page.body["values"]]


def _pages(session: Session, url: str) -> Iterator[Reply]:
    """The pages from `url` on; refuses a chain without an end, or one that leaves the host."""
    seen: set[str] = set()
    following: str | None = url
    come = 0  # bytes
    while following:
        if following in seen or len(seen) == CHAIN or come > 2 * bounds.MOST:
            raise AnswerUnreadable(f"{url}: its next pages come to no end")
        if origin(following) != origin(url):
            raise AnswerUnreadable(f"{url}: its next page is on another host")
        seen.add(following)
        reply = _page(session, following)
        come += reply.size
        yield reply
        onward = reply.body.get("next_url")
        following = urljoin(following, str(onward)) if onward else None


def _page(session: Session, url: str) -> Reply:
    reply = session.get(url)
    if not isinstance(reply.body, dict) or not isinstance(reply.body.get("values"), list):
        raise AnswerUnreadable(f"{url}: no list of values in the answer")
    return reply


def _demand(kpi: str, years: list[str], units: Container[str], rows: list[Any]) -> None:
    """Refuse rows not asked for: another KPI or year, a unit that can be none.

    One that Kolada does not list can be one that is no more: the register has the say of it.
    """
    for row in rows:
        try:
            key = (row["kpi"], str(row["period"]), row["municipality"])
            unit = key[2] in units or is_group(key[2]) or UNIT.fullmatch(key[2])
            good = key[0] == kpi and key[1] in years and unit
        except (KeyError, TypeError, AttributeError) as error:
            raise AnswerUnreadable(f"Kolada {kpi}: a row lacks its key") from error
        if not good:
            said = f"answered with {briefly(*key)}, which was not asked"
            raise AnswerUnreadable(f"Kolada {kpi}: {said}")


def _days(texts: Iterable[Any]) -> Iterator[date]:
    """The days among texts; what is none is as good as nothing said."""
    for text in texts:
        with suppress(ValueError, TypeError):
            yield datetime.fromisoformat(text).date()
