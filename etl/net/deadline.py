"""Connections that wait only so long for the head of an answer, however slowly it drips."""

import socket
from collections.abc import Iterator
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
        with _in_time(self):
            return super().getresponse()


class _SecureConnection(HTTPSConnection):
    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as urllib3 itself has it
        with _in_time(self):
            return super().getresponse()


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


@contextmanager
def _in_time(connection: HTTPConnection) -> Iterator[None]:
    """Hang up when the time has come: the reader then meets an end, and the caller a timeout."""
    late = Event()

    def hang_up() -> None:
        late.set()
        with suppress(OSError):  # it may have ended just now
            connection.sock.shutdown(socket.SHUT_RDWR)

    timer = Timer(HEAD * float(connection.timeout or 0), hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if late.is_set():
            raise TimeoutError("the head of the answer came too slowly")
