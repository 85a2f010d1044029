"""The map and the chart in plain Dash."""

from dash import Dash, dcc, html
from flask import Flask

from tests.bench.others import figures


def by_default() -> Flask:
    """The app for a WSGI server, everything as Dash has it: nothing is compressed."""
    return _app(compress=False)


def compressed() -> Flask:
    """The same with `compress=True`, the one switch Dash has for it."""
    return _app(compress=True)


def _app(*, compress: bool) -> Flask:
    app, shown = Dash(__name__, compress=compress), figures.read()
    app.layout = html.Div(
        [
            html.H1(shown["title"]),
            dcc.Graph(figure=figures.choropleth(shown), config=figures.CONFIG),
            dcc.Graph(figure=figures.trend(shown)),
        ]
    )
    server: Flask = app.server
    return server
