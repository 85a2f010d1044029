"""How a series looks wherever it is drawn: told apart by colour, dash and marker together."""

from dataclasses import dataclass
from typing import Literal

from dashboard.charts.series import Series
from dashboard.tokens import token


@dataclass(frozen=True)
class Style:
    """A line's look; `ink` colours its words, darker: 4.5:1 on white, where lines have 3:1."""

    line: str
    ink: str
    width: float
    dash: tuple[int, ...]  # lengths on, off; empty for a solid line
    marker: Literal["circle", "square"]


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
