"""The portal: `python app.py` serves it, `app:server` is for any other WSGI server."""

import os
import socket
import sys

from granian import Granian
from granian.constants import Interfaces

ADDRESS = "127.0.0.1"
STOPS_WITHIN = 5  # seconds: a reader who keeps the connection must not keep it from stopping


def serve() -> None:
    """Serve on 127.0.0.1, with two workers that each make the portal for themselves."""
    port = free_port(os.environ.get("PORT", "8050"))
    print(f"Norrläget: http://{ADDRESS}:{port}", flush=True)  # noqa: T201 – told to a person
    Granian(
        "app:server",
        address=ADDRESS,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        workers_kill_timeout=STOPS_WITHIN,
    ).serve()


def free_port(given: str) -> int:
    """The port asked for; ends with a sentence when it is none, or taken.

    The server itself would share a taken port, and two portals would answer in turn.
    """
    try:
        port = int(given)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((ADDRESS, port))
    except (ValueError, OverflowError):
        sys.exit(f"PORT is {given!r}: a number from 1 to 65535 is needed")
    except OSError as error:
        sys.exit(f"port {given} on {ADDRESS} cannot be had: {error.strerror}")
    return port


if __name__ == "__main__":
    serve()  # nothing is opened here: what threads hold would not survive the workers' start
else:
    from dashboard.web import create_app

    server = create_app().server
