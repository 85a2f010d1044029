"""The line chart: series, unit and band; its text alternative, its table and its drawing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, Protocol

from dashboard import text
from dashboard.charts import Table, svg
from dashboard.charts.series import Point, Series
from etl.periods import ordinal

Side = tuple[float | None, ...]  # of a band, period by period
USUAL = (("lägst", "lowest"), ("medel", "mean"), ("högst", "highest"))


class Reach(Protocol):
    """How far a band reaches at a period, and its middle."""

    @property
    def low(self) -> float:
        """Its lower end."""

    @property
    def mean(self) -> float:
        """What lies in its middle, by its own meaning."""

    @property
    def high(self) -> float:
        """Its upper end."""


@dataclass(frozen=True)
class Bands:
    """What was usual, or what may come, period by period; None where nothing is known to be."""

    label: str
    of: tuple[Reach | None, ...]
    kinds: tuple[tuple[str, str], ...] = USUAL  # what its three sides are called

    @property
    def ends(self) -> list[float]:
        """Every least and greatest, for an axis that holds them all."""
        return [end for each in self.of if each for end in (each.low, each.high)]

    @property
    def sides(self) -> tuple[Side, Side, Side]:
        """The least, the mean and the greatest of each period."""
        return (
            tuple(each.low if each else None for each in self.of),
            tuple(each.mean if each else None for each in self.of),
            tuple(each.high if each else None for each in self.of),
        )


class Over(NamedTuple):
    """The periods on either side of a seam, and what stands there: `Ny tabell från 2025`."""

    before: str
    after: str
    words: str


@dataclass(frozen=True)
class Chart:
    """A line chart in full: what its drawing, explore.explore and the table under it all show."""

    title: str
    subtitle: str  # where, whom, when
    unit: str  # as a word of its own: `procent`
    decimals: int
    lang: text.Lang
    series: tuple[Series, ...]
    # What its source changed after a last period, in Swedish and English: (tabell, table).
    seams: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    band: Bands | None = None
    holds: tuple[float, ...] = ()  # values that its axis holds besides its own

    def __post_init__(self) -> None:
        if len({s.periods for s in self.series}) > 1:
            raise ValueError(f"chart {self.title}: its series do not share their periods")

    @property
    def periods(self) -> tuple[str, ...]:
        """Every period of the chart, in time order, shared by its series."""
        return self.series[0].periods if self.series else ()

    @property
    def step(self) -> int:
        """The usual distance between periods; a longer one is a hole (0: fewer than two)."""
        gaps = Counter(ordinal(b) - ordinal(a) for a, b in pairwise(self.periods))
        return min(gaps, key=lambda gap: (-gaps[gap], gap), default=0)

    @property
    def over_seams(self) -> "list[Over]":
        """Each seam that the chart goes over, in time order."""
        found = []
        for last, (sv, en) in self.seams.items():
            before = [period for period in self.periods if period <= last]
            after = [period for period in self.periods if period > last]
            if before and after:
                when = text.period(after[0], self.lang)
                words = text.say(self.lang, f"Ny {sv} från {when}", f"New {en} from {when}")
                found.append(Over(before[-1], after[0], words))
        return found

    @property
    def timed(self) -> bool:
        """Its table has a row a period."""
        return True

    @property
    def text(self) -> str:
        """The text alternative: kind, measure, unit, span, and each series' latest and extremes."""
        return " ".join(_sentences(self))

    def svg(self, width: int, height: int, name: str) -> str:
        """The lines as one `<svg>`; taller than asked where their labels would not fit."""
        return svg.draw(self, width, height, name)

    def table(self) -> Table:
        """Header and rows, a row a period and a column a series; words where there is no value."""
        header = [text.say(self.lang, "Period", "Period"), *(s.label for s in self.series)]
        rows = [
            [text.period(period, self.lang), *(self.cell(s, row) for s in self.series)]
            for row, period in enumerate(self.periods)
        ]
        if not self.band:
            return header, rows
        return header + self._band_words, [
            [*cells, *self._band_cells(row)] for row, cells in enumerate(rows)
        ]

    @property
    def _band_words(self) -> list[str]:
        band = self.band.label if self.band else ""
        kinds = self.band.kinds if self.band else ()
        return [f"{band}, {text.say(self.lang, *kind)}" for kind in kinds]

    def _band_cells(self, row: int) -> list[str]:
        sides = self.band.sides if self.band else ()
        return [text.number(side[row], self.decimals, self.lang) for side in sides]

    def mark(self, row: int, column: int) -> str:
        """What stands beside a value of the table: that it was revised, and what it was."""
        marks = self.series[column - 1].marks if column else ()
        return marks[row] if marks else ""

    def cell(self, series: Series, row: int) -> str:
        """One value as the table shows it: a number, with what its status says, or words alone."""
        value, symbol = series.values[row], series.statuses[row]
        if value is None:
            return text.status(symbol, self.lang)
        note = f" ({text.status(symbol, self.lang)})" if symbol else ""
        return self.number(value) + note

    def number(self, value: float) -> str:
        """A value with the chart's decimals, written as its language writes numbers."""
        return text.number(value, self.decimals, self.lang)


def _sentences(chart: Chart) -> Iterator[str]:
    kind = text.say(chart.lang, "Linjediagram", "Line chart")
    if not chart.periods:
        empty = text.say(chart.lang, "inga uppgifter", "no figures")
        yield f"{kind}: {chart.title}, {chart.unit}; {empty}."
        return
    first, last = (text.period(p, chart.lang) for p in (chart.periods[0], chart.periods[-1]))
    span = first if first == last else f"{first}–{last}"
    yield f"{kind}: {chart.title}, {chart.unit}, {span}."
    for series in chart.series:
        yield f"{series.label}: {_in_words(series, chart)}."
    yield from (f"{over.words}." for over in chart.over_seams)
    if chart.band and (known := [row for row, each in enumerate(chart.band.of) if each]):
        words = [words.split(", ")[-1] for words in chart._band_words]
        cells = chart._band_cells(known[-1])
        told = ", ".join(f"{word} {cell}" for word, cell in zip(words, cells, strict=True))
        yield f"{chart.band.label}: {told} ({text.period(chart.periods[known[-1]], chart.lang)})."


def _in_words(series: Series, chart: Chart) -> str:
    points = series.points
    if not points:
        return text.say(chart.lang, "uppgift saknas", "no figures")
    least, most = (_newest(end(v for _, v in points), points, chart) for end in (min, max))
    words = [text.say(chart.lang, "senast", "latest") + f" {_dated(points[-1], chart)}"]
    if chart.number(least[1]) != chart.number(most[1]):
        words.append(text.say(chart.lang, "lägst", "lowest") + f" {_dated(least, chart)}")
        words.append(text.say(chart.lang, "högst", "highest") + f" {_dated(most, chart)}")
    return ", ".join(words)


def _newest(value: float, points: list[Point], chart: Chart) -> Point:
    """The last point that reads as `value`: what looks like the latest is not dated earlier."""
    return next(p for p in reversed(points) if chart.number(p[1]) == chart.number(value))


def _dated(point: Point, chart: Chart) -> str:
    return f"{chart.number(point[1])} ({text.period(point[0], chart.lang)})"
