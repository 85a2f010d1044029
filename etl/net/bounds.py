"""How much may come of one question: what was asked for at a generous size, and no more.

An agency can be broken into, and so can the way to it: an answer without end, or of a few bytes
that unpack to many, is refused while it comes.
"""

from etl.errors import AnswerUnreadable

CELL = 100  # bytes of JSON; a value with its symbol takes 50, one of Kolada's with its names 90
BESIDE = 4_000_000  # bytes of names, labels and notes beside the cells
MOST = 16_000_000  # bytes of lists and metadata; the greatest is a page of Kolada's KPIs, 4.3 MB
CELLS = 10_000_000  # of one indicator; the greatest has 0.2 million


def room(cells: int) -> int:
    """The bytes, unpacked, that an answer of so many cells may have."""
    return BESIDE + CELL * cells


def demand_few(where: str, cells: int) -> None:
    """Refuse a table whose own metadata make more of it than can be meant."""
    if cells > CELLS:
        raise AnswerUnreadable(f"{where}: is {cells} cells, and none we know has {CELLS}")
