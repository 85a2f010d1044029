"""Colours, type and space of assets/tokens.css, for pictures, documents and slides."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("assets") / "tokens.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_REFERENCE = re.compile(r"var\(--([\w-]+)\)")
_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")


@cache
def tokens() -> Mapping[str, str]:
    """Every token's value by its name; one that is another has that one's value.

    They are those of the file's first rule: what a small screen has otherwise comes after it.
    """
    first, *_ = _COMMENT.sub("", FILE.read_text(encoding="utf-8")).partition("}")
    given = dict(_TOKEN.findall(first))
    return {name: _REFERENCE.sub(lambda m: given[m[1]], given[name]) for name in given}


def token(name: str) -> str:
    """A token's value: a colour as # and six digits. KeyError for a name the file lacks."""
    return tokens()[name]


def size(name: str) -> float:
    """A type size or a space in units of a drawing: `12.5` of `12.5px`."""
    return float(token(name).removesuffix("px"))
