"""Tillväxtverket's open data as its clients fetch it: a tab-separated text a table, in latin-1.

A table is a file of `tillvaxtverket/` in the folder, its name the table and the day it counts as
taken: `GuestNights_Capacity_Revenue_Month_2024-02-20.txt`. Other tables are not there.
"""

from collections.abc import Iterator
from pathlib import Path

from tests.replay.taken import by_name
from tests.replay.wire import Api, Reply, Request


def apis(folder: Path) -> Iterator[Api]:
    """The one API."""
    yield Api("TILLVAXTVERKET_API_URL", "tillvaxtverket", "", Tillvaxtverket(folder).answer)


class Tillvaxtverket:
    """The open data; `answer` is all a server needs of it."""

    def __init__(self, folder: Path) -> None:
        paths = (folder / "tillvaxtverket").glob("*.txt")
        self.tables = {f"data/inkvartering/{path.stem[:-11]}.txt": path for path in paths}

    def answer(self, request: Request) -> Reply:
        """One whole text, or 404."""
        path = self.tables.get(request.path)
        if path is None:
            return Reply(404, b"<html><body>404</body></html>", "text/html")
        return Reply(200, path.read_bytes(), "text/plain", date=by_name(path))
