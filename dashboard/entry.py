"""The bounds that every request passes before a page or a route has it."""

import flask

from dashboard import limits


def register(server: flask.Flask) -> None:
    """For every request."""
    server.config["MAX_CONTENT_LENGTH"] = limits.BODY
    server.before_request(_bounded)


def _bounded() -> flask.Response | None:
    """Refuse an address that is none of ours before anything is made of it."""
    asked = flask.request
    lengths = {"path": (len(asked.path), limits.PATH)}
    lengths["query"] = (len(asked.query_string), limits.QUERY)
    for name, (length, most) in lengths.items():
        if length > most:
            sentence = f"The {name} has {length} characters; at most {most} are read: ask for less."
            return flask.Response(sentence, 414, mimetype="text/plain")
    return None
