"""The words around a report's claims, the same on its page and in its document."""

from collections.abc import Iterator

from dashboard import data, text
from dashboard.claims.claim import Claim
from dashboard.report import model, sentences
from dashboard.report.model import SHOWN, Card, Figure, Report
from dashboard.text import Lang, say


def headline(report: Report, lang: Lang) -> str:
    """`Månadsläge Västerbottens län, september 2026`."""
    where = sentences.place(report.region, lang)
    when = text.period(report.issue.replace("-", "M"), lang)
    return say(lang, f"Månadsläge {where}, {when}", f"Monthly report for {where}, {when}")


def summary_line(claim: Claim, lang: Lang) -> str:
    """A claim with its figure: `Födda, Umeå 2022: 1 320 personer. 128 färre än 2021`."""
    indicator = data.indicators()[claim.cell.indicator]
    number = sentences.whole_value(claim.cell.value, indicator, lang)
    told = sentences.sentence(claim, indicator, lang)
    return f"{sentences.figure(claim, indicator, lang)}: {number}. {told}"


def value(figure: Figure, card: Card, lang: Lang) -> str:
    """A figure with its unit."""
    return sentences.whole_value(figure.cell.value, card.indicator, lang)


def when(figure: Figure, card: Card, lang: Lang) -> str:
    """The figure's period; and its region, where that is not the report's own."""
    period = text.period(figure.cell.period, lang)
    own = card.own and len(card.figures) == 1
    return period if own else f"{sentences.place(figure.cell.region, lang)}, {period}"


def figures_of(card: Card, lang: Lang) -> list[str]:
    """The card's most telling claims, as sentences; of several counties one of each, by name."""
    if len(card.figures) == 1:
        return [sentences.sentence(each, card.indicator, lang) for each in card.claims[:SHOWN]]
    told = [
        (each.cell.region, sentences.sentence(each, card.indicator, lang)) for each in card.claims
    ]
    return [f"{sentences.place(region, lang)}: {words}" for region, words in told]


def barometer(card: Card, lang: Lang) -> Iterator[str]:
    """What the institute calls such a level."""
    if card.indicator.id in model.plan()["barometer"]:
        level = sentences.level(card.cell.value, lang)
        yield say(lang, f"Läget är {level}.", f"The mood is {level}.")


def place_note(card: Card, lang: Lang) -> Iterator[str]:
    """That the figure is not the region's own, where the source has no finer one."""
    if not card.own:
        where = sentences.place(card.cell.region, lang)
        yield say(
            lang,
            f"Siffran gäller {where}: källan har ingen för området.",
            f"The figure is for {where}: the source has none for the region.",
        )
