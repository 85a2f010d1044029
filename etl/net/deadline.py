"""Answers are waited for only so long, head and body, however slowly they drip."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Timer
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

HEAD = 2.0  # times the read timeout, which begins anew with each byte, for status line and headers


class Adapter(HTTPAdapter):
    """What a requests session mounts; a head that is late is a timeout as any other."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools that connections come from."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}


class _Connection(HTTPConnection):
    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as urllib3 itself has it
        with _head_in_time(self):
            return super().getresponse()


class _SecureConnection(HTTPSConnection):
    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as urllib3 itself has it
        with _head_in_time(self):
            return super().getresponse()


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


@contextmanager
def in_time(seconds: float, hang_up: Callable[[], None]) -> Iterator[None]:
    """Hang up when the time has come: the reader then meets an end, and the caller a timeout."""
    late = Event()

    def end() -> None:
        late.set()
        with suppress(OSError, ValueError, RuntimeError):  # it may have ended just now
            hang_up()

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if late.is_set():
            raise TimeoutError("it came too slowly")


@contextmanager
def _head_in_time(connection: HTTPConnection) -> Iterator[None]:
    seconds = HEAD * float(connection.timeout or 0)
    with in_time(seconds, lambda: connection.sock.shutdown(socket.SHUT_RDWR)):
        yield
