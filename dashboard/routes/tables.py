"""Frames as CSV: for programs, and for Swedish Excel."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np
import pandas as pd

SLICE = 10_000  # rows that are written at once: in pandas they take ten times their bytes
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
    for first, numbers in _numbers(frames):
        yield numbers.to_csv(index=False, header=first).encode()


def _csv_sv(frames: Frames) -> Iterator[bytes]:
    """Semicolons, decimal commas and a byte order mark: what Excel in Sweden opens rightly.

    It takes no code for a number or a day (SPOILT).
    """
    for first, numbers in _numbers(frames, commas=True):
        guarded = {name: _guarded(numbers[name]) for name in CODES if name in numbers}
        written = numbers.assign(**guarded).to_csv(index=False, sep=";", header=first)
        yield written.encode("utf-8-sig" if first else "utf-8")


def _numbers(frames: Frames, *, commas: bool = False) -> Iterator[tuple[bool, pd.DataFrame]]:
    """The frames with their numbers as a file has them, and whether one is the first."""
    for number, frame in enumerate(part for each in frames for part in _slices(each)):
        told = {str(name): plain(frame[name]) for name in frame.select_dtypes("float64")}
        if commas:
            told = {name: [each.replace(".", ",") for each in some] for name, some in told.items()}
        yield number == 0, frame.assign(**told)


def _guarded(codes: pd.Series) -> Sequence[str]:
    """Codes that Excel leaves as they are."""
    known = {code: f"\t{code}" if SPOILT.fullmatch(code) else code for code in codes.unique()}
    return [known[code] for code in codes]


def _slices(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """A frame in pieces, at least one."""
    for start in range(0, max(len(frame), 1), SLICE):
        yield frame.iloc[start : start + SLICE]


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
