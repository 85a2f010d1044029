"""Charts: a frame goes in, a `Figure` comes out, and whoever shows it asks it for all there is.

A kind of chart is one class that is a Figure. The drawings share `paper`, `scale` and `labels`.
"""

from typing import Protocol, runtime_checkable

from dashboard.text import Lang

Table = tuple[list[str], list[list[str]]]  # the header, and the rows


@runtime_checkable
class Figure(Protocol):
    """What every kind of chart is to those who show it; all its words are in its language."""

    @property
    def title(self) -> str:
        """What it is of."""

    @property
    def subtitle(self) -> str:
        """Where, whom and when."""

    @property
    def lang(self) -> Lang:
        """The language of its words and numbers."""

    @property
    def timed(self) -> bool:
        """Whether the rows of its table are periods, the oldest first."""

    @property
    def text(self) -> str:
        """Its text alternative: kind, measure, unit, span, and the numbers that tell most."""

    def table(self) -> Table:
        """All that is drawn, as words."""

    def svg(self, width: int, height: int, name: str) -> str:
        """One `<svg>` in a viewBox so large, that stands alone; `name` makes its ids unique."""
