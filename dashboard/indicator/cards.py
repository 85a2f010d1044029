"""The cards of an indicator's page: its map, its trend, its ranking, and what its figures mean."""

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import text
from dashboard.indicator.view import View
from dashboard.map import component
from dashboard.parts import cards, controls
from dashboard.revisions import marks
from dashboard.text import say


def map_card(view: View) -> html.Section:
    """The map with its table, files and the way to more of them."""
    lang = view.lang
    heading, *figure = component.figure(lang)
    return cards.card(
        heading,
        component.controls(lang),
        *figure,
        dcc.Store(id="map-data", data=view.map.json()),
        cards.actions(view.indicator, map_table(view), lang),
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


def map_table(view: View) -> html.Div:
    """Every value of the map, with what the mark of a revised one means."""
    legend = marks.legend(view.indicator.id, view.lang, id="map-marked", hidden=True)
    return component.table(view.lang, legend)


def _more(view: View) -> str:
    """The map page under the same choices; its script keeps the address to them."""
    chosen = view.choices.query_string(view.indicator)
    return f"/kartbank/karta?indicator={view.indicator.id}{'&' * bool(chosen)}{chosen}"


def trend_card(view: View) -> html.Section:
    """The development through time, beside regions to compare with."""
    lang, note = view.lang, text.seam_note(view.indicator, view.lang)
    table = html.Div(trend_table(view), id="trend-table")
    return cards.card(
        html.H2(id="trend-title"),
        _compare(view),
        html.Div([html.Div(className="wide-svg"), html.Div(className="narrow-svg")], id="trend"),
        *([html.P(note, className="src")] if note else []),
        dcc.Store(id="drawing", data=view.drawing()),
        html.Div(
            html.Button(
                say(lang, "Utforska", "Explore"), id="explore", type="button", className="primary"
            ),
            className="acts",
        ),
        html.Div(id="explored"),
        cards.actions(view.indicator, table, lang, view.choices.region),
        id="trend-card",
    )


def _compare(view: View) -> html.Div:
    """Any number of regions, each added from a list and then ticked on and off."""
    lang = view.lang
    others = view.comparable()
    added = [each for each in others if each["value"] in view.choices.compare]
    words, more = (
        say(lang, "Jämför med", "Compare with"),
        say(lang, "lägg till område", "add a region"),
    )
    return html.Div(
        [
            controls.select("add", words, others, "", placeholder=more),
            dbc.Checklist(
                id="compare", options=added, value=[each["value"] for each in added], inline=True
            ),
        ],
        className="compare",
        role="group",
        hidden=not others,
        **cards.attributes(aria_label=say(lang, "Jämförelse", "Comparison")),
    )


def trend_table(view: View) -> html.Div:
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


def ranking_card(view: View) -> html.Section:
    """The regions by value; nothing where there is no map."""
    return cards.card(
        component.ranking(view.lang),
        cards.source(view.indicator, view.lang),
        hidden=not view.choices.show,
    )


def about(view: View) -> html.Section:
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
