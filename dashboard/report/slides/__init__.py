"""Månadsläge as slides to present and edit: a slide a card, its chart one of PowerPoint's own."""

import copy
import io
from datetime import datetime
from itertools import product
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import Font
from pptx.util import Inches

from dashboard import prose
from dashboard import text as texts  # `text` is a module of this package
from dashboard.report import charts, model
from dashboard.report.edition import Edition
from dashboard.report.model import Card, Report
from dashboard.report.slides import chart, table
from dashboard.report.slides.lettering import (
    ACCENT,
    MUTED,
    PAPER,
    Box,
    Line,
    fits,
    look,
    rgb,
    size,
    write,
)
from dashboard.report.slides.still import without_clock
from dashboard.report.words import (
    about,
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
    women_and_men,
)
from dashboard.text import Lang, say

WIDE, HIGH = 13.333, 7.5  # inches: 16:9
_TITLE, _CONTENT = 0, 1  # layouts of the default template
_ABOVE, _HEADING = Box(0.6, 0.4, 12.13, 0.3), Box(0.6, 0.7, 12.13, 0.85)
_WHOLE, _LEFT = Box(0.6, 1.65, 12.13, 5.0), Box(0.6, 1.65, 4.9, 5.0)
_UPPER, _LOWER, _RIGHT = (
    Box(5.8, 1.55, 6.93, 3.0), Box(5.8, 4.6, 6.93, 2.1), Box(5.8, 1.55, 6.93, 5.15)
)  # fmt: skip
_SOURCE, _NUMBER = Box(0.6, 6.85, 11.2, 0.4), Box(11.93, 6.85, 0.8, 0.4)
_BODY = (20, 18, 16, 15, 14, 13, 12, 11)


def pptx(edition: Edition, lang: Lang) -> bytes:
    """An edition as a .pptx file; a draft says on every slide that it is one."""
    report = edition.report
    deck = _deck(report, lang)
    above = _above(edition, lang)
    _opening(deck, edition, lang)
    _summary(deck, report, lang, above)
    for section in report.sections:
        over = f"{above} · {model.section_title(section, lang)}"
        for card in section.cards:
            _card(deck, report, card, lang, over)
    _missing(deck, report, lang, above)
    for number, slide in enumerate(deck.slides, 1):
        if number > 1:
            _number(slide, number, lang)
    file = io.BytesIO()
    deck.save(file)
    return without_clock(file.getvalue(), report.release[:10])


def _deck(report: Report, lang: Lang) -> Deck:
    """An empty deck, 16:9: the default template is 4:3, so what lies in its layouts is widened."""
    deck = Presentation()
    wider = Inches(WIDE) / (deck.slide_width or 1)
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    for page in (deck.slide_master, *deck.slide_layouts):
        for transform in page._element.iter("{*}xfrm"):
            for point, side in (("off", "x"), ("ext", "cx")):
                place = transform.find(f"{{*}}{point}")
                place.set(side, str(round(int(place.get(side)) * wider)))
    kept = deck.core_properties
    kept.title, kept.author, kept.language = headline(report, lang), "Norrläget", lang
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
        headline(edition.report, lang).rsplit(" ", 1)
    )  # the year beside its month
    _fill(slide, 0, title, size([name], title, (44, 40, 36), bold=True, **white), lang)
    words = ["Norrläget", about(edition, lang)]
    _fill(slide, 1, under, size(words, under, (22, 20, 18), space=6, **white), lang)


def _summary(deck: Deck, report: Report, lang: Lang, above: str) -> None:
    slide = _slide(deck, summary_title(lang), above, lang)
    lines = [summary_line(claim, report, lang) for claim in report.summary] or [
        nothing_unusual(lang)
    ]
    _fill(slide, 1, _WHOLE, size(lines, _WHOLE, _BODY, bullet=True, space=8), lang)


def _missing(deck: Deck, report: Report, lang: Lang, above: str) -> None:
    """What the report lacks, why, and when it comes."""
    slide = _slide(deck, missing_title(lang), above, lang)
    lines = size(missing_lines(report, lang), _WHOLE, _BODY, bullet=True, space=8)
    _fill(slide, 1, _WHOLE, lines, lang)


def _card(deck: Deck, report: Report, card: Card, lang: Lang, above: str) -> None:
    title = texts.title(card.indicator, lang)
    where = "" if card.own else f", {prose.place(card.cell.region, lang)}"
    slide = _slide(deck, f"{title}{where}", above, lang)
    if len(card.figures) == 1:
        _bullets(slide, card, lang, _one(card, lang), _LEFT)
    else:
        tall = table.add(slide, card, lang, _LEFT)
        _bullets(slide, card, lang, [], _LEFT.below(tall + 0.25))
    _charts(slide, report, card, lang)
    source = texts.source_line(card.indicator, lang)
    _box(slide, _SOURCE, size([source], _SOURCE, (12, 11, 10), color=MUTED), lang)


def _one(card: Card, lang: Lang) -> list[Line]:
    """The card's one figure, big, with its period."""
    figure = card.figures[0]
    space = Box(_LEFT.left, _LEFT.top, _LEFT.width, 1.3)
    big = size([value(figure, card, lang)], space, (40, 36, 32, 28, 24, 22), bold=True)
    return [*big, Line(when(figure, card, lang), 18, color=MUTED)]


def _bullets(slide: Slide, card: Card, lang: Lang, first: list[Line], box: Box) -> None:
    """After the figure what is said of it, as bullets, and of which place it is if another.

    Should all of it not fit in the smallest type, the least telling is left out.
    """
    told = [*figures_of(card, lang), *filter(None, [women_and_men(card, lang)])]
    notes = [Line(each, 14, color=MUTED, space=10) for each in place_note(card, lang)]
    for many, points in product(range(len(told), -1, -1), _BODY):
        bullets = [Line(each, points, bullet=True, space=8) for each in told[:many]]
        if fits([*first, *bullets, *notes], box):
            break
    _fill(slide, 1, box, [*first, *bullets, *notes], lang)


def _charts(slide: Slide, report: Report, card: Card, lang: Lang) -> None:
    """The figure through time; under it kvinnor and män, where there are both."""
    through = charts.whole(report, card, lang)
    apart = charts.sexes(report, card, lang)
    chart.add(slide, through, _UPPER if apart else _RIGHT, through.title)
    if apart:
        both = say(lang, "kvinnor och män", "women and men")
        chart.add(slide, apart, _LOWER, f"{apart.title}, {both}")


def _slide(deck: Deck, title: str, above: str, lang: Lang) -> Slide:
    """A slide with its title and what stands over it."""
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[_CONTENT])
    lines = size([title], _HEADING, (30, 28, 26, 24, 22, 20), bold=True)
    _fill(slide, 0, _HEADING, lines, lang)
    _box(slide, _ABOVE, size([above], _ABOVE, (14, 13, 12), color=ACCENT), lang)
    return slide


def _fill(slide: Slide, index: int, box: Box, lines: list[Line], lang: Lang) -> None:
    """Put words into a placeholder of the layout; without words there is no placeholder."""
    shape: Any = slide.placeholders[index]
    if not lines:
        shape._element.getparent().remove(shape._element)
        return
    shape.left, shape.top, shape.width, shape.height = box.emu
    slide.shapes._spTree.append(shape._element)  # read aloud after what was put there before
    write(shape.text_frame, lines, lang)


def _box(slide: Slide, box: Box, lines: list[Line], lang: Lang) -> None:
    write(slide.shapes.add_textbox(*box.emu).text_frame, lines, lang)


def _number(slide: Slide, number: int, lang: Lang) -> None:
    """The layout's slide number: a slide gets one only when it is copied there."""
    kind = PP_PLACEHOLDER.SLIDE_NUMBER
    original = next(
        each
        for each in list(slide.slide_layout.placeholders)
        if each.placeholder_format.type == kind
    )
    element = copy.deepcopy(original._element)
    slide.shapes._spTree.append(element)
    shape: Any = slide.shapes[-1]
    element.nvSpPr.cNvPr.set("id", str(max(each.shape_id for each in slide.shapes) + 1))
    shape.left, shape.top, shape.width, shape.height = _NUMBER.emu
    field = next(element.iter("{*}fld"))
    look(Font(field.find("{*}rPr")), 12, MUTED, lang)
    field.find("{*}t").text = str(number)
