"""Tillväxtverket's open data: guest nights by month, out of one tab-separated text a table.

What is known of it, from scripts that read it: the addresses, that a text is latin-1 and CC0, the
columns and levels named below, that years and months are numbers, and that it is by municipality,
county and country from 2008. A table has only parts, one line for each kind of establishment (and
each country the guests came from), and none for all of them: an entry is about the parts that it
names in `fixed`. Nothing is ever summed. A line about places kept secret is no region's.
What is assumed, since no line of it is at hand: how a code is padded and a figure spelt, and that
an entry's `fixed` leaves one line for each region and month. Where a name is another the answer
is refused with those that there are; where two lines are left the checks refuse them.
The text says no unit: the column of figures stands for one.
"""

import csv
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import pandas as pd
from pydantic import Field

from etl import model
from etl.errors import AnswerUnreadable, briefly
from etl.formats.number import figure
from etl.model import Answer, Indicator, Kept, Level, Text
from etl.net.session import Session

NAME = "Tillväxtverket"
TABLE = r"\bGuestNights_\w+"
CALLS, SECONDS = 1, 2.0  # no limit is told; a table is one large text
LARGEST = 256_000_000  # bytes: the months since 2008 of 312 places and ten kinds are 90 MB
LEVEL, COUNTY, MUNICIPALITY, YEAR, MONTH = (
    "NIVA_NAMN", "LAN_KOD", "KOMMUN_KOD", "AR", "MANAD_NUMMER",
)  # fmt: skip
OWN: dict[Level, Text] = {"county": "LAN_NAMN", "municipality": "KOMMUN_NAMN"}
UNTOLD = "Sekretesskyddad"  # stands for the name of a place that is not told
LINE = re.compile("[^\\n]*\\n|[^\\n]+$")  # one at a time: a table is large
LEVELS: dict[Level, Text] = {"country": "Riket", "county": "Län", "municipality": "Kommun"}


class Query(model.Query):
    """The column of figures, and the one name wanted in each column that is not a place or time."""

    measure: Text
    fixed: dict[Text, Text] = Field(default_factory=dict)
    levels: dict[Level, Text] = Field(default=LEVELS)


def asked(indicator: Indicator) -> dict[str, Any]:
    """What is asked for an indicator, in full: an answer to anything else is another answer."""
    query = _query(indicator).model_dump(mode="json")
    query["levels"] = _levels(indicator)
    return {"source": "tillvaxtverket", "table": indicator.table, **query}


def fetch(indicator: Indicator, session: Session, **_: object) -> Answer:
    """The table's lines that the indicator is about; a table is asked for once a run.

    Body: `{"columns": [name, …], "rows": [[text, …], …]}`, cells as they stand in the text.
    Raises AnswerUnreadable naming the columns and names that the text does not have.
    """
    base, query = base_url(), _query(indicator)
    session.once(f"{base} paced", lambda: session.pace(base, CALLS, SECONDS))
    url = f"{base}/data/inkvartering/{indicator.table}.txt"
    reply = session.once(url, lambda: session.get(url, encoding="latin-1", most=LARGEST))
    columns = [LEVEL, COUNTY, MUNICIPALITY, YEAR, MONTH, query.measure]
    wanted = {name: {text} for name, text in query.fixed.items()}
    wanted[LEVEL] = set(_levels(indicator).values())
    names = {name: OWN[level] for level, name in _levels(indicator).items() if level in OWN}
    try:
        rows = list(_rows(reply.body, columns, wanted, names))
    except (ValueError, csv.Error) as error:
        raise AnswerUnreadable(f"Tillväxtverket {indicator.table}: {error}") from error
    return Answer(asked(indicator), reply.date, None, {"columns": columns, "rows": rows})


def unchanged(_: Sequence[Kept], __: Session) -> set[str]:
    """None: a text does not tell when it was changed."""
    return set()


def read(answer: Answer, indicator: Indicator) -> pd.DataFrame:
    """`region, sex, age, period, value, status`; an empty cell is a null without a symbol."""
    levels = {name: level for level, name in _levels(indicator).items()}
    try:
        cells = [_observation(levels, *row) for row in answer.body["rows"]]
    except ValueError as error:
        raise AnswerUnreadable(f"Tillväxtverket {indicator.table}: {error}") from error
    frame = pd.DataFrame(cells, columns=["region", "period", "value", "status"])
    frame = frame.astype({"value": "float64"}).assign(sex="T", age="total")
    return frame[["region", "sex", "age", "period", "value", "status"]]


def unit(answer: Answer, _: Indicator) -> str:
    """The name of the column of figures: the text has no other word for what they are."""
    return str(answer.body["columns"][-1])


def base_url() -> str:
    """Where the open data is: the environment's word, or the live service."""
    default = "https://oppnadata.tillvaxtverket.se"
    return os.environ.get("TILLVAXTVERKET_API_URL", default).rstrip("/")


def _query(indicator: Indicator) -> Query:
    return cast("Query", indicator.query)  # the catalogue reads an entry's query by its source


def _levels(indicator: Indicator) -> dict[Level, str]:
    """What the table calls the levels that the indicator promises."""
    names = _query(indicator).levels
    return {level: names[level] for level in indicator.levels if level in names}


def _rows(
    text: str, columns: list[str], wanted: Mapping[str, set[str]], own: Mapping[str, str]
) -> Iterator[list[str]]:
    """Those columns of the lines that have the names wanted; ValueError says what is not there.

    `own` is in which column a level has the name of its place: what is secret is left out.
    """
    each = (line[0] for line in LINE.finditer(text.removeprefix("\ufeff")))
    lines = csv.reader(each, "excel-tab", strict=True)
    heading = next(lines, [])
    missing = [name for name in [*columns, *wanted, *own.values()] if heading.count(name) != 1]
    if missing:
        raise ValueError(f"has no column {', '.join(dict.fromkeys(missing))}, or has it twice")
    places = [heading.index(name) for name in columns]
    filters = [(name, heading.index(name), names) for name, names in wanted.items()]
    level, places_of = heading.index(LEVEL), {each: heading.index(own[each]) for each in own}
    there: defaultdict[str, set[str]] = defaultdict(set)
    for number, line in enumerate(lines, 2):
        if len(line) != len(heading):
            raise ValueError(f"line {number} has {len(line)} cells, the heading {len(heading)}")
        for name, place, _ in filters:
            there[name].add(line[place])
        told = line[level] not in own or line[places_of[line[level]]] != UNTOLD
        if told and all(line[place] in names for _, place, names in filters):
            yield [line[place] for place in places]
    for name, names in wanted.items():
        if names - there[name]:
            gone = ", ".join(sorted(names - there[name]))
            raise ValueError(f"{name} has no {gone} but {briefly(*sorted(there[name]))}")


def _observation(
    levels: Mapping[str, Level], level: str, county: str, own: str, year: str, month: str, cell: str
) -> tuple[str, str, float | None, str]:
    region = {"country": "00", "county": county, "municipality": own}[levels[level]]
    if not month.isdecimal():
        raise ValueError(f"a line's {MONTH} is no number")
    value, symbol = figure(cell, ",") if cell.strip() else (None, "")
    return region, f"{year}M{int(month):02d}", value, symbol
