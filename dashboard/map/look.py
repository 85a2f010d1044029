"""How each region of a map is drawn, from the map's payload: the browser's own rules, in Python.

`assets/map-base.mjs` has the same rules; browser tests compare the two region by region.
"""

from itertools import pairwise
from typing import NamedTuple

from dashboard.map.classes import class_of
from dashboard.map.model import Payload
from dashboard.text import number

SHADES = {1: [3], 2: [2, 4], 3: [1, 3, 5], 4: [1, 2, 4, 5], 5: [1, 2, 3, 4, 5]}


class Classes(NamedTuple):
    """The inner limits of a rate's classes, rising, and each class's look.

    From low to high they are c1…c5, round a value d1…d5. Where the centre is itself a limit, as
    zero is, they are dl1…dl5 below it, the palest nearest, d3 at it, and dh1…dh5 above.
    """

    limits: list[float]
    looks: list[str]


def classes(payload: Payload, at: int, *, every: bool) -> Classes:
    """Find the classes of the period at a place, or of all periods; none for a count."""
    if payload.kind == "count":
        return Classes([], [])
    around = payload.around
    centre = around.at[at] if around else None
    limits = payload.breaks[at]
    if every and not (around and centre is None):
        offset, decimals = centre or 0.0, payload.decimals
        limits = [round(limit + offset, decimals) for limit in payload.breaks_all]
    return Classes(limits, looks_of(limits, centre))


def looks_of(limits: list[float], centre: float | None) -> list[str]:
    """Tell each class's look, from its limits and what they are round, if anything."""
    if centre is None or centre not in limits:
        return _shades("c" if centre is None else "d", len(limits) + 1)
    below = limits.index(centre) + 1
    return [*reversed(_shades("dl", below)), "d3", *_shades("dh", len(limits) - below)]


def _shades(ramp: str, count: int) -> list[str]:
    return [f"{ramp}{shade}" for shade in SHADES[count]]


def looks(payload: Payload, at: int, *, every: bool = False) -> list[str]:
    """Tell each region's look: its class, `land` under a circle, or how its null is drawn."""
    found = classes(payload, at, every=every)
    symbols = payload.symbols.get(str(at), {})
    return [
        _look(value, symbols.get(str(n), ""), found, payload)
        for n, value in enumerate(payload.values[at])
    ]


def _look(value: float | None, symbol: str, found: Classes, payload: Payload) -> str:
    if value is None:
        return payload.look.get(symbol, "hatch")
    return found.looks[class_of(value, found.limits)] if found.looks else "land"


def ranges(payload: Payload, at: int, found: Classes) -> list[str]:
    """Tell each class in words as values are shown: `under 20,0`, `20,0–30,9`, `31,0 och över`."""
    lang, decimals, limits = payload.lang, payload.decimals, found.limits
    if not limits:
        known = [value for value in payload.values[at] if value is not None]
        return [number(known[0], decimals, lang)] if known else []
    words = payload.words
    middle = [_between(below, above - 10**-decimals, payload) for below, above in pairwise(limits)]
    under = _under(limits[0], payload)
    over = words.over.format(limit=number(limits[-1], decimals, lang))
    return [under, *middle, over]


def _under(limit: float, payload: Payload) -> str:
    """`under 20,0`; of what is below zero the last that belongs to it, `−0,8 och under`."""
    words, decimals = payload.words, payload.decimals
    if limit > 0:
        return words.under.format(limit=number(limit, decimals, payload.lang))
    return words.below.format(limit=number(limit - 10**-decimals, decimals, payload.lang))


def _between(low: float, high: float, payload: Payload) -> str:
    first, last = (number(each, payload.decimals, payload.lang) for each in (low, high))
    if first == last:
        return first
    return f"{first} {payload.words.to} {last}" if low < 0 else f"{first}–{last}"
