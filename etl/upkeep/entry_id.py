"""An entry's id, made of its title: short, meaningful, in the letters that an id may have."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

LONGEST = 40
TAIL = 3  # words at most after a dash that tell a title from its like: `– Kommunindex Kvinnor`
FILLERS = frozenset(
    re.findall(
        r"\w+",
        """aldersstandardiserat alla an andel antal ar att av avser bland de den det detta dina du
        efter eller en enligt ett fa far fick for fran ganska genom genomsnittlig genomsnittligt ha
        haft har hos hur i inkl inom kommun kommunen kommunens medborgarundersokningen med mer minst
        mycket nagon nar ni och om pa per procent samt sin sina ska som svarat till totalt tycker
        under upp ur ut var vara varit vid""",
    )
)


def of(title: str, table: str, taken: Collection[str] = ()) -> str:
    """The title's words, at most 40 characters; with the table's id where none else is free."""
    words, tail = _words(title), _tail(title)
    own = f"{_cut(words, LONGEST - len(table) - 1)}-{table.lower()}".strip("-")
    return next((id_ for id_ in _choices(words, tail) if id_ and id_ not in taken), own)


def _choices(words: Sequence[str], tail: Sequence[str]) -> Iterator[str]:
    """The words, else as many as there is room for with the tail, else without one."""
    if len("-".join(words)) > LONGEST and tail:
        yield _with(words, len(tail))
    yield _cut(words, LONGEST)
    if len("-".join(words)) > LONGEST:
        yield from (_with(words, last) for last in (1, 2))


def _with(words: Sequence[str], last: int) -> str:
    """As many of the first words as there is room for beside the last ones."""
    end = "-".join(words[-last:])[-LONGEST // 2 :].strip("-")
    return f"{_cut(words[:-last], LONGEST - len(end) - 1)}-{end}".strip("-")


def _words(title: str) -> list[str]:
    """Its words in ASCII but for the fillers, and for what stands in brackets; an id begins so."""
    plain = re.sub(r"\([^)]*\)", " ", title)
    words = _spelt(plain) or _spelt(title)
    kept = [word for word in words if word not in FILLERS] or words
    return kept if kept and kept[0][0].isalpha() else ["i", *kept]


def _tail(title: str) -> list[str]:
    """The few words after the last dash, where there is one."""
    _, dash, after = re.sub(r"\s[–-]\s", "\x00", title).rpartition("\x00")
    words = [word for word in _spelt(after) if word not in FILLERS] if dash else []
    return words if len(words) <= TAIL and len("-".join(words)) <= LONGEST // 2 else []


def _spelt(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", letters)


def _cut(words: Sequence[str], most: int) -> str:
    """The first of the words, as many as there is room for; of a single long one its beginning."""
    id_ = ""
    for word in words:
        if len(longer := f"{id_}-{word}".strip("-")) > most:
            break
        id_ = longer
    return id_ or "".join(words[:1])[: max(most, 0)]
