"""Riksbanken, the SWEA API: one daily series, told by month.

What is known of it: the addresses (`Observations/{series}/{from}/{to}`), that it needs no key,
and that the quota without one is low. What is assumed, since no answer of it is at hand: that an
observation is `{"date": "2026-10-30", "value": 1.75}`. Anything else is refused, never guessed at.
The observations say no unit; the series' id stands for one.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, cast

import pandas as pd
from pydantic import AfterValidator, Field

from etl import model
from etl.errors import AnswerUnreadable
from etl.formats.number import EXACT
from etl.model import Answer, Indicator, Kept
from etl.net.bounds import room
from etl.net.session import Session
from etl.periods import demanded, of, start

NAME = "Riksbanken"
TABLE = r"\bSE[A-Z0-9]{6,}\b"
MOST = 1e9  # a figure of a greater size is none
CALLS, SECONDS = 4, 60.0  # the quota without a key is low, and is told nowhere we have seen


class Query(model.Query):
    """One series from its first month on, and which of a month's days is the month's figure."""

    series: Annotated[str, Field(pattern=r"^SE[A-Z0-9]+$")]
    first: Annotated[str, AfterValidator(demanded("month"))]
    month: Literal["last", "mean"]  # the last day that has a figure, or the mean of those days


def asked(indicator: Indicator) -> dict[str, Any]:
    """What is asked for an indicator, in full: an answer to anything else is another answer."""
    return {"source": "riksbank", **_query(indicator).model_dump()}


def fetch(indicator: Indicator, session: Session, **_: object) -> Answer:
    """The series day by day, for as long as its months are over.

    Body: `[{"date": "2026-10-30", "value": 1.75}, …]` in order of time. The newest month is left
    out: it is not over before a day of the next one is there, and each of its days would make
    new figures. Raises AnswerUnreadable when an observation is not as assumed above.
    """
    query, base = _query(indicator), base_url()
    session.once(f"{base} paced", lambda: session.pace(base, CALLS, SECONDS))
    first, today = start(query.first).isoformat(), datetime.now(UTC).date()
    most = room((today - start(query.first)).days)
    reply = session.get(f"{base}/Observations/{query.series}/{first}/{today}", most=most)
    days = dict(_days(query.series, reply.body))
    strange = [day for day in days if not first <= day <= today.isoformat()]
    if strange or len(days) < len(reply.body):
        told = f"{strange[0]}, which was not asked" if strange else "a day twice"
        raise AnswerUnreadable(f"Riksbanken {query.series}: answered with {told}")
    over = [day for day in sorted(days) if day[:7] < max(days)[:7]]
    body = [{"date": day, "value": days[day]} for day in over]
    return Answer(asked(indicator), reply.date, None, body)


def unchanged(_: Sequence[Kept], __: Session) -> set[str]:
    """None: to ask whether a series has changed costs as much as the series."""
    return set()


def read(answer: Answer, indicator: Indicator) -> pd.DataFrame:
    """`region, sex, age, period, value, status`: one row a month, for the whole country."""
    days = pd.DataFrame(answer.body, columns=["date", "value"]).astype({"date": "str"})
    months = days["date"].map(lambda day: of(date.fromisoformat(day), "month"))
    values = days["value"].groupby(months).agg(_query(indicator).month)
    return pd.DataFrame(
        {
            "region": "00",
            "sex": "T",
            "age": "total",
            "period": values.index.astype("str"),
            "value": values.to_numpy("float64").round(EXACT),
            "status": "",
        }
    )


def unit(_: Answer, indicator: Indicator) -> str:
    """Ours: an observation has none of its own, and the series that was asked for is one unit."""
    return indicator.source_unit


def base_url() -> str:
    """Where the API is: the environment's word, or the live service."""
    return os.environ.get("RIKSBANK_API_URL", "https://api.riksbank.se/swea/v1").rstrip("/")


def _query(indicator: Indicator) -> Query:
    return cast("Query", indicator.query)  # the catalogue reads an entry's query by its source


def _days(series: str, rows: Any) -> Iterator[tuple[str, float]]:
    if not isinstance(rows, list):
        raise AnswerUnreadable(f"Riksbanken {series}: no list of observations in the answer")
    for number, row in enumerate(rows, 1):
        match row:
            case {"date": str(day), "value": float() | int() as value} if (
                not isinstance(value, bool) and abs(value) < MOST and _is_day(day)
            ):
                yield day, float(value)
            case _:
                raise AnswerUnreadable(f"Riksbanken {series}: item {number} is no observation")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
