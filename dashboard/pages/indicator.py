"""One indicator: map, trend, ranking, table and meaning; every choice is in the address."""

from dataclasses import dataclass
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
        """Regions beside the chosen one: riket beside a rate, and those asked for."""
        allowed = {option["value"] for option in self.comparable()}
        return [*self.unasked(), *(code for code in self.choices.compare if code in allowed)]

    def unasked(self) -> list[str]:
        """Riket, unless it would dwarf a count or has no figures."""
        fits = self.indicator.kind == "rate" and "country" in self.indicator.levels
        return ["00"] if fits else []

    def comparable(self) -> list[shell.Option]:
        """Regions to add to the trend: any for a rate, those of the same level for a count."""
        levels = list(self.indicator.levels)
        if self.indicator.kind == "count":
            levels = [level_of(self.choices.region)]
        there = {self.choices.region, *self.unasked()}
        options = shell.region_options(self.lang, levels)
        return [option for option in options if option["value"] not in there]

    def drawing(self) -> dict[str, Any]:
        """The trend as the page's script wants it: both widths, and the address of the choices."""
        chart = self.trend()
        told = self.too_short(chart)
        return {
            "title": say(self.lang, "Utveckling: ", "Development: ") + chart.subtitle,
            "wide": told or svg.draw(chart, width=600, height=320, name="trend-wide"),
            "narrow": told or svg.draw(chart, width=320, height=280, name="trend-narrow"),
            "address": self.address(),
        }

    def too_short(self, chart: Chart) -> str:
        """What stands in place of a line when only one period has figures; else nothing."""
        periods = {period for series in chart.series for period, _ in series.points}
        if len(periods) != 1:
            return ""
        period = text.period(periods.pop(), self.lang)
        words = say(
            self.lang,
            f"Det finns uppgifter bara för {period}, så ingen utveckling kan visas.",
            f"There are figures for {period} only, so no development can be shown.",
        )
        return f'<p class="map-nothing">{words}</p>'

    def address(self) -> dict[str, str | None]:
        """What the address says of each choice the server knows; None for a default."""
        default = state.defaults(self.indicator)
        chosen = {name: getattr(self.choices, name) for name in CONTROLS}
        return {
            name: None if value == getattr(default, name) else _one_text(value)
            for name, value in chosen.items()
        }

    def chosen(self) -> str:
        """The choices in a line: `Umeå, 0–9 år, kvinnor`; what cannot be chosen is left out."""
        choices, given = self.choices, self.indicator
        age = [text.age(choices.age, self.lang)] if len(given.ages) > 1 else []
        sex = [text.sex(choices.sex, self.lang)] if len(given.sexes) > 1 else []
        return ", ".join([self.region_name, *age, *sex])

    def leaves_a_choice(self) -> bool:
        """Whether there is anything to choose: a country's one series leaves nothing."""
        given = self.indicator
        return len(given.ages) > 1 or len(given.sexes) > 1 or given.levels != ["country"]


def _one_text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ",".join(value)


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
    return html.Button(
        [html.B(view.chosen(), id="chosen"), html.Span(say(view.lang, "Ändra", "Change"))],
        type="button",
        className="fold",
        hidden=not view.leaves_a_choice(),
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
        hidden=not view.leaves_a_choice(),
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
    return shell.card(
        html.H2(id="trend-title"),
        _compare(view),
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
        **shell.attributes(aria_label=say(lang, "Jämförelse", "Comparison")),
    )


def _trend_table(view: View) -> html.Div:
    """Newest first, as readers of statistics expect."""
    chart = view.trend()
    header, rows = chart.table()
    return shell.table(f"{chart.title}. {chart.subtitle}", header, reversed(rows))


def _ranking_card(view: View) -> html.Section:
    return shell.card(
        component.ranking(view.lang),
        shell.source(view.indicator, view.lang),
        hidden=not view.choices.show,
    )


def _about(view: View) -> html.Section:
    """What the figures mean, where they are from and how old they are."""
    lang, indicator = view.lang, view.indicator
    first, last = (text.period(p, lang) for p in (indicator.first_period, indicator.last_period))
    unit = text.unit(indicator, lang)
    rows = [
        (
            say(lang, "Vad siffran visar", "What the figure shows"),
            say(lang, indicator.description, indicator.description_en),
        ),
        (say(lang, "Enhet", "Unit"), say(lang, "procent", "per cent") if unit == "%" else unit),
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
        return view.map(), view.drawing(), _trend_table(view), view.chosen()

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
