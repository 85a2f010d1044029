"""Stacked columns over time: what adds stands above the line, what takes away below it.

A column a period and a colour a part; the net of all is a dot of its own, for it is what the
source says of the whole and not the sum of what is drawn. Labels stand at the last column.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from dashboard import text
from dashboard.figures import labels, scale
from dashboard.figures.chart import ordinal
from dashboard.figures.svg import BOTTOM, FONT, GAP, LABEL, LINE, TICK, TOP, coordinate

_COLOURS = {
    "up-a": "#0b5d66", "up-b": "#7fbab8", "up-c": "#b9dad6",
    "down-a": "#5d4a3a", "down-b": "#b89b80", "down-c": "#dccbb8",
    "age-1": "#b9dad6", "age-2": "#7fbab8", "age-3": "#5aa3a3",
    "age-4": "#3f8f94", "age-5": "#1f747b", "age-6": "#084850",
    "net": "#16202a",
}  # fmt: skip


@dataclass(frozen=True)
class Stack:
    """One part through time, signed as it is drawn: below zero it takes away."""

    label: str
    values: tuple[float | None, ...]
    look: str  # a key of the palette, and the CSS class

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

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Header and rows, a row a period and a column a part."""
        header = [text.say(self.lang, "Period", "Period"), *(s.label for s in self.every)]
        rows = [
            [self.at(row), *(self.number(s.values[row]) for s in self.every)]
            for row in range(len(self.periods))
        ]
        return header, rows


def draw(bars: Bars, width: int = 640, height: int = 340, name: str = "bars") -> str:
    """One `<svg>` in a viewBox of `width` × `height` units, as svg.draw makes one of a Chart."""
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart bars-svg" role="img" '
        f'lang="{bars.lang}" viewBox="0 0 {width} {height}" '
        f'aria-labelledby="{name}-title {name}-desc" font-family="{FONT}" '
        f'font-size="{coordinate(TICK)}">'
        f'<title id="{name}-title">{escape(bars.title)}</title>'
        f'<desc id="{name}-desc">{escape(bars.text)}</desc>'
    )
    words = [_label_lines(bars, stack, width) for stack in bars.every]
    plot, step = _plot(bars, width, height, words)
    parts = [_grid(bars, plot), *_columns(bars, plot, step), _times(bars, plot, step)]
    return f"{root}{''.join(parts)}{_net(bars, plot)}{''.join(_labels(bars, plot, words))}</svg>"


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
    right = width - GAP - max(labels.measure(line, LABEL) for lines in words for line in lines)
    span = ordinal(bars.periods[-1]) - ordinal(bars.periods[0]) + 1
    step = (right - left) / span
    plot = scale.Plot(
        left=left + step / 2, right=right - step / 2, top=TOP, bottom=height - BOTTOM,
        first=bars.periods[0], last=bars.periods[-1], ticks=ticks, places=places,
    )  # fmt: skip
    return plot, step


def _grid(bars: Bars, plot: scale.Plot) -> str:
    edge = labels.measure("0", TICK)
    written = "".join(
        f'<text x="{coordinate(_left(bars, plot) - edge)}" y="{coordinate(plot.y(t) + 4)}">'
        f"{text.number(t, plot.places, bars.lang)}</text>"
        for t in plot.ticks
    )
    unit = bars.unit[:1].upper() + bars.unit[1:]
    lines = "".join(
        f"M{coordinate(_left(bars, plot))} {coordinate(plot.y(t))}H{coordinate(_right(bars, plot))}"
        for t in plot.ticks
    )
    zero = coordinate(plot.y(0))
    return (
        f'<text class="unit" x="1" y="14" fill="#52606d">{escape(unit)}</text>'
        f'<path class="grid" d="{lines}" fill="none" stroke="#d7dee4"/>'
        f'<g class="tick" fill="#52606d" text-anchor="end">{written}</g>'
        f'<path class="zero" d="M{coordinate(_left(bars, plot))} {zero}'
        f'H{coordinate(_right(bars, plot))}" fill="none" stroke="#75828e"/>'
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
        x = plot.x(period) - wide / 2
        told = ", ".join(f"{s.label} {bars.number(s.values[place])}" for s in bars.every)
        pieces = "".join(
            f'<rect class="{stack.look}" x="{coordinate(x)}" y="{coordinate(plot.y(max(ends)))}" '
            f'width="{coordinate(wide)}" '
            f'height="{coordinate(plot.y(min(ends)) - plot.y(max(ends)))}" '
            f'fill="{_COLOURS[stack.look]}"/>'
            for stack, ends in zip(bars.stacks, _ends(bars, place), strict=True)
            if stack.values[place]
        )
        mark = _mark(plot, x, wide) if period == bars.chosen else ""
        yield f"<g><title>{escape(f'{bars.at(place)}: {told}')}</title>{mark}{pieces}</g>"


def _mark(plot: scale.Plot, x: float, wide: float) -> str:
    """The chosen column stands before a tinted ground, between two hairlines."""
    box = f'y="{coordinate(plot.top - 6)}" height="{coordinate(plot.bottom - plot.top + 8)}"'
    return (
        f'<rect class="chosen" x="{coordinate(x - 2)}" {box} width="{coordinate(wide + 4)}" '
        f'fill="#e3f0f1" stroke="#0b5d66" stroke-width=".75"/>'
    )


def _times(bars: Bars, plot: scale.Plot, step: float) -> str:
    """Round years; the newest and the chosen period always, and what touches them gives way."""
    room = labels.measure(bars.periods[0], TICK) + 14
    first = [p for p in (bars.chosen, bars.periods[-1]) if p in bars.periods]
    placed: list[tuple[float, float, str, str]] = []
    for period in dict.fromkeys([*first, *reversed(scale.time_ticks(plot, bars.periods, room))]):
        words = period[:4] if period[4:] == "M01" else text.period(period, bars.lang)
        half = labels.measure(words, TICK, period == bars.chosen) / 2
        middle = max(plot.x(period), half)
        if all(middle + half + 6 < a or middle - half - 6 > b for a, b, *_ in placed):
            placed.append((middle - half, middle + half, words, period))
    written = "".join(
        f'<text x="{coordinate((a + b) / 2)}" y="{coordinate(plot.bottom + 20)}"'
        f"{_bold(period == bars.chosen)}>{words}</text>"
        for a, b, words, period in sorted(placed)
    )
    return f'<g class="tick" fill="#52606d" text-anchor="middle">{written}</g>'


def _bold(chosen: bool) -> str:
    return ' font-weight="700" fill="#16202a"' if chosen else ""


def _net(bars: Bars, plot: scale.Plot) -> str:
    """A thin line through the dots: its ups and downs are what the columns are drawn to explain."""
    if not bars.net:
        return ""
    points = [
        (plot.x(period), plot.y(value))
        for period, value in zip(bars.periods, bars.net.values, strict=True)
        if value is not None
    ]
    path = "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
    dots = "".join(
        f'<circle cx="{coordinate(x)}" cy="{coordinate(y)}" r="2.6"/>' for x, y in points
    )
    return (
        f'<path d="M{path}" fill="none" stroke="#fff" stroke-width="3.5" stroke-linejoin="round"/>'
        f'<path class="net" d="M{path}" fill="none" stroke="#16202a" stroke-width="1.4"/>'
        f'<g class="net" fill="#16202a" stroke="#fff" stroke-width="1">{dots}</g>'
    )


def _label_lines(bars: Bars, stack: Stack, width: float) -> list[str]:
    value = stack.last()
    words = f"{stack.label} {bars.number(value)}"
    return labels.wrap([words], max(width * 0.26, 92), LABEL, stack is bars.net)


def _labels(bars: Bars, plot: scale.Plot, words: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each part's name and newest value beside the last column, pushed apart where they touch."""
    ends = _ends(bars, len(bars.periods) - 1)
    wanted = [plot.y(sum(pair) / 2) for pair in ends]
    if bars.net:
        wanted.append(plot.y(bars.net.last() or 0))
    heights = [LINE * len(lines) for lines in words]
    middles = labels.spread(wanted, heights, plot.top - 20, plot.bottom + 16)
    for stack, lines, want, middle in zip(bars.every, words, wanted, middles, strict=True):
        x = _right(bars, plot) + GAP
        weight = ' font-weight="600"' if stack is bars.net else ""
        first = middle - LINE * (len(lines) - 1) / 2 + 4.5
        rest = "".join(
            f'<tspan x="{coordinate(x)}" dy="{coordinate(LINE)}">{escape(line)}</tspan>'
            for line in lines[1:]
        )
        yield (
            f'<path class="leader" d="M{coordinate(x - GAP + 2)} {coordinate(want)}'
            f'L{coordinate(x - 10)} {coordinate(middle)}" fill="none" stroke="#9aa6b0" '
            f'stroke-width=".75"/>{_key(stack, x, middle)}'
            f'<text class="label" x="{coordinate(x)}" y="{coordinate(first)}" '
            f'font-size="{coordinate(LABEL)}"{weight} fill="#16202a">{escape(lines[0])}{rest}</text>'
        )


def _key(stack: Stack, x: float, middle: float) -> str:
    """The part's colour beside its name; the net's is a dot, as in the drawing."""
    colour = _COLOURS[stack.look]
    if stack.look == "net":
        return f'<circle cx="{coordinate(x - 6)}" cy="{coordinate(middle)}" r="3" fill="{colour}"/>'
    return (
        f'<rect x="{coordinate(x - 10)}" y="{coordinate(middle - 4)}" width="8" height="8" '
        f'fill="{colour}"/>'
    )
