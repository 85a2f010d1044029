"""The cards of an indicator's page: its map, its trend, its ranking, and what its figures mean."""

from datetime import UTC, datetime
from typing import Any

from dashboard import address, data, origin, prose, text
from dashboard.indicator import chart_files
from dashboard.indicator.view import OF_MAP, View
from dashboard.map import beside, component
from dashboard.markup import escape
from dashboard.parts import cards, controls, figures, live
from dashboard.parts.elements import html
from dashboard.revisions import marks
from dashboard.status import standing
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

# What the code of an embedded map or chart shows.
FRAMES = (
    ("Med de senaste siffrorna", "With the latest figures"),
    (
        "Fryst: dagens siffror, som sparas minst ett år",
        "Frozen: today's figures, kept for a year at least",
    ),
)
ROUND, GROWN = 220, 1.4  # a frame's words, and how much larger than it is drawn a chart is shown


def map_card(view: View) -> html.Section:
    """The map with its table, files and the way to more of them."""
    lang = view.lang
    heading, *figure = component.figure(view.placed)
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
            [
                live.part(html.Div(view.drawings(), id="trend")),
                html.Div(id="explore-here", hidden=True),
            ],
            id="trend-shown",
        ),
        *([html.P(note, className="src")] if note else []),
        html.Div(explore, className="acts scripted"),
        live.part(html.Div(_take(view), id="trend-take")),
        cards.source(view.indicator, lang),
        id="trend-card",
    )


def _take(view: View) -> html.Div:
    """What can be taken of the chart: its table, files, the page's sentence, code for a page."""
    lang = view.lang
    rows = [*_files(view), *cards.downloads(view.indicator, lang)]
    return cards.row(trend_table(view), cards.files(rows), lang, *_copy(view), _embed(view))


def _files(view: View) -> list[tuple[str, str]]:
    """The chart as a picture, and exactly its figures; nothing where nothing is drawn."""
    lang = view.lang
    if not any(series.points for series in view.trend.series):
        return []
    path, asked = f"/diagram/{view.indicator.id}", view.of_trend
    what = say(lang, "Diagrammets siffror", "The figures of the chart")
    book, (excel, plain) = f"{what}, Excel", cards.csv(what, lang)
    return [
        (
            say(lang, f"Diagrammet, {kind.upper()}", f"The chart, {kind.upper()}"),
            "?".join(filter(None, [f"{path}.{kind}", asked])),
        )
        for kind in ("png", "svg")
    ] + [
        (book, chart_files.figures(view, "xlsx")),
        (excel, chart_files.figures(view, "csv-sv")),
        (plain, chart_files.figures(view, "csv")),
    ]


def _copy(view: View) -> list[Any]:
    """A button that copies the page's sentence with its source and address, and says so."""
    lang = view.lang
    button = html.Button(
        say(lang, "Kopiera mening", "Copy sentence"),
        className="copy scripted",
        type="button",
        **cards.attributes(
            data_done=say(lang, "Kopierad", "Copied"),
            data_source=text.source_line(view.indicator, lang),
        ),
    )
    return [button, html.Span(role="status", className="copied")]


def _embed(view: View) -> html.Details:
    """Code for another page: always the newest figures, or today's as long as they are kept."""
    lang, high = view.lang, _frame(view)
    kinds = (("trend-code", FRAMES[0], ""), ("trend-frozen", FRAMES[1], data.release().id))
    boxes = [
        part
        for name, words, release in kinds
        for part in controls.labelled(say(lang, *words), _code(name, view, high, release))
    ]
    return cards.panel(say(lang, "Bädda in", "Embed"), html.Div(boxes), "embed")


def _code(name: str, view: View, high: int, release: str) -> html.Textarea:
    chart = view.figure
    asked = [f"indicator={view.indicator.id}", view.of_trend, f"release={release}" * bool(release)]
    src = f"{origin.address()}/embed/diagram?{'&'.join(filter(None, asked))}"
    code = (
        f'<iframe src="{escape(src)}" title="{escape(f"{chart.title}: {chart.subtitle}")}" '
        f'width="100%" height="{high}" style="border:0" loading="lazy"></iframe>'
    )
    return html.Textarea(code, id=name, readOnly="readOnly", className="code")


def _frame(view: View) -> int:
    """The height of a frame that holds the chart at any width, with what stands round it."""
    drawn = (view.figure.svg(width, figures.LEAST, "frame") for width in figures.WIDTHS.values())
    return ROUND + round(GROWN * max(map(chart_files.height, drawn)))


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
        component.ranking(view.placed),
        cards.source(view.indicator, view.lang),
        className="card rankcard",
        hidden=not view.choices.show,
    )


def about(view: View) -> html.Section:
    """What the figures mean, where they are from and how old they are."""
    lang, indicator = view.lang, view.indicator
    first, last = (text.period(p, lang) for p in (indicator.first_period, indicator.last_period))
    rows: list[tuple[str, Any]] = [
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
        (say(lang, "Nästa publicering", "Next publication"), _next(indicator, lang)),
        (say(lang, "Att tänka på", "Notes"), say(lang, indicator.notes, indicator.notes_en)),
        (say(lang, "Så bedöms siffrorna", "How figures are judged"), _judged(lang)),
    ]
    return cards.about(rows, lang)


def _judged(lang: Lang) -> list[Any]:
    """Where it is told what the words of the page mean."""
    ways = {
        "/om/riktning": ("Riktning", "Direction"),
        "/om/osakerhet": ("Osäkerhet", "Uncertainty"),
        "/om/ordlista": ("Ordlista", "Glossary"),
    }
    links = [
        html.A(say(lang, *words), href=address.link(path, lang)) for path, words in ways.items()
    ]
    return [links[0], ", ", links[1], ", ", links[2]]


def _next(indicator: PublishedIndicator, lang: Lang) -> str:
    """The day that the agency says, else about when by how its last figures came."""
    expected, _ = standing.coming(indicator, data.periods(indicator.id))
    if expected is None:
        return ""
    passed = expected < datetime.now(UTC).date()
    if indicator.next_publication:
        day = say(lang, f"{expected} enligt källan", f"{expected}, the source says")
    else:
        day = say(lang, f"omkring {expected}", f"about {expected}")
    return prose.opening(say(lang, f"skulle ha kommit {day}", f"was due {day}") if passed else day)
