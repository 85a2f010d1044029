"""One indicator: map, trend, ranking, table and meaning; every choice is in the address."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.dependencies import ClientsideFunction

from dashboard import address, data, text
from dashboard import choices as state
from dashboard.charts import explore
from dashboard.indicator import awaited
from dashboard.indicator.view import CONTROLS, View
from dashboard.map import component
from dashboard.pages import not_found_404
from dashboard.parts import cards, controls, shell
from dashboard.revisions import marks
from dashboard.text import say

PATH = "/indikatorer/<name>"


def title(name: str = "", **_: str) -> str:
    """The title in the browser's tab."""
    indicator = data.meaning(name)
    if indicator is None:
        return not_found_404.title()
    return shell.title(indicator.title, indicator.title_en)


def exists(name: str) -> bool:
    """Whether there is an indicator of that name, with figures or awaiting them."""
    return data.meaning(name) is not None


def layout(name: str = "", **query: Any) -> html.Div:
    """The page of one indicator under the choices of the query; shorter where none can be made."""
    name = name or next(iter(data.indicators()), "")  # Dash asks for a layout without a name
    indicator = data.indicator(name)
    if indicator is None:
        meaning = data.awaited().get(name)
        return (
            awaited.page(meaning, address.lang_of(query))
            if meaning
            else not_found_404.layout(**query)
        )
    view = View(indicator, state.parse(query, indicator, data.periods(indicator.id)))
    return html.Div(
        [
            *_heading(view),
            _fold(view),
            _controls(view),
            *_figures(view),
            dcc.Store(id="indicator", data={"id": indicator.id, "lang": view.lang}),
        ]
    )


def _figures(view: View) -> list[Any]:
    """The map with trend and ranking beside it; without a map the meaning stands beside the trend."""
    side = html.Div([_trend_card(view), _ranking_card(view)], className="side")
    if view.choices.show:
        return [html.Div([_map_card(view), side], className="grid2"), _about(view)]
    return [_map_card(view), html.Div([side, _about(view)], className="grid2")]


def _heading(view: View) -> list[Any]:
    indicator, lang = view.indicator, view.lang
    return [
        cards.place(indicator, lang),
        html.H1(text.title(indicator, lang)),
        html.P(view.sentences.get(view.choices.period, ""), id="lead", className="lead"),
    ]


def _fold(view: View) -> html.Button:
    """On a phone the choices fold into one line, so that the map is in the first view."""
    return html.Button(
        [html.B(view.chosen(), id="chosen"), html.Span(say(view.lang, "Ändra", "Change"))],
        type="button",
        className="fold",
        hidden=not view.leaves_a_choice(),
        **cards.attributes(aria_expanded="false", aria_controls="controls"),
    )


def _controls(view: View) -> html.Div:
    lang, indicator, choices = view.lang, view.indicator, view.choices
    sexes = [
        {"value": s, "label": text.sex(s, lang).capitalize()} for s in _in_order(indicator.sexes)
    ]
    ages = [{"value": a, "label": text.age(a, lang)} for a in indicator.ages]
    shows = [
        {"value": show, "label": component.show_name(show, lang)} for show in state.shows(indicator)
    ]
    return html.Div(
        [
            _select(
                "region",
                say(lang, "Område", "Region"),
                controls.region_options(lang, indicator.levels),
                choices.region,
            ),
            html.Div(
                [
                    html.Span(say(lang, "Kön", "Sex"), id="sex-label", className="label"),
                    html.Div(
                        dbc.RadioItems(
                            id="sex", options=sexes, value=choices.sex, className="choice"
                        ),
                        role="group",
                        **cards.attributes(aria_labelledby="sex-label"),
                    ),
                ],
                className="field",
                hidden=len(sexes) == 1,
            ),
            _select("age", say(lang, "Ålder", "Age"), ages, choices.age, hidden=len(ages) == 1),
            _select(
                "show",
                say(lang, "Karta över", "Map of"),
                shows,
                choices.show,
                hidden=len(shows) < 2,
            ),
        ],
        id="controls",
        className="controls",
        hidden=not view.leaves_a_choice(),
    )


def _in_order(sexes: list[Any]) -> list[str]:
    """Kvinnor, män, totalt: the reading order of the field."""
    return [sex for sex in ("K", "M", "T") if sex in sexes]


def _select(
    name: str, words: str, options: list[controls.Option], value: str, hidden: bool = False
) -> html.Div:
    return html.Div(
        [html.Label(words, htmlFor=name), dbc.Select(id=name, options=options, value=value)],
        className="field",
        hidden=hidden,
    )


def _map_card(view: View) -> html.Section:
    lang = view.lang
    heading, *figure = component.figure(lang)
    return cards.card(
        heading,
        component.controls(lang),
        *figure,
        dcc.Store(id="map-data", data=view.map.json()),
        cards.actions(view.indicator, component.table(view.indicator.id, lang), lang),
        html.P(
            html.A(
                say(
                    lang,
                    "Fler kartval, ladda ner eller bädda in kartan",
                    "More map choices, download or embed the map",
                ),
                href=_more(view),
                id="more-map",
            ),
            className="muted",
        ),
        className="card mapcard",
        hidden=not view.choices.show,
    )


def _more(view: View) -> str:
    """The map page under the same choices; its script keeps the address to them."""
    chosen = view.choices.query_string(view.indicator)
    return f"/kartbank/karta?indicator={view.indicator.id}{'&' * bool(chosen)}{chosen}"


def _trend_card(view: View) -> html.Section:
    lang, choices = view.lang, view.choices
    return cards.card(
        html.H2(id="trend-title"),
        _compare(view),
        html.Div([html.Div(className="wide-svg"), html.Div(className="narrow-svg")], id="trend"),
        *(
            [html.P(note, className="src")]
            if (note := text.seam_note(view.indicator, lang))
            else []
        ),
        dcc.Store(id="drawing", data=view.drawing()),
        html.Div(
            html.Button(
                say(lang, "Utforska", "Explore"), id="explore", type="button", className="primary"
            ),
            className="acts",
        ),
        html.Div(id="explored"),
        cards.actions(
            view.indicator, html.Div(_trend_table(view), id="trend-table"), lang, choices.region
        ),
        id="trend-card",
    )


def _compare(view: View) -> html.Div:
    """Any number of regions, each added from a list and then ticked on and off."""
    lang = view.lang
    others = view.comparable()
    added = [each for each in others if each["value"] in view.choices.compare]
    select = dbc.Select(
        id="add",
        options=others,
        value="",
        placeholder=say(lang, "lägg till område", "add a region"),
    )
    label = html.Label(say(lang, "Jämför med", "Compare with"), htmlFor="add")
    return html.Div(
        [
            html.Div([label, select], className="field"),
            dbc.Checklist(
                id="compare", options=added, value=[each["value"] for each in added], inline=True
            ),
        ],
        className="compare",
        role="group",
        hidden=not others,
        **cards.attributes(aria_label=say(lang, "Jämförelse", "Comparison")),
    )


def _trend_table(view: View) -> html.Div:
    """Newest first, as readers of statistics expect; what was revised is marked."""
    chart = view.trend
    header, rows = chart.table()
    marked = [
        [marks.cell(cell, chart.mark(row, column)) for column, cell in enumerate(cells)]
        for row, cells in enumerate(rows)
    ]
    table = cards.table(f"{chart.title}. {chart.subtitle}", header, reversed(marked))
    any_mark = any(any(series.marks) for series in chart.series)
    return html.Div([table, *([marks.legend(view.indicator.id, view.lang)] if any_mark else [])])


def _ranking_card(view: View) -> html.Section:
    return cards.card(
        component.ranking(view.lang),
        cards.source(view.indicator, view.lang),
        hidden=not view.choices.show,
    )


def _about(view: View) -> html.Section:
    """What the figures mean, where they are from and how old they are."""
    lang, indicator = view.lang, view.indicator
    first, last = (text.period(p, lang) for p in (indicator.first_period, indicator.last_period))
    rows = [
        (
            say(lang, "Vad siffran visar", "What the figure shows"),
            say(lang, indicator.description, indicator.description_en),
        ),
        (say(lang, "Enhet", "Unit"), text.measured(indicator, lang)),
        (say(lang, "Perioder", "Periods"), f"{first}–{last}" if first != last else first),
        (
            say(lang, "Källa och tabell", "Source and table"),
            f"{text.agency(indicator)} {text.tables(indicator, lang)}",
        ),
        (say(lang, "Uppgifterna hämtade", "Figures taken"), indicator.taken.isoformat()),
        (say(lang, "Att tänka på", "Notes"), say(lang, indicator.notes, indicator.notes_en)),
    ]
    return cards.about(rows, lang)


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
        return view.map.json(), view.drawing(), _trend_table(view), view.chosen()

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
        return cards.graph(explore.explore(chart), chart.text, chart.lang)

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
