"""How each region of a map is drawn, from the map's payload: the browser's own rules, in Python.

`assets/map-base.js` has the same rules; browser tests compare the two region by region.
"""

from typing import Any, NamedTuple

from dashboard.map.classes import class_of

SHADES = {1: [3], 2: [2, 4], 3: [1, 3, 5], 4: [1, 2, 4, 5], 5: [1, 2, 3, 4, 5]}

Payload = dict[str, Any]


class Classes(NamedTuple):
    """The inner limits of a rate's classes, rising, and each class's look: c1…c5 or d1…d5."""

    limits: list[float]
    looks: list[str]


def classes(payload: Payload, at: int, *, every: bool) -> Classes:
    """Find the classes of the period at a place, or of all periods; none for a count."""
    if payload["kind"] == "count":
        return Classes([], [])
    around = payload["around"]
    centre = around["at"][at] if around else None
    limits = payload["breaks"][at]
    if every and not (around and centre is None):
        offset, decimals = centre or 0.0, payload["decimals"]
        limits = [round(limit + offset, decimals) for limit in payload["breaks_all"]]
    ramp = "c" if centre is None else "d"
    return Classes(limits, [f"{ramp}{shade}" for shade in SHADES[len(limits) + 1]])


def looks(payload: Payload, at: int, *, every: bool = False) -> list[str]:
    """Tell each region's look: its class, `land` under a circle, or how its null is drawn."""
    found = classes(payload, at, every=every)
    symbols = payload["symbols"].get(str(at), {})
    return [
        _look(value, symbols.get(str(n), ""), found, payload)
        for n, value in enumerate(payload["values"][at])
    ]


def _look(value: float | None, symbol: str, found: Classes, payload: Payload) -> str:
    if value is None:
        return str(payload["look"].get(symbol, "hatch"))
    return found.looks[class_of(value, found.limits)] if found.looks else "land"
