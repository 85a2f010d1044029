"""The map bank: thematic maps drawn small, each region only its look, all from the release."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from dashboard import choices as state
from dashboard import data, text
from dashboard.choices import Choices
from dashboard.map import boundaries
from dashboard.map.look import looks
from dashboard.map.model import Payload
from dashboard.map.payload import payload
from dashboard.map.scope import scope_of
from dashboard.map.words import ends
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

LIST = Path(__file__).with_name("mapbank.toml")
SHOW = "norrland-municipality"
# One letter a look, so that a map is as many letters as it has regions.
LETTERS = {
    **{f"c{n}": str(n) for n in range(1, 6)},
    **{f"d{n}": "abcde"[n - 1] for n in range(1, 6)},
    "hatch": "h", "dots": "s", "empty": "n", "land": "l",
}  # fmt: skip


@dataclass(frozen=True)
class Thumbnail:
    """One map of the bank: where it leads, and how its newest period looks, region by region."""

    indicator: PublishedIndicator
    choices: Choices
    title: str
    period: str
    looks: str  # a letter of LETTERS a region, in the order of the scope's codes
    radii: list[float]  # of a count's circles, in shares of the greatest; empty for a rate
    ends: str  # the highest and the lowest in words
    find: str  # what it is found by, folded


@cache
def maps() -> list[dict[str, str]]:
    """Every entry of the list: indicator, and perhaps choices and titles."""
    found: list[dict[str, str]] = tomllib.loads(LIST.read_text(encoding="utf-8"))["map"]
    return found


def thumbnails(lang: Lang) -> list[Thumbnail]:
    """Every map whose indicator the release has, in the list's order."""
    return _thumbnails(data.release().id, lang)


@lru_cache(maxsize=4)
def _thumbnails(_release: str, lang: Lang) -> list[Thumbnail]:
    return list(_drawn(lang))


def _drawn(lang: Lang) -> Iterator[Thumbnail]:
    for entry in maps():
        indicator = data.indicator(entry["indicator"])
        if indicator and SHOW in state.shows(indicator):
            yield _thumbnail(entry, indicator, lang)


def _thumbnail(entry: dict[str, str], indicator: PublishedIndicator, lang: Lang) -> Thumbnail:
    query: dict[str, Any] = {**parse_qs(entry.get("choices", "")), "lang": lang}
    choices = state.parse(query, indicator)
    whole = data.observations(indicator.id)
    drawn = payload(whole, indicator, choices, lang, {}, boundaries.urls())
    at = drawn.periods.index(drawn.period) if drawn.periods else 0
    title = say(lang, entry.get("title", ""), entry.get("title_en", ""))
    title = title or text.title(indicator, lang)
    return Thumbnail(
        indicator=indicator,
        choices=choices,
        title=title,
        period=text.period(drawn.period, lang),
        looks="".join(LETTERS[look] for look in looks(drawn, at)),
        radii=_radii(drawn, at),
        ends=ends(drawn, at, lambda value: text.quantity(value, indicator, lang))
        or text.status("", lang),
        find=f"{text.fold(title)} {data.search_key(indicator, lang)}",
    )


def _radii(drawn: Payload, at: int) -> list[float]:
    if drawn.kind != "count":
        return []
    top = drawn.tops[at] or 1.0
    return [round((abs(value or 0) / top) ** 0.5, 3) for value in drawn.values[at]]


def codes() -> list[str]:
    """The regions of every thumbnail, in the order of its letters."""
    return scope_of(SHOW).codes
