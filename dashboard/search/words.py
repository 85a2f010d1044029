"""Words as they are typed, brought to what they are found by: no case, no diacritics, their stems."""

import re
from functools import lru_cache

import snowballstemmer

from dashboard.text import Lang, fold

# What stands for itself in Unicode though a keyboard here has no key for it.
_LETTERS = str.maketrans({"đ": "d", "ŋ": "n", "ŧ": "t", "ø": "o", "æ": "a"})
_WORD = re.compile(r"[a-z0-9]+")
_OF_IT = re.compile(r"(?<=[a-z]{3}a)ns?$")  # skolan, skolans: the one ending Snowball leaves on
_STEMMED: dict[Lang, str] = {"sv": "swedish", "en": "english"}


def words(typed: str) -> list[str]:
    """The words of a text, folded: `Unga 16–24 år` is unga, 16, 24, ar, whatever the dash."""
    return _WORD.findall(fold(typed).translate(_LETTERS))


@lru_cache(maxsize=1 << 14)
def stems(word: str) -> frozenset[str]:
    """What is left of a folded word without its endings, by Swedish and by English grammar."""
    forms = {word, _OF_IT.sub("", word)}
    return frozenset(_stem(form, name) for form in forms for name in _STEMMED.values())


def _stem(word: str, name: str) -> str:
    """A stemmer holds its word while it works on it, so each thread makes its own."""
    found: str = snowballstemmer.stemmer(name).stemWord(word)
    return found
