"""Selection expressions: which codes of a variable `TOP(3)`, `RANGE(a,b)` or `24*` mean."""

import re
from collections.abc import Callable, Sequence

from tests.replay.refusals import Problem


def exact(codes: Sequence[str], text: str) -> str | None:
    """The code a text names, in its own case first, or none."""
    if text in codes:
        return text
    return next((code for code in codes if code.lower() == text.lower()), None)


def matching(codes: list[str], text: str, *, is_time: bool) -> list[str]:
    """The codes an expression means; the first kind that recognises the text decides."""
    for recognises, legal, meant in EXPRESSIONS:
        if re.match(recognises, text, re.IGNORECASE):
            if not re.fullmatch(legal, text, re.IGNORECASE):
                raise Problem("Illegal selection expression")
            return meant(codes, text, is_time)
    raise Problem("Non-existent value")


def _arguments(text: str) -> list[str]:
    return text[text.index("(") + 1 : -1].split(",")


def _position(codes: list[str], text: str) -> int:
    code = exact(codes, text)
    if code is None:
        raise Problem("Non-existent value")
    return codes.index(code)


def _range(codes: list[str], text: str, _: bool) -> list[str]:
    first, last = sorted(_position(codes, code) for code in _arguments(text))
    return codes[first : last + 1]


def _top(codes: list[str], text: str, is_time: bool) -> list[str]:
    return _counted(list(reversed(codes)) if is_time else codes, text)


def _bottom(codes: list[str], text: str, is_time: bool) -> list[str]:
    return _counted(codes if is_time else list(reversed(codes)), text)


def _counted(codes: list[str], text: str) -> list[str]:
    count, offset = (*map(int, _arguments(text)), 0)[:2]
    return codes[offset : offset + count]


def _from(codes: list[str], text: str, _: bool) -> list[str]:
    return codes[_position(codes, _arguments(text)[0]) :]


def _to(codes: list[str], text: str, _: bool) -> list[str]:
    return codes[: _position(codes, _arguments(text)[0]) + 1]


def _questionmark(codes: list[str], text: str, _: bool) -> list[str]:
    pattern = re.escape(text).replace(r"\?", ".")
    return [code for code in codes if re.fullmatch(pattern, code, re.IGNORECASE)]


def _wildcard(codes: list[str], text: str, _: bool) -> list[str]:
    pattern = re.escape(text).replace(r"\*", ".*")
    return [code for code in codes if re.fullmatch(pattern, code, re.IGNORECASE)]


# What recognises an expression, what is legal of it, what it means; tried in this order.
EXPRESSIONS: list[tuple[str, str, Callable[[list[str], str, bool], list[str]]]] = [
    (r"RANGE\(", r"RANGE\([^,]+,[^,)]+\)", _range),
    (r"TOP\(", r"TOP\([1-9]\d*(,\d+)?\)", _top),
    (r"BOTTOM\(", r"BOTTOM\([1-9]\d*(,\d+)?\)", _bottom),
    (r"FROM\(", r"FROM\([^,]+\)", _from),
    (r"TO\(", r"TO\([^,]+\)", _to),
    (r".*\?", r".*", _questionmark),
    (r".*\*", r"\*|\*[^*]*\*|\*[^*]*|[^*]*\*", _wildcard),
]
