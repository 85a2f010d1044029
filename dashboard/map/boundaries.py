"""The boundaries as the browser fetches them: once, under an address that names their content."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import flask

FOLDER = Path(__file__).parents[2] / "maps"
LEVELS = ("municipality", "county")


@cache
def urls() -> dict[str, str]:
    """The address of each level's SVG paths; another content has another address."""
    return {level: f"/maps/{level}.{_fingerprint(level)}.json" for level in LEVELS}


@cache
def _content(level: str) -> bytes:
    return (FOLDER / f"{level}.json").read_bytes()


def _fingerprint(level: str) -> str:
    return hashlib.sha256(_content(level)).hexdigest()[:10]


def register(server: flask.Flask) -> None:
    """Serve the boundaries under the addresses of `urls()`."""

    @server.get("/maps/<name>")
    def boundaries(name: str) -> flask.Response:
        level = name.partition(".")[0]
        if level not in LEVELS or urls()[level] != f"/maps/{name}":
            flask.abort(404)
        return flask.Response(_content(level), mimetype="application/json")


@cache
def boundaries(name: str) -> dict[str, Any]:
    """Read `maps/<name>.json`."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_bytes())
    return found
