"""Puts the portal together: Dash, its pages and routes, and what every answer must carry."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import brotli
import flask
from dash import Dash, html, page_container, register_page
from dash.development.base_component import Component
from flask_compress import Compress
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response

from dashboard import routes, version
from dashboard.map import boundaries, component
from dashboard.pages import (
    demography,
    home,
    indicator,
    indicators,
    mapbank,
    monthly,
    not_found_404,
    revisions,
    status,
)
from dashboard.pages import map as map_page
from dashboard.parts import prerender, shell

Found = tuple[ModuleType, dict[str, str]]

PAGES: list[ModuleType] = [
    home,
    indicators,
    indicator,
    monthly,
    demography,
    mapbank,
    map_page,
    revisions,
    status,
]
STATIC = ("/_dash-component-suites/", "/assets/", "/maps/")
# Scripts Dash sends to every page and this portal has no use for (a tenth of a first view):
# patches for browsers of before 2018, and a table component.
UNUSED = re.compile(r"<script [^>]*(?:/polyfill@|/dash_table/)[^>]*></script>\s*")
YEAR = 365 * 24 * 3600


class Portal(Dash):
    """Dash with our own document around it: language, navigation and footer without JavaScript."""

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]  # it only gets these
        """The whole HTML document of a page."""
        scripts = UNUSED.sub("", parts["scripts"])
        path = flask.request.path
        words = {"title": _title(path), "first": _first(path)}
        return shell.document({**parts, "scripts": scripts, **words})


def create_app() -> Portal:
    """The portal as a Dash app; `.server` is its Flask application."""
    server = flask.Flask(
        "norrlaget", template_folder=str(Path(__file__).parent), static_folder=None
    )
    app = Portal(
        "norrlaget",
        server=server,  # type: ignore[arg-type]  # Dash takes a Flask application, and says so
        use_pages=True,
        pages_folder="",
        assets_folder=str(Path(__file__).parent / "assets"),
        assets_ignore=r"\.js$|^embed",  # by name, where parts/scripts.py has an order
        title=shell.NAME,
        update_title="",
        on_error=shell.alert,
        include_pages_meta=False,
    )
    for page in PAGES:
        register_page(
            page.__name__,
            name=page.__name__,
            path_template=page.PATH,
            title=page.title,
            layout=page.layout,
        )
    register_page(
        "not_found_404",
        path_template="/404",
        title=not_found_404.title,
        layout=not_found_404.layout,
    )
    app.layout = _layout
    component.register(app)
    indicator.register(app)
    demography.register(app)
    map_page.register(app)
    mapbank.register(app)
    boundaries.register(server)
    routes.register(server)
    _answers(app, server)
    _set_up(server)
    app.validation_layout = _skeleton(cast(Component, app.validation_layout))
    return app


def _set_up(server: flask.Flask) -> None:
    """Let Dash register its routing now rather than on the first request.

    A second request that came meanwhile on another thread would find it half done: a 500.
    """
    with server.test_request_context("/"):
        server.preprocess_request()


def _layout() -> html.Div:
    return html.Div(
        [
            html.Div(id="alert", role="alert"),
            page_container,
        ]
    )


def _skeleton(layout: Component) -> Any:
    """Only what carries an id: Dash sends this with every page, to know what callbacks mean."""
    named = [part for part in layout._traverse() if getattr(part, "id", None)]
    return html.Div([type(part)(id=part.id) for part in named])


def _answers(app: Portal, server: flask.Flask) -> None:
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
        "image/svg+xml",
    ]
    Compress(server)
    server.register_error_handler(Exception, _malformed)
    server.after_request(_static_once)  # runs before Compress: last registered, first run
    server.after_request(_unknown_page)
    server.after_request(_policy(app))


def _malformed(error: Exception) -> Response:
    """A question to Dash that no page of ours asks is the asker's fault, not a fault of ours.

    What goes wrong in our own callbacks never comes here: `on_error` tells the reader of it.
    """
    if isinstance(error, HTTPException):
        return error.get_response(flask.request.environ)
    if not flask.request.path.startswith("/_dash-update-component"):
        raise error
    flask.current_app.logger.warning("not a question of this portal: %r", error)
    return flask.Response("Not a question this portal asks.", 400, mimetype="text/plain")


def _policy(app: Portal) -> Callable[[flask.Response], flask.Response]:
    """Nothing foreign may load. Dash adds inline scripts late, so hashes are not kept."""

    def add(response: flask.Response) -> flask.Response:
        scripts = " ".join(["'self'", *app.csp_hashes()])
        response.headers["Content-Security-Policy"] = (
            f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; "
            f"form-action 'self'; frame-ancestors {_framed(flask.request.path)}"
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return add


def _framed(path: str) -> str:
    """Maps to embed are for other pages; nothing else may be put into a frame of theirs."""
    return "*" if path.startswith("/embed/") else "'self'"


def _unknown_page(response: flask.Response) -> flask.Response:
    """Dash answers 200 to any path; a page that does not exist is a 404."""
    if flask.request.endpoint == "/<path:path>" and not _found(flask.request.path):
        response.status_code = 404
    return response


def _found(path: str) -> Found | None:
    """The page at a path, and the variable part of the path where the page has one."""
    for page in PAGES:
        prefix, _, variable = page.PATH.partition("<")
        name = path.removeprefix(prefix)
        if not variable and path.rstrip("/") == prefix.rstrip("/"):
            return page, {}
        if variable and name != path and page.exists(name):
            return page, {variable.rstrip(">"): name}
    return None


def _first(path: str) -> str:
    """The content of a page that is to be read before scripts have run; empty for the others."""
    found = _found(path)
    if found is None or not getattr(found[0], "FIRST", False):
        return ""
    return prerender.markup(found[0].layout(**flask.request.args))


def _title(path: str) -> str:
    found = _found(path)
    return str(found[0].title(**found[1])) if found else not_found_404.title()


def _static_once(response: flask.Response) -> flask.Response:
    """Bundles, styles and boundaries: compressed well, once, and kept by browsers for a year."""
    request = flask.request
    if not request.path.startswith(STATIC) or response.status_code != 200:
        return response
    if tag := response.get_etag()[0]:  # made of the file's time and size
        response.set_etag(f"{version.mark()}-{tag}")
    if request.args.get("m") or not request.path.startswith("/assets/"):
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


@lru_cache(maxsize=64)
def _small(body: bytes) -> bytes:
    """Quality 9: within 8 % of 11's size in a tenth of its time, and nobody waits for it twice."""
    compressed: bytes = brotli.compress(body, quality=9)
    return compressed
