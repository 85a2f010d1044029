"""Two figures of many places against each other: a dot a place, some of them named.

No line is drawn through them: how closely the two follow each other is told as a number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard import text
from dashboard.charts import Table, labels, scale
from dashboard.charts.paper import (
    ACCENT,
    BOTTOM,
    GRID,
    INK,
    LABEL,
    LINE,
    PAPER,
    QUIET,
    TICK,
    TOP,
    opening,
    tenth,
)  # fmt: skip
from dashboard.markup import escape
from dashboard.tokens import token

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Axis:
    """One of the two figures: what it is called, its unit as a word, its decimals."""

    title: str
    unit: str
    decimals: int

    @property
    def words(self) -> str:
        """What stands along it."""
        return f"{self.title}, {self.unit}"


@dataclass(frozen=True)
class Dot:
    """A place; `named` has its name beside it where there is room, `own` always."""

    name: str
    x: float
    y: float
    named: bool = False
    own: bool = False


@dataclass(frozen=True)
class Scatter:
    """A chart of dots in full; `told` is what is said of how the two follow each other."""

    title: str
    subtitle: str
    lang: text.Lang
    across: Axis
    up: Axis
    dots: tuple[Dot, ...]
    told: str

    @property
    def timed(self) -> bool:
        """Its table has a row a place."""
        return False

    @property
    def text(self) -> str:
        """The text alternative: what is against what, how they follow each other, those named."""
        kind = text.say(self.lang, "Spridningsdiagram", "Scatter chart")
        against = text.say(self.lang, "mot", "against")
        named = "; ".join(self._said(each) for each in self.dots if each.named or each.own)
        told = f"{kind}: {self.up.words} {against} {self.across.words}. {self.told}"
        return f"{told} {named}." if named else told

    def _said(self, dot: Dot) -> str:
        both = self.number(dot.x, self.across), self.number(dot.y, self.up)
        return f"{dot.name} {text.listed(both, self.lang)}"

    def number(self, value: float, axis: Axis) -> str:
        """A value with its axis' decimals."""
        return text.number(value, axis.decimals, self.lang)

    def table(self) -> Table:
        """A row a place, those that are named first."""
        header = [text.say(self.lang, "Område", "Place"), self.across.words, self.up.words]
        dots = sorted(self.dots, key=lambda each: (not each.own, not each.named))
        rows = [[d.name, self.number(d.x, self.across), self.number(d.y, self.up)] for d in dots]
        return header, rows

    def svg(self, width: int, height: int, name: str) -> str:
        """Dots between two axes; names where they touch neither each other nor the edges."""
        height = max(height, width * 3 // 5)
        head = labels.wrap([self.up.words], width - 2, TICK, bold=False)
        foot = labels.wrap([self.across.words], width - 2, TICK, bold=False)
        plot = _plot(self, width, height, len(head), len(foot))
        parts = [
            _words(head, 1, 12, "start"),
            _words(foot, width - 1, height - LINE * len(foot) + 10, "end"),
            _grid(self, plot),
            *_dots(self, plot),
            *_names(self, plot, width),
        ]
        return f"{opening(self, width, height, name, kind='scatter')}{''.join(parts)}</svg>"


@dataclass(frozen=True)
class _Plot:
    across: scale.Plot
    steps: tuple[float, ...]  # the ticks along it
    places: int

    def at(self, dot: Dot) -> tuple[float, float]:
        return self.across.x(dot.x), self.across.y(dot.y)


def _plot(of: Scatter, width: int, height: int, head: int, foot: int) -> _Plot:
    xs, ys = [each.x for each in of.dots], [each.y for each in of.dots]
    steps, places = scale.value_ticks(min(xs), max(xs), of.across.decimals)
    ticks, decimals = scale.value_ticks(min(ys), max(ys), of.up.decimals)
    left = 10 + max(labels.measure(text.number(t, decimals, of.lang), TICK) for t in ticks)
    half = labels.measure(text.number(steps[-1], places, of.lang), TICK) / 2
    plot = scale.Plot(
        left=left, right=width - max(half, 8), top=TOP + LINE * (head - 1),
        bottom=height - BOTTOM - LINE * foot, first=steps[0], last=steps[-1], ticks=ticks,
        places=decimals,
    )  # fmt: skip
    return _Plot(plot, steps, places)


def _words(lines: Sequence[str], x: float, y: float, anchor: str) -> str:
    return "".join(
        f'<text class="unit" x="{tenth(x)}" y="{tenth(y + LINE * n)}" text-anchor="{anchor}" '
        f'fill="{QUIET}">{escape(words)}</text>'
        for n, words in enumerate(lines)
    )


def _grid(of: Scatter, plot: _Plot) -> str:
    """Fine lines both ways, each with its value."""
    p = plot.across
    lines = [f"M{tenth(p.left)} {tenth(p.y(t))}H{tenth(p.right)}" for t in p.ticks]
    lines += [f"M{tenth(p.x(t))} {tenth(p.top)}V{tenth(p.bottom)}" for t in plot.steps]
    ups = "".join(
        f'<text x="{tenth(p.left - 6)}" y="{tenth(p.y(t) + 4)}" text-anchor="end">'
        f"{text.number(t, p.places, of.lang)}</text>"
        for t in p.ticks
    )
    along = "".join(
        f'<text x="{tenth(p.x(t))}" y="{tenth(p.bottom + 18)}" text-anchor="middle">'
        f"{text.number(t, plot.places, of.lang)}</text>"
        for t in plot.steps
    )
    return (
        f'<path class="grid" d="{"".join(lines)}" fill="none" stroke="{GRID}"/>'
        f'<g class="tick" fill="{QUIET}">{ups}{along}</g>'
    )


def _dots(of: Scatter, plot: _Plot) -> Iterator[str]:
    """All, and on top of them those that are named, which say what they are to a pointer."""
    plain = [plot.at(each) for each in of.dots if not (each.named or each.own)]
    path = "".join(f"M{tenth(x)} {tenth(y)}h0" for x, y in plain)
    yield (
        f'<path d="{path}" fill="none" stroke="{token("rim")}" stroke-width="6" '
        f'stroke-linecap="round" stroke-opacity=".75"/>'
    )
    for each in sorted((d for d in of.dots if d.named or d.own), key=lambda each: each.own):
        x, y = plot.at(each)
        look = f'r="6" fill="{ACCENT}"' if each.own else f'r="4.2" fill="{INK}"'
        yield (
            f'<circle cx="{tenth(x)}" cy="{tenth(y)}" {look} stroke="{PAPER}">'
            f"<title>{escape(of._said(each))}</title></circle>"
        )


def _names(of: Scatter, plot: _Plot, width: int) -> Iterator[str]:
    """The reader's own place's first, then each that has room to its right or its left."""
    marked = [each for each in of.dots if each.named or each.own]
    taken = [_around(*plot.at(each), 5) for each in marked]
    for each in sorted(marked, key=lambda each: not each.own):
        x, y = plot.at(each)
        wide = labels.measure(each.name, LABEL, bold=each.own)
        sides: list[tuple[str, Box]] = [
            ("start", (x + 8, y - 7, x + 8 + wide, y + 7)),
            ("end", (x - 8 - wide, y - 7, x - 8, y + 7)),
        ]
        free = [side for side in sides if _fits(side[1], width) and not _meets(side[1], taken)]
        if not free and not each.own:
            continue
        anchor, box = (free or sides)[0]
        taken.append(box)
        at = box[0] if anchor == "start" else box[2]
        weight = ' font-weight="600"' if each.own else ""
        yield (
            f'<text class="label" x="{tenth(at)}" y="{tenth(y + 4)}" text-anchor="{anchor}" '
            f'font-size="{tenth(LABEL)}"{weight} fill="{INK}" stroke="{PAPER}" stroke-width="3" '
            f'paint-order="stroke">{escape(each.name)}</text>'
        )


def _around(x: float, y: float, r: float) -> Box:
    return x - r, y - r, x + r, y + r


def _fits(box: Box, width: int) -> bool:
    return box[0] >= 0 and box[2] <= width


def _meets(box: Box, others: Sequence[Box]) -> bool:
    return any(
        box[0] < right and left < box[2] and box[1] < bottom and top < box[3]
        for left, top, right, bottom in others
    )
