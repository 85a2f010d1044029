"""What every request passes before a page or a route has it: bounds, and its one release."""

from collections.abc import Callable, Iterable
from typing import Any

import flask

from dashboard import data, limits

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def register(server: flask.Flask) -> None:
    """Register first of all, and last whatever wraps the server's `wsgi_app`."""
    server.config["MAX_CONTENT_LENGTH"] = limits.BODY
    server.before_request(_bounded)
    server.wsgi_app = of_one_release(server.wsgi_app)  # type: ignore[method-assign, assignment]  # as Flask asks


def of_one_release(application: Wsgi) -> Wsgi:
    """Each request is answered of the release that is current when it comes, whatever follows."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with data.showing(data.release()):
            return application(environ, start_response)

    return answer


def _bounded() -> flask.Response | None:
    """Refuse an address that is none of ours before anything is made of it."""
    asked = flask.request
    lengths = {"path": (len(asked.path), limits.PATH)}
    lengths["query"] = (len(asked.query_string), limits.HEADERS)
    for name, (length, most) in lengths.items():
        if length > most:
            sentence = f"The {name} has {length} characters; at most {most} are read."
            return flask.Response(sentence, 414, mimetype="text/plain")
    return None
