"""How a series looks wherever it is drawn: told apart by colour, dash and marker together."""

from dataclasses import dataclass
from typing import Literal

from dashboard.charts.series import Series


@dataclass(frozen=True)
class Style:
    """A line's look; `ink` colours its words, darker: 4.5:1 on white, where lines have 3:1."""

    line: str
    ink: str
    width: float
    dash: tuple[int, ...]  # lengths on, off; empty for a solid line
    marker: Literal["circle", "square"]


_STYLES = {
    ("K", "own"): Style("#5b3a99", "#5b3a99", 2.75, (), "circle"),
    ("M", "own"): Style("#d9730d", "#a85506", 2.75, (6, 4), "square"),
    (None, "own"): Style("#4a5560", "#4a5560", 2.75, (), "circle"),
    ("K", "compare"): Style("#9a83cc", "#7a5fb5", 1.5, (), "circle"),
    ("M", "compare"): Style("#cb8345", "#a2632a", 1.5, (4, 3), "square"),
    (None, "projected"): Style("#0b5d66", "#0b5d66", 2.25, (2, 4), "circle"),
    (None, "compare"): Style("#85919c", "#6b7782", 1.5, (), "circle"),
}


def style(series: Series) -> Style:
    """The look of one series, from its sex and its role."""
    return _STYLES[series.sex, series.role]
