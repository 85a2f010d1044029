"""The small line on a card: where a figure has been going, without axes or words."""

from collections.abc import Sequence

from dashboard.figures.chart import Point, stretches
from dashboard.figures.scale import Plot
from dashboard.figures.style import Style
from dashboard.figures.svg import line, marker

_LOOK = Style("#0b5d66", "#0b5d66", 2, (), "circle")


def spark(values: Sequence[float | None], width: int = 120, height: int = 36) -> str:
    """A small line for a card, its last value marked; decoration, hidden from screen readers."""
    points: list[Point | None] = [None if v is None else (str(i), v) for i, v in enumerate(values)]
    known = [point for point in points if point]
    if not known:
        return ""
    low, high = min(v for _, v in known), max(v for _, v in known)
    low, high = (low, high) if high > low else (low - 1, high + 1)
    plot = Plot(4, width - 5, 5, height - 5, "0", str(len(points) - 1), (low, high))
    drawn = line(stretches(points, len(points)), plot, _LOOK)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="spark" aria-hidden="true" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"{drawn}{marker(known[-1], plot, _LOOK)}</svg>"
    )
