"""A map's picture as PNG, drawn by resvg; its words are set in a font of the machine's."""

from functools import cache, lru_cache

import resvg_py

from dashboard.map.picture import FONT

SHARPNESS = 2.0  # pixels to a unit of the drawing
_PROBE = (
    f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" font-family="{FONT}">'
    '<rect width="9" height="9" fill="white"/><text y="8">{}</text></svg>'
)


class NoFont(RuntimeError):
    """The machine has none of the fonts that a picture's words are set in."""


@lru_cache(maxsize=64)
def png(picture: str, *, words: bool = True) -> bytes:
    """An SVG as PNG, SHARPNESS times as large. Raises NoFont where its words could not be drawn.

    One without words needs no font.
    """
    if words and not available():
        needed = "apt-get install fonts-liberation"
        raise NoFont(f"PNG needs a font, which this machine lacks: {needed}")
    return _drawn(picture)


@cache
def available() -> bool:
    """Whether this machine can draw words: without a font resvg silently leaves them out."""
    return _drawn(_PROBE.format("M")) != _drawn(_PROBE.format(""))


def _drawn(picture: str) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=picture, zoom=SHARPNESS))
