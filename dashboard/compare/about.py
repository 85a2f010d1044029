"""What stands below a comparison: signs, files, what its figures mean, how they are judged."""

from typing import Any

from dashboard import address, text
from dashboard.compare import records, words
from dashboard.compare.model import Compared
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.text import Lang, say

FILE = "/jamfor"


def signs(lang: Lang) -> str:
    """What the signs beside the figures mean."""
    told = (f"{words.GLYPHS[each]} {say(lang, *name)}" for each, name in words.RELATIONS.items())
    rest = say(
        lang,
        "(skillnaden kan bero på slumpen); utan tecken: kan inte bedömas",
        "(chance may have made the difference); without a sign: cannot be judged",
    )
    return f"{' · '.join(told)} {rest}"


def files(found: Compared, lang: Lang) -> html.Ul:
    """The files of exactly what is shown, each with how many rows it has, and all there is."""
    query = found.choices.query()
    rows = text.number(records.count(found), 0, lang)
    what = say(lang, f"Det som visas, {rows} rader", f"What is shown, {rows} rows")
    excel, plain = cards.csv(what, lang)
    kinds = [
        (say(lang, f"{what}, Excel (xlsx)", f"{what}, Excel (xlsx)"), "xlsx", lang),
        (excel, "csv", "sv"),
        (plain, "csv", "sv"),
        (f"{what}, Parquet", "parquet", "sv"),
    ]
    listed: list[tuple[str, str]] = []
    for words_, kind, of in kinds:
        flavour = {"format": "csv-sv"} if words_ == excel else {}
        english = {"lang": "en"} if of == "en" else {}
        listed.append((words_, address.of(f"{FILE}.{kind}", {**query, **flavour, **english})))
    return cards.files([*listed, (_whole(lang), series(found))])


def _whole(lang: Lang) -> str:
    return say(
        lang,
        "Hela serien för samma områden och indikatorer, CSV",
        "The whole series of the same places and indicators, CSV",
    )


def series(found: Compared) -> str:
    """All periods of the same, from the API."""
    pairs = {
        "indicator": ",".join(found.choices.ids),
        "region": ",".join(found.choices.codes),
        "format": "csv-sv",
    }
    return address.of("/api/v1/observations", pairs)


def section(found: Compared, lang: Lang) -> html.Section:
    """How it is judged, and what each indicator means."""
    every = {each.indicator.id: each.indicator for each in found.columns}
    rows: list[tuple[str, Any]] = [
        (say(lang, "Jämförelsen med riket", "Beside Sweden"), _judged(lang)),
        *_measured(found, lang),
        (say(lang, "Mer", "More"), _more(lang)),
    ]
    rows += [
        (text.title(each, lang), say(lang, each.description, each.description_en))
        for each in every.values()
    ]
    return cards.about(rows, lang)


def _more(lang: Lang) -> html.A:
    words = say(lang, "Så bedöms osäkerheten", "How uncertainty is judged")
    return html.A(words, href=address.link("/om/osakerhet", lang))


def _judged(lang: Lang) -> str:
    return say(
        lang,
        "En siffra kallas högre eller lägre än rikets när skillnaden är större än slumpen ensam "
        "brukar "
        "göra, med 95 procents säkerhet. Antal jämförs inte med rikets, och en del av riket som "
        "är större "
        "än tre tiondelar inte heller.",
        "A figure is called higher or lower than Sweden’s when the difference is greater than "
        "chance alone "
        "usually makes, at 95 per cent certainty. Counts are not compared with Sweden’s, nor is a "
        "part of "
        "the country larger than three tenths.",
    )


def _measured(found: Compared, lang: Lang) -> list[tuple[str, str]]:
    choices = found.choices
    told: list[tuple[str, str]] = []
    if choices.measure == "avvikelse" or choices.view == "varme":
        told.append((say(lang, "Avstånd till riket", "Distance from Sweden"), _spread(lang)))
    if choices.measure == "rang":
        told.append((say(lang, "Plats", "Place"), _rank(lang)))
    if choices.measure == "utveckling":
        told.append((say(lang, "Utveckling", "Change over time"), _course(lang)))
    return told


def _spread(lang: Lang) -> str:
    return say(
        lang,
        "Hur långt siffran ligger från rikets, räknat i hur mycket kommuner (eller län) brukar "
        "skilja sig "
        "åt: 1,4826 gånger medianen av deras avstånd till medianen. 1 är ett vanligt avstånd, 2 "
        "är långt.",
        "How far the figure is from Sweden’s, in how much municipalities (or counties) usually "
        "differ: "
        "1.4826 times the median of their distances from the median. 1 is a usual distance, 2 is "
        "far.",
    )


def _rank(lang: Lang) -> str:
    return say(
        lang,
        "Mellan vilka platser området ligger bland alla kommuner (eller län), så långt slumpen "
        "låter det "
        "sägas. Plats 1 är det bästa värdet.",
        "Between which places the region lies among all municipalities (or counties), as far as "
        "chance lets "
        "it be told. Place 1 is the best value.",
    )


def _course(lang: Lang) -> str:
    return say(
        lang,
        "Mann–Kendalls test av de senaste högst tio åren utan hopp eller byte av mätmetod; minst "
        "fem år "
        "behövs. Ändringen är medianen av alla lutningar mellan två år, gånger antalet år.",
        "Mann and Kendall’s test of at most the ten latest years without a hole or a new method; "
        "at least "
        "five are needed. The change is the median of all slopes between two years, times the "
        "years.",
    )
