"""The four counties of the north and riket side by side, in the rows of a county's page."""

from collections.abc import Mapping
from typing import Any

from dashboard import address, data, text
from dashboard.charts.spark import spark
from dashboard.parameters import Parameters
from dashboard.parts import cards, live
from dashboard.parts.elements import attributes, drawn, html
from dashboard.place import figures
from dashboard.place.model import Row, Section
from dashboard.place.section import FEWEST, YEARS
from dashboard.references import Reference
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

TITLE = ("Så går det i norra Sverige", "How northern Sweden is doing")
SPARK = 64, 20  # units
Rows = Mapping[str, Row]  # by county


def layout(query: dict[str, Any]) -> html.Div:
    """The page in the language of the query."""
    lang = Parameters(query).lang
    profiles = {code: figures.profile(code, Reference("riket", ())) for code in data.NORRLAND}
    sections = zip(*(each.sections for each in profiles.values()), strict=True)
    return live.page(
        [
            html.H1(say(lang, *TITLE)),
            html.P(_lead(lang), className="lead"),
            *(_section(dict(zip(profiles, each, strict=True)), lang) for each in sections),
        ],
        address=address.place(data.NORTH, lang),
    )


def _lead(lang: Lang) -> str:
    return say(
        lang,
        "De fyra nordligaste länen och riket sida vid sida. Inget är summerat: här står det som är "
        "publicerat för vart och ett.",
        "The four northernmost counties and Sweden side by side. Nothing is summed: this is what "
        "is published of each.",
    )


def _section(of: dict[str, Section], lang: Lang) -> html.Section:
    """One subject as a table: a row an indicator, a column a county, and riket."""
    first, *_ = of.values()
    found = {code: {row.indicator.id: row for row in each.rows} for code, each in of.items()}
    ids = dict.fromkeys(id_ for rows in found.values() for id_ in rows)
    told = {id_: {c: rows[id_] for c, rows in found.items() if id_ in rows} for id_ in ids}
    title = say(lang, first.title, first.title_en)
    if not told:
        none = say(lang, "Här finns inga uppgifter för länen.", "There are no figures of counties.")
        return cards.card(html.H2(title), html.P(none, className="muted"), id=first.id)
    body = [_row(rows, lang) for rows in told.values()]
    table = html.Table(
        [html.Caption(title, className="only-read"), _head(lang), html.Tbody(body)],
        className="four-table",
    )
    lines = text.source_lines([next(iter(rows.values())).indicator for rows in told.values()], lang)
    sources = html.Div([cards.source_line(each) for each in lines], className="sources")
    return cards.card(html.H2(title), table, sources, id=first.id)


def _head(lang: Lang) -> html.Thead:
    links = [
        html.Th(html.A(data.region_name(code, lang), href=address.place(code, lang)), scope="col")
        for code in data.NORRLAND
    ]
    first = html.Th(say(lang, "Uppgift", "Figure"), scope="col")
    return html.Thead(html.Tr([first, *links, html.Th(say(lang, "Riket", "Sweden"), scope="col")]))


def _row(rows: Rows, lang: Lang) -> html.Tr:
    """An indicator: its unit and period once, a figure a county with its own small line."""
    newest = max(rows.values(), key=lambda row: row.now.period)
    indicator, period = newest.indicator, newest.now.period
    title = html.A(
        text.title(indicator, lang), href=address.link(f"/indikatorer/{indicator.id}", lang)
    )
    told = f"{text.measured(indicator, lang)}, {text.period(period, lang)}"
    head = html.Th([title, html.Small(told)], scope="row")
    cells = [_cell(code, rows.get(code), period, lang) for code in data.NORRLAND]
    return html.Tr([head, *cells, _riket(indicator, period, lang)])


def _cell(code: str, row: Row | None, period: str, lang: Lang) -> html.Td:
    named = attributes(data_of=data.region_name(code, lang))
    if row is None:
        return html.Td(text.status("..", lang), **named)
    told: list[Any] = [html.B(text.number(row.now.value, row.indicator.decimals, lang))]
    if row.now.period != period:
        told.append(html.Small(f" {text.period(row.now.period, lang)}"))
    values = [row.series[each] for each in sorted(row.series)[-YEARS:]]
    line = drawn(spark(values, *SPARK)) if len(values) >= FEWEST else html.Span(className="slot")
    return html.Td([*told, line], **named)


def _riket(indicator: PublishedIndicator, period: str, lang: Lang) -> html.Td:
    """The country's figure of the same period."""
    cell = data.cell(indicator.id, "00", indicator.sexes[0], indicator.ages[0], period)
    shown = text.number(cell.value, indicator.decimals, lang, cell.status) if cell else ".."
    return html.Td(shown, className="riket", **attributes(data_of=say(lang, "Riket", "Sweden")))
