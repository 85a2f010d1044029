"""When a fault strikes: a switch is a fault's name and which requests it is for.

Written `NAME`, `NAME:2` (the first two requests it meets), `NAME+3` (after letting three pass),
`NAME@TEXT` (requests whose path, query or body hold the text), or all of it: `503:2+3@/data`.
"""

import re
from dataclasses import dataclass, field
from threading import Lock

from tests.replay.faults import FAULTS
from tests.replay.wire import Answerer, Reply, Request

WRITTEN = re.compile(r"(?P<name>[\w-]+)(:(?P<first>\d+))?(\+(?P<after>\d+))?(@(?P<match>.+))?")


@dataclass
class Fault:
    """A switch that is on: which fault, and which requests it strikes."""

    name: str
    first: int | None = None  # how many requests it strikes; None is all
    after: int = 0  # how many it lets pass before
    match: str = ""  # what path, query or body must hold
    _met: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False)

    @classmethod
    def parse(cls, text: str) -> "Fault":
        """A fault as written; ValueError says what is wrong with it."""
        written = WRITTEN.fullmatch(text)
        if written is None or written["name"] not in FAULTS:
            raise ValueError(f"no fault {text!r}; there are {', '.join(FAULTS)}")
        first = int(written["first"]) if written["first"] else None
        return cls(written["name"], first, int(written["after"] or 0), written["match"] or "")

    def strike(self, request: Request) -> int:
        """Which strike this request suffers, from 1; 0 is none."""
        if self.match not in request.text:
            return 0
        with self._lock:
            self._met += 1
            strike = self._met - self.after
        return strike if strike > 0 and (self.first is None or strike <= self.first) else 0

    @property
    def struck(self) -> bool:
        """Whether it has struck at all."""
        return self._met > self.after

    def around(self, answer: Answerer) -> Answerer:
        """`answer` with this fault in its way."""

        def broken(request: Request) -> Reply:
            strike = self.strike(request)
            return FAULTS[self.name](request, answer, strike) if strike else answer(request)

        return broken
