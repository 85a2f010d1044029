"""Månadsläge as a plain HTML document, without scripts: to read anywhere, print and keep."""

from typing import Any

import flask

from dashboard import text
from dashboard.report import model, sentences
from dashboard.report.model import Card, Report, Section
from dashboard.report.words import (
    barometer,
    figures_of,
    headline,
    missing_lines,
    missing_title,
    nothing_unusual,
    origin,
    place_note,
    summary_line,
    summary_title,
    value,
    when,
)
from dashboard.text import Lang, say


def html(report: Report, lang: Lang) -> str:
    """The whole document."""
    return flask.render_template(
        "report/document.html",
        lang=lang,
        report=report,
        headline=headline(report, lang),
        origin=origin(report, lang),
        page=f"/manadslage?region={report.region}{'&lang=en' if lang == 'en' else ''}",
        say=lambda sv, en: say(lang, sv, en),
        summary_title=summary_title(lang),
        nothing_unusual=nothing_unusual(lang),
        missing_title=missing_title(lang),
        summary=[summary_line(claim, lang) for claim in report.summary],
        sections=[_section(each, lang) for each in report.sections],
        head=[
            say(lang, *words)
            for words in (
                ("Indikator", "Indicator"), ("Gäller", "For"), ("Värde", "Value"),
                ("Kvinnor", "Women"), ("Män", "Men"), ("Riket", "Sweden"),
            )
        ],
    )  # fmt: skip


def _section(section: Section, lang: Lang) -> dict[str, Any]:
    name = model.section_title(section, lang)
    return {
        "title": name,
        "cards": [_card(card, lang) for card in section.cards],
        "caption": say(lang, f"Siffrorna i avsnittet {name}", f"The figures of the section {name}"),
        "rows": [row for card in section.cards for row in _rows(card, lang)],
        "missing": missing_lines(section, lang),
    }


def _card(card: Card, lang: Lang) -> dict[str, Any]:
    return {
        "title": text.title(card.indicator, lang),
        "values": [(value(each, card, lang), when(each, card, lang)) for each in card.figures],
        "lines": [*barometer(card, lang), *figures_of(card, lang)],
        "notes": list(place_note(card, lang)),
        "source": text.source_line(card.indicator, lang),
    }


def _rows(card: Card, lang: Lang) -> list[list[str]]:
    """Each figure beside women's, men's and riket's at the same time; `..` where there is none."""
    indicator = card.indicator
    return [
        [
            text.title(indicator, lang),
            f"{sentences.place(each.cell.region, lang)}, {text.period(each.cell.period, lang)}",
            sentences.whole_value(each.cell.value, indicator, lang),
            *(text.number(n, indicator.decimals, lang) for n in (each.women, each.men, each.riket)),
        ]
        for each in card.figures
    ]
