"""A line through time before it is drawn: its values by period, its runs and what is marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from etl.periods import ordinal

Role = Literal["own", "compare", "projected"]
Point = tuple[str, float]  # a period and its value


@dataclass(frozen=True)
class Series:
    """One line: a region's values for one sex, None where the source gave none."""

    label: str
    sex: Literal["K", "M"] | None  # None: the total
    role: Role
    periods: tuple[str, ...]
    values: tuple[float | None, ...]
    statuses: tuple[str, ...]  # the source's own symbols, beside values as well as nulls
    place: str = ""  # the region's name, where lines of several are drawn apart
    marks: tuple[str, ...] = ()  # what stands beside a value that was revised; none at all, or each

    def __post_init__(self) -> None:
        lengths = {len(each) for each in (self.periods, self.values, self.statuses)}
        if len(lengths | ({len(self.marks)} if self.marks else set())) > 1:
            raise ValueError(f"series {self.label}: periods, values and statuses differ in length")

    @property
    def gapped(self) -> list[Point | None]:
        """Every period: with its value, or None where there is no value."""
        pairs = zip(self.periods, self.values, strict=True)
        return [None if value is None else (period, value) for period, value in pairs]

    @property
    def points(self) -> list[Point]:
        """The periods that have a value, with it."""
        return [point for point in self.gapped if point]


def stretches(points: Sequence[Point | None], step: int) -> Iterator[list[Point]]:
    """Runs of neighbouring points, cut at a None and where time jumps further than `step`."""
    run: list[Point] = []
    for point in points:
        if run and (point is None or ordinal(point[0]) - ordinal(run[-1][0]) > step):
            yield run
            run = []
        if point is not None:
            run.append(point)
    if run:
        yield run


def marked(runs: Sequence[Sequence[Point]]) -> set[Point]:
    """The points that need a marker: those with no line to a neighbour, and the latest."""
    lone = {run[0] for run in runs if len(run) == 1}
    return lone | {runs[-1][-1]} if runs else lone
