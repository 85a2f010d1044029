"""Frames as CSV: for programs, and for Swedish Excel."""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

SLICE = 10_000  # rows that are written at once
Frames = Iterable[pd.DataFrame]
Asked = TypeVar("Asked", contravariant=True)

# What Excel makes another thing of where it stands in a CSV: `0114` the number 114, `10-19` a day
# in October. After a tab it is the text that it is; readers of tables leave out the space around.
SPOILT = re.compile(r"0\d+|\d{1,4}-\d{1,4}")
CODES = ("region", "age")  # columns of codes, which are so guarded


class Format(NamedTuple, Generic[Asked]):
    """How a thing is written piece by piece, what the file is called and how it is announced."""

    write: Callable[[Asked], Iterator[bytes]]
    extension: str
    mimetype: str


def _csv(frames: Frames) -> Iterator[bytes]:
    for first, frame in _slices(frames):
        yield (_header(frame, ",") * first + _lines(frame, ",")).encode()


def _csv_sv(frames: Frames) -> Iterator[bytes]:
    """Semicolons, decimal commas and a byte order mark: what Excel in Sweden opens rightly.

    It takes no code for a number or a day (SPOILT).
    """
    for first, frame in _slices(frames):
        written = _header(frame, ";") * first + _lines(frame, ";", swedish=True)
        yield written.encode("utf-8-sig" if first else "utf-8")


def _slices(frames: Frames) -> Iterator[tuple[bool, pd.DataFrame]]:
    """The frames in pieces of at most SLICE rows, and whether one is the first."""
    parts = (
        frame.iloc[start : start + SLICE]
        for frame in frames
        for start in range(0, max(len(frame), 1), SLICE)
    )
    return ((number == 0, part) for number, part in enumerate(parts))


def _header(frame: pd.DataFrame, between: str) -> str:
    return between.join(_quoted(str(name), between) for name in frame.columns) + "\n"


def _lines(frame: pd.DataFrame, between: str, *, swedish: bool = False) -> str:
    """The rows as a file has them: each different word of a column is written once, and repeated.

    pandas writes row by row, which takes five times as long.
    """
    columns = [_written(frame[name], str(name), between, swedish) for name in frame.columns]
    if not len(frame):
        return ""
    lines = pc.binary_join_element_wise(*columns, between)
    return "\n".join(lines.to_pylist()) + "\n"


def _written(column: pd.Series, name: str, between: str, swedish: bool) -> pa.Array:
    codes, words = pd.factorize(column)
    if column.dtype == "float64":
        told = plain(words)
        told = [each.replace(".", ",") for each in told] if swedish else told
    else:
        told = list(map(str, words))
        told = _guarded(told) if swedish and name in CODES else told
    quoted = [*(_quoted(each, between) for each in told), ""]  # the last for what is missing
    return pa.array(quoted, pa.string()).take(pa.array(np.where(codes < 0, len(told), codes)))


def _quoted(word: str, between: str) -> str:
    """A field, in quotes where it could be taken for more than one."""
    if not any(mark in word for mark in (between, '"', "\n", "\r")):
        return word
    return '"' + word.replace('"', '""') + '"'


def _guarded(codes: Iterable[str]) -> list[str]:
    """Codes that Excel leaves as they are."""
    return [f"\t{code}" if SPOILT.fullmatch(code) else code for code in codes]


def plain(values: Iterable[float]) -> list[str]:
    """Each number in the fewest digits that read back as it, no exponent; a null is empty."""
    return ["" if math.isnan(value) else _digits(value) for value in values]


def _digits(value: float) -> str:
    digits = repr(value).removesuffix(".0")
    return np.format_float_positional(value, trim="-") if "e" in digits else digits


FLAVOURS = {
    "csv": Format(_csv, "csv", "text/csv"),
    "csv-sv": Format(_csv_sv, "csv", "text/csv"),
}
