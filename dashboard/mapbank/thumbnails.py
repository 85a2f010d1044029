"""The map bank: thematic maps as small pictures, each region its look, all from the release."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pandas as pd

from dashboard import choices as state
from dashboard import data, text, version
from dashboard.choices import Choices
from dashboard.map.boundaries import boundaries
from dashboard.map.look import looks
from dashboard.map.payload import payload
from dashboard.map.picture import COLOURS, PAPER, Panel, patterns
from dashboard.map.scope import scope_of
from dashboard.map.shapes import circles, path, whole
from dashboard.map.words import ends
from dashboard.text import Lang, say
from dashboard.tokens import token
from etl.model import PublishedIndicator

LIST = Path(__file__).with_name("mapbank.toml")
SHOW = "norrland-municipality"
COARSE = 10  # of the map's units are one of a small picture's, which is shown as wide as 200 pixels
INK = 0.7  # of a border, in the picture's units
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
        """An SVG that stands alone, drawn when it is first asked for."""
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


def mark() -> str:
    """What the pictures are drawn with: under another mark they are others."""
    return f"{data.release().id}-{version.mark()}"


def _drawn(lang: Lang) -> Iterator[Thumbnail]:
    for entry in maps():
        indicator = data.indicator(entry["indicator"])
        if indicator and SHOW in state.shows(indicator):
            newest = _newest(data.release().path, indicator.id)
            if len(newest):
                yield _thumbnail(entry, indicator, newest, lang)


def _thumbnail(
    entry: dict[str, str], indicator: PublishedIndicator, newest: pd.DataFrame, lang: Lang
) -> Thumbnail:
    query: dict[str, Any] = {**parse_qs(entry.get("choices", "")), "lang": lang}
    choices = state.parse(query, indicator)
    drawn = payload(newest, indicator, choices, lang, {})
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
        find=f"{text.fold(title)} {data.search_key(indicator, lang)}",
        panel=Panel(drawn, at, ""),
    )


@lru_cache(maxsize=128)  # both languages tell the same figures
def _newest(_release: Path, indicator_id: str) -> pd.DataFrame:
    """The figures of the newest period in which any of the shown regions has a value."""
    codes = scope_of(SHOW).codes
    some = data.observations(indicator_id, regions=[*codes, *data.NORRLAND, "00"])
    there = some["region"].isin(codes) & some["value"].notna()
    newest: pd.DataFrame = some[some["period"] == some.loc[there, "period"].max()]
    return newest


def _picture(panel: Panel) -> str:
    """One path for all regions of a look, the borders of counties, and a count's circles."""
    shown, counties = panel.payload, boundaries("county")["regions"]
    by_look: dict[str, list[str]] = {}
    for code, look in zip(shown.codes, looks(shown, panel.at), strict=True):
        outline = path(shown, code)
        by_look.setdefault(look, []).append(outline if shown.layout else coarse(outline))
    areas = "".join(f'<path d="{"".join(d)}" fill="{COLOURS[k]}"/>' for k, d in by_look.items())
    inside = () if shown.layout else data.NORRLAND
    borders = "".join(f'<path d="{coarse(counties[code]["d"])}"/>' for code in inside)
    box = [side / COARSE for side in whole(shown)]
    line = f'stroke-width="{INK}" stroke-linejoin="round"'
    large = f'stroke-width="{INK * COARSE:g}" transform="scale({1 / COARSE})"'  # in the map's units
    fitting = large if shown.layout else line
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(f"{n:g}" for n in box)}">'
        f'{patterns("", box[2] / 200)}<g stroke="{PAPER}" {fitting}>{areas}</g>'
        f'<g fill="none" stroke="{token("border")}" {line}>{borders}</g>'
        f'<g stroke="{PAPER}" {large}>{circles(panel, every=False)}</g></svg>'
    )


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
