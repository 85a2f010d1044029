"""What stands on a page: cards, tables, the row under a figure, source lines."""

import re
from collections.abc import Iterable
from typing import Any, cast

from dash import dcc

from dashboard import data, text
from dashboard.address import link
from dashboard.charts import explore
from dashboard.parts.elements import attributes as attributes
from dashboard.parts.elements import html
from dashboard.text import Lang, say
from etl.model import Meaning, PublishedIndicator

DATE = re.compile(r"(\d{4}-\d\d-\d\d(?: \d\d:\d\d UTC)?\.?)")


def card(*children: Any, **props: Any) -> html.Section:
    """A white card."""
    return html.Section(list(children), **{"className": "card", **props})


def crumbs(*steps: tuple[str, str]) -> html.Nav:
    """Where the page lies: (words, address) of each page above it."""
    links = [html.Li(html.A(words, href=href)) for words, href in steps]
    return html.Nav(html.Ol(links), className="crumb", **attributes(aria_label="Norrläget"))


def place(indicator: Meaning, lang: Lang) -> html.Nav:
    """Where an indicator's page lies: under its topic in the list of all."""
    topic = say(lang, indicator.topic_title, indicator.topic_title_en)
    everything = link("/indikatorer", lang)
    return crumbs(
        (say(lang, "Indikatorer", "Indicators"), everything),
        (topic, f"{everything}#{indicator.topic}"),
    )


def about(rows: Iterable[tuple[str, str]], lang: Lang) -> html.Section:
    """What an indicator's figures mean and where they are from; a row without words is left out."""
    terms = [
        part for words, content in rows if content for part in (html.Dt(words), html.Dd(content))
    ]
    heading = html.H2(say(lang, "Om statistiken", "About the figures"))
    return card(heading, html.Dl(terms), id="om", className="card about")


def folded(words: Any, content: Any, **props: Any) -> html.Details:
    """A button that opens what it names."""
    return html.Details([html.Summary(words), content], **props)


def panel(words: str, content: Any, name: str) -> html.Details:
    """A button that opens its content below the row of buttons."""
    return folded(words, html.Div(content, className="panel"), className=name)


def buttons(links: Iterable[tuple[str, str]], **props: Any) -> html.Div:
    """A row of links that look like buttons, each words and an address."""
    row = [html.A(words, href=href, className="button") for words, href in links]
    return html.Div(row, **{"className": "acts", **props})


def row(table: Any, files: Any, lang: Lang, *more: Any) -> html.Div:
    """Under every figure, in this order: table, download, share, about; `more` before share.

    None for the table where that is the figure.
    """
    share = html.Button(
        say(lang, "Dela", "Share"),
        className="share scripted",
        type="button",
        **attributes(data_done=say(lang, "Länken är kopierad", "Link copied")),
    )
    about = html.A(say(lang, "Om statistiken", "About the figures"), href="#om", className="button")
    words = say(lang, "Visa som tabell", "Show as table")
    shown = [panel(words, table, "as-table")] if table is not None else []
    opened = [*shown, panel(say(lang, "Ladda ner", "Download"), files, "files")]
    return html.Div([*opened, *more, share, about], className="acts")


def actions(indicator: PublishedIndicator, table: Any, lang: Lang) -> html.Div:
    """The row under an indicator's figure; then the source line."""
    files_ = files(downloads(indicator, lang))
    return html.Div([row(table, files_, lang), source(indicator, lang)])


def source(indicator: PublishedIndicator, lang: Lang, of: str = "") -> html.P:
    """The line under every figure; of one period where it shows no other."""
    return source_line(text.source_line(indicator, lang, of))


def source_line(words: str) -> html.P:
    """A line of where figures are from."""
    return html.P(undivided(words), className="src")


def undivided(words: str) -> list[str | html.Span]:
    """A sentence whose dates are kept from breaking at the hyphens."""
    parts = DATE.split(words)
    return [html.Span(part, className="date") if DATE.fullmatch(part) else part for part in parts]


def downloads(indicator: PublishedIndicator, lang: Lang) -> list[tuple[str, str]]:
    """The files of all of an indicator, each saying what it holds and how many rows."""
    told = data.release().manifest.get("indicators", {}).get(indicator.id, {}).get("rows")
    rows = text.number(told, 0, lang)
    excel, plain = csv(say(lang, f"Alla områden, {rows} rader", f"All regions, {rows} rows"), lang)
    ask = f"/api/v1/observations?indicator={indicator.id}&format=csv-sv"
    return [(excel, ask), (plain, f"/data/{indicator.id}.csv")]


def csv(what: str, lang: Lang) -> tuple[str, str]:
    """What a file holds, written for Excel in Sweden and for programs."""
    return (
        say(
            lang,
            f"{what}, CSV för Excel (semikolon, decimalkomma)",
            f"{what}, CSV for Swedish Excel (semicolon, decimal comma)",
        ),
        say(lang, f"{what}, CSV (komma, decimalpunkt)", f"{what}, CSV (comma, decimal point)"),
    )


def files(rows: Iterable[tuple[str, str]], **props: Any) -> html.Ul:
    """Files to fetch, each words and an address."""
    return html.Ul(
        [html.Li(html.A(words, href=href, download="", **props)) for words, href in rows]
    )


def table(
    caption: str, header: Iterable[str], rows: Iterable[Iterable[Any]], **props: Any
) -> html.Div:
    """A table with caption and scopes that scrolls sideways rather than breaking the page."""
    columns = list(header)
    body = [
        html.Tr([html.Th(row[0], scope="row"), *(html.Td(cell) for cell in row[1:])])
        for row in map(list, rows)
    ]
    head = html.Thead(html.Tr([html.Th(words, scope="col") for words in columns]))
    content = html.Table([html.Caption(caption), head, html.Tbody(body)], **props)
    return html.Div(
        content, className="scroll", tabIndex="0", role="region", **attributes(aria_label=caption)
    )


def graph(figure: dict[str, Any], words: str, lang: Lang) -> html.Div:
    """The one way to a Plotly graph: no upload of the data, and words for those who cannot see."""
    plotted = dcc.Graph(
        figure=figure, config=cast(Any, explore.config(lang)), responsive=True, className="plotly"
    )
    return html.Div(plotted, role="group", **attributes(aria_label=words))
