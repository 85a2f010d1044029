"""Stacked columns over time: what adds stands above the line, what takes away below it.

A column a period and a colour a part; the net of all is a dot of its own, for it is what the
source says of the whole and not the sum of what is drawn. Labels stand at the last column.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard import text
from dashboard.charts import Table, labels, scale
from dashboard.charts.paper import (
    ACCENT,
    BOTTOM,
    EDGE,
    GAP,
    GRID,
    INK,
    LABEL,
    LINE,
    NARROW,
    PAPER,
    QUIET,
    TICK,
    TOP,
    opening,
    tenth,
    unit,
)  # fmt: skip
from dashboard.markup import escape
from dashboard.tokens import token
from etl.periods import begins_year, ordinal, year

SIGN, EDGE_BELOW = 16.0, 20.0  # before a name below, for its colour; beside the columns above


@dataclass(frozen=True)
class Stack:
    """One part through time, signed as it is drawn: below zero it takes away."""

    label: str
    values: tuple[float | None, ...]
    look: str  # the name of its colour among the tokens, and its CSS class

    def last(self) -> float | None:
        """The newest value; None where the newest period has none."""
        return self.values[-1] if self.values else None


@dataclass(frozen=True)
class Bars:
    """A chart of stacked columns in full; `chosen` is the period whose column is marked."""

    title: str
    subtitle: str
    unit: str
    decimals: int
    lang: text.Lang
    periods: tuple[str, ...]
    stacks: tuple[Stack, ...]  # from the zero line outwards
    net: Stack | None = None
    chosen: str = ""

    @property
    def every(self) -> tuple[Stack, ...]:
        """All that is drawn, the net last."""
        return (*self.stacks, *([self.net] if self.net else []))

    @property
    def timed(self) -> bool:
        """Its table has a row a period."""
        return True

    @property
    def text(self) -> str:
        """The text alternative: what, when, and every part in the marked or newest period."""
        at = self.periods.index(self.chosen) if self.chosen in self.periods else -1
        span = "–".join(text.period(p, self.lang) for p in (self.periods[0], self.periods[-1]))
        kind = text.say(self.lang, "Staplar", "Columns")
        told = ", ".join(f"{s.label} {self.number(s.values[at])}" for s in self.every)
        return f"{kind}: {self.title}, {self.unit}, {span}. {self.at(at)}: {told}."

    def at(self, place: int) -> str:
        """A period in words."""
        return text.period(self.periods[place], self.lang)

    def number(self, value: float | None) -> str:
        """A value with the chart's decimals, written as its language writes numbers."""
        return text.number(value, self.decimals, self.lang)

    def table(self) -> Table:
        """Header and rows, a row a period and a column a part."""
        header = [text.say(self.lang, "Period", "Period"), *(s.label for s in self.every)]
        rows = [
            [self.at(row), *(self.number(s.values[row]) for s in self.every)]
            for row in range(len(self.periods))
        ]
        return header, rows

    def svg(self, width: int, height: int, name: str) -> str:
        """Columns up and down from zero as one `<svg>`, labels at the last one.

        On a narrow picture they stand below, and leave the columns the width.
        """
        narrow = width < NARROW
        words = [_label_lines(self, stack, width) for stack in self.every]
        plot, step = _plot(self, width, height, [] if narrow else words)
        parts = [_grid(self, plot), *_columns(self, plot, step), _times(self, plot)]
        parts.append(_net(self, plot))
        key, tall = _below(self, width, height) if narrow else ("", height)
        parts += [key] if narrow else _labels(self, plot, words)
        return f"{opening(self, width, tall, name, kind='bars-svg')}{''.join(parts)}</svg>"


def _ends(bars: Bars, place: int) -> list[tuple[float, float]]:
    """Where each part's piece of a column begins and ends; outwards from zero, each way apart."""
    up = down = 0.0
    found = []
    for stack in bars.stacks:
        value = stack.values[place] or 0.0
        start = up if value >= 0 else down
        found.append((start, start + value))
        up, down = (up + value, down) if value >= 0 else (up, down + value)
    return found


def _plot(
    bars: Bars, width: int, height: int, words: Sequence[Sequence[str]]
) -> tuple[scale.Plot, float]:
    """The drawing area, and the distance between columns; half of one is kept free at each end."""
    edges = [edge for i in range(len(bars.periods)) for pair in _ends(bars, i) for edge in pair]
    edges += [v for v in (bars.net.values if bars.net else ()) if v is not None]
    ticks, places = scale.value_ticks(min(0, *edges), max(0, *edges), bars.decimals)
    left = 8 + max(labels.measure(text.number(t, places, bars.lang), TICK) for t in ticks)
    beside = [labels.measure(line, LABEL, bold=True) for lines in words for line in lines]
    right = width - (GAP + 4 + max(beside) if beside else EDGE_BELOW)
    span = ordinal(bars.periods[-1]) - ordinal(bars.periods[0]) + 1
    step = (right - left) / span
    plot = scale.Plot(
        left=left + step / 2, right=right - step / 2, top=TOP, bottom=height - BOTTOM,
        first=ordinal(bars.periods[0]), last=ordinal(bars.periods[-1]), ticks=ticks, places=places,
    )  # fmt: skip
    return plot, step


def _grid(bars: Bars, plot: scale.Plot) -> str:
    edge = labels.measure("0", TICK)
    written = "".join(
        f'<text x="{tenth(_left(bars, plot) - edge)}" y="{tenth(plot.y(t) + 4)}">'
        f"{text.number(t, plot.places, bars.lang)}</text>"
        for t in plot.ticks
    )
    lines = "".join(
        f"M{tenth(_left(bars, plot))} {tenth(plot.y(t))}H{tenth(_right(bars, plot))}"
        for t in plot.ticks
    )
    zero = tenth(plot.y(0))
    return (
        f"{unit(bars.unit)}"
        f'<path class="grid" d="{lines}" fill="none" stroke="{GRID}"/>'
        f'<g class="tick" fill="{QUIET}" text-anchor="end">{written}</g>'
        f'<path class="zero" d="M{tenth(_left(bars, plot))} {zero}'
        f'H{tenth(_right(bars, plot))}" fill="none" stroke="{EDGE}"/>'
    )


def _half(bars: Bars, plot: scale.Plot) -> float:
    span = ordinal(bars.periods[-1]) - ordinal(bars.periods[0])
    return (plot.right - plot.left) / span / 2 if span else 20


def _left(bars: Bars, plot: scale.Plot) -> float:
    return plot.left - _half(bars, plot)


def _right(bars: Bars, plot: scale.Plot) -> float:
    return plot.right + _half(bars, plot)


def _columns(bars: Bars, plot: scale.Plot, step: float) -> Iterator[str]:
    """A group a period, which says all its numbers to a pointer."""
    wide = max(step * 0.78, 1)
    for place, period in enumerate(bars.periods):
        x = plot.x(ordinal(period)) - wide / 2
        told = ", ".join(f"{s.label} {bars.number(s.values[place])}" for s in bars.every)
        pieces = "".join(
            f'<rect class="{stack.look}" x="{tenth(x)}" y="{tenth(plot.y(max(ends)))}" '
            f'width="{tenth(wide)}" '
            f'height="{tenth(plot.y(min(ends)) - plot.y(max(ends)))}" '
            f'fill="{token(stack.look)}"/>'
            for stack, ends in zip(bars.stacks, _ends(bars, place), strict=True)
            if stack.values[place]
        )
        mark = _mark(plot, x, wide) if period == bars.chosen else ""
        yield f"<g><title>{escape(f'{bars.at(place)}: {told}')}</title>{mark}{pieces}</g>"


def _mark(plot: scale.Plot, x: float, wide: float) -> str:
    """The chosen column stands before a tinted ground, between two hairlines."""
    box = f'y="{tenth(plot.top - 6)}" height="{tenth(plot.bottom - plot.top + 8)}"'
    return (
        f'<rect class="chosen" x="{tenth(x - 2)}" {box} width="{tenth(wide + 4)}" '
        f'fill="{token("accent-weak")}" stroke="{ACCENT}" stroke-width=".75"/>'
    )


def _times(bars: Bars, plot: scale.Plot) -> str:
    """Round years; the newest and the chosen period always, and what touches them gives way."""
    room = labels.measure(bars.periods[0], TICK) + 14
    first = [p for p in (bars.chosen, bars.periods[-1]) if p in bars.periods]
    placed: list[tuple[float, float, str, str]] = []
    for period in dict.fromkeys([*first, *reversed(scale.time_ticks(plot, bars.periods, room))]):
        words = str(year(period)) if begins_year(period) else text.period(period, bars.lang)
        half = labels.measure(words, TICK, period == bars.chosen) / 2
        middle = max(plot.x(ordinal(period)), half)
        if all(middle + half + 6 < a or middle - half - 6 > b for a, b, *_ in placed):
            placed.append((middle - half, middle + half, words, period))
    written = "".join(
        f'<text x="{tenth((a + b) / 2)}" y="{tenth(plot.bottom + 20)}"'
        f"{_bold(period == bars.chosen)}>{words}</text>"
        for a, b, words, period in sorted(placed)
    )
    return f'<g class="tick" fill="{QUIET}" text-anchor="middle">{written}</g>'


def _bold(chosen: bool) -> str:
    return f' font-weight="700" fill="{INK}"' if chosen else ""


def _net(bars: Bars, plot: scale.Plot) -> str:
    """A thin line through the dots: its ups and downs are what the columns are drawn to explain."""
    if not bars.net:
        return ""
    points = [
        (plot.x(ordinal(period)), plot.y(value))
        for period, value in zip(bars.periods, bars.net.values, strict=True)
        if value is not None
    ]
    path = "L".join(f"{tenth(x)} {tenth(y)}" for x, y in points)
    dots = "".join(f'<circle cx="{tenth(x)}" cy="{tenth(y)}" r="2.6"/>' for x, y in points)
    return (
        f'<path d="M{path}" fill="none" stroke="{PAPER}" stroke-width="3.5" '
        f'stroke-linejoin="round"/>'
        f'<path class="net" d="M{path}" fill="none" stroke="{INK}" stroke-width="1.4"/>'
        f'<g class="net" fill="{INK}" stroke="{PAPER}" stroke-width="1">{dots}</g>'
    )


def _label_lines(bars: Bars, stack: Stack, width: float) -> list[str]:
    value = stack.last()
    words = f"{stack.label} {bars.number(value)}"
    return labels.wrap([words], max(width * 0.26, 92), LABEL, stack is bars.net)


def _below(bars: Bars, width: int, top: int) -> tuple[str, int]:
    """Each part's name and newest value below, as many on a row as have room; where that ends."""
    words = [[f"{stack.label} {bars.number(stack.last())}"] for stack in bars.every]
    bold = [stack is bars.net for stack in bars.every]
    places, tall = labels.flow(words, bold, width, SIGN, LABEL)
    written = "".join(
        _key(stack, x + SIGN, top + y) + _label(said, x + SIGN, top + y, bold=strong)
        for stack, said, strong, (x, y) in zip(bars.every, words, bold, places, strict=True)
    )
    return written, top + round(tall)


def _labels(bars: Bars, plot: scale.Plot, words: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each part's name and newest value beside the last column, pushed apart where they touch."""
    ends = _ends(bars, len(bars.periods) - 1)
    wanted = [plot.y(sum(pair) / 2) for pair in ends]
    if bars.net:
        wanted.append(plot.y(bars.net.last() or 0))
    heights = [LINE * len(lines) for lines in words]
    middles = labels.spread(wanted, heights, plot.top - 20, plot.bottom + 16)
    for stack, lines, want, middle in zip(bars.every, words, wanted, middles, strict=True):
        x = _right(bars, plot) + GAP + 4
        yield (
            f'<path class="leader" d="M{tenth(x - GAP + 2)} {tenth(want)}'
            f'L{tenth(x - 13)} {tenth(middle)}" fill="none" stroke="{token("rim")}" '
            f'stroke-width=".75"/>{_key(stack, x, middle)}'
            f"{_label(lines, x, middle, bold=stack is bars.net)}"
        )


def _label(lines: Sequence[str], x: float, middle: float, *, bold: bool) -> str:
    weight = ' font-weight="600"' if bold else ""
    first = middle - LINE * (len(lines) - 1) / 2 + 4.5
    rest = "".join(
        f'<tspan x="{tenth(x)}" dy="{tenth(LINE)}">{escape(line)}</tspan>' for line in lines[1:]
    )
    return (
        f'<text class="label" x="{tenth(x)}" y="{tenth(first)}" '
        f'font-size="{tenth(LABEL)}"{weight} fill="{INK}">{escape(lines[0])}{rest}</text>'
    )


def _key(stack: Stack, x: float, middle: float) -> str:
    """The part's colour beside its name; the net's is a dot, as in the drawing."""
    colour = token(stack.look)
    if stack.look == "net":
        return f'<circle cx="{tenth(x - 8)}" cy="{tenth(middle)}" r="3" fill="{colour}"/>'
    return (
        f'<rect x="{tenth(x - 12)}" y="{tenth(middle - 4)}" width="8" height="8" fill="{colour}"/>'
    )
