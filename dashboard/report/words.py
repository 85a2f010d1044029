"""The words around a report's claims, the same on its page, in its document and on slides."""

from collections.abc import Iterator

from dashboard import data, prose, sentences, text
from dashboard.claims.claim import Cell, Claim
from dashboard.claims.unusual import PLAIN
from dashboard.report.edition import Edition
from dashboard.report.model import AGED, Card, Figure, Report, age
from dashboard.report.news import Revised
from dashboard.text import Lang, say
from etl.model import Meaning

MOST = 2  # sentences of a card


def headline(report: Report, lang: Lang) -> str:
    """`Läget i Västerbotten`, `The state of Umeå`."""
    where = prose.place(report.region, lang)
    if report.region in data.NORRLAND:
        where = county(where, lang)
    return say(lang, f"Läget i {where}", f"The state of {where}")


def title(report: Report, lang: Lang) -> str:
    """The same with its month, where issues of several months stand together."""
    return f"{headline(report, lang)}, {month(report.issue, lang)}"


def county(name: str, lang: Lang) -> str:
    """A county's short name: `Västerbotten`, `Jämtland`."""
    if lang == "en":
        return name.removesuffix(" County")
    return name.removesuffix(" län").removesuffix("s")


def dated(report: Report, lang: Lang) -> str:
    """How new it is: the issue, its newest figure, and how many are more than a year older."""
    old, every = len(report.aged), len(report.cards)
    newest = text.period(report.newest, lang)
    parts = [
        say(lang, f"Utgåva {month(report.issue, lang)}", f"Issue of {month(report.issue, lang)}")
    ]
    if newest:
        parts.append(say(lang, f"nyaste uppgift {newest}", f"newest figure {newest}"))
    if old:
        parts.append(
            say(
                lang,
                f"{old} av {every} uppgifter är äldre än ett år",
                f"{old} of {every} figures are more than a year old",
            )
        )
    return " · ".join(parts)


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
        "Meningarna räknas fram ur siffrorna, och en skillnad kallas skillnad bara när den är "
        "större än slumpen. Varje siffra har sin egen period: källorna publicerar olika ofta.",
        "The sentences are computed from the figures, and a difference is called one only where it "
        "is larger than chance. Each figure has its own period: the sources publish at different "
        "times.",
    )


def summary_title(lang: Lang) -> str:
    """The heading over the summary's lines."""
    return say(lang, "Det som sticker ut", "What stands out")


def nothing_unusual(lang: Lang) -> str:
    """What stands where the summary has no line."""
    return say(
        lang,
        "Inget avviker från det vanliga i de nyaste siffrorna.",
        "Nothing departs from the usual in the newest figures.",
    )


def missing_title(lang: Lang) -> str:
    """The heading over what a report lacks."""
    return say(lang, "Uppgifter som saknas än", "Figures that are not there yet")


def month(issue: str, lang: Lang) -> str:
    """The month of an issue in words: `september 2026`."""
    return text.period(issue.replace("-", "M"), lang)


def summary_line(claim: Claim, report: Report, lang: Lang) -> str:
    """A claim as news: `Antalet födda var 1 320 personer 2022, lägst sedan 2003 (1 290)`.

    Of several counties it says which; what is so in riket too says that.
    """
    cell, indicator = claim.cell, data.indicators()[claim.cell.indicator]
    where = "" if cell.region == report.region else prose.place(cell.region, lang)
    told = sentences.sentence(claim, indicator, lang, where)
    if not claim.national:
        return told
    return f"{told} {say(lang, 'Så är det även i riket.', 'So it is in Sweden as a whole.')}"


def value(figure: Figure, card: Card, lang: Lang) -> str:
    """A figure with its unit."""
    return sentences.whole_value(figure.cell.value, card.indicator, lang)


def when(figure: Figure, card: Card, lang: Lang) -> str:
    """The figure's period; and its region, where that is not the report's own."""
    period = text.period(figure.cell.period, lang)
    own = card.own and len(card.figures) == 1
    return period if own else f"{prose.place(figure.cell.region, lang)}, {period}"


def figures_of(card: Card, lang: Lang) -> list[str]:
    """What a card says, in at most two sentences: what is unusual, else the change; then others.

    Where there is nothing to have changed from, it is what was usual.
    """
    if len(card.figures) > 1:
        return [_of_one(claim, card, lang) for claim in card.unusual[:MOST]]
    by = {claim.comparator: claim for claim in card.claims}
    changes = [by[each] for each in ("year", "before", "band") if each in by]
    told = [each for each in card.unusual if each.comparator in PLAIN] or changes
    where = "" if card.own else prose.place(card.cell.region, lang)
    first = [sentences.sentence(each, card.indicator, lang, where) for each in told[:1]]
    mood = list(barometer(card, lang))
    beside = [by[each] for each in ("county", "riket") if each in by]
    others = [sentences.others(beside, card.indicator, lang)] if beside else []
    return [*first, *(mood or others)][:MOST]


def _of_one(claim: Claim, card: Card, lang: Lang) -> str:
    return sentences.sentence(claim, card.indicator, lang, prose.place(claim.cell.region, lang))


def women_and_men(card: Card, lang: Lang) -> str:
    """Women beside men as a sentence; empty where they are not told apart."""
    claim = next((each for each in card.claims if each.comparator == "sexes"), None)
    if claim is None or len(card.figures) > 1:
        return ""
    return sentences.sentence(claim, card.indicator, lang)


def chip(card: Card, report: Report, lang: Lang) -> str:
    """How old the figure is, where that is more than a year."""
    months = age(card.cell.period, report.issue)
    if months <= AGED:
        return ""
    years = months // 12
    return say(
        lang,
        f"{years} år gammal" if years > 1 else "över ett år gammal",
        f"{years} years old" if years > 1 else "more than a year old",
    )


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
    where = f"{prose.place(cell.region, lang)} {text.period(cell.period, lang)}"
    return ", ".join(filter(None, [text.title(indicator, lang), *whom, where]))


def band_note(lang: Lang) -> str:
    """What the tinted ground of a chart is: said once, not under each."""
    return say(
        lang,
        "Det grå fältet i ett diagram visar lägsta och högsta värdet de tio föregående åren (minst "
        "tre). Prickad linje: medelvärdet.",
        "The grey area of a chart shows the lowest and highest value of the ten years before (at "
        "least three). Dotted line: the mean.",
    )


def missing_lines(report: Report, lang: Lang) -> list[str]:
    """What the report would hold besides: a line for each reason and frequency."""
    noted, lines = data.noted(), dict[str, list[str]]()
    for meaning in (each for section in report.sections for each in section.missing):
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
        level = sentences.mood(card.cell.value, lang)
        yield say(lang, f"Läget är {level}.", f"The mood is {level}.")


def place_note(card: Card, lang: Lang) -> Iterator[str]:
    """That the figure is not the region's own, or older than others', where the source is so."""
    where = prose.place(card.cell.region, lang)
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
    where, when = prose.place(region, lang), text.period(period, lang)
    told = text.status(symbol, lang)
    return say(
        lang,
        f"Källan har inget värde för {where} {when}: {told}.",
        f"The source has no value for {where} {when}: {told}.",
    )
