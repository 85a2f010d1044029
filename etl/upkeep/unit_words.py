"""Finds the unit in an agency's words, and which of ours it is; none is made up."""

import re
from collections.abc import Collection
from difflib import get_close_matches
from typing import NamedTuple

REMARK = r"ålders?standardisera\w+(?: värden)?|senaste mätning[\w ]*|(?:gammal|ny) definition"
END = rf"(?: ?\([^()]*\))?(?:, (?:{REMARK}))?[ .,]*$"
START = r"(?:^|(?<=[\s,.(–-]))"
# What is counted or measured, and per what: `antal barn/100 000 inv`, `kr/inv, 16-64 år`.
MONEY = r"1000 kr|kr|tkr|mkr|mnkr|miljoner kr(?:onor)?|kronor"
AMOUNT = rf"{MONEY}|kg|ton(?: CO2\S*| NMVOC)?|[kMG]?Wh|MW|meter|km|mil|kbm|kvm(?: BRA)?|liter|gram"
TIME = r"månader|dagar|timmar|minuter"
COUNT = r"antal(?: [a-zåäö]+){0,2}|recept|resor|nätter"
AREA = r"hektar|kvadratkilometer|kvadratmeter"
AGES = r",? \d[\d–-]*\+?(?: år\+?)?"
SHARE = re.compile(r"(?:andel ?)?\(%\)|\bprocent\b|(?<=[ ,])%(?=[ .]*$)", re.IGNORECASE)
RATIO = re.compile(
    rf"{START}((?:(?:{COUNT}|{AMOUNT}|{TIME}|{AREA}) ?(?:/ ?|\bper )|(?:/|\bper )(?=1\d*0))"
    rf"[^,/()]{{2,40}}?(?:{AGES})?){END}",
    re.IGNORECASE,
)
PLAIN = re.compile(
    rf"{START}(?:totalt )?(antal(?: dagar| svar| personer)?|{AMOUNT}|{TIME}|{AREA}|(?<=, )år"
    rf"|Mbit/s|promille|procentenheter|poäng|medelvärde|genomsnitt|median|balanstal){END}",
    re.IGNORECASE,
)
WITHIN = re.compile(r"\b(?:\w*index|\w*kvot|medelålder)\b", re.IGNORECASE)
COUNTED = re.compile(
    r"\bantal (?:invånare|personer|anställda|elever|barn|hushåll|företag)\b(?!.* per )"
)
CODES = re.compile(r"\d ?= ?\w|\w ?= ?\d")  # `(Ja=1, Nej=0)`, `(1=Ja)`, but no `(max = 100)`

NO_UNITS = {"medelvärde", "genomsnitt", "median", "balanstal"}  # ways to compute
# What a title that begins so counts, by our word; a title of none of these is asked about.
BEGINS = {
    "personer": "invånare personer befolkning anställda elever kvinnor män födda döda arbetslösa "
    "sysselsatta inflyttade utflyttade",
    "hushåll": "hushåll", "företag": "företag", "bostäder": "bostäder lägenheter", "barn": "barn",
}  # fmt: skip
TOTALS = {"kg", "ton", "mwh", "gwh", "kwh", "mw", "mnkr", "hektar", "kvadratkilometer", "antal"}
SPELT = [  # in this order: the source's way and ours
    (r"[.,]$|,? 1 nov( fg år)?", ""), (r"\s*/\s*(?!s\b)", " per "), (r"\binv\b", "invånare"),
    (r"\b(1000|tusen) kr(onor)?\b", "tkr"), (r"\b(mkr|miljoner kr(onor)?)\b", "mnkr"),
    (r"\bkronor\b", "kr"), (r"\bton (co2\S*|nmvoc)", "ton"), (r"^antal (?=dagar)", ""),
    (r"^(antal|recept)\b[a-zåäö ]*(?=per \d)", ""), (r"\bkvm\b", "kvadratmeter"),
    (r"^antal (personer|invånare)$", "personer"), (r"\b(10*)000(?= )", r"\1 000"),
    (r", (?=\d)", " "),
    (r"(?<=\d)-(?=\d)", "–"), (r"(?<=–\d\d)$", " år"), (r"^medelålder$", "år"),
    (r"^\w*(index|kvot)$", r"\1"),
]  # fmt: skip


class Words(NamedTuple):
    """A title without its unit, and the unit in the words that it has of it, if any."""

    title: str
    unit: str


def of(title: str) -> Words:
    """The unit that a title ends in, after a comma, a full stop or a blank, or names within."""
    if is_codes(title):
        return Words(title.partition("(")[0].rstrip(" ,.?") or title, "")
    if shares := list(SHARE.finditer(title)):
        return _share(title, shares[-1])
    if found := RATIO.search(title) or PLAIN.search(title):
        return Words(_without(title, *found.span(1)), found[1].strip())
    if counted := COUNTED.search(title):
        return Words(title, counted[0])
    if within := WITHIN.findall(title):
        return Words(re.sub(r",\s*index$", "", title, flags=re.IGNORECASE), within[-1])
    return Words(title, "")


def ours(words: str, title: str, known: Collection[str]) -> tuple[str, str]:
    """Which of the known units the source's words mean, or none and the question to ask."""
    if words.casefold() in ("", *NO_UNITS):
        means = f"“{words}” is no unit" if words else "the title tells none"
        return "", f"{means}: of what are the figures? One of units.toml, or add it there"
    spelt = _spelt(words)
    meant = _counted(title) if spelt == "antal" else spelt
    unit = {each.casefold(): each for each in known}.get(meant.casefold())
    return (unit, "") if unit else ("", _question(words, spelt, known))


def is_codes(title: str) -> bool:
    """Whether the title tells codes, `Ja=1`: no figures to add up or compare."""
    return bool(CODES.search(re.sub(r"\(max.*?\)", "", title)))


def is_total(words: str, title: str) -> bool:
    """Whether figures of the unit are amounts of a whole area, no rate or mean."""
    mean = re.search(r"medel|median|genomsnitt|\bper\b|^\w+/\w", title, re.IGNORECASE)
    spelt = _spelt(words).casefold()
    counted = spelt.startswith("antal ") or spelt == "personer"
    return not mean and " per " not in f" {spelt}" and (spelt in TOTALS or counted)


def _share(title: str, found: re.Match[str]) -> Words:
    """A share of something keeps the words that say of what."""
    before, after = title[: found.start()], title[found.end() :].strip(" ,.")
    within = re.match("andel", found[0], re.IGNORECASE) and after
    whole = f"{before.rstrip()} andel {after}" if within else f"{_bare(before)} {after}"
    return Words(_bare(whole), found[0])


def _without(title: str, start: int, end: int) -> str:
    before = _bare(re.sub(r",?\s*\b(totalt|mediantid i)\s*$", "", title[:start]))
    return f"{before}{title[end:].rstrip(' ,.')}" if before else title


def _bare(text: str) -> str:
    return text.strip(" ,.–-/")


def _spelt(words: str) -> str:
    text = words.strip()
    if SHARE.search(text):
        return "%"
    for theirs, way in SPELT:
        text = re.sub(theirs, way, text, flags=re.IGNORECASE)
    return text.strip()


def _counted(title: str) -> str:
    """Our word for what a title counts, where it begins with it; empty where it does not."""
    first = re.match(r"\w+(?![/\w])", title.casefold())
    return next((o for o, theirs in BEGINS.items() if first and first[0] in theirs.split()), "")


def _question(words: str, spelt: str, known: Collection[str]) -> str:
    if spelt == "antal":
        return "what is counted? personer, hushåll, bostäder …: one of units.toml, or add it there"
    near = get_close_matches(spelt, known, n=3, cutoff=0.6) if len(spelt) > 3 else []
    nearest = f" ({', '.join(near)})" if near else ""
    return f"“{words}”: choose one of units.toml{nearest}, or add “{spelt}” there"
