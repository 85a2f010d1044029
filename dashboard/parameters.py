"""What an address asks, however it comes: the one reader of pages, files and feeds.

A name may be repeated or its words separated by commas, with space around them: of several the
first counts, or each once where they are a list. A name that nobody asks for is nothing, and what
stands in the path is no parameter. Two manners stand on it: where a word means nothing a page falls
back to its default, and a file refuses (`routes.ask.Strict`), for a file must not be another than
was asked for.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict

from dashboard import limits
from dashboard.text import Lang

Word = TypeVar("Word", bound=str)
# What a page reads all the words of.
LISTS = ("compare", "limits", "panels", "vikt", "region", "indikator", "kon")


class Parameters:
    """The texts under each name, as Dash or Flask hands it over: texts, or lists of texts."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        lists = given.to_dict(flat=False) if isinstance(given, MultiDict) else given
        self._given = {name: _texts(value) for name, value in lists.items()}

    @classmethod
    def of(cls, given: "Parameters | Mapping[str, Any]") -> "Parameters":
        """What is given, read in its own manner where it has been read already."""
        return given if isinstance(given, Parameters) else cls(given)

    @property
    def lang(self) -> Lang:
        """The language asked for, of several the first, Swedish otherwise: refused nowhere."""
        return "en" if self.each("lang")[:1] == ["en"] else "sv"

    def text(self, name: str) -> str:
        """All that stands under a name, as it can be said back."""
        return ",".join(_word(name, text) for text in self._given.get(name, ()))

    def one(self, name: str) -> str:
        """The first text under a name, commas and all; nothing asked is the empty text."""
        return next((_word(name, text) for text in self._given.get(name, ())), "")

    def texts(self, name: str) -> list[str]:
        """What of a name a page reads, each once, as it was given."""
        given = list(dict.fromkeys(self._given.get(name, ())))
        return given if name in LISTS else given[:1]

    def each(self, name: str) -> list[str]:
        """Every word under a name, each once, in the order given; of too many the first."""
        parts = (part for text in self._given.get(name, ()) for part in text.split(","))
        words = list(dict.fromkeys(_word(name, part) for part in parts if part.strip()))
        most = limits.WORDS_OF.get(name, limits.WORDS)
        if len(words) > most:
            self.too_many(name, most)
        return words[:most]

    @property
    def empty(self) -> list[str]:
        """The names under which nothing stands: to a page, whose form sends them, as not asked."""
        return [name for name in self._given if not self.text(name).strip(", ")]

    def pick(self, name: str, known: Collection[Word], default: Word) -> Word:
        """The one known word asked for, of several the first; else the default."""
        given = self.each(name)
        if len(given) > 1 or any(word not in known for word in given):
            self.misread(name, known)
        return next((word for word in known if word in given[:1]), default)

    def among(self, name: str, known: Collection[Word]) -> list[Word]:
        """The known words asked for, each once, in the order given."""
        given = self.each(name)
        if any(word not in known for word in given):
            self.misread(name, known)
        return [word for each in given for word in known if word == each]

    def too_many(self, name: str, most: int) -> None:
        """There are more words under a name than may be asked for: here the others are left out."""

    def misread(self, name: str, known: Collection[str]) -> None:
        """What stands under a name is none of the known words: here it is as if not asked."""


def _texts(value: Any) -> list[str]:
    """The texts that hold anything, as they came: a space at the end may have been a plus."""
    each = value if isinstance(value, list | tuple) else [value]
    return [text for text in map(str, (one for one in each if one is not None)) if text.strip()]


def _word(name: str, text: str) -> str:
    """A text without the space around it, in the one way its name is written in.

    `65+` typed into an address arrives as `65` and a space; the four counties had another name
    in addresses before the portal learnt that Norrland has five.
    """
    if name == "age" and re.fullmatch(r"\s*\d+ ", text):
        return f"{text.strip()}+"
    word = text.strip().upper() if name == "sex" else text.strip()
    return re.sub("^norrland\\b", "norra-sverige", word) if name in ("region", "show") else word
