"""How others' clients and ours read the same table, so that the same faults can befall them.

A reader is a context that gives a function: each call reads all of one table or KPI and gives its
cells. The peers are used as they ship, with the options that serve them best: codes for labels,
a timeout.
"""

from collections.abc import Callable, Iterator, Set
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pandas as pd
import requests
from pxweb import PxApi

from etl.model import Indicator
from etl.net.session import Session
from etl.observations import checks
from etl.sources import SOURCES, scb
from tests.replay import Emulator
from tests.runs import FAST
from tests.small import BY_AGE, POPULATION, small

TIMEOUT = 2  # seconds, told to each peer
LONGEST = 4.0  # seconds, after which one that still reads is said to hang
TABLE, KPI = "TAB9001", "N01951"

Key = tuple[str, ...]
Cells = dict[Key, tuple[float | None, str]]  # value and symbol; a key that comes twice is an error
Reader = Callable[[Emulator, Path], AbstractContextManager[Callable[[], Cells]]]


class Doubled(Exception):
    """A reader gave a cell twice."""


@dataclass(frozen=True)
class Pair:
    """A peer and ourselves, reading the same table."""

    name: str
    table: str
    peer: Reader
    ours: Reader


def by_key(rows: Iterator[tuple[Key, Any, str]]) -> Cells:
    told: Cells = {}
    for key, value, symbol in rows:
        if key in told:
            raise Doubled(key)
        told[key] = (None if pd.isna(value) else float(value), symbol)
    return told


@contextmanager
def pxwebpy(emulator: Emulator, folder: Path) -> Iterator[Callable[[], Cells]]:
    """All cells of TAB9001 that our own indicator asks for; pxwebpy has no symbols."""
    metadata = requests.get(f"{emulator.scb_url}/tables/{TABLE}/metadata", timeout=5).json()
    codes = scb.selection(small(folder, BY_AGE)["alder"], metadata)
    api = PxApi(emulator.scb_url, language="sv", timeout=TIMEOUT)
    api._client.configuration["maxCallsPerTimeWindow"] = 0  # no limit: it would only dawdle

    def read() -> Cells:
        rows = api.get_table_data(TABLE, value_codes=codes, show="code")
        return by_key((tuple(map(str, row.values()))[:-1], row["value"], "") for row in rows)

    yield read
    api._client.session.close()


@contextmanager
def koladapy(emulator: Emulator, _: Path, first: int = 2015) -> Iterator[Callable[[], Cells]]:
    """All values of one KPI from a year on."""
    from koladapy import KoladaAPI  # the tests do without it

    api = KoladaAPI(f"{emulator.kolada_url}/", timeout=TIMEOUT, max_requests_per_second=1000)
    years = list(range(first, datetime.now(UTC).year + 1))

    def read() -> Cells:
        frame = api.get_data_as_dataframe(kpi_id=KPI, years=years)
        return by_key(
            ((row.kpi, row.municipality, row.gender, str(row.period)), row.value, row.status)
            for row in frame.itertuples()
        )

    yield read
    api.session.close()


def koladapy_long(emulator: Emulator, folder: Path) -> AbstractContextManager[Callable[[], Cells]]:
    """More years than Kolada takes in one question."""
    return koladapy(emulator, folder, 1990)


def ours(text: str) -> Reader:
    """An indicator as `update` reads it, checks and all, on its own."""

    @contextmanager
    def reader(_: Emulator, folder: Path) -> Iterator[Callable[[], Cells]]:
        (indicator,) = small(folder, text).values()
        yield lambda: _ours(indicator)

    return reader


def _ours(indicator: Indicator) -> Cells:
    source = SOURCES[indicator.source]
    with Session(FAST) as session:
        answer = source.fetch(indicator, session)
    frame = source.read(answer, indicator)
    checks.demand(checks.Case(indicator, frame, source.unit(answer, indicator)))
    return by_key(
        ((row.region, row.sex, row.age, row.period), row.value, row.status)
        for row in frame.itertuples()
    )


PXWEBPY = Pair("pxwebpy", TABLE, pxwebpy, ours(BY_AGE))
KOLADAPY = Pair("koladapy", KPI, koladapy, ours(POPULATION))
LONG = ours(POPULATION.replace("first = 2015", "first = 1990"))
KOLADAPY_LONG = Pair("koladapy, years from 1990", KPI, koladapy_long, LONG)


def outcome(read: Callable[[], Cells], table: str, truth: Cells, symbols: Set[str]) -> str:
    """What a reading comes to: right, wrong figures, symbols lost, error named, unnamed, hangs.

    Symbols are looked at where some must be there. An error is named when it says which table it
    is about. Whatever still reads after LONGEST is left behind in its thread.
    """
    came: list[Cells | Exception] = []

    def go() -> None:
        try:
            came.append(read())
        except Exception as error:
            came.append(error)

    thread = Thread(target=go, daemon=True)
    thread.start()
    thread.join(LONGEST)
    match came:
        case [Doubled()]:
            return "wrong figures"
        case [Exception() as error]:
            return "error named" if table in str(error) else "error unnamed"
        case [dict() as cells]:
            return _judged(cells, truth, symbols)
    return "hangs"


def _judged(cells: Cells, truth: Cells, symbols: Set[str]) -> str:
    if _values(cells) != _values(truth):
        return "wrong figures"
    told = {symbol for _, symbol in cells.values()} - {""}
    return "symbols lost" if symbols and told != symbols else "right"


def _values(cells: Cells) -> dict[Key, float | None]:
    return {key: value for key, (value, _) in cells.items()}
