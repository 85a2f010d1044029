"""Månadsläge: the state of a region in claims that the figures bear out, section by section."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import shell, text
from dashboard.report import model
from dashboard.report.model import Card, Report, Section
from dashboard.report.words import (
    barometer,
    figures_of,
    headline,
    missing_lines,
    missing_title,
    nothing_unusual,
    place_note,
    summary_line,
    summary_title,
    value,
    when,
)
from dashboard.text import Lang, say

PATH = "/manadslage"
HOME = "24"


def title(**_: str) -> str:
    """The title in the browser's tab."""
    return shell.title("Månadsläge", "Monthly report")


def layout(**query: Any) -> html.Div:
    """The report of the region asked for, else of Västerbotten."""
    lang, asked = shell.lang_of(query), shell.one(query, "region")
    region = asked if asked in model.regions() else HOME
    report = model.report(region)
    return html.Div(
        [
            html.H1(headline(report, lang)),
            html.P(_lead(lang), className="lead"),
            _choose(region, lang),
            _summary(report, lang),
            *[_section(each, lang) for each in report.sections],
        ],
        className="monthly",
    )


def _lead(lang: Lang) -> str:
    return say(
        lang,
        "Meningarna räknas fram ur siffrorna. Varje siffra har sin egen period: källorna publicerar "
        "olika ofta.",
        "The sentences are computed from the figures. Each figure has its own period: the sources "
        "publish at different times.",
    )


def _choose(region: str, lang: Lang) -> html.Div:
    """Another region is another page, so that Back leads to the one before; and the document."""
    options = [o for o in shell.region_options(lang) if o["value"] in model.regions()]
    document = shell.link(f"/manadslage/{region}/senaste.html", lang)
    return html.Div(
        [
            html.Div(
                [
                    html.Label(say(lang, "Område", "Region"), htmlFor="figures-for"),
                    dbc.Select(id="figures-for", options=options, value=region),
                ],
                className="field",
            ),
            html.A(
                say(lang, "Som dokument att skriva ut", "As a document to print"),
                href=document,
                className="button",
            ),
        ],
        className="filter",
    )


def _summary(report: Report, lang: Lang) -> html.Section:
    items = [html.Li(summary_line(claim, lang)) for claim in report.summary]
    heading, nothing = html.H2(summary_title(lang)), html.P(nothing_unusual(lang))
    return shell.card(heading, html.Ul(items, className="claims") if items else nothing)


def _section(section: Section, lang: Lang) -> html.Section:
    heading = html.H2(model.section_title(section, lang))
    cards = [_card(card, lang) for card in section.cards]
    grid = html.Div(cards, className="months")
    return html.Section([heading, grid, *_missing(section, lang)], id=section.id, className="topic")


def _card(card: Card, lang: Lang) -> html.Section:
    indicator, cell = card.indicator, card.cell
    href = shell.link(f"/indikatorer/{indicator.id}", lang, region=cell.region)
    told = [*barometer(card, lang), *figures_of(card, lang)]
    return shell.card(
        html.H3(html.A(text.title(indicator, lang), href=href)),
        *[
            html.P(
                [html.B(value(each, card, lang)), " ", html.Small(when(each, card, lang))],
                className="value",
            )
            for each in card.figures
        ],
        html.Ul([html.Li(each) for each in told], className="claims"),
        *[html.P(note, className="src") for note in place_note(card, lang)],
        shell.source(indicator, lang),
    )


def _missing(section: Section, lang: Lang) -> list[html.Div]:
    """What the section would hold besides, and when it comes."""
    if not section.missing:
        return []
    items = [html.Li(line) for line in missing_lines(section, lang)]
    return [html.Div([html.B(missing_title(lang)), html.Ul(items)], className="note")]
