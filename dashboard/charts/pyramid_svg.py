"""Draw a pyramid as it is shown: a bar a class and sex, what lies over it, and its axes.

Every bar is an option of a list that is walked with the arrow keys. The page's script takes over
what stands here, and draws the same of another period (assets/pyramid-draw.mjs): the same marks, in
the same order, at the same tenths of a unit.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard import text
from dashboard.charts.pyramid import AgeClass, Sex
from dashboard.charts.pyramid_picture import SEXES, Layer, Picture
from dashboard.markup import escape

WIDTH, HEIGHT = 500, 480
TOP, BOTTOM, GUTTER, EDGE = 34, 48, 42, 12  # margins; ages stand in the gutter
MIDDLE, FLOOR = WIDTH // 2, HEIGHT - BOTTOM


@dataclass(frozen=True)
class _Plot:
    """Where ages and lengths lie."""

    oldest: int
    most: float

    def x(self, sex: Sex, length: float) -> float:
        side = -1 if sex == "men" else 1
        half = (WIDTH - GUTTER) / 2 - EDGE
        return WIDTH / 2 + side * (GUTTER / 2 + half * length / self.most)

    def y(self, age: int) -> float:
        return TOP + (self.oldest - age) / self.oldest * (HEIGHT - TOP - BOTTOM)


def draw(picture: Picture) -> str:
    """The pyramid as one `<svg>` for a page, which gives it its colours."""
    oldest = max(each.slice.classes[-1].end for each in picture.layers)
    plot = _Plot(oldest, picture.ticks[-1])
    return (
        f'<svg class="chart pyramid-svg" viewBox="0 0 {WIDTH} {HEIGHT}">{_grid(picture, plot)}'
        f'<g role="listbox" tabindex="-1" aria-describedby="pyramid-help" '
        f'aria-label="{escape(_label(picture))}">{"".join(_bars(picture, plot))}</g>'
        f"{_outlines(picture, plot)}{_ages(plot)}{_heads(picture, plot)}</svg>"
    )


def _label(picture: Picture) -> str:
    sexes = {"women": text.sex("K", picture.lang), "men": text.sex("M", picture.lang)}
    return picture.words.label.format(name=picture.own.name, **sexes)


def _at(number: float) -> str:
    """A coordinate in tenths, rounded as the script does."""
    return f"{math.floor(number * 10 + 0.5) / 10:g}"


def _bars(picture: Picture, plot: _Plot) -> Iterator[str]:
    """The youngest first; of each age men, then women."""
    for n, each in enumerate(picture.shown.classes):
        for sex in SEXES:
            stop = 0 if (n, sex) == (0, "women") else -1  # one tab stop for all
            yield (
                f'<g role="option" tabindex="{stop}" data-i="{n}" data-sex="{sex}" '
                f'aria-selected="false" aria-label="{escape(picture.label(sex, n))}">'
                f"{_bar(each, sex, picture.length(picture.shown, sex, n), plot)}</g>"
            )


def _bar(each: AgeClass, sex: Sex, length: float, plot: _Plot) -> str:
    """A transparent bar of full width under it makes a short one easy to hit."""
    start, end, y = plot.x(sex, 0), plot.x(sex, length), plot.y(each.end)
    tall = plot.y(each.start) - y
    gap = 1 if tall > 6 else 0.5 if tall > 3 else 0
    left = EDGE if sex == "men" else start
    room = abs(start - (EDGE if sex == "men" else WIDTH - EDGE))
    return (
        f'<rect class="hit" x="{_at(left)}" y="{_at(y)}" width="{_at(room)}" '
        f'height="{_at(tall)}"></rect>'
        f'<rect class="bar {sex}" x="{_at(min(start, end))}" y="{_at(y + gap / 2)}" '
        f'width="{_at(max(abs(end - start), 0.5))}" height="{_at(max(tall - gap, 0.5))}"></rect>'
    )


def _outlines(picture: Picture, plot: _Plot) -> str:
    """What lies over the bars: dashed, on a line of paper so that it is seen on both."""
    over = picture.over
    if over is None:
        return ""
    paths = [_outline(picture, over, sex, plot) for sex in SEXES]
    looks = ("halo", "outline")
    return "".join(f'<path class="{look}" d="{path}"></path>' for path in paths for look in looks)


def _outline(picture: Picture, over: Layer, sex: Sex, plot: _Plot) -> str:
    classes, none = over.slice.classes, _at(plot.x(sex, 0))
    edges = "".join(
        f"H{_at(plot.x(sex, picture.length(over.slice, sex, n)))}V{_at(plot.y(each.end))}"
        for n, each in enumerate(classes)
    )
    return f"M{none} {_at(plot.y(classes[0].start))}{edges}H{none}"


def _grid(picture: Picture, plot: _Plot) -> str:
    """A line a tick on both sides, with its length, and what that is below."""
    ticks, percent = picture.ticks, picture.unit == "percent"
    decimals = max(0, -math.floor(math.log10(ticks[1]) + 1e-9)) if percent else 0
    lines = "".join(
        f'<path class="grid" d="M{x} {TOP}V{FLOOR}"></path>'
        f'<text class="tick{" odd" if n % 2 else ""}" x="{x}" y="{FLOOR + 18}" '
        f'text-anchor="middle">{text.number(tick, decimals, picture.lang)}</text>'
        for sex in SEXES
        for n, tick in enumerate(ticks)
        for x in [_at(plot.x(sex, tick))]
    )
    unit = picture.words.percent if percent else picture.words.count
    return (
        f'<g aria-hidden="true">{lines}<text class="tick" x="{MIDDLE}" y="{HEIGHT - 6}" '
        f'text-anchor="middle">{escape(unit)}</text></g>'
    )


def _ages(plot: _Plot) -> str:
    marks = "".join(
        f'<text class="tick" x="{MIDDLE}" y="{_at(plot.y(age) + 4)}" text-anchor="middle">'
        f"{age}</text>"
        for age in range(0, plot.oldest + 1, 10)
    )
    return f'<g aria-hidden="true">{marks}</g>'


def _heads(picture: Picture, plot: _Plot) -> str:
    words = picture.words
    left, right = (_at(plot.x(sex, 0)) for sex in SEXES)
    return (
        f'<g class="heads" aria-hidden="true">'
        f'<text class="men" x="{left}" y="18" text-anchor="end">{escape(words.men)}</text>'
        f'<text class="tick" x="{MIDDLE}" y="18" text-anchor="middle">{escape(words.age)}</text>'
        f'<text class="women" x="{right}" y="18">{escape(words.women)}</text></g>'
    )
