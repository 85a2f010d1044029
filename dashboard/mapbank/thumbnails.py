"""The map bank: thematic maps drawn small, each region its look, all from the release."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from dashboard import choices as state
from dashboard import data, text
from dashboard.choices import Choices
from dashboard.map.boundaries import boundaries
from dashboard.map.grid import Laid, lay
from dashboard.map.look import looks
from dashboard.map.model import Payload
from dashboard.map.payload import payload
from dashboard.map.picture import COLOURS, Panel, patterns
from dashboard.map.scope import scope_of
from dashboard.map.shapes import circles, path, whole
from dashboard.map.words import ends
from dashboard.search import index
from dashboard.search.words import words
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

LIST = Path(__file__).with_name("mapbank.toml")
SHOW = "norra-sverige-municipality"
COARSE = 10  # of the map's units are one of a small picture's, which is shown as wide as 200 pixels
LARGE = f'class="large" transform="scale({1 / COARSE})"'  # what is in the map's units
_PART = re.compile(r"([Mlz])([^Mlz]*)")


@dataclass(frozen=True)
class Thumbnail:
    """One map of the bank: where it leads, and a picture of its newest period."""

    indicator: PublishedIndicator
    choices: Choices
    title: str
    period: str
    ends: str  # the highest and the lowest in words
    find: str  # what it is found by, folded
    panel: Panel

    @cached_property
    def picture(self) -> str:
        """An SVG of the page's `shapes`."""
        return _picture(self.panel)


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
            drawn = _thumbnail(entry, indicator, lang)
            if drawn:
                yield drawn


def _thumbnail(
    entry: dict[str, str], indicator: PublishedIndicator, lang: Lang
) -> Thumbnail | None:
    """The map of an entry; None where none of its regions has ever had a value."""
    query: dict[str, Any] = {**parse_qs(entry.get("choices", "")), "lang": lang}
    choices = state.parse(query, indicator)
    laid = _newest(data.release().path, indicator.id, choices.age)
    if not laid.periods:
        return None
    drawn = payload(laid, indicator, choices, lang, {})
    at = drawn.periods.index(drawn.period)
    title = say(lang, entry.get("title", ""), entry.get("title_en", ""))
    title = title or text.title(indicator, lang)
    return Thumbnail(
        indicator=indicator,
        choices=choices,
        title=title,
        period=text.period(drawn.period, lang),
        ends=ends(drawn, at, lambda value: text.quantity(value, indicator, lang))
        or text.status("", lang),
        find=f"{' '.join(words(title))} {index.keys(indicator, lang)}",
        panel=Panel(drawn, at, ""),
    )


@lru_cache(maxsize=128)  # both languages tell the same figures
def _newest(_release: Path, indicator_id: str, age: str) -> Laid:
    """The figures of the newest period in which any of the shown regions has a value.

    Whether they lie on both sides of zero is told by those of all periods, as on the large map.
    """
    codes = scope_of(SHOW).codes
    some = data.read(indicator_id, [*codes, *data.NORRLAND, "00"])
    some = some[some["age"] == age]
    inside = some[some["region"].isin(codes)].dropna(subset="value")
    newest = lay(some[some["period"] == inside["period"].max()], age, SHOW)
    lowest, highest = inside["value"].min(), inside["value"].max()
    return newest._replace(lowest=float(lowest), highest=float(highest))


def shapes() -> str:
    """What all small maps of a page are made of, once: outlines, borders, and how nulls look."""
    regions, counties = boundaries("municipality"), boundaries("county")["regions"]
    areas = "".join(
        f'<path id="r{code}" d="{coarse(regions["regions"][code]["d"])}"/>'
        for code in scope_of(SHOW).codes
    )
    borders = "".join(f'<path d="{coarse(counties[code]["d"])}"/>' for code in data.NORRLAND)
    scale = regions["extents"][data.NORTH][2] / COARSE / 200
    return (
        f'<svg width="0" height="0" class="shapes" aria-hidden="true"><defs>{areas}'
        f'<g id="borders">{borders}</g></defs>{patterns("", scale)}</svg>'
    )


def _picture(panel: Panel) -> str:
    """A group for all regions of a look, the borders of counties, and a count's circles."""
    shown = panel.payload
    by_look: dict[str, list[str]] = {}
    for code, look in zip(shown.codes, looks(shown, panel.at), strict=True):
        by_look.setdefault(look, []).append(code)
    areas = "".join(_areas(shown, look, codes) for look, codes in by_look.items())
    borders = "" if shown.layout else '<use href="#borders" class="border"/>'
    box = " ".join(f"{side / COARSE:g}" for side in whole(shown))
    counted = circles(panel, every=False)
    return (
        f'<svg class="thumb" viewBox="{box}" aria-hidden="true">{areas}{borders}'
        f"{f'<g {LARGE}>{counted}</g>' if counted else ''}</svg>"
    )


def _areas(shown: Payload, look: str, codes: list[str]) -> str:
    """The regions of a look; tiles and circles have outlines of their own, in the map's units."""
    if shown.layout:
        inside = "".join(f'<path d="{path(shown, code)}"/>' for code in codes)
        return f'<g fill="{COLOURS[look]}" {LARGE}>{inside}</g>'
    inside = "".join(f'<use href="#r{code}"/>' for code in codes)
    return f'<g fill="{COLOURS[look]}">{inside}</g>'


def coarse(outline: str) -> str:
    """An outline in the units of a small picture: points that fall together there are one."""
    x = y = 0.0
    at, found = (0, 0), []
    for act, given in _PART.findall(outline):
        numbers = [float(n) for n in given.replace("-", " -").split()]
        steps = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = (dx, dy) if act == "M" else (x + dx, y + dy)
            to = round(x / COARSE), round(y / COARSE)
            if to != at or act == "M":
                steps.append(to if act == "M" else (to[0] - at[0], to[1] - at[1]))
                at = to
        found.append(act + " ".join(f"{n} {m}" for n, m in steps))
    return "".join(found).replace(" -", "-")
