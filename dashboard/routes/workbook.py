"""Observations as a workbook: figures as numbers, codes as text, what they mean, where from.

A library writes the workbook with its first rows; the rest are put into the sheet as it goes by.
"""

import io
from collections.abc import Iterator
from itertools import chain
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from dashboard import address, data, limits, origin, text
from dashboard.door import terms
from dashboard.routes import sheetrows, spreadsheet
from dashboard.routes.observed import Observed, fewer
from dashboard.routes.sink import Sink
from dashboard.routes.spreadsheet import LOOKED_AT, Link, Sheet
from dashboard.routes.tables import SLICE
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

MIMETYPE = spreadsheet.MIMETYPE
DATA, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"  # of a workbook: sheet *Data*, all
QUICK = 3  # how hard a sheet is packed while its reader waits
Row = tuple[str, str]


def written(observed: Observed) -> Iterator[bytes]:
    """Sheets *Data*, *Noter* and *Om*; raises Refused where one sheet cannot hold the rows."""
    fewer(observed, "rows", limits.SHEET_ROWS, observed.rows)
    parts = _parts(observed)
    first = next(parts, pd.DataFrame(columns=observed.columns))
    head = first.iloc[:LOOKED_AT]
    figures = Sheet("Data", observed.columns, sheetrows.rows(head))
    sheets = [figures, *_beside(observed)]
    book = b"".join(spreadsheet.written(sheets, observed.taken))
    if observed.rows == len(head):
        return iter([book])
    return _longer(book, observed, len(head), chain([first.iloc[LOOKED_AT:]], parts))


def _parts(observed: Observed) -> Iterator[pd.DataFrame]:
    """What there is, in pieces of SLICE rows."""
    for frame in observed:
        yield from (frame.iloc[at : at + SLICE] for at in range(0, len(frame), SLICE))


# --- the sheet of figures ---


def _longer(
    book: bytes, observed: Observed, there: int, rest: Iterator[pd.DataFrame]
) -> Iterator[bytes]:
    """The workbook with the rest of the rows, all else as it was but for what tells how many."""
    sink, last = Sink(), sheetrows.LETTERS[len(observed.columns) - 1]
    longer = {
        f"A1:{last}{there + 1}": f"A1:{last}{observed.rows + 1}",
        f"$A$1:${last}${there + 1}": f"$A$1:${last}${observed.rows + 1}",
    }
    rows = _rows(rest, there + 2)
    with ZipFile(io.BytesIO(book)) as before, ZipFile(sink, "w", ZIP_DEFLATED) as after:
        for each in before.infolist():
            content = before.read(each)
            if each.filename in (DATA, BOOK):
                for short, long in longer.items():
                    content = content.replace(short.encode(), long.encode())
            yield from _member(after, each, content, rows, sink)
    yield sink.taken()


def _member(
    archive: ZipFile, info: ZipInfo, content: bytes, rows: Iterator[bytes], sink: Sink
) -> Iterator[bytes]:
    """One file of the workbook; into the sheet of figures go the rest of the rows."""
    named = ZipInfo(info.filename, info.date_time)
    named.compress_type, named._compresslevel = ZIP_DEFLATED, QUICK  # type: ignore[attr-defined]
    head, end, tail = content.partition(b"</sheetData>")
    with archive.open(named, "w", force_zip64=True) as file:
        file.write(head)
        for piece in rows if info.filename == DATA else ():
            file.write(piece)
            yield sink.taken()
        file.write(end + tail)


def _rows(frames: Iterator[pd.DataFrame], line: int) -> Iterator[bytes]:
    """The rows of all frames as the sheet has them, the first of them on a line."""
    for frame in frames:
        yield sheetrows.xml(frame, line)
        line += len(frame)


# --- what they mean, and where they are from ---


def _beside(observed: Observed) -> list[Sheet]:
    lang = observed.question.lang
    head = say(lang, "Uppgift", "Field"), say(lang, "Innehåll", "Content")
    notes = [row for each in observed.question.indicators for row in meaning(each, lang)]
    return [
        Sheet(say(lang, "Noter", "Notes"), head, [*notes, *_symbols(lang)], wrapped=True),
        Sheet(say(lang, "Om", "About"), head, about(observed), wrapped=True),
    ]


def meaning(indicator: PublishedIndicator, lang: Lang) -> list[Row]:
    """What an indicator's figures are, a row for each thing there is to say."""
    said = [
        (say(lang, "Indikator", "Indicator"), f"{text.title(indicator, lang)} ({indicator.id})"),
        (
            say(lang, "Beskrivning", "Description"),
            say(lang, indicator.description, indicator.description_en),
        ),
        (say(lang, "Enhet", "Unit"), text.measured(indicator, lang)),
        (say(lang, "Not", "Note"), say(lang, indicator.notes, indicator.notes_en)),
        (say(lang, "Brott i serien", "Break in the series"), text.seam_note(indicator, lang)),
        (say(lang, "Källa", "Source"), text.source_line(indicator, lang)),
    ]
    return [row for row in said if row[1]]


def _symbols(lang: Lang) -> list[Row]:
    """What the symbols beside a figure say."""
    words = say(lang, "Beteckning", "Symbol")
    return [(f"{words} {each}", text.status(each, lang)) for each in ("..", ".", "-", "p", "r")]


def about(observed: Observed) -> list[Row]:
    """What was asked for, of which release, under which terms, and how it is cited."""
    those, lang, release = observed.question.indicators, observed.question.lang, data.release()
    here = observed.address()
    tables = text.listed(dict.fromkeys(text.source(each) for each in those), lang)
    return [
        (say(lang, "Tabeller", "Tables"), tables),
        (say(lang, "Uppgifterna hämtade", "Figures taken"), observed.taken.isoformat()),
        (say(lang, "Samma uppgifter som CSV", "The same figures as CSV"), Link(here)),
        (say(lang, "Sidor", "Pages"), Link(origin.address() + _page(those, lang))),
        (say(lang, "Dataversion", "Release"), release.id),
        ("sha256", release.content),
        (say(lang, "Villkor", "Terms"), " ".join(terms.told(those, lang))),
        (say(lang, "Citera så", "Cite as"), terms.citation(those, here, lang)),
    ]


def _page(those: list[PublishedIndicator], lang: Lang) -> str:
    """The page of the one indicator, or the list of all."""
    path = f"/indikatorer/{those[0].id}" if len(those) == 1 else "/indikatorer"
    return address.link(path, lang)
