"""Turns observations into files: CSV for programs, CSV for Swedish Excel, Parquet."""

import io
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard import data, limits, text
from dashboard.routes.ask import Question, Refused
from dashboard.text import fold
from etl.model import PublishedIndicator

COLUMNS = [
    "indicator", "region", "region_name", "sex", "age", "period",
    "value", "unit", "status", "source",
]  # fmt: skip
SLICE = 10_000  # rows that are written at once: in pandas they take ten times their bytes
Frames = Iterable[pd.DataFrame]


class Format(NamedTuple):
    """How frames are written piece by piece, what the file is called and how it is announced."""

    write: Callable[[Frames], Iterator[bytes]]
    extension: str
    mimetype: str


def written(question: Question) -> Iterator[bytes]:
    """The file asked for; raises Refused when it would have more than limits.ROWS rows.

    One row for each observation, in COLUMNS; `value` is float64, a null NaN. An indicator whose
    figures are awaited has no rows; a single indicator is given whole, however many.
    """
    return FORMATS[question.format].write(_frames(question))


def _frames(question: Question) -> Iterator[pd.DataFrame]:
    """A first frame without rows, so that there is a header; then what there is, in pieces."""
    yield pd.DataFrame(columns=COLUMNS, dtype="str").astype({"value": "float64"})
    rows = 0
    for indicator in question.indicators:
        for piece in _pieces(indicator, question):
            rows += len(piece)
            if len(question.indicators) > 1:
                counted(rows, ["one indicator", "fewer regions, ages or periods"])
            yield piece


def counted(rows: int, allowed: list[str]) -> None:
    """Raises Refused when an answer would have more rows than one may have."""
    if rows > limits.ROWS:
        sentence = f"That is more than {limits.ROWS} rows; ask for fewer at a time."
        raise Refused(400, sentence, [f"at most {limits.ROWS} rows", *allowed])


def _pieces(indicator: PublishedIndicator, question: Question) -> Iterator[pd.DataFrame]:
    codes = {
        "region": question.regions,
        "sex": question.sexes,
        "age": question.ages,
        "period": None if question.periods is None else question.periods[indicator.id],
    }
    for piece in data.pieces(indicator.id, codes):
        names = piece["region"].map(data.region_names("sv")).fillna("")
        sources = {each: text.source_at(indicator, each) for each in piece["period"].unique()}
        tables = piece["period"].map(sources)
        yield piece.assign(region_name=names, unit=indicator.unit, source=tables)[COLUMNS]


def name(question: Question) -> str:
    """The file's name without extension, in ASCII: what, where and when the figures were taken."""
    asked = [*(each.id for each in question.indicators), *question.awaited]
    single = asked[0] if len(asked) == 1 else "norrlaget"
    taken = (
        [max(each.taken for each in question.indicators).isoformat()] if question.indicators else []
    )
    return "_".join([single, *_place(question.regions or []), *taken])


def _place(regions: list[str]) -> list[str]:
    if len(regions) != 1:
        return []
    letters = fold(data.region_name(regions[0]))
    return [f"{regions[0]}-{letters.replace(' ', '-')}"]


def _csv(frames: Frames) -> Iterator[bytes]:
    for first, numbers in _numbers(frames):
        yield numbers.to_csv(index=False, header=first).encode()


def _csv_sv(frames: Frames) -> Iterator[bytes]:
    """Semicolons, decimal commas and a byte order mark: what Excel in Sweden opens rightly."""
    for first, numbers in _numbers(frames, commas=True):
        written = numbers.to_csv(index=False, sep=";", header=first)
        yield written.encode("utf-8-sig" if first else "utf-8")


def _numbers(frames: Frames, *, commas: bool = False) -> Iterator[tuple[bool, pd.DataFrame]]:
    """The frames with their numbers as a file has them, and whether one is the first."""
    for number, frame in enumerate(part for each in frames for part in _slices(each)):
        told = {str(name): plain(frame[name]) for name in frame.select_dtypes("float64")}
        if commas:
            told = {name: [each.replace(".", ",") for each in some] for name, some in told.items()}
        yield number == 0, frame.assign(**told)


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


def _parquet(frames: Frames) -> Iterator[bytes]:
    """Each frame that has rows is a row group."""
    sink, rest = _Sink(), iter(frames)
    schema = pa.Schema.from_pandas(next(rest), preserve_index=False).remove_metadata()
    with pq.ParquetWriter(sink, schema) as writer:
        for frame in rest:
            table = pa.Table.from_pandas(frame, schema, preserve_index=False, nthreads=1)
            writer.write_table(table)
            yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """A file that is taken away as it is written."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._at = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        self._at += len(self._pieces[-1])
        return len(self._pieces[-1])

    def taken(self) -> bytes:
        """What was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


FORMATS = {
    "csv": Format(_csv, "csv", "text/csv"),
    "csv-sv": Format(_csv_sv, "csv", "text/csv"),
    "parquet": Format(_parquet, "parquet", "application/vnd.apache.parquet"),
}
