"""The cards of an indicator's page: its map, its trend, its ranking, and what its figures mean."""

from dashboard import text
from dashboard.indicator.view import OF_MAP, View
from dashboard.map import beside, component
from dashboard.parts import cards, controls, live
from dashboard.parts.elements import html
from dashboard.revisions import marks
from dashboard.text import say


def map_card(view: View) -> html.Section:
    """The map with its table, files and the way to more of them."""
    lang = view.lang
    heading, *figure = component.figure(view.map)
    return cards.card(
        heading,
        component.controls(view.map),
        *figure,
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
                **cards.attributes(data_names=" ".join(OF_MAP)),
            ),
            className="muted",
        ),
        className="card mapcard",
        hidden=not view.choices.show,
    )


def map_table(view: View) -> html.Div:
    """Every value of the map, with what the mark of a revised one means."""
    hidden = not beside.marked(view.map)
    legend = marks.legend(view.indicator.id, view.lang, id="map-marked", hidden=hidden)
    return html.Div([component.table(view.map), legend])


def _more(view: View) -> str:
    """The map page under the same choices; its script keeps the address to them."""
    said = view.of_map
    return f"/kartbank/karta?indicator={view.indicator.id}{'&' * bool(said)}{said}"


def trend_card(view: View) -> html.Section:
    """The development through time, beside regions to compare with."""
    lang, note = view.lang, text.seam_note(view.indicator, view.lang)
    words = say(lang, "Utforska", "Explore")
    back = say(lang, "Tillbaka till bilden", "Back to the picture")
    explore = html.Button(
        words,
        id="explore",
        type="button",
        className="primary",
        **cards.attributes(data_back=back, aria_controls="trend-shown"),
    )
    return cards.card(
        live.part(html.H2(view.trend_title, id="trend-title")),
        live.part(_compare(view)),
        html.Div(
            [live.part(html.Div(view.drawings(), id="trend")), html.Div(id="explore-here")],
            id="trend-shown",
        ),
        *([html.P(note, className="src")] if note else []),
        html.Div(explore, className="acts scripted"),
        cards.actions(view.indicator, trend_table(view), lang, view.choices.region),
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
    left = [{"value": "", "label": more}, *(each for each in others if each not in added)]
    ticked = [each["value"] for each in added]
    return html.Div(
        [
            html.Div(controls.checks("compare", added, ticked)),
            controls.select("compare", words, left, "", id="add", form=controls.FORM),
            controls.send(lang, form=controls.FORM),
        ],
        id="compare",
        className="comparison",
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
    legend = [marks.legend(view.indicator.id, view.lang)] if any_mark else []
    return live.part(html.Div([table, *legend], id="trend-table"))


def ranking_card(view: View) -> html.Section:
    """The regions by value; nothing where there is no map."""
    return cards.card(
        component.ranking(view.map),
        cards.source(view.indicator, view.lang),
        className="card rankcard",
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
