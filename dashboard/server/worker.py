"""A gunicorn worker that serves with waitress: threads are for whole requests, never for waiting.

Gunicorn starts, watches and stops the workers; its own threads read a body and write an answer at
the client's pace, so that as many slow clients as threads silence it. Waitress receives and sends
in one loop, and hands a thread only what has come whole.
"""

import logging
import resource
from collections import Counter
from socket import SO_SNDBUF, SOL_SOCKET
from time import monotonic
from typing import Any, cast
from weakref import WeakKeyDictionary

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import WSGITask

from dashboard import limits, origin

TURN = 0.5  # seconds between two looks at the clock, and at whether to stop
LEAST = 50  # connections, however few descriptors there are
SPARE = 500  # descriptors of a worker for all but connections: releases, logs, kept answers


class Task(WSGITask):
    """An answer; one that has no body needs no length to end, and leaves the connection open."""

    def set_close_on_finish(self) -> None:
        """Close the connection after the answer, where that is asked for or must be."""
        asked = getattr(self.request, "headers", {}).get("CONNECTION", "").lower() == "close"
        if asked or self.has_body or self.version != "1.1":
            super().set_close_on_finish()


class Channel(HTTPChannel):
    """A connection."""

    task_class = Task


class BufferingWorker(Worker):
    """Serves until it is told to stop, then ends what it has begun."""

    def run(self) -> None:
        """The worker's loop."""
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a busy moment is no fault
        listener: Any = self.sockets[0]
        # Whoever is accepted inherits it; waitress reads as much at once for each slow reader.
        listener.sock.setsockopt(SOL_SOCKET, SO_SNDBUF, limits.SENT_AHEAD)
        settings = adjustments(_descriptors())
        server: Any = create_server(cast(Any, self.wsgi), sockets=[listener.sock], **settings)
        self._server = server
        self._server.channel_class = Channel
        self._looked = 0.0
        self._begun: WeakKeyDictionary[Any, float] = WeakKeyDictionary()
        while self.alive:
            self._turn()
        self._stop()

    def _turn(self) -> None:
        """Receive and send what there is, tell the master, end what does not come to an end."""
        self.notify()
        wasyncore.loop(timeout=TURN, map=self._server._map, use_poll=True, count=1)
        if monotonic() > self._looked + TURN:
            self._looked = monotonic()
            self._look()

    def _look(self) -> None:
        """End what does not come to an end, and what one client has too much of."""
        channels = list(self._server.active_channels.values())
        many = Counter(each.addr[0] for each in channels) if not origin.proxies() else Counter()
        for each in channels:
            late = each.request is not None and self._late(each.request)
            if late or (many[each.addr[0]] > limits.CLIENT_CONNECTIONS and not each.requests):
                each.will_close = True
                many[each.addr[0]] -= 1

    def _late(self, request: Any) -> bool:
        """Whether a request that has not come whole began too long ago, however it trickles."""
        now = monotonic()
        return now - self._begun.setdefault(request, now) > limits.RECEIVED_WITHIN

    def _stop(self) -> None:
        """Accept nothing more, and let what is being answered end within its time."""
        self._server.accepting = False
        logging.getLogger("waitress").setLevel(logging.ERROR)  # threads that wait for nothing
        until = monotonic() + limits.STOPS_WITHIN
        while self._busy() and monotonic() < until:
            self._turn()
        self._server.task_dispatcher.shutdown(timeout=0)

    def _busy(self) -> bool:
        channels = self._server.active_channels.values()
        return any(each.requests or each.total_outbufs_len for each in channels)


def adjustments(descriptors: int) -> dict[str, Any]:
    """Waitress's settings, for a worker that may have so many descriptors open."""
    return {
        "threads": limits.THREADS,
        "connection_limit": max(LEAST, min(limits.CONNECTIONS, descriptors - SPARE)),
        "backlog": limits.BACKLOG,
        "max_request_header_size": limits.HEADERS,
        "max_request_body_size": limits.BODY,
        "channel_timeout": limits.IDLE,
        "cleanup_interval": limits.IDLE // 6,
        "channel_request_lookahead": 1,  # a client that leaves is noticed, and not answered
        "log_socket_errors": False,  # that a client has left is no fault
        "clear_untrusted_proxy_headers": False,  # dashboard/web.py says which are trusted
        "ident": None,
    }


def _descriptors() -> int:
    """How many files and connections this process may have open, after asking for all it may."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most
