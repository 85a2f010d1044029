"""Typed words, brought to what they are found by: no case, no diacritics, their stems."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

from dashboard.text import Lang, fold

# What stands for itself in Unicode though a keyboard here has no key for it.
_LETTERS = str.maketrans({"đ": "d", "ŋ": "n", "ŧ": "t", "ø": "o", "æ": "a"})
_WORD = re.compile(r"[^\W_]+")
_OF_IT = re.compile(r"(?<=[a-z]{3}a)ns?$")  # skolan, skolans: the one ending Snowball leaves on
_STEMMED: dict[Lang, str] = {"sv": "swedish", "en": "english"}


def words(typed: str) -> list[str]:
    """The words of a text, folded: `Unga 16–24 år` is unga, 16, 24, ar, whatever the dash."""
    return [folded for folded, _ in written(typed)]


def written(typed: str) -> list[tuple[str, str]]:
    """The same, each with the word as it is written."""
    found = _WORD.findall(unicodedata.normalize("NFC", typed))
    return [(_folded(each), each) for each in found]


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    return fold(word).translate(_LETTERS)


def hold(key: str, typed: str) -> bool:
    """Whether every typed word begins one of the folded words of a key (as assets/filter.mjs)."""
    return all(f" {word}" in f" {key}" for word in words(typed))


@lru_cache(maxsize=1 << 14)
def stems(word: str) -> frozenset[str]:
    """What is left of a folded word without its endings, by Swedish and by English grammar."""
    forms = {word, _OF_IT.sub("", word)}
    return frozenset(_stem(form, name) for form in forms for name in _STEMMED.values())


def _stem(word: str, name: str) -> str:
    """A stemmer holds its word while it works on it, so each thread makes its own."""
    found: str = snowballstemmer.stemmer(name).stemWord(word)
    return found
