"""SCB, PxWebApi 2: one contents of one table, every dimension asked for by name."""

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd

from etl.errors import AnswerAmiss, AnswerUnreadable, EtlError, briefly
from etl.model import CONFIRMED_WITHIN, Answer, Indicator, Kept
from etl.net.reply import Refused, Reply
from etl.net.session import Session, nonce
from etl.sources.scb import table as scb_table
from etl.sources.scb.cells import FORM as FORM
from etl.sources.scb.reading import Reading
from etl.sources.scb.table import Query as Query
from etl.sources.scb.table import Selection as Selection
from etl.sources.scb.table import is_region as is_region
from etl.sources.scb.table import query_of, updated, vintage
from etl.sources.scb.table import selection as selection
from etl.sources.scb.table import split as split

NAME = "SCB"
TABLE = r"\bTAB\d+\b"
RESTARTS = 3  # a table that changes while it is read is read again, so many times in all
# Days of changes asked for: SCB counts them to the hour, by its own clock, from the last index.
LISTED = CONFIRMED_WITHIN + timedelta(days=1)
ROWS = 10_000  # more than there are tables: one page cannot drift


class NoTable(AnswerUnreadable):
    """SCB lists no such table: it was never there, or it is no more."""


def asked(indicator: Indicator) -> dict[str, Any]:
    """What is asked for an indicator, in full: an answer to anything else is another answer."""
    query = query_of(indicator).model_dump(mode="json")
    return {"source": "scb", "table": indicator.table, "levels": indicator.levels, **query}


def fetch(
    indicator: Indicator, session: Session, *, wanted: Sequence[Indicator] = (), **_: object
) -> Answer:
    """The table's metadata, and the indicator's cells.

    Body: `{"metadata": document, "chunks": [JSON-stat]}`, of one vintage. All that the run wants
    of the table (of `wanted`) is asked for at once, in as few queries as the cell limit allows;
    metadata is read again at the end, and what changed meanwhile is read anew. Raises
    AnswerAmiss when the table will not stand still, AnswerUnreadable when it is not what
    the catalogue says.
    """
    beside = [each for each in wanted if _is_beside(each, indicator)]
    name = f"cells of {_url(indicator.table)}"
    found = session.once(name, lambda: _together([indicator, *beside], session))
    got = found.pop(indicator.id, None) or _together([indicator], session)[indicator.id]
    if isinstance(got, EtlError):
        raise got
    return got


def unchanged(kept: Sequence[Kept], session: Session) -> set[str]:
    """Ids of those whose table has the stamp it had, or has none of the last weeks.

    Costs one request. A table that SCB has removed is not in the list of those changed either:
    it is found when everything is read, once a month. Raises AnswerUnreadable when the list is
    not whole twice.
    """
    now = datetime.now(UTC)
    lately = [each for each in kept if now - each.confirmed <= CONFIRMED_WITHIN]
    if not lately:
        return set()
    config_of(session)
    changed = _changed_tables(session)
    return {each.indicator.id for each in lately if _as_before(each, changed, now)}


def read(answer: Answer, indicator: Indicator) -> pd.DataFrame:
    """`region, sex, age, period, value, status`, one row per cell of all chunks."""
    frames = [scb_table.observations(chunk, indicator) for chunk in answer.body["chunks"]]
    return pd.concat(frames, ignore_index=True)


def unit(answer: Answer, _: Indicator) -> str:
    """The unit of the contents asked for, in SCB's words."""
    return scb_table.unit(answer.body["metadata"], answer.asked["contents"])


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
            raise ValueError("none may be asked for")
    except (KeyError, TypeError, ValueError) as error:
        raise AnswerUnreadable("SCB /config does not tell its limits") from error
    if calls > 0 and seconds > 0:  # 0 in 0 seconds: no limit
        session.pace(base_url(), calls, seconds, made=1)
    return dict(config)


def metadata_of(table: str, session: Session, **params: str) -> Reply:
    """The table's metadata; raises NoTable when SCB lists no such table.

    A 404 of a table that is listed is tried again: the server gives it for any fault of its own
    (API of June 2026).
    """
    url, asked = f"{_url(table)}/metadata", {"lang": "sv", **params}
    try:
        return session.get(url, asked)
    except Refused as refusal:
        if refusal.status != 404:
            raise
    if not listed(table, session):
        raise NoTable(f"SCB has no table {table}")
    return session.get(url, {**asked, **nonce()}, transient=[404])


def listed(table: str, session: Session) -> bool:
    """Whether SCB's catalogue has the table; one request, asked once a run."""
    return session.once(f"row of {table}", lambda: _is_listed(table, session))


def _is_listed(table: str, session: Session) -> bool:
    try:
        session.get(_url(table), {"lang": "sv"})
    except Refused as refusal:
        if refusal.status != 404:
            raise
        return False
    return True


def _url(table: str) -> str:
    return f"{base_url()}/tables/{table}"


def _is_beside(other: Indicator, indicator: Indicator) -> bool:
    return other.table == indicator.table and other.id != indicator.id


def _together(parts: Sequence[Indicator], session: Session) -> dict[str, Answer | EtlError]:
    """By id, the answer for each of one table's parts, or why there is none.

    In a further turn a cached answer of the old vintage would come for ever: all is made anew.
    """
    limit, table = int(config_of(session)["maxDataCells"]), parts[0].table
    metadata = metadata_of(table, session)
    found: dict[str, Answer | EtlError] = {}
    for turn in range(RESTARTS):
        left = [part for part in parts if part.id not in found]
        reading = _read_once(left, metadata.body, limit, session, fresh=turn > 0)
        again = metadata_of(table, session, **nonce())
        if vintage(again.body) == vintage(metadata.body):
            found |= reading.failed
            found |= {p.id: _answer(p, reading) for p in left if p.id in reading.datasets}
        if len(found) == len(parts):
            return found
        metadata = again
    unsteady = AnswerAmiss(f"SCB {table}: changed while it was read, {RESTARTS} times")
    return dict.fromkeys((part.id for part in parts), unsteady) | found


def _read_once(
    parts: Sequence[Indicator], metadata: Any, limit: int, session: Session, *, fresh: bool
) -> Reading:
    """What the metadata lets us ask of the table; a part that it does not fit fails alone."""
    table, period = parts[0].table, query_of(parts[0]).period
    reading = Reading(session, _url(table), table, period, metadata, fresh)
    wanted: dict[str, Selection] = {}
    for part in parts:
        try:
            wanted[part.id] = selection(part, metadata)
        except AnswerUnreadable as error:  # the plan may have been made from old metadata
            reading.failed[part.id] = error
    reading.ask(wanted, limit)
    return reading


def _answer(part: Indicator, reading: Reading) -> Answer:
    body = {"metadata": reading.metadata, "chunks": [reading.datasets[part.id]]}
    return Answer(asked(part), reading.taken[part.id], updated(reading.metadata), body)


def _changed_tables(session: Session) -> dict[str, str | None]:
    """The stamps of all tables changed lately, by id; a list that is not whole is walked again."""
    with suppress(AnswerUnreadable):
        return _listed(session)
    return _listed(session)


def _listed(session: Session) -> dict[str, str | None]:
    """One page, past all caches. The index it comes from can be made anew while it is read."""
    days = {"pastDays": str(LISTED.days), "includeDiscontinued": "true"}
    url, page = f"{base_url()}/tables", {"lang": "sv", "pageSize": str(ROWS)}
    listing = session.get(url, {**page, **days, **nonce()}).body
    try:
        rows, total = listing["tables"], listing["page"]["totalElements"]
        stamps = {str(row["id"]): row.get("updated") for row in rows}
    except (KeyError, TypeError, AttributeError) as error:
        raise AnswerUnreadable("SCB /tables is no list of tables") from error
    if not len(stamps) == len(rows) == total:
        said = f"{len(rows)} rows of {len(stamps)} tables where it counts {briefly(total)}"
        raise AnswerUnreadable(f"SCB /tables is not whole: {said}")
    return stamps


def _as_before(kept: Kept, changed: dict[str, str | None], now: datetime) -> bool:
    stamp, table = _moment(kept.updated), kept.indicator.table
    if stamp is None:
        return False
    if table in changed:
        return _moment(changed[table]) == stamp
    return now - stamp > CONFIRMED_WITHIN  # it was changed since then: a whole list would have it


def _moment(stamp: str | None) -> datetime | None:
    """None where SCB gives none, or one that we cannot read."""
    try:
        moment = datetime.fromisoformat(stamp or "")
    except (ValueError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
