"""Rows as a workbook's XML has them, many at once.

A library takes 28 s for what is made here of a hundred thousand rows in one.
"""

from collections.abc import Iterable

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.markup import escape
from dashboard.routes.tables import plain

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # of columns, of which no table has more


def xml(frame: pd.DataFrame, start: int) -> bytes:
    """The rows of a frame, the first of them on line `start`: texts as texts, floats as numbers."""
    if not len(frame):
        return b""
    lines = pa.array(map(str, range(start, start + len(frame))))
    parts: list[object] = ['<row r="', lines, '">']
    for letter, name in zip(LETTERS, frame.columns, strict=False):
        parts += [f'<c r="{letter}', lines, _cells(frame[name])]
    joined = pc.binary_join_element_wise(*parts, "</row>", "")
    return "".join(joined.to_pylist()).encode()


def _cells(column: pd.Series) -> pa.Array:
    """What follows a cell's place: each text is escaped once, however often it stands there."""
    if column.dtype == "float64":
        return pa.array([_number(each) for each in plain(column)])
    found = pa.array(column.astype("str"), pa.string()).dictionary_encode()
    written = pa.array([_text(each) for each in found.dictionary.to_pylist()])
    return written.take(found.indices)


def _number(digits: str) -> str:
    return f'"><v>{digits}</v></c>' if digits else '"/>'


def _text(words: str) -> str:
    if not words:
        return '"/>'
    return f'" t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'


def rows(frame: pd.DataFrame) -> Iterable[list[object]]:
    """The same one by one, None where there is nothing."""
    for row in frame.itertuples(index=False, name=None):
        yield [None if each == "" or each != each else each for each in row]
