"""What the parts of a map's picture share: panels, boxes, colours, and a line of text."""

from typing import NamedTuple

from dashboard.map.model import Payload
from dashboard.markup import escape

WIDTH, MARGIN, TITLE, WORDS, SMALL = 900, 28, 26.0, 15.0, 12.5
INK, MUTED, EDGE = "#16202a", "#52606d", "#9aa6b0"
COLOURS = {
    "c1": "#e6f0ee", "c2": "#b9dad6", "c3": "#7fbab8", "c4": "#3f8f94", "c5": "#0b5d66",
    "d1": "#a85506", "d2": "#ecc08f", "d3": "#f0f0ea", "d4": "#a3cfd0", "d5": "#0b5d66",
    "hatch": "url(#hatch)", "dots": "url(#dots)", "empty": "#ffffff", "land": "#e8edf0",
}  # fmt: skip
DARK = {"c4", "c5", "d1", "d5"}


class Panel(NamedTuple):
    """One map of the picture: what it shows, which period, and its own heading."""

    payload: Payload
    at: int
    heading: str


class Box(NamedTuple):
    """Where on the picture a map lies."""

    x: float
    y: float
    width: float
    height: float


def patterns(prefix: str = "", scale: float = 1.0) -> str:
    """Missing is hatched, suppressed dotted; `scale` keeps their size where a map is scaled."""
    return (
        f'<defs><pattern id="{prefix}hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45) scale({scale:.2f})"><rect width="6" height="6" fill="#fff"/>'
        f'<rect width="2.2" height="6" fill="#8b98a3"/></pattern>'
        f'<pattern id="{prefix}dots" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({scale:.2f})"><rect width="6" height="6" fill="#fff"/>'
        f'<circle cx="3" cy="3" r="1.3" fill="#6f7d89"/></pattern></defs>'
    )


def line(x: float, y: float, words: str, size: float, fill: str, weight: str = "400") -> str:
    """One line of text that begins at x."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" '
        f'font-weight="{weight}">{escape(words)}</text>'
    )
