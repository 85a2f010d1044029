"""The page of trends as files: exactly what it shows, as data."""

import json
from collections.abc import Iterator

import pandas as pd
from werkzeug.datastructures import MultiDict

from dashboard import data
from dashboard.routes import tables
from dashboard.routes.ask import Refused, Strict
from dashboard.routes.exports import Export
from dashboard.text import fold
from dashboard.trends import choices
from dashboard.trends.outlook import Outlook
from dashboard.trends.record import record, rows

MIMETYPES = {"csv": "text/csv", "json": "application/json"}
FLAVOURS = ["csv", "csv-sv"]


def export(kind: str, arguments: MultiDict[str, str]) -> Export:
    """The file of a kind; raises Refused where it cannot be given."""
    if kind not in MIMETYPES:
        raise Refused(404, f"There are no trends as {kind[:20]!r}.", list(MIMETYPES))
    more = ["release", *(["format"] if kind == "csv" else [])]
    asked = Strict(arguments, [*choices.QUERY, "lang", *more])
    asked.demand_words()
    view = Outlook(choices.parse(asked))
    flavour = asked.pick("format", FLAVOURS, "csv")
    return Export(_written(view, kind, flavour), MIMETYPES[kind], f"{_name(view)}.{kind}")


def _name(view: Outlook) -> str:
    """What a file is called: the page, the region, and the day of the newest figures."""
    code = view.place.code
    place = fold(data.region_name(code)).replace(" ", "-")
    return f"trender_{code}-{place}_{data.release().id[:10]}"


def _written(view: Outlook, kind: str, flavour: str) -> Iterator[bytes]:
    if kind == "json":
        return iter([json.dumps(record(view), ensure_ascii=False).encode()])
    return iter(tables.FLAVOURS[flavour].write([pd.DataFrame(rows(view))]))
