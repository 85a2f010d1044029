"""Månadsläge as a plain HTML document, without scripts: to read anywhere, print and keep."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dash.html import Div
from jinja2 import Environment, FileSystemLoader

from dashboard import prose, sentences, text
from dashboard.parts import cards, prerender
from dashboard.report import charts, introduction, model, words
from dashboard.report.edition import Edition
from dashboard.report.model import Card, Report, Section
from dashboard.report.news import News, Revised
from dashboard.text import Lang, say
from dashboard.tokens import token

ADDED = "<!-- added -->"  # where what comes after an issue was made is put when it is read
WIDE, HIGH = 400, 220  # of a chart
YEARS, OF_MANY = 5, 3  # it goes back; of several counties less, for the document is to be small


def html(edition: Edition, lang: Lang) -> str:
    """The whole document; what is added later comes in by `with_added`."""
    report = edition.report
    return (
        templates()
        .get_template("document.html")
        .render(
            token=token,
            lang=lang,
            added=ADDED,
            headline=words.headline(report, lang),
            title=words.title(report, lang),
            about=words.about(edition, lang),
            page=f"/manadslage?region={report.region}{'&lang=en' if lang == 'en' else ''}",
            say=lambda sv, en: say(lang, sv, en),
            summary_title=words.summary_title(lang),
            nothing_unusual=words.nothing_unusual(lang),
            dated=words.dated(report, lang),
            band_note=words.band_note(lang),
            missing_title=words.missing_title(lang),
            missing=words.missing_lines(report, lang),
            summary=[words.summary_line(claim, report, lang) for claim in report.summary],
            news=edition.news and _news(edition.news, lang),
            sections=[_section(report, each, lang) for each in report.told],
        )
    )


def with_added(page: str, region: str, issue: str, revised: Sequence[Revised], lang: Lang) -> str:
    """The document with its editor's introduction and a note of what was revised since."""
    written = introduction.written(region, issue, lang)
    added = (
        templates()
        .get_template("added.html")
        .render(
            say=lambda sv, en: say(lang, sv, en),
            introduction=written and introduction.html(written[0]),
            in_language=written and written[1],
            revised=[words.revised_line(each, lang) for each in revised],
        )
    )
    return page.replace(ADDED, added.strip(), 1)


def bare(page: str) -> str:
    """The document with nothing added."""
    return page.replace(ADDED, "", 1)


@cache
def templates() -> Environment:
    """The report's pieces of HTML, everything in them escaped unless it says `safe`."""
    here = Path(__file__).parent
    return Environment(
        loader=FileSystemLoader(here), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def _head(report: Report, lang: Lang) -> list[str]:
    """The columns of a section's table; riket is not set beside itself."""
    columns = [
        ("Indikator", "Indicator"), ("Gäller", "For"), ("Värde", "Value"),
        ("Kvinnor", "Women"), ("Män", "Men"),
    ]  # fmt: skip
    beside = [] if report.region == "00" else [("Riket", "Sweden")]
    return [say(lang, *each) for each in [*columns, *beside]]


def _news(news: News, lang: Lang) -> dict[str, Any]:
    return {
        "since": words.month(news.since, lang),
        "new": [words.new_line(cell, lang) for cell in news.new],
        "revised": [words.revised_line(each, lang) for each in news.revised],
    }


def _section(report: Report, section: Section, lang: Lang) -> dict[str, Any]:
    return {
        "title": model.section_title(section, lang),
        "cards": [_card(report, card, lang) for card in section.cards],
        "table": prerender.markup(_table(report, section, lang)),
    }


def _table(report: Report, section: Section, lang: Lang) -> Div:
    name = model.section_title(section, lang)
    caption = say(lang, f"Siffrorna i avsnittet {name}", f"The figures of the section {name}")
    rows = [row for card in section.cards for row in _rows(report, card, lang)]
    return cards.table(caption, _head(report, lang), rows)


def _card(report: Report, card: Card, lang: Lang) -> dict[str, Any]:
    chart = charts.whole(report, card, lang, YEARS if len(card.figures) == 1 else OF_MANY)
    return {
        "title": text.title(card.indicator, lang),
        "values": [
            (words.value(each, card, lang), words.when(each, card, lang)) for each in card.figures
        ],
        "chart": chart.svg(WIDE, HIGH, card.indicator.id) if len(chart.periods) > 1 else "",
        "lines": list(
            filter(None, [*words.figures_of(card, lang), words.women_and_men(card, lang)])
        ),
        "notes": [
            *words.place_note(card, lang),
            text.seam_note(card.indicator, lang),
        ],
        "source": text.source_line(card.indicator, lang),
    }


def _rows(report: Report, card: Card, lang: Lang) -> list[list[str]]:
    """Each figure beside women's, men's and riket's at the same time; `..` where there is none."""
    indicator = card.indicator
    return [
        [
            text.title(indicator, lang),
            f"{prose.place(each.cell.region, lang)}, {text.period(each.cell.period, lang)}",
            sentences.whole_value(each.cell.value, indicator, lang),
            *(
                text.number(n, indicator.decimals, lang)
                for n in (each.women, each.men, each.riket)[: 2 if report.region == "00" else 3]
            ),
        ]
        for each in card.figures
    ]
