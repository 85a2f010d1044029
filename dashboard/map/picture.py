"""What the parts of a map's picture share: panels, boxes, colours, and a line of text."""

from typing import NamedTuple

from dashboard.map.model import Payload
from dashboard.markup import escape
from dashboard.tokens import size, token

WIDTH, MARGIN = 900, 28
TITLE, WORDS, SMALL = map(size, ("t-picture-title", "t-picture", "t-picture-small"))
INK, QUIET, RIM, PAPER, ACCENT, CIRCLE = map(
    token, ("ink", "quiet", "rim", "paper", "accent", "c4")
)
FONT = token("font-picture")
COLOURS = {
    **{f"{ramp}{n}": token(f"{ramp}{n}") for ramp in ("c", "d", "dl", "dh") for n in range(1, 6)},
    "hatch": "url(#hatch)",
    "dots": "url(#dots)",
    "empty": PAPER,
    "land": token("land"),
}
DARK = {"c4", "c5", "d1", "d5", "dl5", "dh4", "dh5"}


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
    ground = f'<rect width="6" height="6" fill="{PAPER}"/>'
    return (
        f'<defs><pattern id="{prefix}hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45) scale({scale:.2f})">{ground}'
        f'<rect width="2.2" height="6" fill="{token("hatching")}"/></pattern>'
        f'<pattern id="{prefix}dots" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({scale:.2f})">{ground}'
        f'<circle cx="3" cy="3" r="1.3" fill="{token("dotting")}"/></pattern></defs>'
    )


def line(x: float, y: float, words: str, size: float, fill: str, weight: str = "400") -> str:
    """One line of text that begins at x."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" '
        f'font-weight="{weight}">{escape(words)}</text>'
    )
