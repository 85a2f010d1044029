"""Which way a figure has gone in its latest years, in a few words."""

from dashboard import prose
from dashboard.claims.direction import Direction, Outcome
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

_WENT: dict[Outcome, tuple[str, str]] = {
    "up": ("har ökat sedan {since}", "has risen since {since}"),
    "down": ("har minskat sedan {since}", "has fallen since {since}"),
    "flat": ("oförändrat sedan {since}", "unchanged since {since}"),
    "unclear": ("ingen tydlig riktning sedan {since}", "no clear direction since {since}"),
}

_NONE: dict[Outcome, tuple[str, str]] = {
    "unclear": ("ingen tydlig riktning", "no clear direction"),
    "missing": ("uppgift saknas", "not available"),
}


def went(found: Direction, indicator: PublishedIndicator, lang: Lang) -> str:
    """`har minskat sedan 2020, åt rätt håll`; empty of a series that is too short to tell."""
    if found.outcome not in _WENT:
        return ""
    words = say(lang, *_WENT[found.outcome]).format(since=prose.when(found.first, lang))
    if found.outcome not in ("up", "down") or indicator.better == "neutral":
        return words
    right = (found.outcome == "up") == (indicator.better == "higher")
    way = ("åt rätt håll", "the right way") if right else ("åt fel håll", "the wrong way")
    return f"{words}, {say(lang, *way)}"


def untold(found: Direction, lang: Lang) -> str:
    """Why no direction is told: `för kort serie (tre år)`; empty where one is."""
    if found.outcome == "overlap":
        return say(lang, *overlapping(found.overlap))
    if found.outcome == "short":
        if found.n == 1:
            return say(lang, "för kort serie (ett år)", "too short a series (one year)")
        sv, en = prose.spelled(found.n, "sv"), prose.spelled(found.n, "en")
        return say(lang, f"för kort serie ({sv} år)", f"too short a series ({en} years)")
    if found.outcome == "broken":
        since = prose.when(found.first, lang)
        return say(
            lang,
            f"ny mätmetod {since}, för kort serie sedan dess",
            f"new method {since}, too short a series since then",
        )
    return say(lang, *_NONE[found.outcome]) if found.outcome in _NONE else ""


def overlapping(years: int) -> tuple[str, str]:
    """Why no direction is told of figures that are each of several years, in both languages."""
    sv, en = prose.spelled(years, "sv"), prose.spelled(years, "en")
    return (
        f"varje uppgift gäller {sv} år: för få för en riktning",
        f"each figure covers {en} years: too few for a direction",
    )
