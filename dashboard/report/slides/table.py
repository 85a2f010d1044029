"""The counties' figures of a card beside each other, as a table on a slide."""

from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.util import Inches

from dashboard import data, text
from dashboard.report.model import Card
from dashboard.report.slides.chart import describe
from dashboard.report.slides.lettering import PAPER, Box, Line, fits, rgb, write
from dashboard.text import Lang, say
from dashboard.tokens import token

_SHARES = (0.46, 0.22, 0.32)  # of the width: county, value, period
_MARGIN = 0.06  # inches inside a cell, on each side
_SIZES = (15.0, 14.0, 13.0, 12.0, 11.0)
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "No Style, No Grid"
_HEAD, _EVEN = token("accent-weak"), token("ground")


def add(slide: Slide, card: Card, lang: Lang, box: Box) -> float:
    """Put the table at the top of the box; how tall it is, in inches."""
    head, *rows = cells(card, lang)
    widths = [share * box.width for share in _SHARES]
    points = _points(rows, widths)
    lines = [[Line(words, points, bold=True) for words in head]]
    lines += [[Line(words, points) for words in row] for row in rows]
    heights = [max(map(_height, row, widths)) for row in lines]
    place = Box(box.left, box.top, box.width, sum(heights))
    frame: Any = slide.shapes.add_table(len(lines), len(head), *place.emu)
    frame.name = f"{text.title(card.indicator, lang)}: {', '.join(head)}"
    describe(frame, told(card, lang))
    _fill(frame.table, lines, widths, heights, lang)
    return place.height


def cells(card: Card, lang: Lang) -> list[list[str]]:
    """Head and rows: county, value and period; the unit is in the head."""
    unit = text.measured(card.indicator, lang)
    head = [say(lang, "Län", "County"), f"{unit[:1].upper()}{unit[1:]}", "Period"]
    rows = [
        [
            data.region_name(each.cell.region, lang),
            text.number(each.cell.value, card.indicator.decimals, lang),
            text.period(each.cell.period, lang),
        ]
        for each in card.figures
    ]
    return [head, *rows]


def told(card: Card, lang: Lang) -> str:
    """The table's text alternative: every county with its value and period."""
    (_, unit, _), *rows = cells(card, lang)
    each = "; ".join(f"{county} {value} ({period})" for county, value, period in rows)
    kind = say(lang, "Tabell", "Table")
    return f"{kind}: {text.title(card.indicator, lang)}, {unit[:1].lower()}{unit[1:]}. {each}."


def _points(rows: list[list[str]], widths: list[float]) -> float:
    """The first size in which every cell stays on one row; else the least, on more."""
    for points in _SIZES:
        row = points * 1.3 / 72
        if all(
            fits([Line(words, points)], Box(0, 0, width - 2 * _MARGIN, row))
            for cells_ in rows
            for words, width in zip(cells_, widths, strict=True)
        ):
            return points
    return _SIZES[-1]


def _height(line: Line, width: float) -> float:
    return line.height((width - 2 * _MARGIN) * 72) / 72 + 2 * _MARGIN


def _fill(
    table: Any, lines: list[list[Line]], widths: list[float], heights: list[float], lang: Lang
) -> None:
    table.horz_banding = False
    table._tbl.tblPr.find("{*}tableStyleId").text = _PLAIN
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for n, (row, height) in enumerate(zip(lines, heights, strict=True)):
        table.rows[n].height = Inches(height)
        for m, line in enumerate(row):
            _cell(table.cell(n, m), line, (_EVEN, PAPER)[n % 2] if n else _HEAD, lang, right=m > 0)


def _cell(cell: Any, line: Line, color: str, lang: Lang, *, right: bool) -> None:
    write(cell.text_frame, [line], lang, right=right)
    cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Inches(_MARGIN)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(color)
