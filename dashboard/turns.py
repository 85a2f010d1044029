"""Who may have what takes long: so many wait for their turn, and some of them for one client."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

import flask


class Full(Exception):
    """As many wait already as may."""


class Turns:
    """A queue for `at_once` at a time, with `places` for those who wait or are served.

    One client has at most `share` of the places.
    """

    def __init__(self, places: int, share: int, at_once: int) -> None:
        self._places, self._share = places, share
        self._pens, self._lock = BoundedSemaphore(at_once), Lock()
        self._clients: Counter[str] = Counter()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn; raises Full where there is no place to wait."""
        client = flask.request.remote_addr or ""
        self._enter(client)
        try:
            with self._pens:
                yield
        finally:
            self._leave(client)

    @property
    def busy(self) -> bool:
        """Whether anybody waits or is served."""
        return bool(self._clients)

    def _enter(self, client: str) -> None:
        with self._lock:
            if self._clients[client] >= self._share or self._clients.total() >= self._places:
                raise Full
            self._clients[client] += 1

    def _leave(self, client: str) -> None:
        with self._lock:
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]
