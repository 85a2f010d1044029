"""One session for all sources: paced, patient, and never led elsewhere."""

import random
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Any, Self, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from pyrate_limiter import InMemoryBucket, Limiter, Rate, SingleBucketFactory
from requests.exceptions import InvalidSchema, InvalidURL, MissingSchema
from tenacity import RetryCallState, Retrying, retry_if_exception_type

from etl import __version__
from etl.errors import AnswerUnreadable, EtlError
from etl.net.bounds import MOST
from etl.net.deadline import Adapter
from etl.net.reply import Reply, TryAgain, Wanted, read

USER_AGENT = f"norrlaget/{__version__} (open analysis portal for northern Sweden; python-requests)"
TRANSIENT = {408, 425, 429, 500, 502, 503, 504}
MARGIN = 1.05  # the server's window starts when the first call arrives, a little after it is sent
T = TypeVar("T")


@dataclass(frozen=True)
class Patience:
    """How long to go on trying; all but `attempts` in seconds."""

    attempts: int = 5
    first_wait: float = 1.0  # doubled at each attempt, and up to half as much again at random
    longest_wait: float = 60.0  # a server that asks for more is left for the next run
    rounding: float = 1.0  # Retry-After is in whole seconds and can be up to half a second short
    connect: float = 10.0
    read: float = 30.0  # with no byte at all
    answer: float = 90.0  # one whole answer, however slowly it drips
    altogether: float = 240.0  # no new attempt after this


PATIENCE = Patience()


class Session:
    """Asks sources for JSON (or text): paced per source, patient with faults, silent about none.

    Raises SourceUnavailable when patience ends, Refused when the server calls the request
    wrong, AnswerUnreadable when the answer leads elsewhere. Close it, or use it in `with`.
    """

    def __init__(self, patience: Patience | None = None) -> None:
        self.patience = patience or PATIENCE
        self.calls = 0  # requests sent, every attempt counted
        # By origin, what its clock said where that was not believed; None where it was each time.
        self.clocks: dict[tuple[str, str], datetime | None] = {}
        self._counting = Lock()  # sources are asked side by side, each in a thread of its own
        self._limiters: dict[str, Limiter] = {}
        self._once: dict[str, Any] = {}
        self._asking: dict[str, Lock] = {}
        self._requests = _SameHost()
        self._requests.headers["User-Agent"] = USER_AGENT
        self._requests.max_redirects = 3
        for scheme in ("http://", "https://"):
            self._requests.mount(scheme, Adapter())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._requests.close()

    def pace(
        self, base: str, calls: int, seconds: float, made: int = 0, margin: float = MARGIN
    ) -> None:
        """From now on at most `calls` requests in any `seconds` to addresses below `base`.

        `made` have just been made, to learn the limits. Without a limit that the server counts
        there is no window to come too early for: `margin` is then 1.
        """
        rate = Rate(calls, max(1, round(seconds * 1000 * margin)))
        factory = SingleBucketFactory(InMemoryBucket([rate]), schedule_leak=False)
        self._limiters[base] = limiter = Limiter(factory, buffer_ms=1)
        for _ in range(made):
            limiter.try_acquire()

    def once(self, name: str, ask: Callable[[], T]) -> T:
        """What `ask` gives, asked once a run; a failure too is remembered and raised again."""
        with self._counting:
            asking = self._asking.setdefault(name, Lock())
        with asking:
            if name not in self._once:
                try:
                    self._once[name] = ask()
                except EtlError as error:
                    self._once[name] = error
        kept: T | EtlError = self._once[name]
        if isinstance(kept, EtlError):
            raise kept
        return kept

    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        transient: Collection[int] = (),
        *,
        encoding: str = "",
        most: int = MOST,
    ) -> Reply:
        """GET `url`; the statuses in `transient` are tried again beside the usual ones.

        With `encoding` the answer must be text, so encoded where it does not say. It may have
        `most` bytes.
        """
        wanted = Wanted(TRANSIENT.union(transient), most, encoding)
        return self._patiently("GET", url, params, None, wanted)

    def post(
        self,
        url: str,
        body: Any,
        params: Mapping[str, str] | None = None,
        transient: Collection[int] = (),
        *,
        attempts: int | None = None,
        most: int = MOST,
    ) -> Reply:
        """POST `body` as JSON; the statuses in `transient` are tried again beside the usual ones.

        `attempts`, where given, is how many are made in place of what patience allows. The answer
        may have `most` bytes.
        """
        wanted = Wanted(TRANSIENT.union(transient), most)
        return self._patiently("POST", url, params, body, wanted, attempts)

    def _patiently(
        self,
        method: str,
        url: str,
        params: Mapping[str, str] | None,
        body: Any,
        wanted: Wanted,
        attempts: int | None = None,
    ) -> Reply:
        """Each further attempt carries a nonce, so that a cached fault is not given again."""
        patience = replace(self.patience, attempts=attempts or self.patience.attempts)
        for attempt in Retrying(
            retry=retry_if_exception_type(TryAgain),
            stop=partial(_enough, patience),
            wait=partial(_wait, patience),
            reraise=True,
        ):
            with attempt:
                again = attempt.retry_state.attempt_number > 1
                marked = {**(params or {}), **(nonce() if again else {})}
                return self._send(method, url, marked, body, wanted)
        raise AssertionError("Retrying returns or raises")

    def _send(self, method: str, url: str, params: Any, body: Any, wanted: Wanted) -> Reply:
        self._wait_turn(url)
        timeout = (self.patience.connect, self.patience.read)
        try:
            with self._requests.request(
                method, url, params=params, json=body, timeout=timeout, stream=True
            ) as response:
                return self._timed(url, read(response, wanted, self.patience.answer))
        except requests.exceptions.SSLError as error:
            raise AnswerUnreadable(f"{url}: its certificate is not to be trusted") from error
        except (MissingSchema, InvalidSchema, InvalidURL) as error:
            raise AnswerUnreadable(f"{url}: is not an address that can be asked") from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise TryAgain(f"{url}: {_cause(error)}") from error

    def _timed(self, url: str, reply: Reply) -> Reply:
        with self._counting:
            self.clocks[origin(url)] = self.clocks.get(origin(url)) or reply.doubted
        return reply

    def _wait_turn(self, url: str) -> None:
        with self._counting:
            self.calls += 1
        for base, limiter in list(self._limiters.items()):
            if url.startswith(base):
                limiter.try_acquire()


class _SameHost(requests.Session):
    """Follows a redirect only where it cannot change the question or who answers it."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        target = super().get_redirect_target(resp)
        if target is None:
            return None
        resp.close()  # else it is read to its end, however far that is
        if resp.request.method != "GET" or origin(urljoin(resp.url, target)) != origin(resp.url):
            raise AnswerUnreadable(f"{resp.request.url}: sends us elsewhere")
        return target


def origin(url: str) -> tuple[str, str]:
    """The scheme and host that answer for `url`."""
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def nonce() -> dict[str, str]:
    """A parameter no server knows and every cache takes for another question."""
    return {"_": str(time.time_ns())}


def _asked_wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return error.after if isinstance(error, TryAgain) else 0.0


def _enough(patience: Patience, state: RetryCallState) -> bool:
    return (
        state.attempt_number >= patience.attempts
        or (state.seconds_since_start or 0.0) > patience.altogether
        or _asked_wait(state) > patience.longest_wait
    )


def _wait(patience: Patience, state: RetryCallState) -> float:
    """Exponential, with jitter, and never shorter than the server asked for."""
    jitter = random.uniform(1.0, 1.5)  # noqa: S311  # not a secret
    backoff = patience.first_wait * 2.0 ** (state.attempt_number - 1) * jitter
    asked = _asked_wait(state)
    return max(min(backoff, patience.longest_wait), asked + patience.rounding if asked else 0.0)


def _cause(error: BaseException) -> str:
    """The plain reason at the bottom of a chain of library errors."""
    match error:
        case requests.ConnectTimeout():
            return "no connection in time"
        case requests.Timeout() | urllib3.exceptions.TimeoutError():
            return "no answer in time"
        case urllib3.exceptions.IncompleteRead() | urllib3.exceptions.ProtocolError():
            return "the answer was cut short"
        case requests.ConnectionError():
            return "no connection"
    return type(error).__name__
