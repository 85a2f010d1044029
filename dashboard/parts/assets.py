"""The portal's own scripts and styles: under which addresses, and what stands on what.

Styles stand in the document. Scripts lie under one fingerprint of them all, so a module imports its
neighbours by their names (`./map-base.mjs`), a browser keeps each for a year, and what changes has
another address.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from markupsafe import Markup

ASSETS = Path(__file__).parents[1] / "assets"
STYLES = ("tokens", "app")  # every page's, before its own
SCRIPTS = ("page",)  # every page's; what they import comes with them
_IMPORT = re.compile(r'^(?:import|export)\b.*?"\./([\w-]+)\.mjs";$', re.MULTILINE)


@cache
def folder() -> str:
    """The address that all of them lie under."""
    said = hashlib.sha256()
    for path in sorted(ASSETS.iterdir()):
        said.update(path.name.encode() + path.read_bytes())
    return f"/assets/{said.hexdigest()[:10]}/"


@cache
def names() -> frozenset[str]:
    """The names of all of them."""
    return frozenset(path.name for path in ASSETS.iterdir())


def styles(names: Iterable[str]) -> Markup:
    """Styles, each once, in their order, to stand in a document: nothing waits for them to come."""
    return Markup("\n").join(map(_style, dict.fromkeys(names)))


@cache
def _style(name: str) -> Markup:
    """A style without its remarks and the space that is for people."""
    written = (ASSETS / f"{name}.css").read_text(encoding="utf-8")
    plain = re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)
    close = re.sub(r"\s*([{};,])\s*|(:)\s+", r"\1\2", plain)
    return Markup(re.sub(r"\s+", " ", close).strip())  # noqa: S704  # ours


def scripts(names: Iterable[str]) -> list[str]:
    """The addresses of modules, each once, in their order."""
    return [f"{folder()}{name}.mjs" for name in dict.fromkeys(names)]


def imported(names: Iterable[str]) -> list[str]:
    """The addresses of all that these modules import, and what those do, to be fetched at once."""
    found = dict.fromkeys(names)
    for name in (queue := [*found]):
        queue += [each for each in imports(name) if each not in found]
        found.update(dict.fromkeys(queue))
    return scripts(found)


@cache
def imports(name: str) -> tuple[str, ...]:
    """The modules that a module names in its imports."""
    return tuple(_IMPORT.findall((ASSETS / f"{name}.mjs").read_text(encoding="utf-8")))
