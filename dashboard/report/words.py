"""The words around a report's claims, the same on its page, in its document and on slides."""

from collections.abc import Iterable, Iterator

from dashboard import data, text
from dashboard.charts.chart import Chart
from dashboard.claims.claim import Cell, Claim
from dashboard.report import sentences
from dashboard.report.edition import Edition
from dashboard.report.model import SHOWN, Card, Figure, Report, Section
from dashboard.report.news import Revised
from dashboard.text import Lang, say
from etl.model import Meaning


def headline(report: Report, lang: Lang) -> str:
    """`Månadsläge Västerbottens län, september 2026`."""
    where = sentences.place(report.region, lang)
    when = month(report.issue, lang)
    return say(lang, f"Månadsläge {where}, {when}", f"Monthly report for {where}, {when}")


def about(edition: Edition, lang: Lang) -> str:
    """What kind of edition it is, and that each figure has its own period."""
    release = edition.report.release
    kinds = {
        "issue": (
            f"Utgåva {edition.report.issue}, gjord av dataversion {release}. Den ändras inte.",
            f"Issue {edition.report.issue}, made of release {release}. It does not change.",
        ),
        "now": (
            f"Läget just nu, enligt dataversion {release}. Det ändras när nya siffror kommer.",
            f"The state just now, by release {release}. It changes when new figures come.",
        ),
        "draft": (
            f"Utkast, av dataversion {release}. Inte en utgåva.",
            f"Draft, of release {release}. Not an issue.",
        ),
    }
    return f"{say(lang, *kinds[edition.kind])} {own_period(lang)}"


def own_period(lang: Lang) -> str:
    """How to read any edition."""
    return say(
        lang,
        "Meningarna räknas fram ur siffrorna. Varje siffra har sin egen period: källorna "
        "publicerar olika ofta.",
        "The sentences are computed from the figures. Each figure has its own period: the sources "
        "publish at different times.",
    )


def summary_title(lang: Lang) -> str:
    """The heading over the summary's lines."""
    return say(lang, "Det som sticker ut", "What stands out")


def nothing_unusual(lang: Lang) -> str:
    """What stands where the summary has no line."""
    return say(lang, "Inget är ovanligt just nu.", "Nothing is unusual just now.")


def missing_title(lang: Lang) -> str:
    """The heading over what a section lacks."""
    return say(lang, "Saknas än", "Not there yet")


def month(issue: str, lang: Lang) -> str:
    """The month of an issue in words: `september 2026`."""
    return text.period(issue.replace("-", "M"), lang)


def summary_line(claim: Claim, report: Report, lang: Lang) -> str:
    """A claim with its figure: `Födda, 2022: 1 320 personer. 128 färre än 2021`.

    Of several counties the figure's own is named.
    """
    cell, indicator = claim.cell, data.indicators()[claim.cell.indicator]
    where = "" if cell.region == report.region else f", {sentences.place(cell.region, lang)}"
    figure = f"{text.title(indicator, lang)}{where}, {text.period(cell.period, lang)}"
    number = sentences.whole_value(cell.value, indicator, lang)
    return f"{figure}: {number}. {sentences.sentence(claim, indicator, lang)}"


def value(figure: Figure, card: Card, lang: Lang) -> str:
    """A figure with its unit."""
    return sentences.whole_value(figure.cell.value, card.indicator, lang)


def when(figure: Figure, card: Card, lang: Lang) -> str:
    """The figure's period; and its region, where that is not the report's own."""
    period = text.period(figure.cell.period, lang)
    own = card.own and len(card.figures) == 1
    return period if own else f"{sentences.place(figure.cell.region, lang)}, {period}"


def figures_of(card: Card, lang: Lang) -> list[str]:
    """The card's most telling claims as sentences, and always women beside men.

    Of several counties one of each, by name.
    """
    if len(card.figures) == 1:
        others = [each for each in _telling(card.claims) if each.comparator != "sexes"][:SHOWN]
        told = [*others, *(each for each in card.claims if each.comparator == "sexes")]
        return [sentences.sentence(each, card.indicator, lang) for each in told]
    each_of = [
        (c.cell.region, sentences.sentence(c, card.indicator, lang)) for c in _telling(card.claims)
    ]
    return [
        f"{sentences.place(region, lang)}: {words[:1].lower()}{words[1:]}"
        for region, words in each_of
    ]


def _telling(claims: Iterable[Claim]) -> list[Claim]:
    """The claims but for those of a band that has no width: `0 till 0, i genomsnitt 0`."""
    flat = [c for c in claims if c.relation == "within" and c.band and c.band.low == c.band.high]
    return [claim for claim in claims if claim not in flat]


def new_line(cell: Cell, lang: Lang) -> str:
    """A figure that has come since: `Medelålder, Umeå 2022: 39,4 år`."""
    indicator = data.indicators()[cell.indicator]
    return f"{_named(cell, lang)}: {sentences.whole_value(cell.value, indicator, lang)}"


def revised_line(revised: Revised, lang: Lang) -> str:
    """A figure that has changed since: `Medelålder, Umeå 2022: 39,4 år, i utgåvan 39,3 år`."""
    indicator = data.indicator(revised.was.indicator)
    if indicator is None:
        gone = say(lang, "visas inte längre", "no longer shown")
        return f"{revised.was.indicator}: {gone}"
    was = sentences.whole_value(revised.was.value, indicator, lang)
    now = say(lang, "borttagen av källan", "withdrawn by the source")
    if revised.now:
        now = sentences.whole_value(revised.now.value, indicator, lang)
    before = say(lang, f"var {was} i utgåvan", f"was {was} in the issue")
    return f"{_named(revised.was, lang)}: {now}, {before}"


def _named(cell: Cell, lang: Lang) -> str:
    """Which figure, where, whom and when; the sex and age where it is not of all."""
    indicator = data.indicators()[cell.indicator]
    whom = [
        text.sex(cell.sex, lang) if cell.sex != indicator.sexes[0] else "",
        text.age(cell.age, lang) if cell.age != indicator.ages[0] else "",
    ]
    where = f"{sentences.place(cell.region, lang)} {text.period(cell.period, lang)}"
    return ", ".join(filter(None, [text.title(indicator, lang), *whom, where]))


def band_note(chart: Chart, lang: Lang) -> str:
    """What the tinted ground of a chart is; empty where it has none."""
    if not chart.band:
        return ""
    note = say(
        lang, "lägst till högst, med medelvärdet prickat", "least to greatest, the mean dotted"
    )
    of = chart.band.label[:1].lower() + chart.band.label[1:]
    return f"{say(lang, 'Grått', 'Grey')}: {of}, {note}."


def missing_lines(section: Section, lang: Lang) -> list[str]:
    """What the section would hold besides: a line for each reason and frequency."""
    noted, lines = data.noted(), dict[str, list[str]]()
    for meaning in section.missing:
        failed = meaning.id in data.awaited() and bool(noted.of(meaning.id).problem)
        why = _why(meaning, failed, lang)
        lines.setdefault(why, []).append(text.title(meaning, lang))
    return [f"{why}: {'; '.join(titles)}." for why, titles in lines.items()]


def _why(meaning: Meaning, failed: bool, lang: Lang) -> str:
    """Why figures are not there, and how often there are new ones."""
    kind = "inbox" if meaning.source == "inbox" else "failed" if failed else "new"
    why = say(lang, *_REASONS[kind]).format(text.agency(meaning))
    often = text.frequency(meaning, lang)
    return f"{why} ({say(lang, f'nya siffror {often}', f'new figures {often}')})"


_REASONS = {
    "inbox": (
        "Finns bara som fil hos {} och har inte lagts in än",
        "Only as a file at {}, not put in yet",
    ),
    "failed": (
        "Kunde inte hämtas från {} vid senaste försöket; ett nytt görs vid nästa uppdatering",
        "Could not be fetched from {} at the last attempt; the next update tries again",
    ),
    "new": (
        "Hämtas från {} vid nästa uppdatering",
        "Will be fetched from {} at the next update",
    ),
}


def barometer(card: Card, lang: Lang) -> Iterator[str]:
    """What the institute calls such a level."""
    if "barometer" in card.indicator.roles:
        level = sentences.level(card.cell.value, lang)
        yield say(lang, f"Läget är {level}.", f"The mood is {level}.")


def place_note(card: Card, lang: Lang) -> Iterator[str]:
    """That the figure is not the region's own, or older than others', where the source is so."""
    where = sentences.place(card.cell.region, lang)
    if not card.own:
        yield say(
            lang,
            f"Siffran gäller {where}: källan har ingen för området.",
            f"The figure is for {where}: the source has none for the region.",
        )
    if card.old:
        newest = text.period(card.indicator.last_period, lang)
        then = text.period(card.cell.period, lang)
        yield say(
            lang,
            f"Gammal siffra: källan har siffror till och med {newest}, men för {where} inte efter "
            f"{then}.",
            f"Old figure: the source has figures until {newest}, but for {where} none after "
            f"{then}.",
        )
    for figure in card.figures:
        if figure.later:
            yield _no_value(figure.cell.region, *figure.later, lang)


def _no_value(region: str, period: str, symbol: str, lang: Lang) -> str:
    """What the source says of a newer period than the one shown, for which it gives no value."""
    where, when = sentences.place(region, lang), text.period(period, lang)
    told = text.status(symbol, lang)
    return say(
        lang,
        f"Källan har inget värde för {where} {when}: {told}.",
        f"The source has no value for {where} {when}: {told}.",
    )
