"""A slide with one message: what a card claims as the headline, and one chart that bears it out."""

from itertools import product

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from dashboard import text
from dashboard.charts.chart import Chart
from dashboard.report import charts
from dashboard.report.model import Card, Report
from dashboard.report.slides import chart as slide_chart
from dashboard.report.slides import page, table
from dashboard.report.slides.lettering import MUTED, Box, Line, fits, size
from dashboard.report.words import band_note, figures_of, place_note, value, when, women_and_men
from dashboard.text import Lang, say

_FIGURE, _BESIDE = Box(0.6, 1.56, 3.2, 0.8), Box(4.0, 1.56, 8.73, 0.8)
_CHART = Box(0.3, 2.36, 12.73, 4.38)
_TABLE, _BY_TABLE = Box(0.6, 1.65, 4.2, 5.0), Box(4.95, 1.55, 8.08, 5.19)
_FOOT = Box(0.6, 6.8, 11.2, 0.55)
_BULLETS = (16, 15, 14, 13, 12, 11)
MOST = 2  # bullets


def add(deck: Deck, report: Report, card: Card, lang: Lang, above: str) -> None:
    """The card's slide; what it is about stands small over what it says."""
    claim, *_ = figures_of(card, lang)
    slide = page.add(deck, claim, f"{above} · {text.title(card.indicator, lang)}", lang)
    drawn = charts.whole(report, card, lang)
    source, notes = text.source_line(card.indicator, lang), list(place_note(card, lang))
    if len(card.figures) == 1:
        page.put(slide, _FIGURE, _figure(card, lang), lang)
        _bullets(slide, told(card, lang), [], _BESIDE, lang)
        slide_chart.add(slide, drawn, _CHART, drawn.title)
        _foot(slide, [*notes, source], lang)
    else:
        tall = table.add(slide, card, lang, _TABLE)
        _bullets(slide, told(card, lang), notes, _TABLE.below(tall + 0.25), lang)
        slide_chart.add(slide, drawn, _BY_TABLE, drawn.title)
        _foot(slide, [source], lang)
    page.note(slide, spoken(card, drawn, lang), lang)


def _foot(slide: Slide, lines: list[str], lang: Lang) -> None:
    page.put(slide, _FOOT, size(lines, _FOOT, (12, 11, 10), color=MUTED), lang)


def _figure(card: Card, lang: Lang) -> list[Line]:
    """The card's one figure, big, with its period."""
    (figure,) = card.figures
    upper = Box(_FIGURE.left, _FIGURE.top, _FIGURE.width, 0.52)
    big = size([value(figure, card, lang)], upper, (30, 26, 22, 20, 18, 16, 14), bold=True)
    lower = upper.below(0.22)
    return [*big, *size([when(figure, card, lang)], lower, (14, 12, 11, 10), color=MUTED)]


def told(card: Card, lang: Lang) -> list[str]:
    """What is said beside the claim: of others, and of women and men."""
    return [*figures_of(card, lang)[1:], *filter(None, [women_and_men(card, lang)])][:MOST]


def _bullets(slide: Slide, said: list[str], notes: list[str], box: Box, lang: Lang) -> None:
    """What is said beside the claim, and by a table what it lacks.

    Should all of it not fit in the smallest type, the least telling is left out.
    """
    for many, points in product(range(len(said), -1, -1), _BULLETS):
        lines = [Line(each, points, bullet=True, space=4) for each in said[:many]]
        lines += [Line(each, min(points, 14), color=MUTED, space=4) for each in notes]
        if fits(lines, box):
            break
    page.fill(slide, 1, box, lines, lang)


def spoken(card: Card, drawn: Chart, lang: Lang) -> list[str]:
    """What the figure is and how its chart is read."""
    said = [
        say(lang, card.indicator.description, card.indicator.description_en),
        say(lang, card.indicator.notes, card.indicator.notes_en),
        text.seam_note(card.indicator, lang),
        band_note(lang) if drawn.band else "",
    ]
    return [each for each in said if each]
