"""How a series looks wherever it is drawn: told apart by colour, dash and marker together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from dashboard.charts.series import Series
from dashboard.tokens import token

Marker = Literal["circle", "square", "diamond", "triangle-up", "triangle-down", "cross"]


@dataclass(frozen=True)
class Style:
    """A line's look; `ink` colours its words, darker: 4.5:1 on white, where lines have 3:1."""

    line: str
    ink: str
    width: float
    dash: tuple[int, ...]  # lengths on, off; empty for a solid line
    marker: Marker


_STYLES = {
    ("K", "own"): Style(token("women"), token("women"), 2.75, (), "circle"),
    ("M", "own"): Style(token("men"), token("men-ink"), 2.75, (6, 4), "square"),
    (None, "own"): Style(token("total"), token("total"), 2.75, (), "circle"),
    ("K", "compare"): Style(token("women-beside"), token("women-beside-ink"), 1.5, (), "circle"),
    ("M", "compare"): Style(token("men-beside"), token("men-beside-ink"), 1.5, (4, 3), "square"),
    (None, "projected"): Style(token("accent"), token("accent"), 2.25, (2, 4), "circle"),
    (None, "compare"): Style(token("total-beside"), token("total-beside-ink"), 1.5, (), "circle"),
}


def style(series: Series) -> Style:
    """The look of one series, from its sex and its role."""
    return _STYLES[series.sex, series.role]


# Of totals beside each other, as many as can be compared: no two have one dash and one marker.
_BESIDE: list[tuple[str, str, tuple[int, ...], Marker]] = [
    ("total-beside", "total-beside-ink", (), "square"),
    ("county-3-ink", "county-3-ink", (8, 3), "diamond"),
    ("county-4", "down-a", (2, 3), "triangle-up"),
    ("ink", "ink", (8, 3, 2, 3), "triangle-down"),
    ("total-beside", "total-beside-ink", (4, 3), "cross"),
    ("county-3-ink", "county-3-ink", (1, 4), "square"),
]


def looks(every: Sequence[Series]) -> list[Style]:
    """The look of each series among those it is drawn with: none is told apart by colour alone."""
    places = [*dict.fromkeys(each.place for each in every if each.role == "compare")]
    number = count()
    return [_look(each, places, number) for each in every]


def _look(series: Series, places: list[str], number: Iterator[int]) -> Style:
    if series.role != "compare":
        return style(series)
    return _of_sex(series, places.index(series.place)) if series.sex else _beside(next(number))


def _of_sex(series: Series, place: int) -> Style:
    """Of a place compared with, by sex: the first has the sex's own dash, the others theirs."""
    plain = style(series)
    return replace(plain, dash=_BESIDE[place % len(_BESIDE)][2]) if place else plain


def _beside(number: int) -> Style:
    line, ink, dash, marker = _BESIDE[number % len(_BESIDE)]
    plain = _STYLES[None, "compare"]
    return replace(plain, line=token(line), ink=token(ink), dash=dash, marker=marker)
