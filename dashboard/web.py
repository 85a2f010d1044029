"""Puts the portal together: Dash, the pages, the routes, and what every answer must carry."""

import re
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from random import shuffle
from time import monotonic, sleep
from typing import Any
from urllib.parse import parse_qsl

import flask
from dash import Dash
from werkzeug.datastructures import MultiDict
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard import answers, data, documents, entry, frozen, limits, origin, pages, routes, shared
from dashboard.parts import live, shell
from dashboard.routes import exports
from dashboard.turns import Full
from etl.errors import ReleaseDamaged

# What Dash has for every page and this portal has no use for: a table component.
UNUSED = re.compile(r"<script [^>]*/dash_table/[^>]*></script>\s*")
# What only an explored chart needs of Dash: its components, and patches that one of them rests on.
LATER = re.compile(r'data-src=(?="[^"]*/(?:polyfill@|dcc/|html/))')
# What each process of ours says otherwise, and no callback here asks for: a document has one tag.
OF_PROCESS = re.compile(r'"end_id":\s*"[^"]*"')
# A script of this type is none until `assets/wake.mjs` makes it one.
ASLEEP = 'type="text/plain" data-src='


class Server(flask.Flask):
    """Each request is answered of one release, and of another where that proves damaged."""

    def dispatch_request(self) -> flask.typing.ResponseReturnValue:
        """What a view answers; all of Dash and of our routes comes through here."""
        return data.served(super().dispatch_request)


class Portal(Dash):
    """Dash behind documents of our own: each page stands in its HTML, and Dash wakes beside it."""

    def __init__(self, *settings: Any, **named: Any) -> None:
        super().__init__(*settings, **named)
        self._unasked: list[documents.Asked] = []  # pages of the release that may be made ahead

    def index(self, *_: object, **__: object) -> flask.Response:
        """The document at the address of the request."""
        wanted = documents.asked(flask.request.path, flask.request.args)
        answer = documents.response(self.document(wanted))
        if wanted.release:
            newest = origin.address() + wanted.address
            answer.headers.add("Link", f'<{newest}>; rel="latest-version"')
        return answer

    def document(self, wanted: documents.Asked) -> documents.Document:
        """The document at an address, made once."""
        with frozen.showing(wanted.release):
            return documents.document(wanted, self.asleep, self._hashed)

    def _hashed(self, figures: str) -> str:
        """The SHA-256 of the file at an address, as whoever fetches it has it; empty without one.

        Raises Full where too many files are being written.
        """
        with self.server.test_request_context(figures, environ_base=_client()):
            answer = self.server.full_dispatch_request()
            if answer.status_code in (429, 503):
                raise Full
            return str(answer.headers.get(exports.HASH, ""))

    def prepare(self) -> None:
        """Make of the release that is shown what readers ask for, as much as there is time for.

        It rests as long as it works: those who read meanwhile are not to notice.
        """
        until = monotonic() + limits.PREPARED_WITHIN
        shared.clear()
        for wanted in documents.popular():
            begun = monotonic()
            self._make(wanted)
            sleep(monotonic() - begun)
            if monotonic() > until:
                break
        self._unasked = documents.unasked()
        shuffle(self._unasked)

    def make_ahead(self, seconds: float) -> None:
        """Make, for so long, what somebody may ask for next; others are told to go first.

        Each worker goes through it in an order of its own, and leaves what another has made.
        """
        until = monotonic() + seconds
        while self._unasked and not documents.busy() and monotonic() < until:
            begun, wanted = monotonic(), self._unasked.pop()
            if not documents.is_made(wanted):
                self._make(wanted)
                sleep(limits.RESTS * (monotonic() - begun))
        sleep(max(0.0, until - monotonic()))

    def _make(self, wanted: documents.Asked) -> None:
        with self.server.test_request_context(wanted.address), suppress(Full):
            self.document(wanted)

    @cached_property
    def asleep(self) -> str:
        """What of Dash stands in every document: its place, settings and scripts, all asleep."""
        fragments: str = super().index()
        return fragments

    def _config(self) -> dict[str, Any]:
        """What wakes Dash, without the components that hold no others: it takes the rest for such.

        A list of all HTML there is would come with every page.
        """
        config: dict[str, Any] = super()._config()
        every = config["children_props"].items()
        holding = {name: {each: of for each, of in those.items() if of} for name, those in every}
        return config | {"children_props": holding}

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]  # it only gets these
        """Dash's own fragments of a document, of which none does anything yet."""
        scripts = UNUSED.sub("", parts["scripts"]).replace("src=", ASLEEP)
        scripts = LATER.sub("data-later data-src=", scripts)
        config = OF_PROCESS.sub('"end_id":""', parts["config"])
        renderer = parts["renderer"].replace("application/javascript", "text/plain")
        return "\n".join([parts["app_entry"].strip(), config, scripts, renderer])


def _client() -> dict[str, str]:
    """Who asks, for what is made on the way to an answer."""
    return {"REMOTE_ADDR": flask.request.remote_addr or ""}


def create_app() -> Portal:
    """The portal as a Dash app; `.server` is its Flask application.

    Raises ValueError with a sentence where the environment does not say where the portal stands.
    """
    origin.address()
    origin.contact()
    server = Server("norrlaget", template_folder=str(Path(__file__).parent), static_folder=None)
    server.url_map.merge_slashes = False  # Flask's own way to one slash leads to the asked host
    app = Portal(
        "norrlaget",
        server=server,
        assets_folder=str(Path(__file__).parent / "assets"),
        assets_ignore=".",  # parts/assets.py says which a page has
        title=shell.NAME,
        update_title="",
        on_error=shell.alert,
        include_pages_meta=False,
    )
    app.layout = live.tree()
    entry.register(server)

    def answer(path: str, query: str, release: str) -> live.Answer | None:
        """Dash catches what a callback raises: here is where damage must be met.

        Of another release than the page's nothing is answered: it would mix the two.
        """
        wanted, shown = documents.asked(path, MultiDict(parse_qsl(query))), data.named(release)
        if shown is None or not pages.find(path):
            return None
        try:
            with data.showing(shown):
                return app.document(wanted).answer
        except ReleaseDamaged:
            data.distrust(shown)
            return None

    live.register(app, answer)
    for page in pages.every():
        page.register(app)
    routes.register(server)
    answers.register(app, server)
    _set_up(server)
    if proxies := origin.proxies():  # who asks and by which scheme; never by which host
        server.wsgi_app = ProxyFix(server.wsgi_app, proxies, proxies, x_host=0)  # type: ignore[method-assign]  # as Flask asks
    return app


def _set_up(server: flask.Flask) -> None:
    """Let Dash register its routing now rather than on the first request.

    A second request that came meanwhile on another thread would find it half done: a 500.
    """
    with server.test_request_context("/"):
        server.preprocess_request()
