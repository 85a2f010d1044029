"""Sheets as Excel reads them: numbers as numbers, codes as text, nothing that it would compute."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain, islice
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard import limits

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60  # characters of a column
LOOKED_AT = 200  # rows by which a column's width is chosen
PIECE = 64 * limits.KB


LONGEST_LINK = 2079  # characters; Excel follows none that is longer


class Link(str):
    """An address that can be followed from its cell."""


@dataclass(frozen=True)
class Sheet:
    """A table with a header; a text stays one whatever it looks like, a None is an empty cell."""

    name: str  # of at most 31 characters
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]
    wrapped: bool = False  # long texts on several lines rather than cut


def written(sheets: Iterable[Sheet], made: date) -> Iterator[bytes]:
    """The workbook in pieces; its rows lie on disk meanwhile, not in memory.

    `made` is the day it says that it was made: the figures', so that the same are the same bytes.
    """
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
            book.set_properties({"created": datetime.combine(made, time())})
            head = book.add_format({"bold": True, "bottom": 1})
            wrapped = book.add_format({"text_wrap": True, "valign": "top"})
            for each in sheets:
                _sheet(book.add_worksheet(each.name), each, head, wrapped if each.wrapped else None)
        file.seek(0)
        yield from iter(lambda: file.read(PIECE), b"")


def _sheet(page: Worksheet, sheet: Sheet, head: Format, look: Format | None) -> None:
    """Row by row: one that is written can be changed no more."""
    rows = iter(sheet.rows)
    first = list(islice(rows, LOOKED_AT))
    for column, width in enumerate(_widths([sheet.columns, *first])):
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)
    page.write_row(0, 0, sheet.columns, head)
    last = 0
    for last, row in enumerate(chain(first, rows), 1):
        for column, value in enumerate(row):
            _cell(page, last, column, value, look)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _cell(page: Worksheet, row: int, column: int, value: Any, look: Format | None) -> None:
    if isinstance(value, int | float):
        page.write_number(row, column, value, look)
    elif isinstance(value, Link) and len(value) <= LONGEST_LINK:
        page.write_url(row, column, value)
    elif value is not None:
        page.write_string(row, column, str(value), look)


def _widths(rows: Sequence[Sequence[Any]]) -> list[int]:
    """Of each column, so that what is in it can be read."""
    longest = (max(len(str(each or "")) for each in column) for column in zip(*rows, strict=True))
    return [min(width + 2, WIDEST) for width in longest]
