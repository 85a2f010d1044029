"""The small line on a card: where a figure has been going, without axes or words."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from dashboard.charts.chart import Bands
from dashboard.charts.scale import Plot
from dashboard.charts.style import Style
from dashboard.charts.svg import Spot, line, marker, strokes
from dashboard.tokens import token

_LOOK = Style(token("accent"), token("accent"), 2, (), "circle")


def spark(
    values: Sequence[float | None], width: int = 120, height: int = 36, usual: Bands | None = None
) -> str:
    """A small line for a card, its last value marked, over what was usual where that is given.

    Decoration, hidden from screen readers: the words beside it say what it shows.
    """
    known = _known(values)
    if not known:
        return ""
    sides = usual.ends if usual else []
    low, high = min(sides + [v for _, v in known]), max(sides + [v for _, v in known])
    low, high = (low, high) if high > low else (low - 1, high + 1)
    plot = Plot(4, width - 5, 5, height - 5, 0, len(values) - 1, (low, high))
    drawn = line(_runs(values), plot, _LOOK)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="spark" aria-hidden="true" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"{_ground(usual, plot)}{drawn}{marker(known[-1], plot, _LOOK)}</svg>"
    )


def trace(values: Sequence[float | None], width: int = 64, height: int = 16) -> str:
    """The smallest line, for a row among hundreds: whole units, its look is the page's style.

    Decoration as `spark`; nothing of a single value.
    """
    known = _known(values)
    if len(known) < 2:
        return ""
    low, high = min(v for _, v in known), max(v for _, v in known)
    part = height / (high - low) if high > low else 0
    step = width / (len(values) - 1)
    spots = [(round(n * step), round(height - (v - low) * part)) for n, v in known]
    spots = spots if part else [(x, height // 2) for x, _ in spots]
    places = dict(zip((n for n, _ in known), spots, strict=True))
    path = "".join(_steps([places[n] for n, _ in run]) for run in _runs(values))
    x, y = spots[-1]
    return (
        f'<svg class="trace" viewBox="-2 -2 {width + 5} {height + 4}" aria-hidden="true">'
        f'<path d="{path}"/><path class="now" d="M{x} {y}h0"/></svg>'
    )


def _steps(spots: Sequence[tuple[int, int]]) -> str:
    """A path from spot to spot, each told by how far it is from the one before."""
    (x, y), path = spots[0], f"M{spots[0][0]} {spots[0][1]}"
    for to_x, to_y in spots[1:]:
        path += f"l{to_x - x} {to_y - y}".replace(" -", "-")
        x, y = to_x, to_y
    return path


def _known(values: Sequence[float | None]) -> list[Spot]:
    """The values there are, each at its place in the row."""
    return [(place, value) for place, value in enumerate(values) if value is not None]


def _runs(values: Sequence[float | None]) -> Iterator[list[Spot]]:
    """Runs of neighbours: a line does not cross what is missing."""
    for there, run in groupby(enumerate(values), lambda each: each[1] is not None):
        if there:
            yield [(place, value) for place, value in run if value is not None]


def _ground(usual: Bands | None, plot: Plot) -> str:
    """From the least to the greatest of the years before, as a tinted ground."""
    if not usual:
        return ""
    low, _, high = usual.sides
    under, over = _known(low), _known(high)
    path = f"{strokes([*over, *reversed(under)], plot)}z" if over else ""
    return f'<path d="{path}" transform="scale(.1)" fill="{token("band-small")}"/>'
