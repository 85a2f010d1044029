"""A gunicorn worker that serves with waitress: threads are for whole requests, never for waiting.

Gunicorn starts, watches and stops the workers; its own threads read a body and write an answer at
the client's pace, so that as many slow clients as threads silence it. Waitress receives and sends
in one loop, and hands a thread only what has come whole.
"""

import logging
import resource
from socket import SO_SNDBUF, SOL_SOCKET
from time import monotonic
from typing import Any, cast
from weakref import WeakKeyDictionary

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.server import create_server

from dashboard import limits

TURN = 0.5  # seconds between two looks at the clock, and at whether to stop
SPARE = 200  # descriptors of a worker for all but connections: releases, logs, kept answers


class BufferingWorker(Worker):
    """Serves until it is told to stop, then ends what it has begun."""

    def run(self) -> None:
        """The worker's loop."""
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a busy moment is no fault
        listener: Any = self.sockets[0]
        # Whoever is accepted inherits it; waitress reads as much at once for each slow reader.
        listener.sock.setsockopt(SOL_SOCKET, SO_SNDBUF, limits.SENT_AHEAD)
        self._server: Any = create_server(
            cast(Any, self.wsgi), sockets=[listener.sock], **adjustments(_descriptors())
        )
        self._begun: WeakKeyDictionary[Any, float] = WeakKeyDictionary()
        while self.alive:
            self._turn()
        self._stop()

    def _turn(self) -> None:
        """Receive and send what there is, tell the master, end what does not come to an end."""
        self.notify()
        wasyncore.loop(timeout=TURN, map=self._server._map, use_poll=True, count=1)
        for channel in list(self._server.active_channels.values()):
            if channel.request is not None and self._late(channel.request):
                channel.will_close = True

    def _late(self, request: Any) -> bool:
        """Whether a request that has not come whole began too long ago, however it trickles."""
        now = monotonic()
        return now - self._begun.setdefault(request, now) > limits.RECEIVED_WITHIN

    def _stop(self) -> None:
        """Accept nothing more, and let what is being answered end within its time."""
        self._server.accepting = False
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
        "connection_limit": min(limits.CONNECTIONS, descriptors - SPARE),
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
