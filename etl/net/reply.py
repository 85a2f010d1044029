"""What counts as an answer: whole, of the kind asked for, in time, and dated; else an error."""

import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, NoReturn

from requests import Response

from etl.errors import AnswerAmiss, AnswerUnreadable, SourceUnavailable, briefly
from etl.net.clock import dated, moment
from etl.net.deadline import in_time

# What the agencies' documentation lets them say; in other words a refusal is told by its status.
REASONS = [
    "Too many cells selected", "Too many values selected", "Non-existent table",
    "Non-existent variable", "Non-existent value", "Non-existent codelist", "Non-existent page",
    "Parameter error",
]  # fmt: skip


NOT_NOW = {408, 425, 429}  # refusals of whatever is asked


@dataclass(frozen=True)
class Reply:
    """A good answer: its JSON or its text, and when it was given."""

    body: Any
    date: datetime  # UTC, by the server's own clock where that can be believed
    doubted: datetime | None = None  # what that clock said where it cannot
    size: int = 0  # bytes, unpacked


@dataclass(frozen=True)
class Wanted:
    """What is taken for an answer."""

    transient: Collection[int]  # statuses to be tried again
    most: int  # bytes, unpacked
    encoding: str = ""  # of text, where it does not say; empty for JSON


class Refused(AnswerUnreadable):
    """The server says the request is wrong (4xx); `title` is why, in words of ours."""

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


class Amiss(TryAgain, AnswerAmiss):
    """One attempt was answered, and not by what was asked for: a page for people, half a text.

    So is a refusal (4xx) that is tried again, as some servers say it of faults of their own.
    """


def read(response: Response, wanted: Wanted, seconds: float) -> Reply:
    """The answer of a streamed response, which must be whole within so many seconds.

    Raises TryAgain for the statuses that are transient and for what comes too late, Amiss for
    what is of another kind or not whole; Refused for every other status but 200; AnswerUnreadable
    for what is greater than wanted.
    """
    content = _content(response, wanted.most, seconds)
    if response.status_code in wanted.transient:
        after = _seconds(response.headers.get("Retry-After", ""))
        said = f"{asked(response)}: {response.status_code} {_title(response, content)}"
        raise _kind_of(response.status_code)(said, after, response.status_code)
    if response.status_code != 200:
        raise Refused(asked(response), response.status_code, _title(response, content))
    given = wanted.encoding
    body = _text(response, content, given) if given else _json(response, content)
    return Reply(body, *dated(response.url, response.headers), len(content))


def _kind_of(status: int) -> type[TryAgain]:
    """Of a transient status: whether the server is amiss in this, or not to be had at all."""
    return Amiss if status < 500 and status not in NOT_NOW else TryAgain


def _json(response: Response, content: bytes) -> Any:
    if not _is_json(response):
        raise Amiss(f"{asked(response)}: not JSON but {_told(response)}")
    try:
        text = content.decode(_charset(response) or "utf-8-sig").removeprefix("\ufeff")
        return json.loads(text, parse_constant=_not_json)
    except (ValueError, LookupError, RecursionError) as error:
        raise Amiss(f"{asked(response)}: not whole JSON") from error


def _text(response: Response, content: bytes, encoding: str) -> str:
    """Text has no end of its own: it must tell its length, and end where a line does."""
    if _kind(response) not in ("text/plain", "text/csv", "text/tab-separated-values"):
        raise Amiss(f"{asked(response)}: not text but {_told(response)}")
    if not any(name in response.headers for name in ("Content-Length", "Transfer-Encoding")):
        raise Amiss(f"{asked(response)}: does not tell how long it is")
    if not content.endswith((b"\r", b"\n")):
        raise Amiss(f"{asked(response)}: not whole: it ends within a line")
    try:
        return content.decode(_charset(response) or encoding)
    except (ValueError, LookupError) as error:
        raise Amiss(f"{asked(response)}: not the text it says") from error


def _content(response: Response, most: int, seconds: float) -> bytes:
    """The whole body, unpacked a little at a time so that no more of it is ever in memory."""
    content, raw = bytearray(), response.raw
    try:
        with in_time(seconds, raw.shutdown):
            while part := raw.read1(1 << 16, decode_content=True):
                content += part
                if max(len(content), raw.tell()) > most:
                    said = f"more than {most / 1e6:.3g} MB came, which was not asked for"
                    raise AnswerUnreadable(f"{asked(response)}: {said}")
    except TimeoutError as error:
        raise TryAgain(f"{asked(response)}: the answer came too slowly") from error
    return bytes(content)


def _not_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _is_json(response: Response) -> bool:
    return _kind(response) in ("application/json", "application/problem+json")


def _kind(response: Response) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _charset(response: Response) -> str:
    _, _, said = response.headers.get("Content-Type", "").lower().partition("charset=")
    return said.partition(";")[0].strip(' "')


def _told(response: Response) -> str:
    return briefly(_kind(response)) if _kind(response) else "no Content-Type"


def asked(response: Response) -> str:
    """The address that was asked for, wherever the server led."""
    return str((response.history or [response])[0].url)


def _title(response: Response, content: bytes) -> str:
    """Why, as far as the server says it in words that we know; else what its status means."""
    words = _words(response, content)
    known = (reason for reason in REASONS if any(reason.lower() in word for word in words))
    with suppress(ValueError):
        return next(known, "") or HTTPStatus(response.status_code).phrase
    return "no reason given"


def _words(response: Response, content: bytes) -> list[str]:
    """What its document has as `title`, `detail` and `error`."""
    try:
        problem = json.loads(content) if _is_json(response) else {}
    except (ValueError, RecursionError):
        return []
    keys = ("title", "detail", "error") if isinstance(problem, dict) else ()
    return [str(problem.get(key)).lower() for key in keys]


def _seconds(retry_after: str) -> float:
    """Retry-After in seconds, given as a number or as an HTTP date; 0 when it says nothing."""
    try:
        return max(0.0, float(retry_after))
    except ValueError:
        then = moment(retry_after)
    return max(0.0, (then - datetime.now(UTC)).total_seconds()) if then else 0.0
