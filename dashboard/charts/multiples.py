"""Small multiples: a chart of women and men for each place, all on one scale.

Ten lines in two colours tell no place from another; two lines a place do. The table, the words and
what is explored are those of the whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from dashboard import text
from dashboard.charts import Table, svg
from dashboard.charts.chart import Chart
from dashboard.charts.labels import wrap
from dashboard.charts.paper import INK, LINE, opening, tenth
from dashboard.charts.series import Series
from dashboard.markup import escape

ACROSS, GAP = 440, 20  # units: a picture so wide has two beside each other, with air between
HIGH, HEAD, SIZE = 190, 22, 13.5  # of one: its least height, what its name takes, its name's size


@dataclass(frozen=True)
class Multiples:
    """A chart of several places by sex, drawn a place at a time."""

    whole: Chart

    @property
    def title(self) -> str:
        """What it is of."""
        return self.whole.title

    @property
    def subtitle(self) -> str:
        """Where, whom and when."""
        return self.whole.subtitle

    @property
    def lang(self) -> text.Lang:
        """The language of its words and numbers."""
        return self.whole.lang

    @property
    def timed(self) -> bool:
        """Its table has a row a period."""
        return self.whole.timed

    @property
    def text(self) -> str:
        """The text alternative of the whole: every line is told once."""
        return self.whole.text

    def table(self) -> Table:
        """A column for each place and sex."""
        return self.whole.table()

    @property
    def panels(self) -> list[tuple[str, Chart]]:
        """Each place and its lines, on the axis of all."""
        every = [value for series in self.whole.series for _, value in series.points]
        holds = (min(every), max(every)) if every else ()
        return [
            (place, replace(self.whole, holds=holds, series=tuple(map(_of_place, own))))
            for place, own in groupby(self.whole.series, lambda each: each.place)
        ]

    def svg(self, width: int, height: int, name: str) -> str:
        """A chart a place, two beside each other where there is room; as tall as they need."""
        columns = 2 if width >= ACROSS else 1
        wide = (width - GAP * (columns - 1)) // columns
        high = max(HIGH, height * 2 // 3 if columns == 2 else 0)
        y, parts = 0, []
        for row in _rows(self.panels, columns):
            drawn = [_Panel(place, chart, wide, high) for place, chart in row]
            for column, panel in enumerate(drawn):
                parts.append(panel.at(column * (wide + GAP), y))
            y += max(panel.height for panel in drawn) + GAP
        return f"{opening(self, width, max(y - GAP, 1), name)}{''.join(parts)}</svg>"


def _of_place(series: Series) -> Series:
    """A line under its place's name: what is left of its own is whom it is of."""
    return replace(series, label=series.label.removeprefix(f"{series.place}, "))


def _rows(panels: list[tuple[str, Chart]], columns: int) -> Iterator[list[tuple[str, Chart]]]:
    for first in range(0, len(panels), columns):
        yield panels[first : first + columns]


class _Panel:
    """A place's drawing below its name."""

    def __init__(self, place: str, chart: Chart, width: int, height: int) -> None:
        self.names = wrap([place], width, SIZE, bold=True)
        self.head = HEAD + LINE * (len(self.names) - 1)
        self.width = width
        self.lines = svg.lines(chart, width, height)

    @property
    def height(self) -> int:
        """What it needs."""
        return round(self.head) + self.lines.height

    def at(self, x: float, y: float) -> str:
        """The panel in its place; a script finds its scale as that of a chart of its own."""
        name = "".join(
            f'<text class="place" x="{tenth(x + 1)}" y="{tenth(y + 14 + n * LINE)}" '
            f'font-size="{tenth(SIZE)}" font-weight="600" fill="{INK}">{escape(words)}</text>'
            for n, words in enumerate(self.names)
        )
        box = f'x="{tenth(x)}" y="{tenth(y + self.head)}" width="{self.width}"'
        return (
            f'{name}<svg {box} height="{self.lines.height}" overflow="visible" '
            f"{self.lines.scales}>{self.lines.content}</svg>"
        )
