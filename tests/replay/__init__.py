"""An emulator of the agencies' APIs on loopback, with faults to switch on."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

from tests.replay import pxweb_v1, riksbank, tillvaxtverket
from tests.replay.figures import open_world
from tests.replay.kolada import Kolada
from tests.replay.limits import FixedWindow
from tests.replay.scb import Scb
from tests.replay.switches import Fault
from tests.replay.wire import Answerer, Api, Reply, Request, Server

SAMPLE = Path(__file__).parents[1] / "answers"
# Beside SCB and Kolada: each gives the APIs it serves from a folder.
FURTHER: list[Callable[[Path], Iterable[Api]]] = [pxweb_v1.apis, riksbank.apis, tillvaxtverket.apis]


@dataclass(frozen=True)
class Seen:
    """One request the emulator answered."""

    at: float  # time.monotonic, seconds
    source: str  # scb, kolada, konj …
    method: str
    path: str  # with its query, as the client spelt it
    body: bytes
    status: int


class Emulator:
    """All the APIs, listening; `faults` may be changed while it runs."""

    def __init__(
        self, data: Path = SAMPLE, *, limits: bool = True, scb_port: int = 0, kolada_port: int = 0
    ) -> None:
        self.requests: list[Seen] = []
        self.faults: list[Fault] = []
        self._scb = scb = Scb(open_world(data))
        kolada = Kolada(data)
        config = scb.world.config
        window = FixedWindow(config["maxCallsPerTimeWindow"], config["timeWindow"])
        limited = _limited(window, self._faulty(scb.answer)) if limits else self._faulty(scb.answer)
        self._servers = {
            "SCB_API_URL": Server(scb_port, "/api/v2", self._logged("scb", limited)),
            "KOLADA_API_URL": Server(
                kolada_port, "/v3", self._logged("kolada", self._faulty(kolada.answer))
            ),
        }
        for api in (api for apis in FURTHER for api in apis(data)):
            faulty = self._faulty(api.answer)
            answer = self._logged(api.source, api.guard(faulty) if limits else faulty)
            self._servers[api.variable] = Server(0, api.path, answer)

    @property
    def urls(self) -> dict[str, str]:
        """What each environment variable that tells where an API is should be."""
        return {variable: server.url for variable, server in self._servers.items()}

    @property
    def scb_url(self) -> str:
        """What SCB_API_URL should be."""
        return self.urls["SCB_API_URL"]

    @property
    def kolada_url(self) -> str:
        """What KOLADA_API_URL should be."""
        return self.urls["KOLADA_API_URL"]

    def start(self) -> None:
        """Begin to answer, each API in its own threads."""
        for server in self._servers.values():
            server.start()

    def stop(self) -> None:
        """Stop answering and hang up."""
        for server in self._servers.values():
            server.stop()

    def strike(self, *faults: str) -> None:
        """Switch faults on, written as in switches.py: `503:2@/data`."""
        self.faults += [Fault.parse(fault) for fault in faults]

    def heal(self) -> None:
        """Switch all faults off; what was published anew is as it was recorded."""
        self.faults.clear()
        self._scb.restore()

    def publish(self, table: str, *, discontinued: bool = False) -> None:
        """SCB publishes a table anew, now: every value is one more. It can be the last time."""
        self._scb.publish(table, discontinued=discontinued)

    def _faulty(self, answer: Answerer) -> Answerer:
        """The first fault that is on stands closest to the client."""

        def struck(request: Request) -> Reply:
            faults = reversed(list(self.faults))
            return reduce(lambda inner, fault: fault.around(inner), faults, answer)(request)

        return struck

    def _logged(self, source: str, answer: Answerer) -> Answerer:
        def logged(request: Request) -> Reply:
            at, reply = time.monotonic(), answer(request)
            self.requests.append(
                Seen(at, source, request.method, request.target, request.body, reply.status)
            )
            return reply

        return logged


def _limited(window: FixedWindow, answer: Answerer) -> Answerer:
    def limited(request: Request) -> Reply:
        refusal, headers = window.enter()
        reply = refusal or answer(request)
        return replace(reply, headers={**reply.headers, **headers})

    return limited


@contextmanager
def serve(
    data: Path = SAMPLE, *, faults: Sequence[str] = (), limits: bool = True
) -> Iterator[Emulator]:
    """An emulator of the folder `data`, on free ports, for as long as the block lasts."""
    emulator = Emulator(data, limits=limits)
    emulator.strike(*faults)
    emulator.start()
    try:
        yield emulator
    finally:
        emulator.stop()
