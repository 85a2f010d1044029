"""The address a reader is at: its language and choices, and links that keep the language.

Every address of the portal is made here of a path and choices, whoever gave them: it leads to the
portal and nowhere else. One that must be whole has `origin.address()` before it.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from urllib.parse import parse_qsl, quote, unquote, urlencode

import flask

from dashboard import data, text
from dashboard.parameters import Parameters
from dashboard.text import Lang
from etl.model import Level


def language() -> Lang:
    """The language of the request being answered: `?lang=en` of the address, Swedish otherwise."""
    return Parameters(flask.request.args).lang


def tidy(path: str) -> str:
    """A path in the one way it is written: no slash twice in a row, and none at its end."""
    return re.sub("/+", "/", f"/{path}").rstrip("/") or "/"


def of(path: str, choices: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> str:
    """The address of a path, as words and not yet quoted, under these choices."""
    pairs = choices.items() if isinstance(choices, Mapping) else choices
    query = urlencode([*pairs], safe=",")
    plain = quote(tidy(path), errors="replace")
    return f"{plain}?{query}" if query else plain


def in_language(address: str, lang: Lang) -> str:
    """The same address in a language, all other choices kept."""
    path, _, query = address.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query) if name != "lang"]
    return of(unquote(path), [*kept, *choice(lang).items()])


def link(path: str, lang: Lang, **choices: str) -> str:
    """An address in the portal that keeps the language."""
    return of(path, {**choices, **choice(lang)})


def place(code: str, lang: Lang, **choices: str) -> str:
    """The page of a place: of a municipality, a county, the four counties together, or riket."""
    if code == "00":
        return link("/manadslage", lang, region=code, **choices)
    if code == data.NORTH:
        return link(f"/{code}", lang, **choices)
    return link(f"/{'lan' if len(code) == 2 else 'kommun'}/{code}", lang, **choices)


def choice(lang: Lang) -> dict[str, str]:
    """What an address says of its language: of Swedish nothing."""
    return {"lang": "en"} if lang == "en" else {}


def code(name: str, level: Level) -> str:
    """The code of the place that an address names: `umea`, `Umeå`, `vasterbotten`; else empty."""
    return _codes(level).get(name.lower(), "")


def near(name: str, level: Level) -> list[str]:
    """The codes of places that are called nearly so, the nearest first."""
    known = _codes(level)
    found = get_close_matches(text.fold(unquote(name)), known, n=ALIKE, cutoff=0.6)
    return list(dict.fromkeys(known[each] for each in found))


ALIKE = 4  # names that are told where one is misspelt


@cache
def _codes(level: Level) -> dict[str, str]:
    """The codes of a level's places by all that an address may call them.

    Håbo and Habo are told apart where their letters are; `habo` is Habo.
    """
    names = {
        each.name.lower(): each.code for each in data.regions().values() if each.level == level
    }
    shorter = {re.sub("s? län$", "", name): code for name, code in names.items()}
    known = {name.replace(" ", "-"): code for name, code in (shorter | names).items()}
    return {text.fold(name): code for name, code in known.items()} | known
