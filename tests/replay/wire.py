"""What goes over the wire: requests and replies as values, and the threaded server on loopback."""

import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

Send = Callable[[socket.socket, bytes, bytes], None]


@dataclass(frozen=True)
class Request:
    """What a client sent: `path` is decoded, below the base and without slashes at its ends."""

    method: str
    base: str  # the API's address as this client named it: http://127.0.0.1:5000/v3
    path: str
    params: tuple[tuple[str, str], ...]
    body: bytes = b""
    target: str = ""  # the request line's own text: path and query, undecoded

    def param(self, name: str) -> str | None:
        """The first value given for a parameter; names are told apart without case."""
        return next((value for key, value in self.params if key.lower() == name.lower()), None)

    @property
    def url(self) -> str:
        """The whole URL as the client spelt it."""
        return "/".join(self.base.split("/")[:3]) + self.target

    @property
    def text(self) -> str:
        """Everything asked, decoded, for matching: path, query and body."""
        return f"{unquote(self.target)} {self.body.decode(errors='replace')}"


def whole(connection: socket.socket, head: bytes, body: bytes) -> None:
    """The ordinary way to send a reply."""
    connection.sendall(head + body)


@dataclass(frozen=True)
class Reply:
    """What a client gets, to the byte."""

    status: int
    body: bytes = b""
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    date: datetime | None = None  # the Date header; None is now
    send: Send = whole

    @property
    def head(self) -> bytes:
        """Status line and headers; there is one Date, and no Content-Length beside chunks."""
        lines = {"Date": format_datetime(self.date or datetime.now(UTC), usegmt=True)}
        if self.date:
            lines["Norrlaget-Replayed"] = "recorded"  # else a clock so far off is not believed
        if self.content_type:
            lines["Content-Type"] = self.content_type
        if "Transfer-Encoding" not in self.headers:
            lines["Content-Length"] = str(len(self.body))
        lines |= self.headers
        status = f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"
        text = "\r\n".join([status, *(f"{name}: {value}" for name, value in lines.items())])
        return f"{text}\r\n\r\n".encode("latin-1")


Answerer = Callable[[Request], Reply]


@dataclass(frozen=True)
class Api:
    """One API, as a server needs to know it."""

    variable: str  # of the environment, that says where it is
    source: str
    path: str  # the base path
    answer: Answerer
    guard: Callable[[Answerer], Answerer] = lambda answer: answer  # what limits its calls


class Server(ThreadingHTTPServer):
    """One API on one port of 127.0.0.1, below a base path; runs in a thread until stopped."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, base_path: str, answer: Answerer) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.base_path = base_path
        self.answer = answer
        self._open: set[socket.socket] = set()
        self._thread = Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The address to give a client."""
        return f"http://127.0.0.1:{self.server_port}{self.base_path}"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering and hang up, also on connections that were kept alive."""
        self.shutdown()
        self._thread.join()
        for connection in list(self._open):
            with suppress(OSError):  # the client may be quicker
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, so that `stop` can end it."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close without socketserver's polite FIN first, so that a reset is really a reset."""
        self._open.discard(request)
        self.close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up; anything else is an error of the emulator."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        reply = self._reply()
        if reply.send is not whole:
            self.close_connection = True
        reply.send(self.connection, reply.head, reply.body)

    def do_POST(self) -> None:
        self.do_GET()

    def _reply(self) -> Reply:
        base = self.server.base_path
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not f"{parts.path}/".lower().startswith(f"{base}/".lower()):
            return Reply(404, b"no API here", "text/plain")
        request = Request(
            method=self.command,
            base=f"http://{self.headers.get('Host', '127.0.0.1')}{base}",
            path=unquote(parts.path[len(base) :]).strip("/"),
            params=tuple(parse_qsl(parts.query, keep_blank_values=True)),
            body=body,
            target=self.path,
        )
        return self.server.answer(request)

    def log_message(self, *_: object) -> None:
        """Quiet: the emulator keeps its own log."""
