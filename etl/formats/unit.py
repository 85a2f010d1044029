"""Whether a title says a unit: whole, and not as a part of another. Pure."""

import re
from collections.abc import Iterator

_COMMA = re.compile(r",\s")  # after the last of these stands a title's unit
_ENDED = re.compile(r"\s*\(-\s*\d{4}\)$")  # what a title has at its end once its series has ended
_OTHER = re.compile(r"[/%]|\b(per|andel)\b")  # what stands after it is of another unit
_GOES_ON = re.compile(r"/|\bper\b")  # what stands before it is only the first half of a unit


def titled(unit: str, title: str) -> bool:
    """Whether the unit is the one of a title that ends with it, as Kolada's: `Folkmängd, antal`.

    It stands in what follows the last comma, or reaches into it, with no other unit before it.
    `kr` is not in `tkr`, `kr/inv`, `mkr per år` or `1000 kr`, `år` not in `25-64 år`, `antal` not
    in `andel (%) av totalt antal barn`. Words after a unit tell what it is of: `andel (%) av
    befolkningen`.
    """
    plain = _ENDED.sub("", _plain(title))
    last = max((comma.end() for comma in _COMMA.finditer(plain)), default=0)
    return any(
        end > last
        and not _GOES_ON.search(plain, end)
        and (end == len(plain) or not _OTHER.search(plain[last:start]))
        for start, end in _places(_plain(unit), plain)
    )


def _places(unit: str, title: str) -> Iterator[tuple[int, int]]:
    """Where a unit stands in a title as words of its own."""
    before = r"(?<!\w)(?<!\w/)(?<!\d )" if unit[:1].isalpha() else ""
    after = r"(?!\w)" if unit[-1:].isalnum() else ""
    return (found.span() for found in re.finditer(before + re.escape(unit) + after, title))


def _plain(text: str) -> str:
    """In small letters, with one plain blank where there are several, or one that breaks not."""
    return " ".join(text.casefold().split())
