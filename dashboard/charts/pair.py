"""Women and men on one line, and their two lines over the years: small drawings beside words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.charts.paper import tenth
from dashboard.charts.scale import Plot
from dashboard.charts.style import Style
from dashboard.charts.svg import line, marker
from dashboard.markup import escape
from dashboard.tokens import token

WIDTH, EDGE = 320, 8.0  # units of the drawing, and how far from its sides a mark may lie
TALL, BESIDE, FLOOR = 26, 11, 15  # the row of the marks, each row beside it, the scale's words
WOMEN = Style(token("women"), token("women"), 4, (), "circle")
MEN = Style(token("men"), token("men-ink"), 4, (5, 3), "square")
_LINES = (
    Style(token("women"), token("women"), 2, (), "circle"),
    Style(token("men"), token("men-ink"), 2, (4, 3), "square"),
)
Ends = tuple[float, float] | None


@dataclass(frozen=True)
class Mark:
    """A figure and where the true one lies."""

    value: float
    ends: Ends = None


@dataclass(frozen=True)
class Line:
    """What is drawn on one scale: a mark of each, and thin ones of what is set beside them."""

    scale: tuple[float, float]
    words: tuple[str, str]  # what the scale's ends are
    women: Mark | None
    men: Mark | None
    beside: Sequence[tuple[str, float | None, float | None]] = ()  # name, women's, men's
    band: Ends = None  # a ground: what counts as even

    def x(self, value: float) -> float:
        """Where a value lies; what is outside the scale stands at its end."""
        low, high = self.scale
        share = (value - low) / (high - low) if high > low else 0.5
        return EDGE + min(max(share, 0.0), 1.0) * (WIDTH - 2 * EDGE)


def drawn(of: Line, alternative: str) -> str:
    """The drawing, with what it shows in words."""
    high = TALL + BESIDE * len(of.beside) + FLOOR
    parts = "".join([*_ground(of), *_marks(of), *_beside(of), *_floor(of, high)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pair" role="img" '
        f'aria-label="{escape(alternative)}" viewBox="0 0 {WIDTH} {high}">{parts}</svg>'
    )


def _ground(of: Line) -> Iterator[str]:
    """The band, the line of the scale, and what is between the two."""
    if of.band:
        low, high = map(of.x, of.band)
        yield f'<path class="band" d="M{tenth(low)} 2H{tenth(high)}V{TALL - 2}H{tenth(low)}z"/>'
    yield f'<path class="rule" d="M{tenth(EDGE)} {TALL / 2:g}H{tenth(WIDTH - EDGE)}"/>'
    if of.women and of.men:
        ends = (tenth(of.x(each.value)) for each in (of.women, of.men))
        yield f'<path class="apart" d="M{next(ends)} {TALL / 2:g}H{next(ends)}"/>'


def _marks(of: Line) -> Iterator[str]:
    """Women's interval a little above the line and men's below, that both are seen."""
    for mark, look, off in ((of.men, MEN, 3.5), (of.women, WOMEN, -3.5)):
        if mark is None:
            continue
        y = TALL / 2 + (off if of.women and of.men else 0)
        if mark.ends:
            low, high = map(of.x, mark.ends)
            dash = ' stroke-dasharray="4 2"' if look.dash else ""
            yield (
                f'<path d="M{tenth(low)} {y:g}H{tenth(high)}" stroke="{look.line}" '
                f'stroke-width="2"{dash} opacity=".75"/>'
            )
        yield _mark(of.x(mark.value), y, look)


def _mark(x: float, y: float, look: Style) -> str:
    if look.marker == "circle":
        return f'<circle cx="{tenth(x)}" cy="{y:g}" r="5" fill="{look.line}" class="dot"/>'
    return (
        f'<rect x="{tenth(x - 4.5)}" y="{y - 4.5:g}" width="9" height="9" fill="{look.line}" '
        'class="dot"/>'
    )


def _beside(of: Line) -> Iterator[str]:
    """The county and riket: a thin line between women and men, with a small mark of each."""
    for n, (name, women, men) in enumerate(of.beside):
        y = TALL + BESIDE * n + 5
        known = [of.x(each) for each in (women, men) if each is not None]
        if len(known) > 1:
            yield f'<path class="apart thin" d="M{tenth(known[0])} {y:g}H{tenth(known[1])}"/>'
        if men is not None:
            x = of.x(men)
            yield (
                f'<rect x="{tenth(x - 2.25)}" y="{y - 2.25:g}" width="4.5" height="4.5" '
                f'fill="{MEN.line}"/>'
            )
        if women is not None:
            yield f'<circle cx="{tenth(of.x(women))}" cy="{y:g}" r="2.5" fill="{WOMEN.line}"/>'
        yield _name(name, known, y)


def _name(name: str, known: Sequence[float], y: float) -> str:
    """What is set beside it, on the side where there is more room."""
    left, right = min(known, default=EDGE), max(known, default=EDGE)
    ends = left > WIDTH - right
    x, anchor = (left - 6, "end") if ends else (right + 6, "start")
    return f'<text x="{tenth(x)}" y="{y + 3.5:g}" text-anchor="{anchor}">{escape(name)}</text>'


def _floor(of: Line, high: float) -> Iterator[str]:
    low, top = map(escape, of.words)
    y = high - 3
    yield f'<text x="{tenth(EDGE)}" y="{y:g}">{low}</text>'
    yield f'<text x="{tenth(WIDTH - EDGE)}" y="{y:g}" text-anchor="end">{top}</text>'


def spark(series: Sequence[Sequence[float]], width: int = 120, height: int = 34) -> str:
    """The years as lines, women's whole and men's dashed; hidden from readers of words.

    `series` are women's and men's figures of years that follow each other, or those of one thing.
    """
    values = [value for each in series for value in each]
    last = len(series[0]) - 1
    if last < 1:
        return ""
    low, high = min(values), max(values)
    ends = (low, high) if high > low else (low - 1, high + 1)
    plot = Plot(4, width - 5, 5, height - 5, 0, last, ends)
    looks = _LINES if len(series) > 1 else (_WHOLE,)
    drawn_ = "".join(_course(each, plot, look) for each, look in zip(series, looks, strict=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="spark" aria-hidden="true" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">{drawn_}</svg>'
    )


_WHOLE = Style(token("total"), token("total"), 2, (), "circle")


def _course(values: Sequence[float], plot: Plot, look: Style) -> str:
    spots = [(float(place), value) for place, value in enumerate(values)]
    return line([spots], plot, look) + marker(spots[-1], plot, look)
