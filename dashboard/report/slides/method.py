"""The last slide: how figures are read, how new they are, what is missing, whose they are."""

from pptx.presentation import Presentation as Deck

from dashboard import text
from dashboard.report.model import Card, Report
from dashboard.report.slides import page
from dashboard.report.slides.lettering import size
from dashboard.report.words import band_note, dated, missing_title, own_period
from dashboard.text import Lang, say


def title(lang: Lang) -> str:
    """The slide's title."""
    return say(lang, "Metod och källor", "Method and sources")


def add(deck: Deck, report: Report, cards: list[Card], lang: Lang, above: str) -> None:
    """The slide of a report, of which the deck tells these cards."""
    slide = page.add(deck, title(lang), above, lang)
    lines = size(said(report, cards, lang), page.WHOLE, page.BODY, bullet=True, space=8)
    page.fill(slide, 1, page.WHOLE, lines, lang)


def said(report: Report, cards: list[Card], lang: Lang) -> list[str]:
    """The slide's paragraphs."""
    lines = [own_period(lang), band_note(lang), f"{dated(report, lang)}."]
    return [*lines, *_missing(report, lang), _sources(cards, lang)]


def _missing(report: Report, lang: Lang) -> list[str]:
    """What is not there yet, by its titles; why is told in the report."""
    titles = [text.title(each, lang) for section in report.sections for each in section.missing]
    return [f"{missing_title(lang)}: {'; '.join(titles)}."] if titles else []


def _sources(cards: list[Card], lang: Lang) -> str:
    agencies = text.listed(dict.fromkeys(text.agency(card.indicator) for card in cards), lang)
    return say(
        lang,
        f"Källor: {agencies}. Tabell och hämtdag står under varje diagram.",
        f"Sources: {agencies}. Table and day of fetching stand under each chart.",
    )
