"""The map as it stands in a page: one SVG a panel, which the page's script brings to life.

The script (assets/map.mjs) takes over what stands here and never draws a region itself: it colours,
sizes and names anew for another period. What it needs of a shape besides its path, its middle, is
told in `data-at`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from dashboard.map.boundaries import boundaries
from dashboard.map.drawing import every, panels_of
from dashboard.map.look import looks
from dashboard.map.model import Payload
from dashboard.map.picture import Panel
from dashboard.map.shapes import Name, names, path, radius, top_of, value, whole
from dashboard.markup import escape
from dashboard.parts.elements import attributes, drawn, html

SCREEN = 400  # pixels that a map is taken to be wide, until the script has measured it
PATTERNED = ("hatch", "dots")
FIRST = ("map", "map-panel-0")  # the one map, or the first of several


def maps(payload: Payload) -> list[Any]:
    """What fills the map's place: the map, or its panels, or that there is nothing to show."""
    panels = list(panels_of(payload))
    if not panels:
        return [html.P(payload.words.nothing, className="map-nothing")]
    if not payload.panels:
        return _one(panels[0], "map", payload)
    return [
        html.Div(
            _one(panel, f"map-panel-{n}", payload), id=f"map-panel-{n}", className="map-panel-host"
        )
        for n, panel in enumerate(panels)
    ]


def _one(panel: Panel, name: str, payload: Payload) -> list[Any]:
    """A panel's caption, its map, the place of the tip, and on the first the buttons."""
    caption = html.P(panel.heading, className="map-panel", hidden=not panel.heading)
    tip = html.Div(className="map-tip", hidden=True, **attributes(aria_hidden="true"))
    first = name in FIRST
    return [
        caption,
        drawn(_svg(panel, name, every(payload))),
        tip,
        *([_zoom(payload)] if first else []),
    ]


def _zoom(payload: Payload) -> html.Div:
    words = payload.words
    signs = {words.zoom_in: "+", words.zoom_out: "−", words.zoom_reset: "⤢"}
    buttons = [
        html.Button(sign, type="button", title=said, **attributes(aria_label=said))
        for said, sign in signs.items()
    ]
    return html.Div(buttons, className="map-zoom scripted")


def _svg(panel: Panel, name: str, all_periods: bool) -> str:
    payload = panel.payload
    box = whole(payload)
    unit = box[2] / SCREEN
    inside = list(dict.fromkeys(code[:2] for code in payload.codes))
    named = names(panel, 1 / unit, every=all_periods)
    around = [] if payload.layout else _neighbours(box, inside)
    return (
        f'<svg class="map-svg" data-extent="{payload.extent}" data-kind="{payload.kind}" '
        f'data-form="{payload.form}" viewBox="{" ".join(f"{n:g}" for n in box)}">'
        f"<defs>{_patterns(name, unit)}</defs>"
        f"{_group('around', (_border(code) for code in around))}"
        f'<g role="listbox" tabindex="-1" aria-label="{escape(payload.words.map)}">'
        f"{''.join(_regions(panel, name, all_periods))}</g>"
        f"{_group('borders', (_border(c) for c in ([] if payload.layout else inside)))}"
        f'<path class="own" d="{_own(payload)}"/>'
        f"{_group('circles', _circles(panel, all_periods))}"
        f'<path class="ring" d=""/>'
        f"{_group('places', (_name(each, unit) for each in named))}"
        "</svg>"
    )


def _neighbours(box: list[float], inside: list[str]) -> list[str]:
    """The counties beside those that are shown, as far as they come into view."""
    extents: dict[str, list[float]] = boundaries("municipality")["extents"]
    return [
        code
        for code in boundaries("county")["regions"]
        if code not in inside and _meet(box, extents.get(code, box))
    ]


def _meet(one: list[float], other: list[float]) -> bool:
    x, y, wide, high = one
    left, top, width, height = other
    return x < left + width and left < x + wide and y < top + height and top < y + high


def _group(name: str, parts: Iterable[str]) -> str:
    return f'<g class="{name}" aria-hidden="true">{"".join(parts)}</g>'


def _patterns(name: str, unit: float) -> str:
    """Missing is hatched, suppressed dotted; both keep their size on the screen."""
    ink = {
        "hatch": '<rect width="2.2" height="6" class="hatching"/>',
        "dots": '<circle cx="3" cy="3" r="1.3" class="dotting"/>',
    }
    turn = {"hatch": " rotate(45)", "dots": ""}
    return "".join(
        f'<pattern id="{name}-{look}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({unit:.4g}){turn[look]}">'
        f'<rect width="6" height="6" class="behind"/>{ink[look]}</pattern>'
        for look in PATTERNED
    )


def _regions(panel: Panel, name: str, all_periods: bool) -> Iterator[str]:
    """Each region; the script gives the first map its tab stop, which leads nowhere without it."""
    payload = panel.payload
    both = zip(payload.codes, looks(payload, panel.at, every=all_periods), strict=True)
    for n, (code, look) in enumerate(both):
        fill = f' fill="url(#{name}-{look})"' if look in PATTERNED else ""
        yield (
            f'<path d="{path(payload, code)}" role="option" tabindex="-1" '
            f'data-code="{code}" data-index="{n}" data-at="{_at(payload, code)}" '
            f'data-class="{look}"{fill} aria-label="{escape(value(panel, n))}" '
            f'aria-selected="{"true" if code == payload.own else "false"}"/>'
        )


def _at(payload: Payload, code: str) -> str:
    """Its middle, and of a tile or a circle half its width."""
    at = payload.layout[code] if payload.layout else _middle(payload, code)
    return " ".join(f"{n:g}" for n in at)


def _middle(payload: Payload, code: str) -> tuple[float, float]:
    if payload.layout:
        return payload.layout[code][0], payload.layout[code][1]
    shape = boundaries(payload.level)["regions"][code]
    return shape["x"], shape["y"]


def _border(code: str) -> str:
    return f'<path data-county="{code}" d="{boundaries("county")["regions"][code]["d"]}"/>'


def _own(payload: Payload) -> str:
    there = any(code.startswith(payload.own) for code in payload.codes)
    return path(payload, payload.own) if payload.own not in ("", "00") and there else ""


def _circles(panel: Panel, all_periods: bool) -> Iterator[str]:
    """A count's circles, the greatest of any period first: a small one hides under none."""
    payload = panel.payload
    if payload.kind != "count":
        return
    top = top_of(payload, panel.at, every=all_periods)
    size = [
        max((abs(row[n] or 0) for row in payload.values), default=0)
        for n in range(len(payload.codes))
    ]
    for n in sorted(range(len(payload.codes)), key=lambda n: -size[n]):
        shown, code = payload.values[panel.at][n], payload.codes[n]
        x, y = _middle(payload, code)
        look = "hollow" * ((shown or 0) < 0), "chosen" * (code == payload.own)
        named = f' class="{" ".join(filter(None, look))}"' if any(look) else ""
        yield (
            f'<circle cx="{x:g}" cy="{y:g}" r="{radius(payload, shown or 0, top):.1f}" '
            f'data-code="{code}" data-index="{n}"{named}/>'
        )


def _name(each: Name, unit: float) -> str:
    on = f' data-on="{each.look}"' if each.look else ""
    chosen = ' class="chosen"' if each.own else ""
    return (
        f'<text x="{each.x:g}" y="{each.y:g}" font-size="{12 * unit:.4g}" '
        f'stroke-width="{3 * unit:.4g}"{on}{chosen}>{escape(each.words)}</text>'
    )
