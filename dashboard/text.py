"""Swedish and English as the portal writes them: numbers, units, periods, words for codes."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal, TypeGuard

from dashboard.numbers import rounded
from etl import periods
from etl.model import (
    UNDER_REVIEW,
    Break,
    Level,
    Meaning,
    PublishedIndicator,
    PublishedPart,
    Unit,
)

Lang = Literal["sv", "en"]

SPACE = "\u00a0"  # no-break: a number never parts from its thousands or its unit
MINUS = "\u2212"
REVISED = "r"  # beside a value that was revised, as the agencies write it

_MARKS: dict[Lang, tuple[str, str]] = {"sv": (SPACE, ","), "en": (",", ".")}  # thousands, decimals
_SEXES: dict[str, tuple[str, str]] = {
    "T": ("totalt", "total"),
    "K": ("kvinnor", "women"),
    "M": ("män", "men"),
}
_STATUSES: dict[str, tuple[str, str]] = {
    "": ("uppgift saknas", "not available"),  # a null the source gave no symbol for
    "..": ("uppgift saknas eller är för osäker", "not available or too uncertain"),
    ".": ("uppgift kan inte förekomma", "not applicable"),
    "-": ("inget finns att redovisa", "nothing to report"),
    "p": ("preliminär uppgift", "provisional figure"),
    "r": ("reviderad uppgift", "revised figure"),
    "Missing": ("uppgift saknas", "not available"),
    "Privacy": ("sekretess", "confidential"),
    UNDER_REVIEW: ("uppgiften granskas", "figure under review"),  # the only one of ours
}


def say(lang: Lang, sv: str, en: str) -> str:
    """The wording in the reader's language."""
    return en if lang == "en" else sv


def number(value: float | None, decimals: int, lang: Lang = "sv", symbol: str = "") -> str:
    """`12 345,6` or `12,345.6`: grouped, rounded half away from zero, minus as U+2212.

    It is the decimal text of the float that is rounded, as browsers' Intl.NumberFormat does, so
    that Python and the page agree. A null is its status in words, or `..` when it has none.
    """
    if not _known(value):
        return status(symbol, lang) if symbol else ".."
    return _written(float(value), decimals, lang)


@lru_cache(maxsize=8192)  # a page tells a figure in its chart, its table and their words
def _written(value: float, decimals: int, lang: Lang) -> str:
    shown = rounded(value, decimals)
    thousands, point = _MARKS[lang]
    whole, _, fraction = f"{shown.copy_abs():,f}".partition(".")
    sign = MINUS if shown < 0 else ""  # what rounds to zero has no sign
    return sign + whole.replace(",", thousands) + (point + fraction if fraction else "")


def quantity(value: float | None, indicator: Meaning, lang: Lang = "sv", symbol: str = "") -> str:
    """A number and its unit: `5,2 %`, `1 person`, `0,71 (kvot)`; a null is its status in words."""
    words = number(value, indicator.decimals, lang, symbol)
    return written(words, quantities(indicator.measure, lang)) if _known(value) else words


def difference(value: float | None, indicator: Meaning, lang: Lang = "sv") -> str:
    """A signed change or gap: `+1,2 procentenheter` between percentages, else in the unit.

    On a scale that says no other it is a number alone: `+0,12`.
    """
    words = number(value, indicator.decimals, lang)
    if not _known(value):
        return words
    signed = f"+{words}" if rounded(value, indicator.decimals) > 0 else words
    of = indicator.measure.difference or indicator.measure
    return signed if of.scale else written(signed, quantities(of, lang))


def quantities(of: Unit, lang: Lang = "sv") -> tuple[str, str]:
    """How 1 of a unit and any other number of it are written, with {number} for the number."""
    one, many = _forms(of, lang)
    if of.scale:
        return f"{{number}} ({one})", f"{{number}} ({many})"
    if of.written_en and lang == "en":
        whole = of.written_en.replace(" ", SPACE)
        return whole, whole
    between = "" if of.close_en and lang == "en" else SPACE
    return f"{{number}}{between}{one}", f"{{number}}{between}{many}"


def written(words: str, forms: Sequence[str]) -> str:
    """A number in words, by the `quantities` of its unit: the singular is for exactly 1.

    1,0 is not 1: it has the plural. The scripts judge by the words too (assets/map-base.mjs).
    """
    return forms[words.lstrip(f"+{MINUS}") != "1"].format(number=words)


def percent(value: float, decimals: int, lang: Lang = "sv") -> str:
    """A share that is computed here: `5,2 %`, `5.2%`."""
    return number(value, decimals, lang) + say(lang, f"{SPACE}%", "%")


def unit(indicator: Meaning, lang: Lang = "sv") -> str:
    """The indicator's unit in the reader's language."""
    return _forms(indicator.measure, lang)[1]


def measured(indicator: Meaning, lang: Lang = "sv") -> str:
    """The unit as a word of its own: `procent` for `%`; of money whether it is of its time."""
    word = indicator.measure.word
    own = say(lang, *word) if word else unit(indicator, lang)
    if not indicator.nominal or indicator.measure.scale:
        return own
    return f"{own}, {say(lang, 'löpande priser', 'current prices')}"


def listed(words: Iterable[str], lang: Lang = "sv") -> str:
    """`a`, `a och b`, `a, b och c`; nothing of none."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} {say(lang, 'och', 'and')} {last}" if first else last


def title(indicator: Meaning, lang: Lang = "sv") -> str:
    """The indicator's title in the reader's language."""
    return say(lang, indicator.title, indicator.title_en)


period = periods.name


def day(date: date, lang: Lang = "sv") -> str:
    """`31 oktober 2026`, `31 October 2026`, which never parts after the number."""
    return f"{date.day}{SPACE}{period(periods.of(date, 'month'), lang)}"


def status(symbol: str, lang: Lang = "sv") -> str:
    """What the source's symbol says, in words; a symbol not known here stands as it came."""
    if symbol in _STATUSES:
        return say(lang, *_STATUSES[symbol])
    return say(lang, f"källans beteckning: {symbol}", f"the source’s symbol: {symbol}")


def revised(before: str, lang: Lang = "sv") -> str:
    """What stands beside a value in a table when it was revised: `reviderad, förut 12,3`."""
    return say(lang, f"reviderad, förut {before}", f"revised, was {before}")


def sex(code: str, lang: Lang = "sv") -> str:
    """`kvinnor`, `män`, `totalt`; `women`, `men`, `total`."""
    return say(lang, *_SEXES.get(code, (code, code)))


def age(code: str, lang: Lang = "sv") -> str:
    """`0–9 år`, `100 år och äldre`, `37 år`, `alla åldrar` and the same in English."""
    if code == "total":
        return say(lang, "alla åldrar", "all ages")
    if code.endswith("+"):
        return say(lang, f"{code[:-1]} år och äldre", f"{code[:-1]} years and over")
    years = code.replace("-", "–")
    return say(lang, f"{years} år", f"{years} year" if code == "1" else f"{years} years")


def agency(indicator: Meaning) -> str:
    """Whose figures they are: `SCB`; a release from before names were kept has the id only."""
    return indicator.agency or indicator.source


def source(indicator: Meaning) -> str:
    """The source and its table: `SCB TAB6471`, `Kolada N01951`."""
    return f"{agency(indicator)} {indicator.table}"


def source_at(indicator: PublishedIndicator, period: str) -> str:
    """The source and the table that a period's figures are from: an older one before a seam."""
    gave = [f"{each.agency} {each.table}" for each in indicator.gave(period)]
    return ", ".join(dict.fromkeys(gave)) or source(indicator)


def tables(indicator: PublishedIndicator, lang: Lang = "sv") -> str:
    """The table, and others that gave something: `TAB6473; till och med december 2024 TAB1625`."""
    others = [" ".join([_when(each, lang), _named(indicator, each)]) for each in _parts(indicator)]
    return "; ".join([indicator.table, *others])


def _parts(indicator: PublishedIndicator) -> list[PublishedPart]:
    """The parts that other tables gave, those of one table together."""
    found: dict[tuple[str, str, bool], PublishedPart] = {}
    for each in indicator.earlier:
        before = found.get(key := (each.agency, each.table, each.same), each)
        span = {"first": min(before.first, each.first), "last": max(before.last, each.last)}
        found[key] = each.model_copy(update=span)
    return list(found.values())


def _named(indicator: PublishedIndicator, part: PublishedPart) -> str:
    return part.table if part.agency == agency(indicator) else f"{part.agency} {part.table}"


def _when(part: PublishedPart, lang: Lang) -> str:
    last = period(part.last, lang)
    if not part.same:
        return say(lang, f"till och med {last}", f"until {last}")
    span = "–".join(dict.fromkeys([period(part.first, lang), last]))
    return say(lang, f"för {span}", f"for {span}")


def seams(indicator: PublishedIndicator) -> dict[str, tuple[str, str]]:
    """What the source changed after each of a series' last periods, in both languages."""
    table, method = ("tabell", "table"), ("metod", "method")
    return {last: method if change else table for last, change in indicator.seams.items()}


def seam_note(indicator: PublishedIndicator, lang: Lang = "sv") -> str:
    """Under a figure that goes over a seam: what its figures are from, before and after."""
    breaks = [_break(each, lang) for each in indicator.breaks]
    return " ".join([*([_table_note(indicator, lang)] if indicator.seam else []), *breaks])


def _break(change: Break, lang: Lang) -> str:
    since = period(change.period, lang)
    return say(lang, f"Ny metod från {since}: {change.sv}", f"New method from {since}: {change.en}")


def _table_note(indicator: PublishedIndicator, lang: Lang) -> str:
    until = period(indicator.seam, lang)
    earlier = ", ".join(dict.fromkeys(each.table for each in indicator.earlier if not each.same))
    if not earlier:  # computed of indicators that have one
        return say(
            lang,
            f"Källan bytte tabell efter {until}; ingen ändring räknas över bytet.",
            f"The source changed table after {until}; no change is computed over that.",
        )
    return say(
        lang,
        f"Källan bytte tabell: {earlier} till och med {until}, därefter {indicator.table}.",
        f"The source changed table: {earlier} until {until}, after that {indicator.table}.",
    )


def awaited(lang: Lang = "sv", source: str = "") -> str:
    """What stands where an indicator has no figures yet; those of the inbox come with a file."""
    if source == "inbox":
        return say(lang, "Väntar på en fil från källan", "Awaits a file from the source")
    return say(lang, "Hämtas vid nästa uppdatering", "Will be fetched at the next update")


def source_line(indicator: PublishedIndicator, lang: Lang = "sv", of: str = "") -> str:
    """What stands under every figure: sources, tables, who drew it, the day figures were taken.

    Where all that is shown is `of` one period, only the tables that gave it.
    """
    (first, *more) = _sources([indicator], lang, of).items()
    if not more:
        return _source_line(*first, lang)
    said = "; ".join(
        say(
            lang,
            f"{whose}, {', '.join(those)}, hämtad {day}",
            f"{whose}, {', '.join(those)}, taken {day}",
        )
        for (whose, day), those in (first, *more)
    )
    return say(
        lang,
        f"Källa: {said}. Bearbetning: Norrläget.",
        f"Source: {said}. Processing: Norrläget.",
    )


def source_lines(indicators: Iterable[PublishedIndicator], lang: Lang = "sv") -> list[str]:
    """The source lines of a figure made of several: one for each agency and day taken."""
    return [_source_line(*each, lang) for each in _sources(indicators, lang).items()]


def _sources(
    indicators: Iterable[PublishedIndicator], lang: Lang, of: str = ""
) -> dict[tuple[str, str], list[str]]:
    """By agency and day the tables that were taken from it then, each once."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for each in indicators:
        apart = [part for part in _parts(each) if part.same]
        only = [part for part in apart if part.first <= of <= part.last]
        if not only:
            split = each.model_copy(update={"earlier": [p for p in each.earlier if not p.same]})
            key = agency(each), each.taken.isoformat()
            found.setdefault(key, {})[tables(split, lang)] = None
        for part in only or ([] if of else apart):
            key = part.agency, str(part.taken or each.taken)
            words = part.table if of else f"{part.table} {_when(part, lang)}"
            found.setdefault(key, {})[words] = None
    return {key: list(those) for key, those in found.items()}


def _source_line(about: tuple[str, str], those: list[str], lang: Lang) -> str:
    whose, taken = about
    named = ", ".join([whose, *those])
    return say(
        lang,
        f"Källa: {named}. Bearbetning: Norrläget. Uppgifterna hämtade {taken}.",
        f"Source: {named}. Processing: Norrläget. Figures taken {taken}.",
    )


def county_name(name: str, lang: Lang = "sv") -> str:
    """A region's name as SCB writes it, or in English: `Västerbotten County`, `Sweden`, `Umeå`."""
    if lang == "sv":
        return name
    if name == "Riket":
        return "Sweden"
    county = name.removesuffix(" län")
    return name if county == name else f"{county.removesuffix('s')} County"


def fold(words: str) -> str:
    """A key to search by: lower case, and å, ä, ö, é as a, a, o, e."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def order(words: str, lang: Lang = "sv") -> str:
    """A key to sort names by: å, ä and ö come last in Swedish, and with a and o in English."""
    lower = words.lower()
    return fold(lower) if lang == "en" else lower.translate(str.maketrans("åäö", "{|}"))


def _known(value: float | None) -> TypeGuard[float]:
    """A frame's null is NaN, a page's is None."""
    return value is not None and math.isfinite(value)


def _forms(of: Unit, lang: Lang) -> tuple[str, str]:
    return of.en if lang == "en" else of.sv


_LEVELS: dict[Level, tuple[str, str]] = {
    "country": ("riket", "Sweden"),
    "county": ("län", "counties"),
    "municipality": ("kommuner", "municipalities"),
}

_FREQUENCIES = {
    "year": ("varje år", "every year"),
    "quarter": ("varje kvartal", "every quarter"),
    "month": ("varje månad", "every month"),
}


def frequency(meaning: Meaning, lang: Lang) -> str:
    """How often there are new figures: `varje månad`."""
    return say(lang, *_FREQUENCIES[meaning.frequency])


def levels(meaning: Meaning, lang: Lang) -> str:
    """Which regions there are figures for: `riket, län och kommuner`."""
    return listed((say(lang, *_LEVELS[each]) for each in _LEVELS if each in meaning.levels), lang)
