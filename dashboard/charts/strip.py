"""The strip: every place of a level as a tick on one line, one's own and what it is beside marked.

It is drawn without words: the row that it stands in tells the numbers of its marks and its ends.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log
from statistics import median
from typing import Literal

import numpy as np

from dashboard.charts.paper import tenth
from dashboard.markup import escape
from dashboard.numbers import Floats
from dashboard.tokens import token

Mark = Literal["reference", "county", "riket"]

WIDE, HIGH, EDGE = 240, 36, 8  # units of the drawing, and what a mark at an end needs
MIDDLE = 18  # the line's height
PAIR = 18  # the height of a drawing of women and men
BIN = 2  # units that places share a tick within
MANY = 100  # places, of which the outermost may be left out
OUTER = 50  # one in so many at either end
LONG = 1.5  # times as long the line must be with them
UNEVEN = 20  # times the middle place the greatest is, from which a line of magnitudes tells more

DRAWN: tuple[Mark, ...] = ("riket", "county", "reference")  # the last on top
# Each around its middle; told apart by shape and by whether they are filled.
_SHAPES: dict[Mark, tuple[str, float]] = {
    "reference": ("m0-5.5 5.5 5.5-5.5 5.5-5.5-5.5z", 5.5),
    "county": ("m0-5 5 9h-10z", 30.5),
    "riket": ("m-4-4h8v8h-8z", 30.5),
}


@dataclass(frozen=True)
class Axis:
    """A line from its least to its greatest value, by magnitude where `magnitudes`.

    Where `cut` a few places lie beyond an end and are drawn on it.
    """

    low: float
    high: float
    magnitudes: bool = False
    cut: tuple[bool, bool] = (False, False)

    @classmethod
    def of(cls, values: Collection[float], holds: Iterable[float]) -> "Axis":
        """That of a level's places: it holds all of `holds`, and lone places do not stretch it."""
        known = sorted(values) or [0.0]
        outer = len(known) // OUTER if len(known) >= MANY else 0
        magnitudes = known[0] > 0 and known[-1] > UNEVEN * median(known)
        low, high = known[outer], known[-1 - outer]
        if magnitudes or known[-1] - known[0] < LONG * (high - low):
            low, high = known[0], known[-1]
        low, high = min(low, *holds), max(high, *holds)
        cut = known[0] < low, known[-1] > high
        return cls(low, high, magnitudes, cut)

    def x(self, value: float) -> float:
        """Where a value lies on a drawing, in its units."""
        return float(self.all(np.array([value]))[0])

    def all(self, values: Floats) -> Floats:
        """Where many lie."""
        inside = np.clip(values, self.low, self.high)
        if self.high == self.low:
            part = np.full(len(inside), 0.5)
        elif self.magnitudes:
            part = np.log(inside / self.low) / log(self.high / self.low)
        else:
            part = (inside - self.low) / (self.high - self.low)
        return EDGE + part * (WIDE - 2 * EDGE)


def strip(
    axis: Axis,
    among: Iterable[float],
    own: float,
    within: tuple[float, float] | None,
    marks: Mapping[Mark, float],
    words: str,
) -> str:
    """One `<svg>` with every place, the marks of what it is beside, and its own mark on top.

    `within` is its own interval, `words` the text alternative.
    """
    signs = "".join(_mark(kind, axis.x(marks[kind])) for kind in DRAWN if kind in marks)
    bar = _bar(axis.x(within[0]), axis.x(within[1])) if within else ""
    at = tenth(axis.x(own))
    return (
        f'{_opening(HIGH, "strip", words)}<path class="all" d="{_ticks(axis, among)}" '
        f'stroke="{token("rim")}" stroke-width="1.4"/>{signs}{bar}'
        f'<circle cx="{at}" cy="{MIDDLE}" r="6" fill="{token("accent")}" '
        f'stroke="{token("paper")}" stroke-width="1.5"/></svg>'
    )


def pair(axis: Axis, women: float, men: float, words: str) -> str:
    """Women and men on the line of the strip: a circle and a square, and what lies between."""
    y, (a, b) = PAIR / 2, (axis.x(women), axis.x(men))
    return (
        f'{_opening(PAIR, "pair", words)}<path d="M{EDGE} {y:g}H{WIDE - EDGE}" '
        f'stroke="{token("line")}" stroke-width="2"/>'
        f'<path d="M{tenth(a)} {y:g}H{tenth(b)}" stroke="{token("edge")}" stroke-width="2"/>'
        f'<path d="M{tenth(b)} {y:g}m-6-6h12v12h-12z" fill="{token("men")}"/>'
        f'<circle cx="{tenth(a)}" cy="{y:g}" r="6.5" fill="{token("women")}" '
        f'stroke="{token("paper")}"/></svg>'
    )


def sign(kind: Mark | Literal["own"]) -> str:
    """A mark alone, beside the words that tell what it stands for."""
    shape = (
        f'<circle r="5" fill="{token("accent")}"/>'
        if kind == "own"
        else f'<path d="M0 0{_SHAPES[kind][0]}" {_look(kind)}/>'
    )
    return f'<svg class="sign" viewBox="-7 -7 14 14" aria-hidden="true">{shape}</svg>'


def _opening(high: int, kind: str, words: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" role="img" '
        f'viewBox="0 0 {WIDE} {high}"><title>{escape(words)}</title>'
    )


def _ticks(axis: Axis, among: Iterable[float]) -> str:
    """A tick for each place; of those that lie together one that is longer the more they are."""
    where = np.rint(axis.all(np.fromiter(among, float)) / BIN).astype(int) * BIN
    places, counts = np.unique(where, return_counts=True)
    return "".join(map(_tick, places.tolist(), counts.tolist()))


@lru_cache(maxsize=4096)  # there are so many in a hundred strips
def _tick(x: int, count: int) -> str:
    half = min(4 + 1.1 * count, 11)
    return f"M{x} {tenth(MIDDLE - half)}v{tenth(2 * half)}"


def _mark(kind: Mark, x: float) -> str:
    """A mark above or below the line, with a stem over the ticks."""
    shape, y = _SHAPES[kind]
    stem = f'<path d="M{tenth(x)} 6V30" stroke="{token("ink")}" stroke-width=".8"/>'
    return f'{stem}<path d="M{tenth(x)} {tenth(y)}{shape}" {_look(kind)}/>'


def _look(kind: Mark) -> str:
    """One's group is filled, the county dark, riket hollow."""
    fill = {"reference": token("men-ink"), "county": token("ink"), "riket": token("paper")}[kind]
    edge = token("ink") if kind == "riket" else token("paper")
    return f'fill="{fill}" stroke="{edge}" stroke-width="1.4"'


def _bar(start: float, end: float) -> str:
    return (
        f'<path d="M{tenth(start)} {MIDDLE}H{tenth(end)}" stroke="{token("accent")}" '
        'stroke-width="5" stroke-opacity=".45"/>'
    )
