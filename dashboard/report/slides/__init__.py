"""Månadsläge as slides to present and edit: a message a slide, with PowerPoint's own charts."""

import io
from datetime import datetime

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from dashboard import prose
from dashboard import text as texts  # `text` is a module of this package
from dashboard.report import model
from dashboard.report.edition import Edition
from dashboard.report.model import Report
from dashboard.report.slides import message, method, page
from dashboard.report.slides.chosen import chosen
from dashboard.report.slides.lettering import ACCENT, PAPER, Box, rgb, size
from dashboard.report.slides.page import BODY, WHOLE, fill
from dashboard.report.slides.still import without_clock
from dashboard.report.words import (
    about,
    nothing_unusual,
    summary_line,
    summary_title,
)
from dashboard.report.words import title as titled
from dashboard.text import Lang, say

WIDE, HIGH = 13.333, 7.5  # inches: 16:9
_TITLE = 0  # layout of the default template


def pptx(edition: Edition, lang: Lang) -> bytes:
    """An edition as a .pptx file; a draft says on every slide that it is one."""
    report = edition.report
    deck = _deck(report, lang)
    above = _above(edition, lang)
    told = chosen(report)
    _opening(deck, edition, lang)
    _summary(deck, report, lang, above)
    for section, card in told:
        over = f"{above} · {model.section_title(section, lang)}"
        message.add(deck, report, card, lang, over)
    method.add(deck, report, [card for _, card in told], lang, above)
    for number, slide in enumerate(deck.slides, 1):
        if number > 1:
            page.number(slide, number, lang)
    file = io.BytesIO()
    deck.save(file)
    return without_clock(file.getvalue(), report.release[:10])


def _deck(report: Report, lang: Lang) -> Deck:
    """An empty deck, 16:9: the default template is 4:3, so what lies in its layouts is widened."""
    deck = Presentation()
    wider = Inches(WIDE) / (deck.slide_width or 1)
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    for each in (deck.slide_master, *deck.slide_layouts):
        for transform in each._element.iter("{*}xfrm"):
            for point, side in (("off", "x"), ("ext", "cx")):
                place = transform.find(f"{{*}}{point}")
                place.set(side, str(round(int(place.get(side)) * wider)))
    kept = deck.core_properties
    kept.title, kept.author, kept.language = titled(report, lang), "Norrläget", lang
    kept.created = kept.modified = datetime.fromisoformat(report.release[:10])
    kept.last_modified_by = "Norrläget"
    return deck


def _above(edition: Edition, lang: Lang) -> str:
    """What stands over every title, so that a slide can be taken out of its deck."""
    where = prose.place(edition.report.region, lang)
    named = f"{where[:1].upper()}{where[1:]}"
    return f"{say(lang, 'Utkast', 'Draft')} · {named}" if edition.kind == "draft" else named


def _opening(deck: Deck, edition: Edition, lang: Lang) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = rgb(ACCENT)
    title, under, white = Box(0.9, 2.3, 11.5, 1.6), Box(0.9, 4.1, 11.5, 2.2), {"color": PAPER}
    name = texts.SPACE.join(
        titled(edition.report, lang).rsplit(" ", 1)
    )  # the year beside its month
    fill(slide, 0, title, size([name], title, (44, 40, 36), bold=True, **white), lang)
    words = ["Norrläget", about(edition, lang)]
    fill(slide, 1, under, size(words, under, (22, 20, 18), space=6, **white), lang)


def _summary(deck: Deck, report: Report, lang: Lang, above: str) -> None:
    slide = page.add(deck, summary_title(lang), above, lang)
    lines = [summary_line(claim, report, lang) for claim in report.summary] or [
        nothing_unusual(lang)
    ]
    fill(slide, 1, WHOLE, size(lines, WHOLE, BODY, bullet=True, space=8), lang)
