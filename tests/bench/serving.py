"""The portal under each server that could serve it: quiet, among slow clients, a worker killed.

Two workers each on the same release; a server that is none of the project's is installed beside it.
Who waits while the slow clients stay is answered when they leave: such a wait is of their length.
"""

import asyncio
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tests import PROJECT
from tests.bench import client, measure, rivals, servers
from tests.bench.lighthouse import TOOLS
from tests.bench.processes import memory
from tests.bench.readers import reading
from tests.bench.servers import Server
from tests.browser.visits import free_port
from tests.slow import crowds
from tests.slow.crowds import Crowd

CONNECTIONS = 16  # of those who ask one thing after the other, as fast as they are answered
WARMING, QUIET, CROWDED = 1.0, 4.0, 6.0  # seconds
SETTLED, LOADED = 1.0, 0.9  # a worker has loaded the portal at this share of what it has then
PLAIN = {"Accept-Encoding": "identity"}  # as the slow readers have their file
FILES = 8  # times that it is asked for, so that each worker has written it
BEFORE = 1.0  # seconds that two read before a worker is killed
ASKED = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\n\r\n"
WELL = re.compile(rb"HTTP/1.1 200 .*\r\ncontent-length: *(\d+)", re.IGNORECASE | re.DOTALL)

HEADS = [
    f"{'':24}{'600 slow bodies':23}{'200 slow readers':30}{'6 bodies of 48 MB':30}"
    f"{'quiet, 16':14}a worker killed",
    f"{'':24}"
    + "`/` p95 worst failed   "
    + "`/` p95 worst failed     MB   " * 2
    + "`/` a s   p95   failed  back after",
]


class Candidate(NamedTuple):
    """A server, the package it comes in, and the command line that it does best with here."""

    name: str
    package: str
    line: str = ""  # none is `python app.py`


CANDIDATES = [
    Candidate("ours, gunicorn", "gunicorn"),
    Candidate(
        "granian",
        "granian",
        "granian --interface wsgi --http 1 --no-ws --workers 2 --blocking-threads 4 "
        "--backpressure 512 --http1-header-read-timeout 10000 --workers-kill-timeout 5 "
        "--respawn-failed-workers --respawn-interval 0.1 --port {port} app:server",
    ),
    Candidate(
        "gunicorn gthread",
        "gunicorn",
        "gunicorn --worker-class gthread --workers 2 --threads 8 --no-control-socket "
        "--graceful-timeout 5 --bind 127.0.0.1:{port} app:server",
    ),
    Candidate(
        "waitress alone",
        "waitress",
        "waitress --threads 8 --connection-limit 2000 --asyncore-use-poll "
        "--listen 127.0.0.1:{port} app:server",
    ),
    Candidate(
        "hypercorn",
        "hypercorn",
        # It looks in the module for a name that stands there; ours is made when it is asked for.
        "hypercorn --workers 2 --graceful-timeout 5 --bind 127.0.0.1:{port} "
        "wsgi:app:__getattr__('server')",
    ),
]


def run() -> Iterator[str]:
    """A line for each server, and how busy the machine was meanwhile."""
    yield from HEADS
    for each in CANDIDATES:
        with tempfile.TemporaryDirectory() as folder:
            yield _line(each, Path(folder))
    yield f"milliseconds, and MB of all processes at their highest; {measure.busy()}"


def _line(candidate: Candidate, data: Path) -> str:
    """What one server did, started for it; or that it is not here, or does not start."""
    if (version := _version(candidate.package)) is None:
        return f"{candidate.name:22} not here"
    name = f"{candidate.name} {version}"
    try:
        with _served(candidate, data) as server:
            return f"{name:22} " + "   ".join(_cells(server))
    except TimeoutError:
        return f"{name:22} does not start"


def _cells(server: Server) -> Iterator[str]:
    """Quiet comes late: just started, ours makes pages that nobody has asked for yet."""
    time.sleep(SETTLED)
    loaded = LOADED * min(map(memory, server.workers), default=0.0)
    yield _crowded(server, crowds.SLOW_BODIES, told=False)
    _kept(server.port)
    yield _crowded(server, crowds.SLOW_READERS)
    yield _crowded(server, crowds.LARGE_BODIES)
    yield _quiet(server.port)
    yield _killed(server, loaded)


# --- the servers ---


def _served(candidate: Candidate, data: Path) -> AbstractContextManager[Server]:
    if not candidate.line:
        return servers.portal(data)
    port = free_port()
    command: list[str | Path] = [sys.executable, "-m", *candidate.line.format(port=port).split()]
    found = f"{PROJECT}:{TOOLS / candidate.package}"  # theirs first, else the project's own
    return servers.running(command, f"http://127.0.0.1:{port}", data, "/health", PYTHONPATH=found)


def _version(package: str) -> str | None:
    """Of a package, installed now where it was not; None where that cannot be."""
    folder, pip = TOOLS / package, [sys.executable, "-m", "pip", "install", "--quiet"]
    path = [str(folder), *sys.path]
    if not any(metadata.distributions(name=package, path=path)):
        rivals.ran([*pip, "--target", folder, package])
    return next((each.version for each in metadata.distributions(name=package, path=path)), None)


# --- what they are put to ---


def _quiet(port: int) -> str:
    """Answers a second and the 95th of 100 waits, once every worker has the page."""
    try:
        asyncio.run(_asked(port, WARMING))
        waits = asyncio.run(_asked(port, QUIET))
    except (OSError, EOFError):
        return f"{'no answer':>13}"
    return f"{len(waits) / QUIET:7.0f} {np.percentile(waits, 95) * 1e3:5.0f}"


async def _asked(port: int, seconds: float) -> list[float]:
    waits: list[float] = []
    until = time.monotonic() + seconds
    await asyncio.gather(*(_ask_on(port, until, waits) for _ in range(CONNECTIONS)))
    return waits


async def _ask_on(port: int, until: float, waits: list[float]) -> None:
    """One connection; a plain reader, for a whole client would be slower than the servers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (began := time.monotonic()) < until:
        writer.write(ASKED)
        head = await reader.readuntil(b"\r\n\r\n")
        told = WELL.match(head)
        assert told, head
        await reader.readexactly(int(told[1]))
        waits.append(time.monotonic() - began)
    writer.close()


def _crowded(server: Server, crowd: Crowd, *, told: bool = True) -> str:
    """What those wait who open the front page, how many get none, and all the server's memory."""
    met = crowds.met(server, [crowd], CROWDED)
    waits = f"{met.p95:7.0f} {met.worst:5.0f} {len(met.failed):6}"
    return f"{waits} {met.memory:6.0f}" if told else waits


def _kept(port: int) -> None:
    """The file of the slow readers is written by each worker before they come."""
    for _ in range(FILES):
        client.ask(client.connections(port), crowds.READ, **PLAIN, Connection="close")


def _killed(server: Server, loaded: float) -> str:
    """How many requests of two readers failed, and the seconds until two workers are loaded."""
    if not (before := len(server.workers)):
        return "one process: nothing is left"
    with reading(server.port) as answers:
        time.sleep(BEFORE)
        servers.kill(server, 0)
        began = time.monotonic()
        again = servers.workers_again(server, before, loaded)
        taken = time.monotonic() - began
        time.sleep(BEFORE)
    failed = sum(bool(each.problem) for each in answers)
    ended = "it ended" if server.process.poll() is not None else f"not in {taken:.0f} s"
    return f"{failed:6}  " + (f"{taken:.1f} s" if again else ended)
