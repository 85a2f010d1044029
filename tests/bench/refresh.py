"""A refresh of the whole catalogue: requests, time and memory, against the least there can be."""

import json
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil, prod
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from etl import catalogue
from etl.model import Indicator
from etl.sources import kolada, scb
from tests.bench import world
from tests.replay import Emulator, serve

# The command line as cron calls it, but with nothing that ships: its figures are not this world's.
# The kernel's word for the peak comes last; rusage would give ours for a child's.
UPDATE = """
from pathlib import Path
from etl import catalogue
from etl.__main__ import main
from etl.store import releases
releases.DEFAULT, load = Path("none"), catalogue.load
catalogue.load = lambda: {i: e for i, e in load().items() if e.source in ("kolada", "scb")}
try:
    main(["update"])
finally:
    peak = [line for line in Path("/proc/self/status").open() if line.startswith("VmHWM")]
    print(peak[0].split()[1])
"""
UNITS, PAGE, IDS = 312, 5000, 25
KOLADA_LISTS = 5  # 6 099 KPIs on two pages, read twice since they can drift; the units on one


@dataclass(frozen=True)
class Ran:
    """What one run cost."""

    requests: Counter[str]  # by source
    seconds: float
    megabytes: float
    said: str


def run() -> Iterator[str]:
    """A refresh from nothing, then one of a world where nothing changed; SCB's limits are on."""
    indicators = [each for each in catalogue.load().values() if each.source in ("kolada", "scb")]
    with TemporaryDirectory() as folder:
        made = Path(folder) / "world"
        made.mkdir()
        world.write(made, indicators)
        least = Counter(scb=_least_scb(made, indicators), kolada=_least_kolada(indicators))
        with serve(made) as agencies:
            yield f"{len(indicators)} indicators of SCB and Kolada"
            yield from _lines("everything", _refresh(agencies, Path(folder) / "data"), least)
            idle = Counter(scb=2, kolada=_least_changes(indicators))
            yield from _lines("nothing changed", _refresh(agencies, Path(folder) / "data"), idle)


def _refresh(agencies: Emulator, data: Path) -> Ran:
    agencies.requests.clear()
    environment = {**os.environ, **agencies.urls, "NORRLAGET_DATA": str(data)}
    began = time.monotonic()
    command = [sys.executable, "-c", UPDATE]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        *lines, peak = running.stdout
    seconds = time.monotonic() - began
    asked = Counter(request.source for request in agencies.requests)
    return Ran(asked, seconds, int(peak) / 1024, json.loads(lines[-1])["message"])


def _lines(what: str, ran: Ran, least: Counter[str]) -> Iterator[str]:
    yield f"{what}: {ran.said}"
    for source in ("scb", "kolada"):
        asked, needed = ran.requests[source], least[source]
        yield f"  requests to {source:32} {asked:5}, least {needed:5}, ratio {asked / needed:5.2f}"
    asked, needed = ran.requests.total(), least.total()
    yield f"  requests in all {'':28} {asked:5}, least {needed:5}, ratio {asked / needed:5.2f}"
    forced = _forced(ran.requests)
    yield f"  seconds {ran.seconds:39.1f}, forced {forced:5.1f}, ratio {ran.seconds / forced:5.2f}"
    yield f"  peak memory of the run, MB {ran.megabytes:20.0f}"


def _forced(requests: Counter[str]) -> float:
    """Seconds the pace allowed forces: SCB admits 3 a second, to Kolada we send 5, side by side."""
    return max((requests["scb"] - 1) // 3, (requests["kolada"] - 1) // kolada.CALLS, 1)


def _least_scb(made: Path, indicators: list[Indicator]) -> int:
    """Config; for each table its metadata before and after, and its cells in full answers."""
    limit = json.loads((made / "scb/config.json").read_text())["maxDataCells"]
    cells: defaultdict[str, int] = defaultdict(int)
    for part in (part for each in indicators for part in each.parts if part.source == "scb"):
        metadata = json.loads((made / f"scb/{part.table}.json").read_text())["response"]
        cells[part.table] += prod(map(len, scb.selection(part, metadata).values()))
    return 1 + sum(2 + ceil(count / limit) for count in cells.values())


def _least_kolada(indicators: list[Indicator]) -> int:
    """The lists, and for each KPI as many full pages as its units in all its years can fill."""
    pages = (ceil(len(years) * UNITS / PAGE) for years in _years(indicators))
    return KOLADA_LISTS + sum(pages)


def _least_changes(indicators: list[Indicator]) -> int:
    """One short answer for each 25 KPIs and 25 years."""
    years = list(_years(indicators))
    return ceil(len(years) / IDS) * ceil(max(map(len, years)) / IDS)


def _years(indicators: list[Indicator]) -> Iterator[range]:
    kpis = {p.table: p for each in indicators for p in each.parts if p.source == "kolada"}
    for part in kpis.values():
        yield range(cast("kolada.Query", part.query).first, datetime.now(UTC).year + 1)
