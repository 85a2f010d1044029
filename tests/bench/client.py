"""A browser's side of the wire: what is asked, and what came of it, whatever went wrong."""

import hashlib
import re
import time
from collections.abc import Mapping
from typing import NamedTuple

from urllib3 import HTTPConnectionPool, Timeout
from urllib3.exceptions import HTTPError

PATIENCE = 60.0  # seconds a visitor waits for an answer
CONNECTIONS = 6  # a browser has at most so many to one host
ACCEPTED = {"Accept-Encoding": "gzip, deflate, br, zstd"}
WELL = (200, 303, 304)  # 303: the answer lies at another address
CLOCK = re.compile(rb"\d\d:\d\d UTC")  # since when a release is shown: the only one on a page


class Asked(NamedTuple):
    """An address with its query, and what was sent to it, if anything was."""

    address: str
    sent: bytes | None = None


class Answer(NamedTuple):
    """What came: `problem` is empty where it was well; `tag` and `content` tell two apart."""

    asked: Asked
    kind: str
    seconds: float
    status: int = 0
    problem: str = ""
    tag: str = ""
    content: str = ""


def connections(port: int, most: int = CONNECTIONS) -> HTTPConnectionPool:
    """Connections to a server on 127.0.0.1, kept open as a browser does."""
    timeout = Timeout(total=PATIENCE)
    return HTTPConnectionPool("127.0.0.1", port, maxsize=most, block=True, timeout=timeout)


def ask(
    through: HTTPConnectionPool, asked: Asked, kind: str = "", **headers: str
) -> tuple[Answer, bytes, Mapping[str, str]]:
    """An answer with its content and headers; nothing is asked twice, and no fault raised."""
    method = "GET" if asked.sent is None else "POST"
    more = {} if asked.sent is None else {"Content-Type": "application/json"}
    began = time.perf_counter()
    try:
        got = through.request(
            method,
            asked.address,
            body=asked.sent,
            headers=ACCEPTED | more | headers,
            retries=False,
            redirect=False,
        )

    except HTTPError as error:
        taken = time.perf_counter() - began
        return Answer(asked, kind, taken, problem=type(error).__name__), b"", {}
    taken = time.perf_counter() - began
    problem = "" if got.status in WELL else str(got.status)
    tag, content = seen(got.headers.get("ETag", ""), got.data)
    return Answer(asked, kind, taken, got.status, problem, tag, content), got.data, got.headers


def seen(tag: str, content: bytes) -> tuple[str, str]:
    """A tag and a digest of a content, without the clock that may stand in it."""
    plain = CLOCK.sub(b"", content)
    return tag if plain == content else "", hashlib.sha256(plain).hexdigest()
