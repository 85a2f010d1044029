"""The inbox: figures that exist only as files, each a CSV a person puts in the data folder.

`inbox/<table>`, as the entry's `table` names it; what a file must hold is in file.py. Its
figures count as taken the day the newest of them was published, which the file says: the file's
own time is that of its last copy.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pandas as pd

from etl import model
from etl.errors import AnswerUnreadable, FileAwaited
from etl.model import Answer, Indicator, Kept
from etl.net.session import Session
from etl.sources.inbox import file as filled
from etl.store import files

NAME = "Inkorgen"  # for an entry that does not name the agency its figures are from
TABLE = r"\b[a-z][a-z0-9-]*\.csv\b"
LARGEST = 20_000_000  # bytes; all regions, by sex, each month of thirty years are 15 million
TEXTS = dict.fromkeys(["region", "sex", "age", "period", "status"], "str")


class Query(model.Query):
    """Nothing is asked: the entry says it all."""


def asked(indicator: Indicator) -> dict[str, Any]:
    """What the file must hold: one that was read for another entry is another answer."""
    return {
        "source": "inbox",
        "table": indicator.table,
        "unit": indicator.source_unit,
        "frequency": indicator.frequency,
    }


def fetch(indicator: Indicator, _: Session, *, data: Path, **__: object) -> Answer:
    """The file in the inbox of the `data` folder, once every row of it is good.

    Body: `{"text": the file's}`. Raises FileAwaited when there is no file, AnswerUnreadable naming
    the file, and row and column of each fault.
    """
    name = _name(indicator)
    text = filled.decoded(_content(data, indicator))
    published = max(row.published for row in filled.rows(name, text, indicator))
    taken = datetime.combine(published, time(12), UTC)
    return Answer(asked(indicator), taken, published.isoformat(), {"text": text})


def unchanged(_: Sequence[Kept], __: Session) -> set[str]:
    """None: to read a file costs nothing."""
    return set()


def read(answer: Answer, indicator: Indicator) -> pd.DataFrame:
    """`region, sex, age, period, value, status`, one row for each of the file's."""
    rows = filled.rows(_name(indicator), answer.body["text"], indicator)
    frame = pd.DataFrame(rows, columns=filled.Row._fields).drop(columns="published")
    return frame.astype({**TEXTS, "value": "float64"})


def base_url() -> str:
    """Empty: nobody is asked."""
    return ""


def unit(answer: Answer, _: Indicator) -> str:
    """The unit that every row says."""
    return str(answer.asked["unit"])


def strangers(data: Path, names: Collection[str]) -> list[str]:
    """What a person has put there under a name that no entry of the catalogue has; no folders."""
    there = (data / "inbox").glob("[!.]*")
    return sorted(path.name for path in there if not path.is_dir() and path.name not in names)


def _name(indicator: Indicator) -> str:
    return f"inbox/{indicator.table}"


def _content(data: Path, indicator: Indicator) -> bytes:
    try:
        return files.content(data / "inbox" / indicator.table, LARGEST)
    except FileNotFoundError as error:
        raise FileAwaited(f"{_name(indicator)} is not there") from error
    except OSError as error:
        raise AnswerUnreadable(f"{_name(indicator)} cannot be read: {error.strerror}") from error
