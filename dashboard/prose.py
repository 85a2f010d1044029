"""How figures stand in running text: levels, changes, periods and places, as an editor writes them.

A sentence has a verb, both levels, the period and the unit once. Signs are words in it.
"""

from dashboard import data, text
from dashboard.text import Lang, say
from etl.model import Meaning
from etl.periods import frequency, parse


def subject(indicator: Meaning, lang: Lang) -> str:
    """What is spoken of: `andelen arbetslösa 18–65 år`; of an older release the title."""
    return say(lang, indicator.subject, indicator.subject_en) or text.title(indicator, lang)


def pronoun(indicator: Meaning, lang: Lang) -> str:
    """What a second sentence calls it: `den`, `det` or `de` by the noun it begins with; `it`."""
    if lang == "en":
        return "it"
    noun = indicator.subject.partition(" ")[0]
    if not noun:
        return "siffran"
    return "de" if noun in _MANY or noun.endswith("na") else "det" if noun[-1] in "tx" else "den"


_MANY = ("de", "priserna", "hushållen")


def opening(words: str) -> str:
    """Words as they begin a sentence."""
    return f"{words[:1].upper()}{words[1:]}"


def clause(subject: str, verb: str, rest: str, where: str, lang: Lang) -> str:
    """`Folkmängden ökade från …`; of a named place `I Umeå ökade folkmängden från …`."""
    if not where:
        return opening(f"{subject} {verb} {rest}")
    return say(lang, f"I {where} {verb} {subject} {rest}", f"In {where} {subject} {verb} {rest}")


# One and many: women and men, and under 18 girls and boys.
_PEOPLE: dict[tuple[str, bool], tuple[tuple[str, str], tuple[str, str]]] = {
    ("K", False): (("kvinna", "woman"), ("kvinnor", "women")),
    ("M", False): (("man", "man"), ("män", "men")),
    ("K", True): (("flicka", "girl"), ("flickor", "girls")),
    ("M", True): (("pojke", "boy"), ("pojkar", "boys")),
}


def people(sex: str, lang: Lang, many: float = 2, *, young: bool = False) -> str:
    """`kvinnor`, `män`; of one `kvinna`, `man`; of the young `flickor`, `pojke`."""
    one, more = _PEOPLE[sex, young]
    return say(lang, *(one if abs(many) == 1 else more))


def place(region: str, lang: Lang) -> str:
    """A region's name inside a sentence, where `riket` is a word."""
    known = {"00": say(lang, "riket", "Sweden"), data.NORTH: say(lang, *data.NORTH_NAME)}
    return known.get(region) or data.region_name(region, lang)


def figure(value: float, indicator: Meaning, lang: Lang) -> str:
    """A number alone; of a balance with its sign as a word: `plus 38`, `minus 66`."""
    if indicator.kind != "balance":
        return text.number(value, indicator.decimals, lang)
    words = text.number(abs(value), indicator.decimals, lang)
    named = words.strip("0.,") and not is_gap(indicator)
    sign = say(lang, *_SIGNS[value > 0]) if named else ""
    return f"{sign} {words}".strip()


_SIGNS = {True: ("plus", "plus"), False: ("minus", "minus")}


def level(value: float, indicator: Meaning, lang: Lang) -> str:
    """A number with its unit: `3,2 procent`, `1 person`, `minus 66 personer`, `SEK 310,000`."""
    words = plain(value, indicator, lang)
    who = _whose_is_more(value, indicator, lang) if is_gap(indicator) else ""
    return f"{words} ({who})" if who else words


def plain(value: float, indicator: Meaning, lang: Lang) -> str:
    """The same of a gap without who has more, where that was told."""
    return _with_unit(figure(value, indicator, lang), indicator, lang)


def is_gap(indicator: Meaning) -> bool:
    """Whether it is women's figure less men's: told by its size and by who has more."""
    return indicator.kind == "balance" and indicator.form == "ratio"


def _whose_is_more(value: float, indicator: Meaning, lang: Lang) -> str:
    if not figure(value, indicator, lang).strip("0.,"):
        return ""
    whom, up = people("K", lang, young=indicator.young), value > 0
    sv, en = "högre" if up else "lägre", "higher" if up else "lower"
    return say(lang, f"{sv} bland {whom}", f"{en} among {whom}")


def levels(then: float, now: float, indicator: Meaning, lang: Lang) -> str:
    """From one to another, the unit once: `från 5,9 till 7,3 nätter per invånare`."""
    first = figure(then, indicator, lang)
    if lang == "en" and (indicator.measure.close_en or indicator.measure.written_en):
        first = level(then, indicator, lang)
    return say(lang, "från {} till {}", "from {} to {}").format(first, level(now, indicator, lang))


def beside(value: float, indicator: Meaning, lang: Lang) -> str:
    """A level set beside one whose unit was told: without a unit of several words."""
    of = indicator.measure
    bare = of.compound or of.counted or of.scale
    return figure(value, indicator, lang) if bare else plain(value, indicator, lang)


def _with_unit(words: str, indicator: Meaning, lang: Lang) -> str:
    of = indicator.measure
    if of.scale:
        return words
    if lang == "sv" and of.word and of.sv[1] == "%":
        return f"{words} {of.word[0]}"
    one, many = text.quantities(of, lang)
    alone = words.removeprefix("plus ").removeprefix("minus ") == "1"
    return (one if alone else many).format(number=words)


def when(period: str, lang: Lang) -> str:
    """A period's name in running text: `2022`, `april 2026`, `andra kvartalet 2026`."""
    if frequency(period) != "quarter":
        return text.period(period, lang)
    of = parse(period)
    sv, en = _QUARTERS[of.part - 1]
    return say(lang, f"{sv} kvartalet {of.year}", f"the {en} quarter of {of.year}")


_QUARTERS = [("första", "first"), ("andra", "second"), ("tredje", "third"), ("fjärde", "fourth")]


def part_of_year(period: str, lang: Lang) -> str:
    """The part of a year: `i april`, `andra kvartalet`; empty of a year."""
    if frequency(period) == "year":
        return ""
    part = when(period, lang).rsplit(" ", 1)[0].removesuffix(" of")
    return say(lang, f"i {part}" if frequency(period) == "month" else part, part)


def at(period: str, lang: Lang) -> str:
    """When, within a sentence: `2022`, `i april 2026`; `in 2022`, `in April 2026`."""
    told = when(period, lang)
    return say(lang, f"i {told}" if frequency(period) == "month" else told, f"in {told}")


def between(then: str, now: str, lang: Lang) -> str:
    """`mellan 2021 och 2022`, `mellan juli 2025 och juli 2026`."""
    first, last = when(then, lang), when(now, lang)
    return say(lang, f"mellan {first} och {last}", f"between {first} and {last}")


def share(value: float, lang: Lang) -> str:
    """So many per cent, without a sign: `9,2 procent`, `9.2%`."""
    return say(
        lang, f"{text.number(abs(value), 1, lang)} procent", text.percent(abs(value), 1, lang)
    )


def within_chance(lang: Lang) -> str:
    """What follows a change that chance alone may have made."""
    return say(
        lang,
        ", en ändring inom den vanliga variationen",
        ", a change within the usual variation",
    )


def spelled(count: int, lang: Lang) -> str:
    """A small number as a word, `sju`; one above ten in digits."""
    words = say(lang, *_COUNTED).split()
    return words[count] if count < len(words) else str(count)


_COUNTED = (
    "noll en två tre fyra fem sex sju åtta nio tio",
    "no one two three four five six seven eight nine ten",
)
