"""What the sentences and tables of the page share: people, numbers, errors, kinds of places."""

from math import isinf

from dashboard import data, prose, text
from dashboard.text import Lang, say
from dashboard.trends.contents import Group
from dashboard.trends.misses import Kind, Spread
from dashboard.trends.outlook import Miss, Outlook


def people(group: Group, sex: str, lang: Lang) -> str:
    """`invånare`, `kvinnor 80 år och äldre`; `residents`, `women aged 80 and over`."""
    who = say(lang, "invånare", "residents") if sex == "T" else prose.people(sex, lang)
    title = say(lang, group.title, group.title_en)
    age = "" if group.whole else f"{title[:1].lower()}{title[1:]}"
    return f"{who} {age}".strip()


def number(value: float, lang: Lang) -> str:
    """A number of people."""
    return text.number(value, 0, lang)


def heading(view: Outlook) -> str:
    """What the page is called, of a place."""
    return say(view.lang, f"Trender i {view.name}", f"Trends in {view.name}")


def change(miss: Miss, lang: Lang) -> str:
    """How many more came than were expected: `+877`."""
    words = number(miss.counted - miss.expected, lang)
    return f"+{words}" if miss.counted > miss.expected and words != "0" else words


def off(error: float, lang: Lang) -> str:
    """`2,4 procent under`, `2,0 procent över`."""
    side = ("över", "above") if error > 0 else ("under", "below")
    return f"{prose.share(error * 100, lang)} {say(lang, *side)}"


def signed(error: float | None, lang: Lang) -> str:
    """`+0,7 %`; nothing to show is a dash in words."""
    if error is None:
        return text.status("", lang)
    words = text.percent(error * 100, 1, lang)
    return f"+{words}" if words.strip("0,.% " + text.SPACE) and error > 0 else words


def between(of: Spread, lang: Lang) -> str:
    """`−2,4 % till +2,0 %`, never broken."""
    ends = f"{signed(of.low, lang)} {say(lang, 'till', 'to')} {signed(of.high, lang)}"
    return ends.replace(" ", text.SPACE)


def kind(of: Kind, lang: Lang) -> str:
    """`kommuner med 10 000–29 999 invånare`, `län`."""
    if of.level == "county":
        return say(lang, "län", "counties")
    return say(
        lang,
        f"kommuner med {size(of, lang)} invånare",
        f"municipalities of {size(of, lang)} residents",
    )


def places(of: Kind, lang: Lang) -> str:
    """`Färre än 5 000 invånare`, `Länen`, `De 44 i norra Sverige`: a row of the table."""
    if of.level == "county":
        return say(lang, "Länen", "The counties")
    if not of.low and isinf(of.high):
        count = len(data.municipalities_of(*data.NORRLAND))
        return say(lang, f"De {count} i norra Sverige", f"The {count} of northern Sweden")
    people_ = say(lang, "invånare", "residents")
    return prose.opening(f"{size(of, lang)} {people_}")


def size(of: Kind, lang: Lang) -> str:
    """`färre än 5 000`, `10 000–29 999`, `minst 30 000`."""
    if not of.low:
        end = number(of.high, lang)
        return say(lang, f"färre än {end}", f"fewer than {end}")
    low = number(of.low, lang)
    if isinf(of.high):
        return say(lang, f"minst {low}", f"at least {low}")
    return f"{low}–{number(of.high - 1, lang)}"
