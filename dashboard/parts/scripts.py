"""The portal's own scripts and styles: which a document loads, and in what order."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).parents[1] / "assets"

# Each script stands on those before it; each says in its first lines what it is for.
_MAP = ("map-base", "map-beside", "map-draw", "map-point", "map-zoom", "map")
PAGE = (
    *("norrlaget", "page"),
    *_MAP,
    *("map-links", "map-bank", "mapmaker", "pyramid", "demography", "monthly"),
)
EMBEDDED = ("norrlaget", *_MAP, "embed")
EMBEDDED_STYLES = ("tokens", "app", "map", "embed")


def scripts(names: Iterable[str]) -> list[str]:
    """The addresses of scripts, in their order."""
    return [_address(f"{name}.js") for name in names]


def styles(names: Iterable[str]) -> list[str]:
    """The addresses of styles, in their order."""
    return [_address(f"{name}.css") for name in names]


@cache
def _address(asset: str) -> str:
    """An asset under the name of its content, so that browsers keep it."""
    content = hashlib.sha256((ASSETS / asset).read_bytes()).hexdigest()[:10]
    return f"/assets/{asset}?m={content}"
