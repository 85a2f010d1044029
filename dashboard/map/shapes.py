"""One map of a picture: its areas, borders, circles and names, from the map's payload."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dashboard import text
from dashboard.charts import labels
from dashboard.map.boundaries import boundaries
from dashboard.map.look import looks
from dashboard.map.model import Payload
from dashboard.map.picture import (
    ACCENT,
    CIRCLE,
    COLOURS,
    DARK,
    INK,
    PAPER,
    WORDS,
    Box,
    Panel,
    line,
    patterns,
)  # fmt: skip
from dashboard.markup import escape
from dashboard.tokens import token


def drawn(panel: Panel, box: Box, *, every: bool) -> str:
    """One panel in its box: areas, borders, circles, the chosen region's outline, and names."""
    payload, (left, top, wide, _) = panel.payload, whole(panel.payload)
    scale = box.width / wide
    move = f"translate({box.x:.1f} {box.y:.1f}) scale({scale:.5f}) translate({-left} {-top})"
    heading = line(box.x, box.y - 8, panel.heading, WORDS, INK, "700") if panel.heading else ""
    thin = f'stroke="{PAPER}" stroke-width="{0.8 / scale:.1f}"'
    parts = [
        f"<g {thin}>{_areas(panel, every)}</g>",
        "" if payload.layout else _borders(payload, scale),
        f"<g {thin}>{circles(panel, every=every)}</g>",
        _own(payload, scale),
        *(_name(each, 12 / scale) for each in names(panel, scale, every=every)),
    ]
    shapes = f'<g transform="{move}" stroke-linejoin="round">{"".join(parts)}</g>'
    return f"{patterns('map-', 1 / scale)}{heading}{shapes}"


def whole(payload: Payload) -> list[float]:
    """The extent [x, y, width, height] in the map's own units."""
    if payload.layout:
        return payload.layout_extent
    extent: list[float] = boundaries(payload.level)["extents"][payload.extent]
    return extent


def path(payload: Payload, code: str) -> str:
    """A region's outline: its borders, or the square or circle that stands for it."""
    if not payload.layout:
        level = "county" if len(code) == 2 else "municipality"
        return str(boundaries(level)["regions"][code]["d"])
    if code not in payload.layout:
        return ""
    x, y, r = payload.layout[code]
    if payload.form == "tiles":
        return f"M{x - r:g} {y - r:g}h{2 * r:g}v{2 * r:g}h{-2 * r:g}z"
    return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"


def top_of(payload: Payload, at: int, *, every: bool) -> float:
    """The value that the largest circle stands for."""
    return payload.top_all if every else payload.tops[at]


def _areas(panel: Panel, every: bool) -> str:
    payload = panel.payload
    both = zip(payload.codes, looks(payload, panel.at, every=every), strict=True)
    return "".join(
        f'<path d="{path(payload, code)}" fill="{_fill(look)}" data-code="{code}" '
        f'data-class="{look}"><title>{escape(value(panel, n))}</title></path>'
        for n, (code, look) in enumerate(both)
    )


def _fill(look: str) -> str:
    return f"url(#map-{look})" if look in ("hatch", "dots") else COLOURS[look]


def value(panel: Panel, n: int) -> str:
    """A region in words: `Umeå, 57,8 %`, or what the source says of a figure it lacks."""
    payload, shown = panel.payload, panel.payload.values[panel.at][n]
    symbol = payload.symbols.get(str(panel.at), {}).get(str(n), "")
    if shown is None:
        return f"{payload.names[n]}, {payload.symbol_words[symbol]}"
    number = text.number(shown, payload.decimals, payload.lang)
    return f"{payload.names[n]}, {text.written(number, payload.quantity)}"


def _borders(payload: Payload, scale: float) -> str:
    counties = dict.fromkeys(code[:2] for code in payload.codes)
    lines = "".join(f'<path d="{boundaries("county")["regions"][c]["d"]}"/>' for c in counties)
    return f'<g fill="none" stroke="{token("border")}" stroke-width="{1.1 / scale:.1f}">{lines}</g>'


def _own(payload: Payload, scale: float) -> str:
    """The region chosen is told by more than its colour."""
    code = payload.own
    if code in ("", "00") or not any(each.startswith(code) for each in payload.codes):
        return ""
    outline, width = path(payload, code), 2.6 / scale
    return f'<path d="{outline}" fill="none" stroke="{INK}" stroke-width="{width:.1f}"/>'


def circles(panel: Panel, *, every: bool) -> str:
    """A count's circles, the greatest first, so that none hides under another."""
    if panel.payload.kind != "count":
        return ""
    values = panel.payload.values[panel.at]
    top = top_of(panel.payload, panel.at, every=every)
    known = [(n, shown) for n, shown in enumerate(values) if shown]
    known.sort(key=lambda each: -abs(each[1]))
    return "".join(_circle(panel.payload, n, shown, top) for n, shown in known)


def radius(payload: Payload, shown: float, top: float) -> float:
    """A circle's radius in the map's units: its area is in proportion to the count."""
    _, _, wide, high = whole(payload)
    return float(0.03 * (wide + high) * (abs(shown) / top) ** 0.5) if shown and top else 0.0


def _circle(payload: Payload, n: int, shown: float, top: float) -> str:
    shape = boundaries(payload.level)["regions"][payload.codes[n]]
    r = radius(payload, shown, top)
    below = f'fill="{PAPER}" stroke="{ACCENT}" stroke-dasharray="14 8"'
    look = below if shown < 0 else f'fill="{CIRCLE}" fill-opacity=".78"'
    return f'<circle cx="{shape["x"]}" cy="{shape["y"]}" r="{r:.1f}" {look}/>'


class Name(NamedTuple):
    """A region's name on the map: where its middle is, and the look of a tile under it."""

    x: float
    y: float
    words: str
    look: str
    own: bool


def names(panel: Panel, scale: float, *, every: bool) -> Iterator[Name]:
    """The chosen region and the larger towns, where nothing is in the way; on tiles all."""
    payload, size = panel.payload, 12 / scale
    told = looks(payload, panel.at, every=every)
    tiles = payload.codes if payload.form == "tiles" else []
    taken: list[tuple[float, float, float]] = []
    for code in dict.fromkeys([payload.own, *payload.towns, *tiles]):
        if code not in payload.codes:
            continue
        n = payload.codes.index(code)
        x, y, name = _place(payload, code, payload.names[n], scale)
        half = labels.measure(name, size) / 2
        if tiles or all(abs(y - b) > size * 1.5 or abs(x - a) > half + c for a, b, c in taken):
            taken.append((x, y, half))
            yield Name(x, y, name, told[n] if tiles else "", code == payload.own)


def short(name: str) -> str:
    """A county's name where it is plain that it is one: `Västerbotten`."""
    return re.sub(r"s? (län|County)$", "", name)


def _place(payload: Payload, code: str, name: str, scale: float) -> tuple[float, float, str]:
    """Where a name stands, and as much of it as a tile has room for."""
    name = short(name)
    if not payload.layout:
        shape = boundaries(payload.level)["regions"][code]
        return shape["x"], shape["y"], name
    x, y, r = payload.layout[code]
    room = int(2 * r * scale / 7.4)
    fits = payload.form != "tiles" or len(name) <= room
    return x, y, name if fits else f"{name[: max(room - 1, 0)]}."


def _name(each: Name, size: float) -> str:
    """Dark names with a pale rim on a map; on a dark tile light ones."""
    rim = f' stroke="{PAPER}" stroke-opacity=".85" stroke-width="{size / 4:.1f}"'
    fill = PAPER if each.look in DARK else INK
    return (
        f'<text x="{each.x:g}" y="{each.y + size / 3:.1f}" font-size="{size:.1f}" fill="{fill}" '
        f'text-anchor="middle" paint-order="stroke"{"" if each.look else rim}>'
        f"{escape(each.words)}</text>"
    )
