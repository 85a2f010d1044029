"""The words around a report's claims, the same on its page, in its document and on its slides."""

from collections.abc import Iterator

from dashboard import awaited, data, text
from dashboard.report import model, sentences
from dashboard.report.claim import Claim
from dashboard.report.model import SHOWN, Card, Figure, Report, Section
from dashboard.text import Lang, say


def headline(report: Report, lang: Lang) -> str:
    """`Månadsläge Västerbottens län, september 2026`."""
    where = sentences.place(report.region, lang)
    when = text.period(report.issue.replace("-", "M"), lang)
    return say(lang, f"Månadsläge {where}, {when}", f"Monthly report for {where}, {when}")


def origin(report: Report, lang: Lang) -> str:
    """Which release the report is of, and where its sentences come from."""
    release = f"{say(lang, 'Utgåva', 'Release')} {report.release}."
    computed = say(
        lang,
        "Meningarna räknas fram ur siffrorna; varje siffra har sin egen period.",
        "The sentences are computed from the figures; each figure has its own period.",
    )
    return f"{release} {computed}"


def summary_title(lang: Lang) -> str:
    """The heading over the summary's lines."""
    return say(lang, "Det som sticker ut", "What stands out")


def nothing_unusual(lang: Lang) -> str:
    """What stands where the summary has no line."""
    return say(lang, "Inget är ovanligt just nu.", "Nothing is unusual just now.")


def missing_title(lang: Lang) -> str:
    """The heading over what a section lacks."""
    return say(lang, "Saknas än", "Not there yet")


def missing_lines(section: Section, lang: Lang) -> list[str]:
    """What the section would hold besides, why it does not, and how often it comes."""
    return [
        f"{text.title(each, lang)}: {text.awaited(lang, each.source)} "
        f"({awaited.frequency(each, lang)})"
        for each in section.missing
    ]


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
