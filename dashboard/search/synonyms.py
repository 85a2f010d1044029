"""The words that people type and no title has, as `synonyms.toml` lists them: data, not code."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.search.words import words

LIST = Path(__file__).with_name("synonyms.toml")
_YEAR = re.compile(r"(?:19|20)\d\d")
LONGEST = 3  # words that are looked up as one


@dataclass(frozen=True)
class Synonyms:
    """`indicators` and `pages` by their words, the best answer first; `ignored` say nothing."""

    indicators: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    pages: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    phrases: frozenset[str]
    ignored: frozenset[str]


@cache
def read() -> Synonyms:
    """All of them, each expression folded; one of several words is joined to one."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))
    indicators = tuple((_said(each["words"]), tuple(each["ids"])) for each in listed["indicator"])
    pages = tuple((_said(each["words"]), tuple(each["paths"])) for each in listed["page"])
    every = {word for said, _ in (*indicators, *pages) for word in said}
    phrases = frozenset(word for word in every if "_" in word)
    ignored = frozenset(word for said in listed["ignored"].values() for word in words(said))
    return Synonyms(indicators, pages, phrases, ignored)


def _said(expressions: list[str]) -> tuple[str, ...]:
    return tuple("_".join(words(each)) for each in expressions)


@cache
def _of() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for expressions, ids in read().indicators:
        for each in ids:
            found[each] = (*found.get(each, ()), *expressions)
    return found


def of(indicator_id: str) -> tuple[str, ...]:
    """The words that mean an indicator though it does not have them."""
    return _of().get(indicator_id, ())


def joined(typed: list[str]) -> list[str]:
    """Typed words, those that are one expression together as one: `sjukt barn` is sjukt_barn."""
    phrases, found, at = read().phrases, list[str](), 0
    while at < len(typed):
        spans = (typed[at : at + count] for count in range(LONGEST, 1, -1))
        whole = next((span for span in spans if "_".join(span) in phrases), typed[at : at + 1])
        found.append("_".join(whole))
        at += len(whole)
    return found


def telling(typed: list[str]) -> list[str]:
    """Those of typed words that say something, a year does not; all of them where none does."""
    return [each for each in typed if each not in read().ignored and not _YEAR.fullmatch(each)] or [
        *typed
    ]
