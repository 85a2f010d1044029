"""One indicator: map, trend, ranking, table and meaning; every choice is in the address."""

from dataclasses import dataclass, replace
from typing import Any

import dash_bootstrap_components as dbc
from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.dependencies import ClientsideFunction

from dashboard import data, paths, sentences, shell, state, text
from dashboard.figures import explore, svg
from dashboard.figures.chart import Chart
from dashboard.figures.trend import trend
from dashboard.map import component
from dashboard.map.payload import payload
from dashboard.pages import not_found_404
from dashboard.state import Choices
from dashboard.text import Lang, say
from etl.model import PublishedIndicator, level_of

PATH = "/indikatorer/<name>"
RIKET: dict[str, tuple[str, ...]] = {"rate": ("00",), "count": ()}  # beside one's own unasked
CONTROLS = ("region", "sex", "age", "show", "compare")


def title(name: str = "", **_: str) -> str:
    """The title in the browser's tab."""
    indicator = data.indicator(name)
    if indicator is None:
        return not_found_404.title()
    return shell.title(indicator.title, indicator.title_en)


def exists(name: str) -> bool:
    """Whether the release has an indicator of that name."""
    return data.indicator(name) is not None


@dataclass(frozen=True)
class View:
    """An indicator under a reader's choices: what each figure of the page is drawn from."""

    indicator: PublishedIndicator
    choices: Choices

    @property
    def lang(self) -> Lang:
        """The reader's language."""
        return self.choices.lang

    @property
    def region_name(self) -> str:
        """The chosen region's name in that language."""
        return data.region_name(self.choices.region, self.lang)

    def map(self) -> dict[str, Any]:
        """All the map, its legend, the ranking and the table are drawn from, for every period."""
        frame = data.observations(self.indicator.id)
        return payload(
            frame, self.indicator, self.choices, self.lang, self.sentences(), paths.urls()
        )

    def sentences(self) -> dict[str, str]:
        """What the chosen region's figures say in each period."""
        regions = [self.choices.region, "00"]
        frame = data.observations(self.indicator.id, regions=regions, ages=[self.choices.age])
        periods = data.periods(self.indicator.id)
        region = (self.choices.region, self.region_name)
        return sentences.leads(frame, self.indicator, region, self.choices.age, periods, self.lang)

    def trend(self) -> Chart:
        """The chosen region's development beside those it is compared with."""
        codes = [self.choices.region, *self.compared()]
        frame = data.observations(self.indicator.id, regions=codes, ages=[self.choices.age])
        regions = [(code, data.region_name(code, self.lang)) for code in codes]
        return trend(frame, self.indicator, regions, self.choices.age, self.lang)

    def compared(self) -> list[str]:
        """Regions beside the chosen one: those asked for, or riket."""
        asked = self.choices.compare or RIKET[self.indicator.kind]
        allowed = {option["value"] for option in self.comparable()}
        return [code for code in asked if code in allowed]

    def comparable(self) -> list[shell.Option]:
        """Regions that fit in one chart: any for a rate, those of the same level for a count."""
        levels = list(self.indicator.levels)
        if self.indicator.kind == "count":
            levels = [level_of(self.choices.region)]
        options = shell.region_options(self.lang, levels)
        return [option for option in options if option["value"] != self.choices.region]

    def drawing(self) -> dict[str, Any]:
        """The trend as the page's script wants it: both widths, and the address of the choices."""
        chart = self.trend()
        return {
            "title": chart.title,
            "wide": svg.draw(chart, width=600, height=320, name="trend-wide"),
            "narrow": svg.draw(chart, width=320, height=280, name="trend-narrow"),
            "address": self.address(),
        }

    def address(self) -> dict[str, str | None]:
        """What the address says of each choice the server knows; None for a default."""
        default = replace(state.defaults(self.indicator), compare=RIKET[self.indicator.kind])
        return {
            name: None if chosen == getattr(default, name) else "".join(chosen)
            for name in CONTROLS
            if (chosen := getattr(self.choices, name)) is not None
        }


def layout(name: str = "", **query: Any) -> html.Div:
    """The page of one indicator under the choices of the query."""
    name = name or next(iter(data.indicators()), "")  # Dash asks for a layout without a name
    indicator = data.indicator(name)
    if indicator is None:
        return not_found_404.layout(**query)
    view = View(indicator, state.parse(query, indicator, data.periods(indicator.id)))
    return html.Div(
        [
            *_heading(view),
            _fold(view),
            _controls(view),
            html.Div(
                [_map_card(view), _side(view)],
                className="grid2" if view.choices.show else "",
            ),
            _about(view),
            dcc.Store(id="indicator", data={"id": indicator.id, "lang": view.lang}),
        ]
    )


def _side(view: View) -> html.Div:
    return html.Div([_trend_card(view), _ranking_card(view)], className="side")


def _heading(view: View) -> list[Any]:
    indicator, lang = view.indicator, view.lang
    topic = say(lang, indicator.topic_title, indicator.topic_title_en)
    everything = shell.link("/indikatorer", lang)
    return [
        shell.crumbs(
            (say(lang, "Indikatorer", "Indicators"), everything),
            (topic, f"{everything}#{indicator.topic}"),
        ),
        html.H1(text.title(indicator, lang)),
        html.P(view.sentences().get(view.choices.period, ""), id="lead", className="lead"),
    ]


def _fold(view: View) -> html.Button:
    """On a phone the choices fold into one line, so that the map is in the first view."""
    words = [view.region_name, text.sex(view.choices.sex, view.lang)]
    return html.Button(
        [html.B(", ".join(words), id="chosen"), html.Span(say(view.lang, "Ändra", "Change"))],
        type="button",
        className="fold",
        **shell.attributes(aria_expanded="false", aria_controls="controls"),
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
                shell.region_options(lang, indicator.levels),
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
                        **shell.attributes(aria_labelledby="sex-label"),
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
    )


def _in_order(sexes: list[Any]) -> list[str]:
    """Kvinnor, män, totalt: the reading order of the field."""
    return [sex for sex in ("K", "M", "T") if sex in sexes]


def _select(
    name: str, words: str, options: list[shell.Option], value: str, hidden: bool = False
) -> html.Div:
    return html.Div(
        [html.Label(words, htmlFor=name), dbc.Select(id=name, options=options, value=value)],
        className="field",
        hidden=hidden,
    )


def _map_card(view: View) -> html.Section:
    lang = view.lang
    heading, *figure = component.figure(lang)
    return shell.card(
        heading,
        component.controls(lang),
        *figure,
        dcc.Store(id="map-data", data=view.map()),
        shell.actions(view.indicator, component.table(lang), lang),
        className="card mapcard",
        hidden=not view.choices.show,
    )


def _trend_card(view: View) -> html.Section:
    lang, choices = view.lang, view.choices
    nothing = {"value": "none", "label": say(lang, "inget annat", "nothing else")}
    others = view.comparable()
    if view.indicator.kind == "count":  # a rate always stands beside riket or another region
        others = [nothing, *others]
    return shell.card(
        html.Div(
            [
                html.H2(id="trend-title"),
                _select(
                    "compare",
                    say(lang, "Jämför med", "Compare with"),
                    others,
                    (view.compared() or ["none"])[0],
                    hidden=len(others) < 2,
                ),
            ],
            className="head",
        ),
        html.Div([html.Div(className="wide-svg"), html.Div(className="narrow-svg")], id="trend"),
        dcc.Store(id="drawing", data=view.drawing()),
        html.Div(
            html.Button(
                say(lang, "Utforska", "Explore"), id="explore", type="button", className="primary"
            ),
            className="acts",
        ),
        html.Div(id="explored"),
        shell.actions(
            view.indicator, html.Div(_trend_table(view), id="trend-table"), lang, choices.region
        ),
        id="trend-card",
    )


def _trend_table(view: View) -> html.Div:
    """Newest first, as readers of statistics expect."""
    chart = view.trend()
    header, rows = chart.table()
    return shell.table(f"{chart.title}. {chart.subtitle}", header, reversed(rows))


def _ranking_card(view: View) -> html.Section:
    return shell.card(component.ranking(view.lang), hidden=not view.choices.show)


def _about(view: View) -> html.Section:
    """What the figures mean, where they are from and how old they are."""
    lang, indicator = view.lang, view.indicator
    first, last = (text.period(p, lang) for p in (indicator.first_period, indicator.last_period))
    rows = [
        (
            say(lang, "Vad siffran visar", "What the figure shows"),
            say(lang, indicator.description, indicator.description_en),
        ),
        (say(lang, "Enhet", "Unit"), text.unit(indicator, lang)),
        (say(lang, "Perioder", "Periods"), f"{first}–{last}" if first != last else first),
        (say(lang, "Källa och tabell", "Source and table"), text.source(indicator)),
        (say(lang, "Uppgifterna hämtade", "Figures taken"), indicator.taken.isoformat()),
        (say(lang, "Att tänka på", "Notes"), say(lang, indicator.notes, indicator.notes_en)),
    ]
    terms = [
        part for words, content in rows if content for part in (html.Dt(words), html.Dd(content))
    ]
    heading = html.H2(say(lang, "Om statistiken", "About the figures"))
    return shell.card(heading, html.Dl(terms), id="om", className="card about")


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
        words = f"{view.region_name}, {text.sex(view.choices.sex, view.lang)}"
        return view.map(), view.drawing(), _trend_table(view), words

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
        chart = _view(*given).trend()
        return shell.graph(explore.explore(chart), chart.text, chart.lang)

    app.clientside_callback(
        ClientsideFunction("page", "trend"),
        Output("trend-title", "children"),
        Input("drawing", "data"),
    )


def _view(region: str, sex: str, age: str, show: str, compare: str, page: dict[str, str]) -> View:
    """The view that the page's controls ask for; what they hold is checked like any address."""
    given = (region, sex, age, show, compare)
    query = {**dict(zip(CONTROLS, given, strict=True)), "lang": page["lang"]}
    indicator = data.indicators()[page["id"]]
    return View(indicator, state.parse(query, indicator, data.periods(indicator.id)))
