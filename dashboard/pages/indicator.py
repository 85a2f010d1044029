"""One indicator: map, trend, ranking, table and meaning; every choice is in the address."""

from typing import Any

from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.dependencies import ClientsideFunction

from dashboard import choices as state
from dashboard import data, text
from dashboard.charts import explore
from dashboard.indicator import awaited, cards, controls
from dashboard.indicator.view import CONTROLS, View
from dashboard.pages import Words
from dashboard.parameters import Parameters
from dashboard.parts import cards as parts


def names() -> list[str]:
    """The indicators there are pages of: those with figures, then those awaiting them."""
    return [*data.indicators(), *data.awaited()]


def _title(name: str) -> Words:
    meaning = data.indicators().get(name) or data.awaited()[name]
    return meaning.title, meaning.title_en


PATH = "/indikatorer/<name>"
TITLE = _title
NAV = None


def layout(name: str, **query: Any) -> html.Div:
    """The page of one indicator under the choices of the query; shorter while it has no figures."""
    indicator = data.indicator(name)
    if indicator is None:
        return awaited.page(data.awaited()[name], Parameters(query).lang)
    view = View(indicator, state.parse(query, indicator, data.periods(indicator.id)))
    return html.Div(
        [
            *_heading(view),
            *controls.choices(view),
            *_figures(view),
            dcc.Store(id="indicator", data={"id": indicator.id, "lang": view.lang}),
        ]
    )


def _figures(view: View) -> list[Any]:
    """The map with trend and ranking beside it; without a map the meaning stands beside the trend."""
    side = html.Div([cards.trend_card(view), cards.ranking_card(view)], className="side")
    if view.choices.show:
        return [html.Div([cards.map_card(view), side], className="grid2"), cards.about(view)]
    return [cards.map_card(view), html.Div([side, cards.about(view)], className="grid2")]


def _heading(view: View) -> list[Any]:
    indicator, lang = view.indicator, view.lang
    return [
        parts.place(indicator, lang),
        html.H1(text.title(indicator, lang)),
        html.P(view.sentences.get(view.choices.period, ""), id="lead", className="lead"),
    ]


def register(app: Dash) -> None:
    """What the page answers to: a choice redraws its figures; “Utforska” brings Plotly."""
    chosen = [Input(name, "value") for name in CONTROLS]

    @app.callback(
        Output("map-data", "data"),
        Output("drawing", "data"),
        Output("trend-table", "children"),
        Output("chosen", "children"),
        *chosen,
        State("indicator", "data"),
        prevent_initial_call=True,
    )
    def choose(*given: Any) -> tuple[Any, ...]:
        view = _view(*given)
        return view.map.json(), view.drawing(), cards.trend_table(view), view.chosen()

    @app.callback(
        Output("explored", "children"),
        Input("explore", "n_clicks"),
        *chosen,
        State("indicator", "data"),
        prevent_initial_call=True,
    )
    def show_plotly(clicks: int | None, *given: Any) -> Any:
        if not clicks:
            return no_update
        chart = _view(*given).trend
        return parts.graph(explore.explore(chart), chart.text, chart.lang)

    app.clientside_callback(
        ClientsideFunction("page", "trend"),
        Output("trend-title", "children"),
        Input("drawing", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("page", "compare"),
        Output("compare", "options"),
        Output("compare", "value"),
        Output("add", "value"),
        Input("add", "value"),
        State("add", "options"),
        State("compare", "options"),
        State("compare", "value"),
        prevent_initial_call=True,
    )


def _view(*given: Any) -> View:
    """The view that the page's controls ask for; what they hold is checked like any address."""
    *chosen, page = given
    query = {**dict(zip(CONTROLS, chosen, strict=True)), "lang": page["lang"]}
    indicator = data.indicators()[page["id"]]
    return View(indicator, state.parse(query, indicator, data.periods(indicator.id)))
