"""One indicator: map, trend, ranking, table and meaning; every choice is in the address."""

from typing import Any
from urllib.parse import parse_qs

from dash import Dash, Input, Output

from dashboard import choices as state
from dashboard import data, text
from dashboard.charts import explore
from dashboard.indicator import awaited, cards, chart_files, check, controls, related, view
from dashboard.indicator.view import View
from dashboard.pages import Words
from dashboard.parameters import Parameters
from dashboard.parts import cards as parts
from dashboard.parts import live
from dashboard.parts.elements import html


def names() -> list[str]:
    """The indicators there are pages of: those with figures, then those awaiting them."""
    return [*data.indicators(), *data.awaited()]


def _title(name: str) -> Words:
    meaning = data.indicators().get(name) or data.awaited()[name]
    return meaning.title, meaning.title_en


PATH = "/indikatorer/<name>"
TITLE = _title
NAV = None
QUERY = view.QUERY
FREEZES = True
STYLES = ("figures", "map")
SCRIPTS = ("map", "mapmaker", "explore")


def layout(name: str, **query: Any) -> html.Div:
    """The page of one indicator under the choices of the query; shorter while it has no figures."""
    indicator = data.indicator(name)
    if indicator is None:
        return awaited.page(data.awaited()[name], Parameters(query).lang)
    shown = _view(name, query)
    return live.page(
        [*_heading(shown), *controls.choices(shown), *_figures(shown)],
        title=f"{shown.region_name} – {text.title(indicator, shown.lang)}",
        address="?".join(filter(None, [f"/indikatorer/{name}", shown.address])),
        picture=shown.picture,
        region=shown.choices.region,
        figures=chart_files.figures(shown, "csv"),
        indicators=name,
    )


def _view(name: str, query: dict[str, Any]) -> View:
    indicator = data.indicators()[name]
    return View(indicator, state.parse(query, indicator, data.periods(name)))


def _figures(shown: View) -> list[Any]:
    """The trend, the map and the ranking in the order of a phone; a wide screen has two columns.

    Without a map the meaning stands beside the trend.
    """
    trend, map_, ranking = cards.trend_card(shown), cards.map_card(shown), cards.ranking_card(shown)
    last = [check.folded(shown), related.card(shown)]
    if shown.choices.show:
        told = html.Div([trend, map_, ranking], className="grid2 told")
        return [told, cards.about(shown), *last]
    return [map_, ranking, html.Div([trend, cards.about(shown)], className="grid2"), *last]


def _heading(shown: View) -> list[Any]:
    indicator, lang = shown.indicator, shown.lang
    lead = html.P(
        shown.sentences.get(shown.map.period or shown.indicator.last_period, ""),
        id="lead",
        className="lead",
    )
    return [
        parts.place(indicator, lang),
        html.H1(text.title(indicator, lang)),
        live.part(lead),
    ]


def register(app: Dash) -> None:
    """“Utforska” brings Plotly; every other choice is answered as any page's (parts/live.py)."""

    @app.callback(
        Output("explored", "children"), Input("live-explore", "data"), prevent_initial_call=True
    )
    def show_plotly(asked: dict[str, str]) -> html.Div:
        name = asked["path"].removeprefix("/indikatorer/")
        with data.showing(data.named(asked.get("release", "")) or data.release()):
            chart = _view(name, parse_qs(asked["query"])).trend
        return parts.graph(explore.explore(chart), chart.text, chart.lang)
