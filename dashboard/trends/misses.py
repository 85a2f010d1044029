"""How far projections were from what came, of places of like size: the base of the fan. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from dashboard.claims.many import Matrix
from dashboard.numbers import Floats
from etl.model import Level, level_of

LOW, HIGH = 0.1, 0.9  # between them are eight of ten


class Kind(NamedTuple):
    """Places that are judged together: of a level, with at least `low` and below `high` people."""

    level: Level
    low: float = 0.0
    high: float = np.inf


class Spread(NamedTuple):
    """How far what came was from what was expected, as shares of what was expected."""

    kind: Kind
    cases: int  # projections that can be compared
    mean: float
    absolute: float  # the mean distance, whichever way
    low: float
    high: float


@dataclass(frozen=True)
class Record:
    """What was expected and what came: a row a projection, a column a region; NaN where unknown.

    `made` are the years that the projections count from, `sizes` the inhabitants then.
    """

    years: int  # that it looked ahead
    made: tuple[str, ...]
    codes: tuple[str, ...]
    expected: Floats
    counted: Floats
    sizes: Floats

    @property
    def errors(self) -> Floats:
        """Shares of what was expected: 0.02 is two per cent more than that."""
        nothing = np.full_like(self.expected, np.nan)
        found: Floats = np.divide(self.counted, self.expected, out=nothing, where=self.expected > 0)
        return found - 1

    @property
    def judged(self) -> tuple[str, ...]:
        """The projections of which something has come, anywhere."""
        rows = zip(self.made, self.errors, strict=True)
        return tuple(year for year, row in rows if np.isfinite(row).any())

    def of(self, kind: Kind) -> Floats:
        """The errors of all places of a kind, one by one."""
        level = np.array([level_of(code) == kind.level for code in self.codes], dtype=bool)
        alike = level & (self.sizes >= kind.low) & (self.sizes < kind.high)
        errors = self.errors[alike]
        found: Floats = errors[np.isfinite(errors)]
        return found

    def among(self, codes: Sequence[str]) -> Floats:
        """The errors of some places, one by one."""
        columns = [self.codes.index(code) for code in codes]
        errors = self.errors[:, columns]
        found: Floats = errors[np.isfinite(errors)]
        return found


def record(
    expected: Matrix, counted: Matrix, population: Matrix, years: int, codes: Sequence[str]
) -> Record:
    """Every projection of an expectation beside what was counted so many years after it."""
    made = tuple(expected.rows)
    return Record(
        years,
        made,
        tuple(codes),
        _rows(expected, made, codes),
        _rows(counted, [str(int(each) + years) for each in made], codes),
        _rows(population, made, codes),
    )


def _rows(of: Matrix, periods: Sequence[str], codes: Sequence[str]) -> Floats:
    found = [of.at(each, codes) for each in periods]
    return np.array(found).reshape(len(found), len(codes))


def kinds(limits: Sequence[int]) -> list[Kind]:
    """Municipalities by size, the smallest first."""
    return [Kind("municipality", a, b) for a, b in pairwise([0.0, *map(float, limits), np.inf])]


def kind_of(code: str, population: float, limits: Sequence[int]) -> Kind | None:
    """What a place is judged with: nothing is like the country."""
    level = level_of(code)
    if level != "municipality":
        return Kind(level) if level == "county" else None
    return next((each for each in kinds(limits) if each.low <= population < each.high), None)


def alone(of: Record, kind: Kind, least: int) -> Spread | None:
    """The spread among places of a kind; None with fewer than `least` misses."""
    return judged(of.of(kind), kind, least)


def judged(errors: Floats, kind: Kind, least: int) -> Spread | None:
    """The spread of some misses; None with fewer than `least`."""
    if len(errors) < least:
        return None
    low, high = np.quantile(errors, (LOW, HIGH))
    mean, absolute = errors.mean(), np.abs(errors).mean()
    return Spread(kind, len(errors), *map(float, (mean, absolute, low, high)))


def spread(of: Record, kind: Kind, least: int, limits: Sequence[int]) -> Spread | None:
    """The same, where they are too few with the kinds next to it."""
    return alone(of, kind, least) or alone(of, _joined(kind, limits), least)


def _joined(kind: Kind, limits: Sequence[int]) -> Kind:
    """A kind with those below and above it."""
    if kind.level != "municipality":
        return kind
    ends = [0.0, *map(float, limits), np.inf]
    return Kind(
        kind.level,
        ends[max(ends.index(kind.low) - 1, 0)],
        ends[min(ends.index(kind.high) + 1, len(ends) - 1)],
    )
