"""Riksbanken's SWEA API as its clients ask it: a daily series between two days.

A series is a file of `riksbank/` in the folder, its name the series and the day it counts as
taken: `SEPAHITT_2024-02-05.csv`, with columns date and value. Other series are not there.
"""

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tests.replay.taken import by_name
from tests.replay.wire import Api, Reply, Request


def apis(folder: Path) -> Iterator[Api]:
    """The one API."""
    yield Api("RIKSBANK_API_URL", "riksbank", "/swea/v1", Riksbank(folder).answer)


class Riksbank:
    """The API; `answer` is all a server needs of it."""

    def __init__(self, folder: Path) -> None:
        self.series = {path.stem[:-11]: path for path in (folder / "riksbank").glob("*.csv")}

    def answer(self, request: Request) -> Reply:
        """One reply, errors included; a period without observations is 204 with no body."""
        match request.path.split("/"):
            case ["Observations", series, first, last] if series in self.series:
                path = self.series[series]
                found = [row for row in _rows(path) if first <= str(row["date"]) <= last]
                return _reply(200, found, by_name(path)) if found else Reply(204)
        return _reply(404, {"title": "Not Found", "status": 404})


def _rows(path: Path) -> list[dict[str, object]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            {"date": row["date"], "value": float(row["value"])} for row in csv.DictReader(lines)
        ]


def _reply(status: int, body: object, taken: datetime | None = None) -> Reply:
    return Reply(status, json.dumps(body).encode(), "application/json; charset=utf-8", date=taken)
