"""Clients that are slow, by hundreds: bodies that trickle, readers that hardly read, half a header.

Each kind is one coroutine for one connection. What a server does to such a client (an answer, the
connection closed) ends it, and is no fault; another comes in its place.
"""

import asyncio
import socket
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NamedTuple

import numpy as np

from etl.store import releases
from tests.bench.client import Answer, Asked
from tests.bench.processes import Watch
from tests.bench.readers import opening
from tests.bench.servers import Server

DRIP = 1.0  # seconds between two bytes sent, or two handfuls read
HANDFUL = 256  # bytes read at a time
BUFFER = 4096  # of a slow reader: the kernel is not to read for it
LARGE = 48 * 2**20  # bytes of a body
POST = "POST /_dash-update-component HTTP/1.1\r\nHost: portal\r\nContent-Type: application/json\r\n"

Client = Callable[[int], Awaitable[None]]  # of a port, until the server has enough of it


class Crowd(NamedTuple):
    """So many clients of a kind."""

    name: str
    many: int
    client: Client


async def _connected(port: int, *, buffer: int = 0) -> socket.socket:
    reader = socket.socket()
    reader.setblocking(False)
    if buffer:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    await asyncio.get_running_loop().sock_connect(reader, ("127.0.0.1", port))
    return reader


async def _drip(port: int, beginning: str, each: bytes) -> None:
    """Send a beginning, and then a byte now and again for as long as the server takes it."""
    loop = asyncio.get_running_loop()
    with await _connected(port) as to:
        await loop.sock_sendall(to, beginning.encode())
        while True:
            await loop.sock_sendall(to, each)
            await asyncio.sleep(DRIP)


async def slow_body(port: int) -> None:
    """A body as large as a choice's, of which a byte comes each second."""
    await _drip(port, f"{POST}Content-Length: 4000\r\n\r\n", b"[")


async def half_a_header(port: int) -> None:
    """A header that never ends."""
    await _drip(port, "GET / HTTP/1.1\r\nHost: portal\r\nX-Long: ", b"a")


async def idle(port: int) -> None:
    """A connection on which nothing is ever asked."""
    with await _connected(port) as to:
        await asyncio.get_running_loop().sock_recv(to, 1)


def slow_reader(address: str) -> Client:
    """Who asks for a large answer and hardly reads it."""

    async def read(port: int) -> None:
        loop = asyncio.get_running_loop()
        with await _connected(port, buffer=BUFFER) as to:
            await loop.sock_sendall(to, f"GET {address} HTTP/1.1\r\nHost: portal\r\n\r\n".encode())
            while await loop.sock_recv(to, HANDFUL):
                await asyncio.sleep(DRIP)

    return read


async def large_body(port: int) -> None:
    """As much as a fast line carries, of what costs most to read."""
    loop = asyncio.get_running_loop()
    with await _connected(port) as to:
        await loop.sock_sendall(to, f"{POST}Content-Length: {LARGE}\r\n\r\n[[]".encode())
        part = b",[]" * 2**16
        for _ in range(0, LARGE - 4, len(part)):
            await loop.sock_sendall(to, part)
        await loop.sock_recv(to, HANDFUL)


async def live(port: int, crowds: list[Crowd], seconds: float) -> Counter[str]:
    """All of them for so many seconds; how many of each kind the server has ended."""
    ended: Counter[str] = Counter()

    async def one(crowd: Crowd) -> None:
        while True:
            with suppress(OSError):
                await crowd.client(port)
            ended[crowd.name] += 1
            await asyncio.sleep(DRIP)

    tasks = [asyncio.create_task(one(crowd)) for crowd in crowds for _ in range(crowd.many)]
    await asyncio.wait(tasks, timeout=seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return ended


# --- the largest of them, and what they cost others ---

LARGEST = max(
    releases.Release(releases.DEFAULT).manifest["indicators"].items(),
    key=lambda each: each[1]["rows"],
)[0]
READ = Asked(f"/data/{LARGEST}.csv")
SLOW_BODIES = Crowd("slow bodies", 600, slow_body)
SLOW_READERS = Crowd("slow readers", 200, slow_reader(READ.address))
LARGE_BODIES = Crowd("large bodies", 6, large_body)


class Met(NamedTuple):
    """What others met meanwhile who opened the front page, and what the server needed."""

    answers: list[Answer]
    ended: Counter[str]  # of the slow clients, by the server
    memory: float  # MB in all, at its highest

    @property
    def failed(self) -> list[Answer]:
        """The answers that were none."""
        return [each for each in self.answers if each.problem]

    @property
    def p95(self) -> float:
        """Milliseconds that 95 of 100 waited at most."""
        return float(np.percentile([each.seconds * 1e3 for each in self.answers], 95))

    @property
    def worst(self) -> float:
        """Milliseconds that the last one waited."""
        return max(each.seconds * 1e3 for each in self.answers)


def met(server: Server, crowds: list[Crowd], seconds: float) -> Met:
    """What it is to open the front page while all of them live."""
    with Watch(server.process.pid) as watch, opening(server.port) as answers:
        ended = asyncio.run(live(server.port, crowds, seconds))
    return Met(answers, ended, watch.altogether)
