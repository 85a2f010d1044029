"""The portal's mark, three stripes: beside its name in a picture, and as the icon of its pages."""

from functools import cache
from urllib.parse import quote

from dashboard.tokens import token

SIDE = 64  # of the icon


def mark(x: float, y: float, height: float) -> str:
    """The stripes as they stand before the portal's name, in a drawing that has one mark."""
    light, middle, dark = map(token, ("c2", "c4", "c5"))
    stops = ((".33", light), (".33", middle), (".66", middle), (".66", dark))
    shades = "".join(f'<stop offset="{at}" stop-color="{shade}"/>' for at, shade in stops)
    return (
        f'<linearGradient id="mark" x2="0" y2="1">{shades}</linearGradient>'
        f'<rect x="{x:g}" y="{y:g}" width="{height * 0.55:g}" height="{height:g}" '
        f'rx="{height * 0.1:g}" fill="url(#mark)"/>'
    )


def icon(size: float = SIDE) -> str:
    """The mark as an SVG of a size, on a ground of its own, so that it shows on any."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" '
        f'width="{size:g}" height="{size:g}">'
        f'<rect width="{SIDE}" height="{SIDE}" rx="12" fill="{token("paper")}"/>'
        f"{mark(18, 6.5, 51)}</svg>"
    )


@cache
def inline() -> str:
    """An address that holds the icon itself."""
    return "data:image/svg+xml," + quote(icon().replace('"', "'"), safe=" /:='()")
