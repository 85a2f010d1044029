"""Puts the portal together: Dash, the pages, the routes, and what every answer must carry."""

import re
from functools import partial
from pathlib import Path
from typing import Any, cast

import flask
from dash import Dash, html, page_container, register_page
from dash.development.base_component import Component

from dashboard import answers, pages, routes
from dashboard.map import boundaries, component
from dashboard.pages import Page
from dashboard.parts import not_found, prerender, shell

# Scripts Dash sends to every page and this portal has no use for (a tenth of a first view):
# patches for browsers of before 2018, and a table component.
UNUSED = re.compile(r"<script [^>]*(?:/polyfill@|/dash_table/)[^>]*></script>\s*")


class Portal(Dash):
    """Dash with our own document around it: language, navigation and footer without JavaScript."""

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]  # it only gets these
        """The whole HTML document of a page."""
        scripts = UNUSED.sub("", parts["scripts"])
        path = flask.request.path
        words = {"title": _title(path), "first": _first(path)}
        return shell.document({**parts, "scripts": scripts, **words}, pages.menu())


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
    app.layout = _layout
    component.register(app)
    for page in pages.every():
        _serve(page, app)
    register_page("not_found_404", path_template="/404", title=_nowhere, layout=not_found.layout)
    boundaries.register(server)
    routes.register(server)
    answers.register(app, server)
    _set_up(server)
    app.validation_layout = _skeleton(cast(Component, app.validation_layout))
    return app


def _serve(page: Page, app: Portal) -> None:
    """Let Dash know the page and what it answers to."""
    register_page(
        page.module,
        name=page.module,
        path_template=page.path,
        title=partial(_titled, page),
        layout=partial(_laid_out, page),
    )
    page.register(app)


def _laid_out(page: Page, **query: Any) -> Component:
    """A page's content; Dash asks for a layout without a name first, to know its callbacks."""
    if page.variable:
        names = page.names()
        query = {page.variable: next(iter(names), ""), **query}
        if query[page.variable] not in names:
            return not_found.layout(**query)
    return page.layout(**query)


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


def _titled(page: Page, **name: str) -> str:
    """The title in the browser's tab, in the language of the address."""
    given = name.get(page.variable, "")
    there = not page.variable or given in page.names()
    return shell.title(*page.titled(given)) if there else _nowhere()


def _nowhere(**_: str) -> str:
    return shell.title(*not_found.TITLE)


def _title(path: str) -> str:
    found = pages.find(path)
    return _titled(found[0], **found[1]) if found else _nowhere()


def _first(path: str) -> str:
    """The content of a page that is to be read before scripts have run; empty for the others."""
    found = pages.find(path)
    if found is None or not found[0].first:
        return ""
    return prerender.markup(_laid_out(found[0], **{**flask.request.args, **found[1]}))
