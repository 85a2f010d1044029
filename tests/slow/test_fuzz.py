"""Ten thousand requests as nobody's browser sends them, one after the other, and what came back."""

import re
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from etl.store import releases
from tests.bench.servers import Server
from tests.browser.visits import wait_for
from tests.slow import strange
from tests.slow.strange import FOREIGN, MARK, Strange

MANY, SEED = 10_000, 1
LONGEST = 5.0  # seconds an answer may take
MAKES = 20.0  # seconds, where it must first be made: a report's PDF on a slow machine
LOG = 2_000  # bytes that one request may add
ENOUGH = 25  # answers that took too long: what comes after would only wait for them
MARKUP = ("html", "xml")  # types in which what is sent back may act
LEADS_AWAY = re.compile(rf'https?://{re.escape(FOREIGN)}|="[\\/]{{2}}{re.escape(FOREIGN)}'.encode())
CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]")
SLOW, LOUD = f"took more than {LONGEST:.0f} s", f"more than {LOG} bytes of log"
TABLE = "fuzz | what | how many | the first of them"

pytestmark = pytest.mark.alone


@dataclass
class Came:
    """What came of one request; status 0 where the connection was closed without an answer."""

    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    content: bytes = b""
    seconds: float = 0.0

    @property
    def kind(self) -> str:
        """Its media type."""
        return next((v for n, v in self.headers if n.lower() == "content-type"), "")


def test_nothing_that_can_be_sent_breaks_the_portal_or_comes_back_as_markup(
    portal: Server, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    log, workers, tally = tmp_path / "log", portal.workers, Tally()
    for each in strange.requests(MANY, SEED, releases.Release(releases.DEFAULT).id[:7]):
        before = log.stat().st_size
        came = send(portal.port, each)
        if LONGEST < came.seconds <= MAKES:  # as whoever asks for it next has it
            came = send(portal.port, each)
        tally.add(each, came, log.stat().st_size - before)
        if len(tally.faults.get(SLOW, ())) >= ENOUGH:
            break
    forged = len(CONTROL.findall(log.read_bytes()))
    rows = [*tally.rows(), ("control characters in the log", forged, "")]
    for number, row in enumerate(rows, 1):
        record_property(TABLE, [str(number), *map(str, row)])
    wait_for(f"{portal.url}/health", portal.process)
    assert {fault: len(those) for fault, those in tally.faults.items()} == {}
    assert forged == 0
    assert portal.workers == workers


@dataclass
class Tally:
    """What came of all of them: how many of each status, the faults, the bytes of log."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: dict[str, list[Strange]] = field(default_factory=dict)
    log: int = 0

    def add(self, request: Strange, came: Came, log: int) -> None:
        """One more, which added so many bytes to the log."""
        self.statuses[came.status] += 1
        self.log += log
        for fault in [*faults(request, came), *([LOUD] if log > LOG else [])]:
            self.faults.setdefault(fault, []).append(request)

    def rows(self) -> Iterator[tuple[str, int, str]]:
        """What is told of it."""
        yield "sent", self.statuses.total(), ""
        yield from ((f"status {each}", n, "") for each, n in sorted(self.statuses.items()))
        yield from ((fault, len(those), first(those[0])) for fault, those in self.faults.items())
        yield "bytes of log a request", self.log // self.statuses.total(), ""


def send(port: int, request: Strange) -> Came:
    """Send it, whatever it is, and read what comes."""
    came, began = Came(), time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=MAKES) as to:
        with suppress(OSError):  # who is refused early may not get rid of the rest
            to.sendall(request.sent)
            if request.endless:
                to.shutdown(socket.SHUT_WR)
        with suppress(OSError, HTTPException):
            answer = HTTPResponse(to, method=request.sent.split(b" ")[0].decode("ascii", "replace"))
            answer.begin()
            came.status, came.headers = answer.status, answer.getheaders()
            came.content = answer.read()
    came.seconds = time.monotonic() - began
    return came


def faults(request: Strange, came: Came) -> Iterator[str]:
    """What is wrong with an answer, each in some words."""
    names = {name.lower() for name, _ in came.headers}
    if came.status >= 500 and not documented(request, came):
        yield f"status {came.status}"
    if came.seconds > LONGEST:
        yield SLOW
    if f"x-{MARK}" in names or "set-cookie" in names:
        yield "a header that was sent, or a cookie"
    if any(name.lower() == "location" and _away(value) for name, value in came.headers):
        yield "sends on to a foreign host"
    if LEADS_AWAY.search(came.content):
        yield "leads to a foreign host"
    if any(each in came.kind for each in MARKUP) and MARK.encode() in came.content and acts(came):
        yield "markup that was sent"


def _away(location: str) -> bool:
    """Whether a browser that follows it leaves the portal; to it a backslash is a slash."""
    return FOREIGN in (urlsplit(location.replace("\\", "/")).netloc)


def documented(request: Strange, came: Came) -> bool:
    """503 while there is something to wait for, or no figures can be served (docs/api.md).

    And 501 to a transfer coding that a server does not know, as RFC 9112 has it.
    """
    if came.status == 501:
        return b"Transfer-Encoding:" in request.sent
    names = {name.lower() for name, _ in came.headers}
    return came.status == 503 and ("retry-after" in names or "problem+json" in came.kind)


def acts(came: Came) -> bool:
    """Whether what was sent has become an element or an attribute."""
    try:
        found = html.fromstring(came.content).xpath(f"//{MARK} | //@on{MARK}")
    except etree.ParserError:  # nothing but a remark, or nothing at all
        return False
    return bool(found)


def first(request: Strange) -> str:
    """The beginning of a request, as a row can hold it."""
    return f"{request.number} {request.how}: {request.sent.decode('ascii', 'replace')[:90]!r}"
