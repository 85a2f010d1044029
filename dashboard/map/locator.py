"""A small map that tells where a place lies: the counties in outline, the place filled."""

import re
from functools import cache
from itertools import pairwise

from dashboard.map.boundaries import boundaries
from dashboard.markup import escape
from dashboard.tokens import token
from etl.model import Level, level_of

GRAIN = 24  # map units that a small map tells apart
SMALLEST = 9  # grains: a place that is smaller has a ring round it
_LEVELS: dict[Level, str] = {"county": "county", "municipality": "municipality"}
_STEP = re.compile(r"([Mlz])([^Mlz]*)")


def locator(code: str, words: str) -> str:
    """One `<svg>` of the country with a county or municipality filled; `words` tell it."""
    shape = boundaries(_LEVELS[level_of(code)])["regions"][code]
    left, top, wide, high = (round(n / GRAIN) for n in boundaries("county")["extents"]["00"])
    x, y = shape["x"] / GRAIN, shape["y"] / GRAIN
    own = f'<path d="{_coarse(shape["d"])}" fill="{token("accent")}"/>'
    ring = (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{SMALLEST}" fill="none" '
        f'stroke="{token("accent")}" stroke-width="2.5"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="locator" role="img" '
        f'viewBox="{left - 2} {top - 2} {wide + 4} {high + 4}"><title>{escape(words)}</title>'
        f'<path d="{_country()}" fill="{token("land")}" stroke="{token("rim")}" '
        f'stroke-width=".8" stroke-linejoin="round"/>{own}'
        f"{ring if level_of(code) == 'municipality' else ''}</svg>"
    )


@cache
def _country() -> str:
    """The outlines of all counties as one path."""
    return "".join(_coarse(each["d"]) for each in boundaries("county")["regions"].values())


def _coarse(path: str) -> str:
    """A path of relative steps in grains; rings that come to nothing are left out."""
    return "".join(_ring(ring) for ring in _rings(path) if len(ring) > 2)


def _rings(path: str) -> list[list[tuple[int, int]]]:
    """Its rings as points in grains, none twice in a row."""
    rings: list[list[tuple[int, int]]] = []
    x = y = 0.0
    for kind, said in _STEP.findall(path):
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", said)]
        for n, (a, b) in enumerate(zip(numbers[::2], numbers[1::2], strict=True)):
            begins = kind == "M" and not n
            x, y = (a, b) if begins else (x + a, y + b)
            point = round(x / GRAIN), round(y / GRAIN)
            if begins:
                rings.append([point])
            elif point != rings[-1][-1]:
                rings[-1].append(point)
    return rings


def _ring(points: list[tuple[int, int]]) -> str:
    steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(points))
    return f"M{points[0][0]} {points[0][1]}l{steps}z".replace(" -", "-")
