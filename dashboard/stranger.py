"""A code or name that is no place of today: what it was, and which place may be meant."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from dashboard import data, text
from dashboard.limits import SAID_BACK
from dashboard.markup import plain
from dashboard.text import Lang, say
from etl.model import Level, level_of
from maps import regions as geography

NEAREST = 3  # places that are named
ALIKE = 0.7  # of two names, from which one may be a slip of the other


@dataclass(frozen=True)
class Stranger:
    """What was asked for, told in a sentence, and the places of today it may mean."""

    words: str
    meant: tuple[str, ...]


def stranger(asked: str, lang: Lang, level: Level | None = None) -> Stranger | None:
    """What is to be said of a code or name in place of a region's; None of a region's own code.

    `level` is the one that is meant, where an address says so (`/kommun/…`).
    """
    if asked == data.NORTH or data.region(asked):
        return None
    row = _retired().get(asked)
    if row:
        return Stranger(_was(asked, *row, lang), (row[2],))
    shown = " ".join(plain(asked).split())[:SAID_BACK]
    meant = _of_code(shown) if shown.isdecimal() else _alike(shown, level)
    return Stranger(_unknown(shown, meant, lang), meant)


def _unknown(asked: str, meant: tuple[str, ...], lang: Lang) -> str:
    """That there is no such code or name; of a name that there is, what its code is."""
    if asked.isdecimal():
        return say(
            lang,
            f"Ingen kommun och inget län har koden {asked}.",
            f"No municipality or county has the code {asked}.",
        )
    named = data.region_name(meant[0], lang) if meant else ""
    if meant and _bare(named) == _bare(asked):
        return say(lang, f"{named} har koden {meant[0]}.", f"{named} has the code {meant[0]}.")
    return say(
        lang,
        f"Ingen kommun och inget län heter {asked}.",
        f"No municipality or county is called {asked}.",
    )


def _retired() -> dict[str, tuple[str, str, str]]:
    """Name, last year and successor of each code that is no more."""
    rows = geography.retired().itertuples(index=False, name=None)
    return {code: (name, until, successor) for code, name, until, successor in rows}


def _was(code: str, name: str, until: str, successor: str, lang: Lang) -> str:
    """`Heby bytte län 2007: koden 1917 är nu 0331.`, or what the place is a part of since."""
    now, since = data.region_name(successor, lang), int(until) + 1
    if now == name:
        return say(
            lang,
            f"{name} bytte län {since}: koden {code} är nu {successor}.",
            f"{name} changed county in {since}: the code {code} is now {successor}.",
        )
    was = text.county_name(name, lang)
    most = level_of(successor) == "county"
    part, part_en = (
        ("det mesta av länet hör", "most of it belongs") if most else ("kommunen hör", "it belongs")
    )
    return say(
        lang,
        f"{was} ({code}) fanns till och med {until}; {part} nu till {now} ({successor}).",
        f"{was} ({code}) existed until {until}; {part_en} to {now} ({successor}) today.",
    )


def _of_code(asked: str) -> tuple[str, ...]:
    """The place of a code that lost or got zeros on its way; else the county it begins with."""
    tries = (asked.zfill(4), asked.lstrip("0").zfill(2), asked.zfill(2), asked[:2])
    return tuple(each for each in dict.fromkeys(tries) if data.region(each))[:1]


def _alike(asked: str, level: Level | None) -> tuple[str, ...]:
    """The places that are called so, or whose names are most like it."""
    names: dict[str, str] = {}
    for code in sorted(data.regions(), key=len, reverse=True):  # of Stockholm the municipality
        if level in (None, level_of(code)):
            names.setdefault(_bare(data.region_name(code)), code)
    wanted = _bare(asked.replace("-", " "))
    if wanted in names:
        return (names[wanted],)
    return tuple(names[each] for each in get_close_matches(wanted, names, NEAREST, ALIKE))


def _bare(name: str) -> str:
    """A name without what says its kind: `Kiruna kommun`, `Västerbottens län`."""
    return re.sub(r"s?\s+(?:kommun|lan|stad|county|municipality)$", "", text.fold(name))
