"""What every answer of the portal carries: packing, tags, caching, a policy, real 404s and 400s."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from string import punctuation
from urllib.parse import quote

import flask
from dash import Dash
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response
from werkzeug.wsgi import get_path_info

from dashboard import address, documents, encoding, limits, origin, pages, version
from dashboard.parameters import Parameters
from dashboard.parts import assets, shell
from dashboard.turns import Full
from etl.errors import EtlError

STATIC = ("/_dash-component-suites/", "/assets/")
YEAR = 365 * 24 * 3600
BUNDLE = 50_000  # bytes
REFUSED = {  # by status
    400: ("Frågan kan inte läsas.", "The question cannot be read."),
    405: ("Den här adressen kan bara läsas.", "This address can only be read."),
    413: ("Frågan är för stor.", "The question is too large."),
}
SMALL = 500  # bytes that are not worth packing
FIGURES = "figures"  # the blueprint of files, feeds and API: open data, for any page to use
# What no page here has a use for, and a script that is not ours would.
PERMISSIONS = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip


def register(app: Dash, server: flask.Flask) -> None:
    """For every answer: packed, cached when it may be, nothing foreign, real 404s."""
    server.register_error_handler(Exception, _malformed)
    server.register_error_handler(EtlError, _unreadable)
    server.register_error_handler(Full, _full)
    server.add_url_rule("/assets/<mark>/<name>", view_func=_asset)
    server.before_request(_tidied)
    server.before_request(_moved)
    server.after_request(_packed)  # runs last: last registered, first run
    server.after_request(_static_once)
    server.after_request(_policy(app))


def _tidied() -> Response | None:
    """The same address in the one way it is written, where it was written in another.

    A page is found whatever the case of its letters.
    """
    request = flask.request
    given = get_path_info(request.environ)  # with the slashes that `request.path` leaves out
    path = address.tidy(given)
    if path != path.lower() and not pages.find(path) and pages.find(path.lower()):
        path = path.lower()
    if path == given or request.method not in ("GET", "HEAD"):
        return None
    query = quote(request.query_string, safe=punctuation)  # as it came, but for what is no query
    return flask.redirect(f"{address.of(path)}?{query}" if query else address.of(path), 308)


def _moved() -> Response | None:
    """A page asked for by a place's name stands at its code, for good; another may lead on."""
    request = flask.request
    if request.method not in ("GET", "HEAD"):
        return None
    if path := pages.moved(request.path.lower()):
        return flask.redirect(address.of(path, request.args.items(multi=True)), 301)
    ahead = pages.ahead(request.path, Parameters(request.args))
    return flask.redirect(ahead, 302) if ahead else None


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
        return _refusal(error)
    if not flask.request.path.startswith("/_dash-"):
        raise error
    flask.current_app.logger.warning("not a question of this portal: %r", error)
    return flask.Response("Not a question this portal asks.", 400, mimetype="text/plain")


def _refusal(error: HTTPException) -> Response:
    """In both languages, where a library would say it in English; with words of ours as it is."""
    response = error.get_response(flask.request.environ)
    if error.response is None and error.code in REFUSED:
        response.data = "\n".join(REFUSED[error.code]).encode()
        response.mimetype = "text/plain"
    return response


def _unreadable(error: EtlError) -> flask.Response:
    """No release is whole, or the one that an address names is not: nothing a visitor can mend."""
    flask.current_app.logger.error("%s is not answered: %s", flask.request.path[:80], error)
    return documents.unreadable()


def _full(_: Full) -> flask.Response:
    """Many ask for pages that nobody has asked for before: these wait, what is kept does not."""
    words = "Många frågar just nu: ladda om sidan om en stund.\nMany ask just now: reload soon."
    response = flask.Response(words, 503, mimetype="text/plain")
    response.headers.update({"Cache-Control": "no-store", "Retry-After": str(limits.AGAIN)})
    return response


def _policy(app: Dash) -> Callable[[flask.Response], flask.Response]:
    """Nothing foreign may load. Dash adds inline scripts late, so hashes are not kept."""
    behind = origin.proxies() > 0

    def add(response: flask.Response) -> flask.Response:
        response.headers["X-Content-Type-Options"] = "nosniff"
        if behind and flask.request.is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
        response.headers.update(_sharing())
        if flask.request.path.startswith(STATIC):  # no document, and many to a page
            return response
        scripts = " ".join(["'self'", shell.gate_hash(), *app.csp_hashes()])
        response.headers["Content-Security-Policy"] = (
            f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; "
            f"form-action 'self'; frame-ancestors {_framed(flask.request.path)}"
        )
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = ", ".join(f"{each}=()" for each in PERMISSIONS)
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        return response

    return add


def _framed(path: str) -> str:
    """Maps to embed are for other pages; nothing else may be put into a frame of theirs."""
    return "*" if path.startswith("/embed/") else "'self'"


def _sharing() -> dict[str, str]:
    """Whether the scripts and pages of others may use an answer: open data is for them too."""
    if flask.request.blueprint != FIGURES:
        return {"Cross-Origin-Resource-Policy": "same-origin"}
    asked_first = {  # before a script may say which version it has already
        "Access-Control-Allow-Methods": "GET, HEAD",
        "Access-Control-Allow-Headers": "If-None-Match, Range",
        "Access-Control-Max-Age": "86400",
    }
    return {
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Content-Disposition, Content-Range, ETag, Link, "
        "Retry-After, X-Rows, X-SHA256",
        **(asked_first if flask.request.method == "OPTIONS" else {}),
    }


def _static_once(response: flask.Response) -> flask.Response:
    """Bundles, scripts and styles: packed well, once, and kept by browsers for a year."""
    request = flask.request
    if not request.path.startswith(STATIC) or response.status_code != 200:
        return response
    if tag := response.get_etag()[0]:  # made of the file's time and size
        response.set_etag(f"{version.mark()}-{tag}")
    if not request.path.startswith("/assets/") or request.path.startswith(assets.folder()):
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    into = encoding.chosen(request.accept_encodings)
    if into and encoding.is_text(response.mimetype or ""):
        response.direct_passthrough = False
        response.set_data(_small(response.get_data(), into))
        response.headers["Content-Encoding"] = into
    return response


@lru_cache(maxsize=128)  # by content: whatever names a file is asked for under, it is one
def _small(body: bytes, into: str) -> bytes:
    """Well, for nobody waits for it twice, and what is no bundle as well as can be."""
    level = 11 if into == "br" and len(body) < BUNDLE else encoding.WELL[into]
    return encoding.packed(body, into, level)


def _packed(response: flask.Response) -> flask.Response:
    """An answer in the encoding its reader takes, under a tag of its own; 304 if it is there.

    What is packed already, as pictures are, stays as it is.
    """
    response.vary.add("Accept-Encoding")
    if response.status_code == 304:
        return _as_kept(response)
    into = encoding.chosen(flask.request.accept_encodings)
    text = encoding.is_text(response.mimetype or "")
    if into and text and "Content-Encoding" not in response.headers:
        _pack(response, into)
    tag, weak = response.get_etag()
    if tag and not weak and "Content-Encoding" in response.headers:
        response.set_etag(f"{tag}:{response.headers['Content-Encoding']}")
    if response.status_code == 200:
        response.make_conditional(flask.request)
    return response


def _pack(response: flask.Response, into: str) -> None:
    """A body that comes in pieces is packed piece by piece."""
    if response.is_streamed:
        response.response = encoding.compressed(response.iter_encoded(), into)
        response.headers.pop("Content-Length", None)
    elif len(body := response.get_data()) >= SMALL:
        response.set_data(encoding.packed(body, into))
    else:
        return
    response.headers["Content-Encoding"] = into


def _as_kept(response: flask.Response) -> flask.Response:
    """Nothing new, under the tag that the reader has it by: the tag of one encoding."""
    tag, sent = response.get_etag()[0], flask.request.if_none_match.as_set(include_weak=True)
    kept = (each for each in sent if each and each.partition(":")[0] == tag)
    if tag:
        response.set_etag(next(kept, tag))
    return response
