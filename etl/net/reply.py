"""What counts as an answer: whole, of the kind asked for, in time, and dated; else an error."""

import json
import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from requests import Response

from etl.errors import AnswerUnreadable, SourceUnavailable
from etl.net.clock import dated, moment


@dataclass(frozen=True)
class Reply:
    """A good answer: its JSON or its text, and when it was given."""

    body: Any
    date: datetime  # UTC, by the server's own clock where that can be believed
    doubted: datetime | None = None  # what that clock said where it cannot


class Refused(AnswerUnreadable):
    """The server says the request is wrong (4xx); `title` is its own word for why."""

    def __init__(self, url: str, status: int, title: str) -> None:
        super().__init__(f"{url}: {status} {title}")
        self.status = status
        self.title = title


class TryAgain(SourceUnavailable):
    """One attempt failed; `after` is how long the server asked us to wait, in seconds.

    `status` is its answer's, 0 when there was no whole one.
    """

    def __init__(self, message: str, after: float = 0.0, status: int = 0) -> None:
        super().__init__(message)
        self.after = after
        self.status = status


def read(
    response: Response, transient: Collection[int], deadline: float, encoding: str = ""
) -> Reply:
    """The answer of a streamed response, which must be whole before `deadline` (monotonic).

    With `encoding` it is text, so encoded where it does not say; else JSON. Raises TryAgain for
    the statuses in `transient`, for what is of another kind and for what is cut short; Refused
    for every other status but 200.
    """
    content = _content(response, deadline)
    if response.status_code in transient:
        after = _seconds(response.headers.get("Retry-After", ""))
        said = f"{response.url}: {_said(response, content)}"
        raise TryAgain(said, after, response.status_code)
    if response.status_code != 200:
        raise Refused(response.url, response.status_code, _title(response, content))
    body = _text(response, content, encoding) if encoding else _json(response, content)
    return Reply(body, *dated(response.url, response.headers))


def _json(response: Response, content: bytes) -> Any:
    if not _is_json(response):
        raise TryAgain(f"{response.url}: not JSON but {_kind(response) or 'no Content-Type'}")
    try:
        text = content.decode(_charset(response) or "utf-8-sig").removeprefix("\ufeff")
        return json.loads(text, parse_constant=_not_json)
    except (ValueError, LookupError, RecursionError) as error:
        raise TryAgain(f"{response.url}: not whole JSON: {error}") from error


def _text(response: Response, content: bytes, encoding: str) -> str:
    """Text has no end of its own: it must tell its length, and end where a line does."""
    if _kind(response) not in ("text/plain", "text/csv", "text/tab-separated-values"):
        raise TryAgain(f"{response.url}: not text but {_kind(response) or 'no Content-Type'}")
    if not any(name in response.headers for name in ("Content-Length", "Transfer-Encoding")):
        raise TryAgain(f"{response.url}: does not tell how long it is")
    if not content.endswith((b"\r", b"\n")):
        raise TryAgain(f"{response.url}: not whole: it ends within a line")
    try:
        return content.decode(_charset(response) or encoding)
    except (ValueError, LookupError) as error:
        raise TryAgain(f"{response.url}: not the text it says: {error}") from error


def _content(response: Response, deadline: float) -> bytes:
    """The whole body, one read of the socket at a time so that a slow drip meets its deadline."""
    parts: list[bytes] = []
    while part := response.raw.read1(1 << 16, decode_content=True):
        parts.append(part)
        if time.monotonic() > deadline:
            raise TryAgain(f"{response.url}: the answer came too slowly")
    return b"".join(parts)


def _not_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _is_json(response: Response) -> bool:
    return _kind(response) in ("application/json", "application/problem+json")


def _kind(response: Response) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _charset(response: Response) -> str:
    _, _, said = response.headers.get("Content-Type", "").lower().partition("charset=")
    return said.partition(";")[0].strip(' "')


def _title(response: Response, content: bytes) -> str:
    """The server's own words: its document's `title`, `detail`, `error`, or its status line."""
    try:
        problem = json.loads(content) if _is_json(response) else {}
    except (ValueError, RecursionError):
        problem = {}
    words = (
        [problem.get(key) for key in ("title", "detail", "error")]
        if isinstance(problem, dict)
        else []
    )
    return ": ".join(str(word) for word in words if word) or response.reason or "no reason given"


def _said(response: Response, content: bytes) -> str:
    return f"{response.status_code} {_title(response, content)}"


def _seconds(retry_after: str) -> float:
    """Retry-After in seconds, given as a number or as an HTTP date; 0 when it says nothing."""
    try:
        return max(0.0, float(retry_after))
    except ValueError:
        then = moment(retry_after)
    return max(0.0, (then - datetime.now(UTC)).total_seconds()) if then else 0.0
