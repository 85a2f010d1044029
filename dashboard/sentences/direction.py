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


def overlapping(years: int) -> tuple[str, str]:
    """Why no direction is told of figures that are each of several years, in both languages."""
    sv, en = prose.spelled(years, "sv"), prose.spelled(years, "en")
    return (
        f"varje uppgift gäller {sv} år: för få för en riktning",
        f"each figure covers {en} years: too few for a direction",
    )
