"""How the rows of a place are told: verdicts, directions, ranks and reasons, in both languages."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard import prose, references, sentences, text
from dashboard.claims.direction import Direction, Outcome
from dashboard.claims.interval import Interval
from dashboard.claims.rank import Place
from dashboard.place.model import Against, Beside, Profile, Row, Sexes
from dashboard.references import Kind, Reference
from dashboard.text import Lang, say
from etl.model import Meaning, level_of

# What a group is called in the cell of a row.
_GROUPS: dict[Kind, tuple[str, str]] = {
    "liknande": ("liknande", "peers"),
    "kolada": ("Koladas liknande", "Kolada’s similar"),
    "lan": ("länets övriga", "the county’s others"),
    "skr": ("gruppen", "the group"),
    "norra-sverige": ("övriga i norra Sverige", "the north’s others"),
    "riket": ("riket", "Sweden"),
    "egna": ("dina val", "your choice"),
}
_WHOLES: dict[Beside, tuple[str, str]] = {
    "county": ("länet", "the county"),
    "riket": ("riket", "Sweden"),
}


# --- beside others ---


def beside(against: Against, reference: Reference, lang: Lang) -> str:
    """What a figure stands beside, in a cell: `liknande`, `länet`, `riket`."""
    if against.beside == "reference":
        return say(lang, *_GROUPS[reference.kind])
    return say(lang, *_WHOLES[against.beside])


def verdict(row: Row, against: Against, lang: Lang) -> str:
    """`högre än`, `ungefär som`; of what cannot be judged `mot`, and the numbers follow.

    What is within the years' variation beside all is said of the first.
    """
    of = against.verdict
    if of.certain is None:
        return say(lang, "mot", "against")
    if of.certain and of.size:
        up = of.size > 0
        return say(lang, "högre än" if up else "lägre än", "higher than" if up else "lower than")
    if row.interval is None or row.interval.method != "series":
        return say(lang, "ungefär som", "about the same as")
    unsure = [each for each in row.against.values() if each.verdict.certain is False]
    if against is not unsure[0]:
        return say(lang, "likaså", "likewise")
    return say(
        lang, "inom vad som brukar skilja mellan åren:", "within the usual yearly variation:"
    )


def better(row: Row, against: Against, lang: Lang) -> str:
    """What the colour of a verdict says: `bättre`, `sämre`; empty where neither is, or unsure."""
    of, wanted = against.verdict, row.indicator.better
    if not of.certain or not of.size or wanted == "neutral":
        return ""
    return judged((of.size > 0) == (wanted == "higher"), lang)


def judged(good: bool, lang: Lang) -> str:
    """`bättre`, `sämre`."""
    return say(lang, "bättre" if good else "sämre", "better" if good else "worse")


def numbers(row: Row, against: Against, lang: Lang) -> str:
    """`50,0`; of another year than the figure `2022: 8,1 mot 10,3`."""
    decimals = row.indicator.decimals
    there = text.number(against.value, decimals, lang)
    if against.period == row.now.period:
        return there
    here, when = text.number(against.own, decimals, lang), text.period(against.period, lang)
    return say(lang, f"{when}: {here} mot {there}", f"{when}: {here} against {there}")


def part(against: Against, lang: Lang) -> str:
    """Why a municipality is not judged beside a county that it is a large part of."""
    if against.verdict.why != "part":
        return ""
    return say(lang, "utgör en stor del av länet", "a large part of the county")


def group(reference: Reference, code: str, n: int, lang: Lang) -> str:
    """A median's places in a sentence: `sju liknande kommuner`."""
    called = references.called(reference, code, lang)
    counted = reference.kind in ("liknande", "skr")
    return f"{prose.spelled(n, lang)} {called}" if counted else called


def outstanding(row: Row, reference: Reference, lang: Lang) -> str:
    """`Andelen … var 52,1 procent 2025, högre än medianen bland sju liknande kommuner (46,0)`."""
    against, indicator = row.measure, row.indicator
    if against is None:
        return ""
    up = against.verdict.size > 0
    than = say(lang, "högre än" if up else "lägre än", "higher than" if up else "lower than")
    whole = say(lang, "i riket", "in Sweden")
    if against.beside == "reference":
        those = group(reference, row.now.region, against.n, lang)
        whole = say(lang, f"medianen bland {those}", f"the median of {those}")
    there = prose.beside(against.value, indicator, lang)
    here = f"{prose.level(row.now.value, indicator, lang)} {prose.at(row.now.period, lang)}"
    rest, was = f"{here}, {than} {whole} ({there})", say(lang, "var", "was")
    return f"{prose.clause(prose.subject(indicator, lang), was, rest, '', lang)}."


# --- a figure alone ---


def interval(row: Row, lang: Lang) -> str:
    """How far chance or the years move it: `osäkerhet 51,6–52,6`; empty where not known.

    Where no place has a figure below zero, none is said to move below it.
    """
    of = row.interval
    if of is None:
        return ""
    if of.low < 0 <= min(row.among.values(), default=of.low):
        of = replace(of, low=0.0)
    return f"{_kind(of, lang)} {span(of, row.indicator, lang)}"


def _kind(of: Interval, lang: Lang) -> str:
    if of.method == "margin":
        return say(lang, "felmarginal", "margin of error")
    if of.method == "series":
        return say(lang, "vanlig årsvariation", "usual yearly variation")
    return say(lang, "osäkerhet", "uncertainty")


def span(of: Interval, indicator: Meaning, lang: Lang) -> str:
    """`51,6–52,6`; below zero `−0,4 till 0,9`."""
    ends, finer = (of.low, of.high), indicator.decimals + 1
    low, high = (text.number(each, indicator.decimals, lang) for each in ends)
    if low == high:  # as shown the same, but not in truth
        low, high = (text.number(each, finer, lang) for each in ends)
    return f"{low} {say(lang, 'till', 'to')} {high}" if of.low < 0 else f"{low}–{high}"


def later(row: Row, lang: Lang) -> str:
    """That a newer period has no value: `2025: uppgift saknas`."""
    if row.later is None:
        return ""
    return f"{text.period(row.later[0], lang)}: {text.status(row.later[1], lang)}"


GLYPHS = {"up": "↗", "down": "↘", "flat": "→", "unclear": "~"}


_WENT: dict[Outcome, tuple[str, str]] = {
    "up": ("har ökat", "has risen"),
    "down": ("har minskat", "has fallen"),
    "flat": ("oförändrat", "unchanged"),
}


def direction(of: Direction, lang: Lang) -> str:
    """`har ökat`, `oförändrat`, `för kort serie (tre år)`."""
    return say(lang, *_WENT[of.outcome]) if of.outcome in _WENT else sentences.untold(of, lang)


def course(of: Direction, indicator: Meaning, lang: Lang) -> str:
    """How much and when: `3,6 procentenheter 2015–2024`; empty of a series that is too short."""
    if of.outcome in ("short", "overlap", "broken", "missing"):
        return ""
    years = f"{text.period(of.first, lang)}–{text.period(of.last, lang)}"
    if of.change is None:
        return years
    return f"{text.difference(abs(of.change), indicator, lang).replace('+', '')} {years}"


def is_right(row: Row) -> bool | None:
    """Whether it goes the right way; None where neither is, or it goes nowhere for sure."""
    if row.direction.outcome not in ("up", "down") or row.indicator.better == "neutral":
        return None
    return (row.direction.outcome == "up") == (row.indicator.better == "higher")


def way(row: Row, lang: Lang) -> str:
    """`åt rätt håll`, `åt fel håll`; empty where neither is."""
    right = is_right(row)
    if right is None:
        return ""
    sv, en = ("rätt", "right") if right else ("fel", "wrong")
    return say(lang, f"åt {sv} håll", f"in the {en} direction")


def gap(row: Row, of: Sexes, lang: Lang) -> str:
    """`högre bland kvinnor`; that it cannot be told; nothing where it cannot be judged."""
    if of.verdict.certain is False:
        return say(
            lang,
            "det går inte att säga om de skiljer sig åt",
            "it cannot be told whether they differ",
        )
    if of.verdict.certain is None or not of.verdict.size:
        return ""
    whom = sentences.who(row.indicator, lang)[of.verdict.size < 0]
    return say(lang, f"högre bland {whom}", f"higher among {whom}")


def rank(row: Row, lang: Lang) -> str:
    """`plats 12–41 av 290`; why it has none; nothing where neither end is better."""
    if isinstance(row.place, Place):
        return sentences.place(row.place, lang)
    if row.place == "neutral" or row.indicator.absolute:
        return ""
    return sentences.unranked(row.place, lang)


# --- all together ---


def summary(profile: Profile, lang: Lang) -> str:
    """How it goes in all: how many figures are better and worse, and which way they have gone."""
    told = [_standing(profile, lang), _courses(profile.rows, lang)]
    return " ".join(filter(None, told))


def _standing(profile: Profile, lang: Lang) -> str:
    """`Jämfört med liknande kommuner är 9 av 29 uppgifter bättre och 7 sämre; om 13 …`."""
    valued = [row for row in profile.rows if row.indicator.better != "neutral"]
    measured = [(row, row.measure) for row in valued if row.measure is not None]
    if not measured:
        return ""
    good = [better(row, against, "sv") for row, against in measured]
    ahead, behind = good.count("bättre"), good.count("sämre")
    left = len(good) - ahead - behind
    whom = say(lang, "riket", "Sweden")
    if any(against.beside == "reference" for _, against in measured):
        whom = references.called(profile.reference, profile.code, lang)
    return say(
        lang,
        f"Jämfört med {whom} är {_none(ahead, lang)} av {len(good)} uppgifter bättre och "
        f"{_none(behind, lang)} sämre; om {_none(left, lang)} går det inte att säga.",
        f"Beside {whom}, {_none(ahead, lang)} of {len(good)} figures are better and "
        f"{_none(behind, lang)} worse; of {_none(left, lang)} it cannot be told.",
    )


def _courses(rows: Sequence[Row], lang: Lang) -> str:
    ways = [is_right(row) for row in rows]
    right, wrong = (_none(ways.count(each), lang) for each in (True, False))
    if right == wrong == _none(0, lang):
        return ""
    return say(
        lang,
        f"På tio år har {right} gått åt rätt håll och {wrong} åt fel håll.",
        f"Over ten years {right} have gone in the right direction and {wrong} in the wrong.",
    )


def _none(count: int, lang: Lang) -> str:
    return str(count) if count else say(lang, "ingen", "none")


def certainty(lang: Lang) -> str:
    """What it takes to stand out, and to be told in a row."""
    return say(
        lang,
        "Det som sticker ut är säkert till 99,8 procent: slumpen ensam ger en sådan skillnad två "
        "gånger av tusen. Raderna nedan bedöms till 95 procent, där det händer en gång av tjugo.",
        "What stands out is certain to 99.8 per cent: chance alone gives such a difference twice "
        "in a thousand times. The rows below are judged at 95 per cent, once in twenty.",
    )


def places(code: str, lang: Lang) -> str:
    """`kommuner`, `län`."""
    if level_of(code) == "county":
        return say(lang, "län", "counties")
    return say(lang, "kommuner", "municipalities")
