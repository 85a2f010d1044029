"""A map of one's own: any indicator, extent, classes, form and title; then to take away."""

import re
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html

from dashboard import address, data, text
from dashboard import choices as state
from dashboard.indicator.view import OF_MAP, View
from dashboard.map import component
from dashboard.mapbank import card, controls
from dashboard.parameters import Parameters
from dashboard.parts import cards
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

PATH = "/kartbank/karta"
TITLE = ("Gör en karta", "Make a map")
NAV = None
FIRST = True


def layout(**query: Any) -> html.Div:
    """The map page under the choices of the query."""
    asked = Parameters(query)
    lang, indicator = asked.lang, _indicator(asked.one("indicator"))
    if indicator is None:
        return html.Div(html.H1(say(lang, "Det finns inga kartor än", "There are no maps yet")))
    view = View(indicator, state.parse(asked, indicator, data.periods(indicator.id)))
    fold, choices = controls.choices(view)
    return html.Div(
        [
            cards.crumbs((say(lang, "Kartbank", "Map bank"), address.link("/kartbank", lang))),
            html.H1(_heading(view), id="m-heading"),
            html.P(view.sentences.get(view.choices.period, ""), id="lead", className="lead"),
            fold,
            html.Div(
                [card.card(view), html.Div([choices, _ranking(view)], className="side")],
                className="grid2 mapmaker",
            ),
            dcc.Store(id="m-indicator", data={"id": indicator.id, "lang": lang}),
        ]
    )


def _indicator(name: str) -> PublishedIndicator | None:
    """The indicator asked for when it can be on a map, else one that can."""
    on_map = {id_: each for id_, each in data.indicators().items() if state.shows(each)}
    first = next((each for each in data.serving("first-map") if each.id in on_map), None)
    return on_map.get(name) or first or next(iter(on_map.values()), None)


def _heading(view: View) -> str:
    return view.choices.caption or text.title(view.indicator, view.lang)


def _ranking(view: View) -> html.Section:
    return cards.card(component.ranking(view.lang), cards.source(view.indicator, view.lang))


def register(app: Dash) -> None:
    """A choice redraws the map; the rest (time, zoom, files' addresses) is the browser's."""

    @app.callback(
        Output("map-data", "data", allow_duplicate=True),
        Output("m-address", "data"),
        Output("m-chosen", "children"),
        Output("m-heading", "children"),
        Output("m-open", "children"),
        Output("m-own", "hidden"),
        Output("m-wrong", "children"),
        *[Input(f"m-{name}", "value") for name in OF_MAP],
        State("m-indicator", "data"),
        prevent_initial_call=True,
    )
    def choose(*given: Any) -> tuple[Any, ...]:
        *chosen, page = given
        query = dict(zip(OF_MAP, chosen, strict=True))
        indicator = data.indicators()[page["id"]]
        asked = {**query, "limits": _numbers(query["limits"], page["lang"]), "lang": page["lang"]}
        view = View(indicator, state.parse(asked, indicator, data.periods(indicator.id)))
        own = query["method"] == "own"
        wrong = _wrong(view.lang) if own and not view.choices.limits else ""
        told = view.chosen(), _heading(view), card.link(view)
        return card.payload(view), card.chosen(view), *told, not own, wrong

    app.clientside_callback(
        ClientsideFunction("mapmaker", "address"),
        Output("m-live", "value"),
        Output("m-frozen", "value"),
        Input("m-address", "data"),
        State("m-release", "data"),
    )


def _numbers(given: str | None, lang: Lang) -> list[str]:
    """Numbers as a reader writes them, `1 234,5; −2`, each as Python reads it; words as they are."""
    mark = " \u00a0," if lang == "en" else " \u00a0"
    plain = re.sub(rf"(?<=\d)[{mark}](?=\d{{3}}\b)", "", given or "")
    return plain.replace(",", ".").replace("−", "-").replace(";", " ").split()


def _wrong(lang: Lang) -> str:
    return say(
        lang,
        "Skriv ett till fyra stigande tal med semikolon mellan, till exempel 20; 30; 40.",
        "Write one to four rising numbers with semicolons between, such as 20; 30; 40.",
    )
