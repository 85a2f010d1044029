"""Månadsläge as a plain Dash app: what the portal's own page is measured against.

The same titles, sentences, figures and series out of the same report, put together with Dash's
and plotly's defaults. Classes are those of the portal's page, so that one question fits both.
"""

import plotly.graph_objects as go
from dash import Dash, dcc, html
from flask import Flask

from dashboard import text
from dashboard.charts.chart import Bands
from dashboard.report import charts, model
from dashboard.report.model import Card, Report, Section
from dashboard.report.words import barometer, figures_of, headline, summary_line, value, when

REGION = "24"


def by_default() -> Flask:
    """The app for a WSGI server, everything as Dash has it: nothing is compressed."""
    return _app(compress=False)


def compressed() -> Flask:
    """The same with `compress=True`, the one switch Dash has for it."""
    return _app(compress=True)


def _app(*, compress: bool) -> Flask:
    app = Dash(__name__, compress=compress)
    app.layout = _page(model.report(REGION))
    server: Flask = app.server
    return server


def _page(report: Report) -> html.Div:
    summary = [html.Li(summary_line(claim, report, "sv")) for claim in report.summary]
    sections = [_section(each, report) for each in report.sections]
    return html.Div([html.H1(headline(report, "sv")), html.Ul(summary), *sections])


def _section(section: Section, report: Report) -> html.Div:
    cards = [_card(each, report) for each in section.cards]
    return html.Div([html.H2(section.title), *cards], className="topic")


def _card(card: Card, report: Report) -> html.Div:
    sentences = [*barometer(card, "sv"), *figures_of(card, "sv")]
    return html.Div(
        [
            html.H3(text.title(card.indicator)),
            *[
                html.P(f"{value(each, card, 'sv')} {when(each, card, 'sv')}")
                for each in card.figures
            ],
            html.Ul([html.Li(each) for each in sentences], className="claims"),
            dcc.Graph(figure=_graph(report, card)),
            html.P(text.source_line(card.indicator)),
        ]
    )


def _graph(report: Report, card: Card) -> go.Figure:
    """The card's lines, and what was usual as an area behind them."""
    chart = charts.whole(report, card, "sv")
    lines = [go.Scatter(x=each.periods, y=each.values, name=each.label) for each in chart.series]
    figure = go.Figure([*_area(chart.periods, chart.band), *lines])
    figure.update_layout(title=chart.title, yaxis_title=chart.unit)
    return figure


def _area(periods: tuple[str, ...], band: Bands | None) -> list[go.Scatter]:
    if band is None:
        return []
    low = go.Scatter(x=periods, y=band.sides[0], line_width=0, showlegend=False)
    high = go.Scatter(x=periods, y=band.sides[2], line_width=0, fill="tonexty", name=band.label)
    return [low, high]
