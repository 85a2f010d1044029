"""Regions as an address names them, by code or as a group: read so by pages, files and API."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from dashboard import address, data, prose, references
from dashboard.similar import words as similar
from dashboard.text import Lang, fold, say
from etl.model import level_of
from maps import regions as geography

COUNTIES = "lan"  # all of them
WITHOUT = "-"  # before a code: all but that one
EXAMPLES = (
    "00", "22 (a county)", "2480 (a municipality)", "county:24 (its municipalities)",
    f"{data.NORTH} (its 44 municipalities)", f"{COUNTIES} (all counties)",
    "liknande:2480 (those like it)", "kolada:2480 (those Kolada counts as like it)",
    "skr:landsbygdskommuner (a group of Sveriges Kommuner och Regioner)",
    f"{WITHOUT}2482 (without it)",
)  # fmt: skip
NEAREST = 3  # told where a word means nothing

Codes = tuple[str, ...]


class Found(NamedTuple):
    """The regions that words mean, each once and in order; the words that mean any, and none."""

    codes: Codes
    words: Codes
    strange: Codes


def read(words: Iterable[str]) -> Found:
    """The regions of some words, in the order of the words; a group's in its own."""
    codes: dict[str, None] = {}
    without: set[str] = set()
    known, strange = dict[str, None](), list[str]()
    for word in words:
        found = members(word.removeprefix(WITHOUT))
        (strange.append(word) if found is None else known.setdefault(word))
        (without if word.startswith(WITHOUT) else codes).update(dict.fromkeys(found or ()))
    return Found(tuple(each for each in codes if each not in without), (*known,), (*strange,))


def members(word: str) -> Codes | None:
    """The regions that a word means, which may be none: nobody is like some; None: no such word."""
    if word in data.regions():
        return (word,)
    if word in _WHOLE:
        return _WHOLE[word]()
    kind, _, of = word.partition(":")
    return _OF[kind](of) if kind in _OF else None


def _municipalities(county: str) -> Codes | None:
    return tuple(data.municipalities_of(county)) if _is(county, "county") else None


def _like(code: str) -> Codes | None:
    likely = _is(code, "municipality", "county")
    return _alike(data.release().path, code) if likely else None


@lru_cache(maxsize=1024)  # of the releases that are shown, each place
def _alike(_release: Path, code: str) -> Codes:
    return references.members("liknande", code)


def _kolada(code: str) -> Codes | None:
    return references.members("kolada", code) if _is(code, "municipality") else None


def _skr(slug: str) -> Codes | None:
    return references.skr_groups().get(_slugs().get(slug, ""))


def _is(code: str, *levels: str) -> bool:
    known = data.region(code)
    return known is not None and known.level in levels


_WHOLE: dict[str, Callable[[], Codes]] = {
    data.NORTH: lambda: tuple(data.municipalities_of(*data.NORRLAND)),
    COUNTIES: lambda: tuple(code for code in data.regions() if level_of(code) == "county"),
}
_OF: dict[str, Callable[[str], Codes | None]] = {
    "county": _municipalities,
    "liknande": _like,
    "kolada": _kolada,
    "skr": _skr,
}


def of_skr() -> list[str]:
    """The words of all groups by Sveriges Kommuner och Regioner."""
    return [f"skr:{slug}" for slug in _slugs()]


@cache
def _slugs() -> dict[str, str]:
    """The groups of municipalities by the name that an address has."""
    return {fold(sv).replace(" ", "-"): code for code, (sv, _) in geography.SKR_GROUPS.items()}


# --- in words ---


def called(word: str, lang: Lang) -> str:
    """What a reader calls it: `Umeå`, `Kommunerna i Västerbottens län`, `utan Skellefteå`."""
    if word.startswith(WITHOUT):
        name = data.region_name(word.removeprefix(WITHOUT), lang)
        return say(lang, f"utan {name}", f"without {name}")
    kind, colon, of = word.partition(":")
    return _called(kind, of, lang) if colon or word in _WHOLE else data.region_name(word, lang)


def _called(kind: str, of: str, lang: Lang) -> str:
    name = prose.place(of, lang)
    match kind:
        case "county":
            return say(lang, f"Kommunerna i {name}", f"The municipalities of {name}")
        case "liknande":
            return similar.heading(of, lang)
        case "kolada":
            sv = f"Kommuner som Kolada räknar som liknande {name}"
            return say(lang, sv, f"Municipalities that Kolada counts as similar to {name}")
        case "skr":
            return f"SKR: {say(lang, *geography.SKR_GROUPS[_slugs()[of]])}"
        case "lan":
            return say(lang, "Alla län", "All counties")
    return say(lang, "Kommunerna i norra Sverige", "The municipalities of northern Sweden")


def named(words: str) -> str:
    """The word of what a reader typed: of a name, with or without its diacritics, or of a group's.

    What is none stands as it came.
    """
    key = " ".join(words.split())
    code = address.code(key.replace(" ", "-"), "municipality")
    return code or _names().get(fold(key), key)


@cache
def _names() -> dict[str, str]:
    """The words of groups, counties and riket by their names in both languages."""
    country, *places = data.regions()
    counties = [code for code in places if level_of(code) == "county"]
    words = [country, *counties, *_WHOLE, *(f"county:{code}" for code in counties)]
    words += [*of_skr(), *(f"liknande:{code}" for code in places)]
    return {fold(called(word, lang)): word for word in words for lang in ("sv", "en")}


def nearest(word: str) -> list[str]:
    """The words that a strange one may have meant: a retired code's successor, else like names."""
    retired = geography.retired()
    after = retired[retired["code"] == word.removeprefix(WITHOUT)]["successor"].tolist()
    if after:
        return [str(each) for each in after[:NEAREST]]
    known = {fold(name): code for code, name in data.region_names().items()} | _names()
    kind, colon, of = word.partition(":")
    if colon and kind in _OF and (meant := named(of)) != of:
        return [f"{kind}:{meant}"]
    return [known[each] for each in get_close_matches(fold(word), known, NEAREST, 0.6)]
