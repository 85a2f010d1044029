"""Draw a Chart as one inline SVG to read: on a page, in a report, on paper, as a file.

Colours are presentation attributes, so that the picture stands alone; on a page the classes of
`assets/figures.css` take over. What a page's script may rely on, and nothing else:

- the root carries `data-first`, `data-last` (periods) and `data-x0`, `data-x1` (where they lie;
  time is linear between them, in years, quarters or months);
- one `<line class="now">` marks a period: set `x1` and `x2`, and `visibility` to `visible`.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dashboard import text
from dashboard.charts import labels, scale
from dashboard.charts.paper import (
    BOTTOM,
    EDGE,
    GAP,
    GRID,
    INK,
    LABEL,
    LINE,
    NARROW,
    QUIET,
    TICK,
    TOP,
    opening,
    tenth,
    unit,
)  # fmt: skip
from dashboard.charts.series import Point, Series, marked, stretches
from dashboard.charts.style import Style, looks
from dashboard.markup import escape
from dashboard.tokens import token
from etl.periods import begins_year, ordinal, year

if TYPE_CHECKING:  # a chart draws itself by this module
    from dashboard.charts.chart import Chart

Spot = tuple[float, float]  # a place along the axis and the value there
ALONG = 3  # markers on the way of a line, at most
SWATCH = 26.0  # a piece of the line beside its name


def draw(
    chart: "Chart", width: int = 640, height: int = 300, name: str = "chart", now: str | None = None
) -> str:
    """One `<svg>` in a viewBox of `width` × `height` units; about 270 wide for a phone.

    `name` makes the ids of title and description unique on a page; `now` marks a period. The
    picture grows taller than asked when its labels would not fit otherwise.
    """
    made = lines(chart, width, height, now)
    head = opening(chart, width, made.height, name, more=made.scales)
    return f"{head}{made.content}</svg>"


class Lines(NamedTuple):
    """A chart without its opening: how tall it became, what a script may rely on, what is in it."""

    height: int
    scales: str
    content: str


def lines(chart: "Chart", width: int, height: int, now: str | None = None) -> Lines:
    """What is drawn of a chart; on a narrow picture the names stand below the lines."""
    if not _ending(chart):
        return Lines(height, "", _nothing(chart, width, height))
    narrow = width < NARROW
    words = [_end(chart, s) if narrow else _label_lines(chart, s, width) for s in _ending(chart)]
    height = max(height, round(TOP + BOTTOM + LINE * sum(map(len, words))))
    plot = _plot(chart, width, height, words)
    key, below = _key(chart, width, height) if narrow else ("", 0)
    parts = [
        _values(chart, plot),
        _times(chart, plot, width),
        *_seams(chart, plot),
        _band(chart, plot),
        _now(chart, plot, now),
        *_lines(chart, plot),
        *_labels(chart, plot, words, "end" if narrow else "label"),
        key,
    ]
    scales = (
        f'data-first="{chart.periods[0]}" data-last="{chart.periods[-1]}" '
        f'data-x0="{tenth(plot.left)}" data-x1="{tenth(plot.right)}"'
    )
    return Lines(height + below, scales, "".join(parts))


def _plot(chart: "Chart", width: int, height: int, words: Sequence[Sequence[str]]) -> scale.Plot:
    """The drawing area that is left when tick values and labels have got the width they need."""
    values = [v for s in chart.series for _, v in s.points]
    if chart.band:
        values += chart.band.ends
    values += chart.holds
    ticks, places = scale.value_ticks(min(values), max(values), chart.decimals)
    left = 8 + max(labels.measure(text.number(t, places, chart.lang), TICK) for t in ticks)
    column = max(
        labels.measure(line, LABEL, s.role == "own")
        for s, lines in zip(_ending(chart), words, strict=True)
        for line in lines
    )
    return scale.Plot(
        left=round(left, 1),
        right=round(width - column - GAP, 1),
        top=TOP,
        bottom=height - BOTTOM,
        first=ordinal(chart.periods[0]),
        last=ordinal(chart.periods[-1]),
        ticks=ticks,
        places=places,
    )


def _ending(chart: "Chart") -> list[Series]:
    """The series that have a value, and so an end."""
    return [s for s in chart.series if s.points]


def _label_lines(chart: "Chart", series: Series, width: float) -> list[str]:
    """Name and latest value, with its period for the reader's own and where the others go on.

    They get a third of the picture, and as much more as the longest word needs, within reason.
    """
    period, value = series.points[-1]
    *names, last = series.label.split(", ")
    parts = [f"{name}," for name in names] + [f"{last} {chart.number(value)}"]
    if _is_dated(chart, series):
        parts.append(f"({text.period(period, chart.lang)})")
    bold = series.role == "own"
    word = max(labels.measure(w, LABEL, bold) for part in parts for w in part.split(" "))
    return labels.wrap(parts, min(max(width * 0.34, 120, word), width * 0.44), LABEL, bold)


def _is_dated(chart: "Chart", series: Series) -> bool:
    """Whether the newest period is told: of what a reader came for, and of what ends before it."""
    return series.role == "own" or series.points[-1][0] != chart.periods[-1]


def _end(chart: "Chart", series: Series) -> list[str]:
    """The newest value alone, where the names stand below."""
    return [chart.number(series.points[-1][1])]


def _values(chart: "Chart", plot: scale.Plot) -> str:
    """The unit, and a grid line with its value for each tick."""
    grid = "".join(
        f"M{tenth(plot.left)} {tenth(plot.y(t))}H{tenth(plot.right)}" for t in plot.ticks
    )
    numbers = "".join(
        f'<text x="{tenth(plot.left - 8)}" y="{tenth(plot.y(t) + 4)}">'
        f"{text.number(t, plot.places, chart.lang)}</text>"
        for t in plot.ticks
    )
    return (
        f"{unit(chart.unit)}"
        f'<path class="grid" d="{grid}" fill="none" stroke="{GRID}"/>'
        f'<g class="tick" fill="{QUIET}" text-anchor="end">{numbers}</g>'
    )


def _times(chart: "Chart", plot: scale.Plot, width: int) -> str:
    """Round years, and always the last period; whatever would touch it gives way."""
    first, last = chart.periods[0], chart.periods[-1]
    widest = max(labels.measure(_tick(p, chart), TICK) for p in (first, last))
    placed: list[tuple[float, float, str]] = []  # left edge, right edge, words
    for period in [last, *reversed(scale.time_ticks(plot, chart.periods, widest + 12))]:
        words = _tick(period, chart)
        half = labels.measure(words, TICK) / 2
        middle = min(max(plot.x(ordinal(period)), half), width - half)
        if all(middle + half + 8 < left or middle - half - 8 > right for left, right, _ in placed):
            placed.append((middle - half, middle + half, words))
    written = "".join(
        f'<text x="{tenth((left + right) / 2)}" y="{tenth(plot.bottom + 20)}">{words}</text>'
        for left, right, words in reversed(placed)
    )
    return f'<g class="tick" fill="{QUIET}" text-anchor="middle">{written}</g>'


def _tick(period: str, chart: "Chart") -> str:
    """A year for the start of a year in a long series, else the period in words."""
    first, last = chart.periods[0], chart.periods[-1]
    starts = begins_year(period) and period != last
    long = year(last) - year(first) > 1
    return str(year(period)) if starts and long else text.period(period, chart.lang)


def _seams(chart: "Chart", plot: scale.Plot) -> Iterator[str]:
    """A thin line between the last period before a change and the first after it, and its words.

    The newest has its words; an older one where they do not run into those.
    """
    free = plot.right + GAP / 2
    for over in reversed(chart.over_seams):
        x = (plot.x(ordinal(over.before)) + plot.x(ordinal(over.after))) / 2
        long = labels.measure(over.words, TICK)
        left = max(min(x - long / 2, free - long), 1)
        words = ""
        if left + long <= free and x < free:
            words = (
                f'<text x="{tenth(left)}" y="{tenth(plot.top - 5)}" fill="{QUIET}">'
                f"{over.words}</text>"
            )
            free = left - GAP
        line = f'<path d="M{tenth(x)} {tenth(plot.top - 2)}V{tenth(plot.bottom)}" stroke="{EDGE}"/>'
        yield f'<g class="seam">{line}{words}</g>'


def _band(chart: "Chart", plot: scale.Plot) -> str:
    """What was usual, as a tinted ground and a fine line through its middle."""
    if not chart.band:
        return ""
    under, middle, over = (
        [(ordinal(p), v) for p, v in zip(chart.periods, side, strict=True) if v is not None]
        for side in chart.band.sides
    )
    if not middle:
        return ""
    return (
        f'<g class="band" transform="scale(.1)">'
        f'<path d="{strokes([*over, *reversed(under)], plot)}z" fill="{token("band")}"/>'
        f'<path d="{strokes(middle, plot)}" fill="none" stroke="{EDGE}" stroke-width="10" '
        f'stroke-dasharray="10 30"/></g>'
    )


def _now(chart: "Chart", plot: scale.Plot, now: str | None) -> str:
    """The mark of a chosen period, there but hidden when none in the chart is chosen."""
    chosen = now if now and chart.periods[0] <= now <= chart.periods[-1] else None
    seen = "visible" if chosen else "hidden"
    x, top, bottom = map(
        tenth, (plot.x(ordinal(chosen or chart.periods[-1])), plot.top - 6, plot.bottom)
    )
    return (
        f'<line class="now" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}" '
        f'stroke="{INK}" stroke-dasharray="2 3" visibility="{seen}"/>'
    )


def _lines(chart: "Chart", plot: scale.Plot) -> Iterator[str]:
    """Comparison first, so that the own region lies on top."""
    every = enumerate(zip(chart.series, looks(chart.series), strict=True))
    for number, (series, look) in sorted(every, key=lambda item: item[1][0].role == "own"):
        runs = list(stretches(series.gapped, chart.step))
        if not runs:
            continue
        points = marked(runs) | _along(chart, series, plot)
        marks = _marks(placed(sorted(points)), plot, look)
        if series.role == "projected":  # of some years only: what is marked is what is expected
            runs = [series.points]
        yield (
            f'<g class="{_class(series)}" data-series="{number}">'
            f"{line(map(placed, runs), plot, look)}{marks}</g>"
        )


def _marks(spots: Sequence[Spot], plot: scale.Plot, look: Style) -> str:
    if look.marker in _SHAPES:
        return _shapes([(plot.x(at), plot.y(value)) for at, value in spots], look)
    return "".join(marker(spot, plot, look) for spot in spots)


def _along(chart: "Chart", series: Series, plot: scale.Plot) -> set[Point]:
    """Where a total compared with others shows its marker on the way: above some of the ticks."""
    if (series.sex, series.role) != (None, "compare"):
        return set()
    ticks = scale.time_ticks(plot, chart.periods, labels.measure(chart.periods[0], TICK) + 12)
    some = set(ticks[:: math.ceil(len(ticks) / ALONG) or 1])
    return {point for point in series.points if point[0] in some}


def placed(points: Iterable[Point]) -> list[Spot]:
    """Where points lie in time, with their values."""
    return [(ordinal(period), value) for period, value in points]


def line(runs: Iterable[Sequence[Spot]], plot: scale.Plot, look: Style) -> str:
    """One path for all runs of a series, in whole tenths of a unit: small, and exact enough."""
    dash = " ".join(str(length * 10) for length in look.dash)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{"".join(strokes(run, plot) for run in runs)}" transform="scale(.1)" '
        f'fill="none" stroke="{look.line}" stroke-width="{look.width * 10:g}"{dashed} '
        f'stroke-linejoin="round"/>'
    )


def strokes(run: Sequence[Spot], plot: scale.Plot) -> str:
    """Path data in tenths: to the first point, then each relative to the one before it."""
    places = [(round(plot.x(place) * 10), round(plot.y(value) * 10)) for place, value in run]
    steps = (f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(places))
    path = f"M{places[0][0]} {places[0][1]}" + ("l" if len(run) > 1 else "") + " ".join(steps)
    return path.replace(" -", "-")


def marker(spot: Spot, plot: scale.Plot, look: Style) -> str:
    """A mark on a point, whose shape tells without colour which line it is of."""
    return _mark(plot.x(spot[0]), plot.y(spot[1]), look)


def _mark(x: float, y: float, look: Style) -> str:
    r = 1.75 + look.width * 0.8
    if look.marker == "circle":
        return f'<circle cx="{tenth(x)}" cy="{tenth(y)}" r="{tenth(r)}" fill="{look.line}"/>'
    if look.marker == "square":
        side = tenth(2 * r - 0.6)
        corner = r - 0.3
        return (
            f'<rect x="{tenth(x - corner)}" y="{tenth(y - corner)}" width="{side}" '
            f'height="{side}" fill="{look.line}"/>'
        )
    return _shapes([(x, y)], look)


def _shapes(places: Iterable[tuple[float, float]], look: Style) -> str:
    """Marks with corners as one path in whole tenths: in a document of many charts it is small."""
    r = (1.75 + look.width * 0.8) * 10
    corners = [(round(r * a), round(r * b)) for a, b in _SHAPES[look.marker]]
    steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(corners))
    starts = ((round(x * 10) + corners[0][0], round(y * 10) + corners[0][1]) for x, y in places)
    path = "".join(f"M{x} {y}l{steps}z" for x, y in starts).replace(" -", "-")
    return f'<path d="{path}" transform="scale(.1)" fill="{look.line}"/>'


# Corners in radii of a circle that looks as large.
_SHAPES: dict[str, list[tuple[float, float]]] = {
    "diamond": [(0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)],
    "triangle-up": [(0, -1.3), (1.25, 0.95), (-1.25, 0.95)],
    "triangle-down": [(0, 1.3), (1.25, -0.95), (-1.25, -0.95)],
    "cross": [
        (-0.4, -1.3), (0.4, -1.3), (0.4, -0.4), (1.3, -0.4), (1.3, 0.4), (0.4, 0.4),
        (0.4, 1.3), (-0.4, 1.3), (-0.4, 0.4), (-1.3, 0.4), (-1.3, -0.4), (-0.4, -0.4),
    ],
}  # fmt: skip


def _labels(
    chart: "Chart", plot: scale.Plot, words: Sequence[Sequence[str]], kind: str
) -> Iterator[str]:
    """Each line's label beside its end, pushed apart, with a leader where that moved it."""
    every = zip(chart.series, looks(chart.series), strict=True)
    ending = [(series, look) for series, look in every if series.points]
    ends = [(plot.x(at), plot.y(v)) for at, v in placed(s.points[-1] for s, _ in ending)]
    heights = [LINE * len(lines) for lines in words]
    middles = labels.spread([y for _, y in ends], heights, plot.top - 6, plot.bottom + 6)
    for (s, look), said, end, middle in zip(ending, words, ends, middles, strict=True):
        yield _leader(end, (plot.right + GAP - 3, middle), look)
        yield _label(s, said, plot.right + GAP, middle, look, kind)


def _key(chart: "Chart", width: int, top: int) -> tuple[str, int]:
    """Below the picture a piece of each line beside its name, as many on a row as have room."""
    every = zip(chart.series, looks(chart.series), strict=True)
    ending = [(series, look) for series, look in every if series.points]
    words = [_name(chart, series, width) for series, _ in ending]
    bold = [series.role == "own" for series, _ in ending]
    places, tall = labels.flow(words, bold, width, SWATCH + 6, LABEL)
    parts = []
    for (series, look), said, (x, y) in zip(ending, words, places, strict=True):
        middle = top + y + LINE * (len(said) - 1) / 2
        parts.append(_swatch(x, top + y, look))
        parts.append(_label(series, said, x + SWATCH + 6, middle, look))
    return "".join(parts), round(tall)


def _name(chart: "Chart", series: Series, width: int) -> list[str]:
    """Its name below, with its newest value and when that is of."""
    period, value = series.points[-1]
    when = f" ({text.period(period, chart.lang)})" if _is_dated(chart, series) else ""
    said = f"{series.label} {chart.number(value)}{when}"
    return labels.wrap([said], width - SWATCH - 8, LABEL, series.role == "own")


def _swatch(x: float, y: float, look: Style) -> str:
    dashed = f' stroke-dasharray="{" ".join(map(str, look.dash))}"' if look.dash else ""
    return (
        f'<path class="swatch" d="M{tenth(x)} {tenth(y)}h{tenth(SWATCH)}" stroke="{look.line}" '
        f'stroke-width="{look.width:g}"{dashed}/>{_mark(x + SWATCH / 2, y, look)}'
    )


def _leader(end: tuple[float, float], label: tuple[float, float], look: Style) -> str:
    if abs(end[1] - label[1]) < 3 and label[0] - end[0] < GAP:
        return ""
    x, y, to_x, to_y = map(tenth, (end[0] + 6, *end[1:], *label))
    return (
        f'<path class="leader" d="M{x} {y}L{to_x} {to_y}" '
        f'fill="none" stroke="{look.line}" stroke-width=".75"/>'
    )


def _label(
    series: Series,
    said: Sequence[str],
    x: float,
    middle: float,
    look: Style,
    kind: str = "label",
) -> str:
    weight = ' font-weight="600"' if series.role == "own" else ""
    first = middle - LINE * (len(said) - 1) / 2 + 4.5
    written = escape(said[0]) + "".join(
        f'<tspan x="{tenth(x)}" dy="{tenth(LINE)}">{escape(line)}</tspan>' for line in said[1:]
    )
    return (
        f'<text class="{kind} {_class(series)}" x="{tenth(x)}" y="{tenth(first)}" '
        f'font-size="{tenth(LABEL)}"{weight} fill="{look.ink}">{written}</text>'
    )


def _nothing(chart: "Chart", width: int, height: int) -> str:
    words = text.say(chart.lang, "Inga uppgifter att visa", "No figures to show")
    return (
        f'<text class="tick" x="{width / 2:g}" y="{height / 2:g}" text-anchor="middle" '
        f'fill="{QUIET}">{words}</text>'
    )


def _class(series: Series) -> str:
    return f"{series.role} {(series.sex or 't').lower()}"
