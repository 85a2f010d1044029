"""What every answer of the portal carries: compression, caching, a policy, real 404s and 400s."""

import hashlib
from collections.abc import Callable
from functools import lru_cache

import brotli
import flask
from dash import Dash
from flask_compress import Compress
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response

from dashboard import documents, version
from dashboard.parts import assets, shell
from etl.errors import EtlError

STATIC = ("/_dash-component-suites/", "/assets/")
YEAR = 365 * 24 * 3600
BUNDLE = 50_000  # bytes


def register(app: Dash, server: flask.Flask) -> None:
    """For every answer: compressed, cached when it may be, nothing foreign, real 404s."""
    server.config.update(COMPRESS_ALGORITHM=["zstd", "br", "gzip"])
    server.config["COMPRESS_MIMETYPES"] = [
        "text/html",
        "text/css",
        "text/csv",
        "application/atom+xml",
        "text/javascript",
        "application/javascript",
        "application/json",
        "application/problem+json",
        "application/manifest+json",
        "application/xml",
        "image/svg+xml",
    ]
    Compress(server)
    server.register_error_handler(Exception, _malformed)
    server.register_error_handler(EtlError, _unreadable)
    server.add_url_rule("/assets/<mark>/<name>", view_func=_asset)
    server.after_request(_static_once)  # runs before Compress: last registered, first run
    server.after_request(_policy(app))


def _asset(mark: str, name: str) -> flask.Response:
    """A script or style of ours; under the mark of an earlier version today's, and not kept."""
    if name not in assets.names():
        flask.abort(404)
    content = (assets.ASSETS / name).read_bytes()
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    response = flask.Response(content, mimetype=kind)
    response.set_etag(hashlib.sha256(content).hexdigest()[:10])
    if f"/assets/{mark}/" != assets.folder():
        response.headers["Cache-Control"] = "no-cache"
    return response


def _malformed(error: Exception) -> Response:
    """A question to Dash that no page of ours asks is the asker's fault, not a fault of ours.

    What goes wrong in our own callbacks never comes here: `on_error` tells the reader of it.
    """
    if isinstance(error, HTTPException):
        return error.get_response(flask.request.environ)
    if not flask.request.path.startswith("/_dash-"):
        raise error
    flask.current_app.logger.warning("not a question of this portal: %r", error)
    return flask.Response("Not a question this portal asks.", 400, mimetype="text/plain")


def _unreadable(error: EtlError) -> flask.Response:
    """No release is whole, or the one that an address names is not: nothing a visitor can mend."""
    flask.current_app.logger.error("%s is not answered: %s", flask.request.path[:80], error)
    return documents.unreadable()


def _policy(app: Dash) -> Callable[[flask.Response], flask.Response]:
    """Nothing foreign may load. Dash adds inline scripts late, so hashes are not kept."""

    def add(response: flask.Response) -> flask.Response:
        response.headers["X-Content-Type-Options"] = "nosniff"
        if flask.request.path.startswith(STATIC):  # no document, and many to a page
            return response
        scripts = " ".join(["'self'", shell.gate_hash(), *app.csp_hashes()])
        response.headers["Content-Security-Policy"] = (
            f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; "
            f"form-action 'self'; frame-ancestors {_framed(flask.request.path)}"
        )
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return add


def _framed(path: str) -> str:
    """Maps to embed are for other pages; nothing else may be put into a frame of theirs."""
    return "*" if path.startswith("/embed/") else "'self'"


def _static_once(response: flask.Response) -> flask.Response:
    """Bundles, scripts and styles: compressed well, once, and kept by browsers for a year."""
    request = flask.request
    if not request.path.startswith(STATIC) or response.status_code != 200:
        return response
    if tag := response.get_etag()[0]:  # made of the file's time and size
        response.set_etag(f"{version.mark()}-{tag}")
    if not request.path.startswith("/assets/") or request.path.startswith(assets.folder()):
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    if "br" in request.headers.get("Accept-Encoding", "") and _is_text(response):
        response.direct_passthrough = False
        response.set_data(_small(response.get_data()))
        response.headers["Content-Encoding"] = "br"
        response.headers["Vary"] = "Accept-Encoding"
    response.make_conditional(request)
    return response


def _is_text(response: flask.Response) -> bool:
    return (response.mimetype or "").endswith(("javascript", "css", "json", "svg+xml"))


@lru_cache(maxsize=64)  # by content: whatever names a file is asked for under, it is one
def _small(body: bytes) -> bytes:
    """Well, for nobody waits for it twice; 11 needs ten times as long for a bundle of Dash as 9."""
    compressed: bytes = brotli.compress(body, quality=11 if len(body) < BUNDLE else 9)
    return compressed
