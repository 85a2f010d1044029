"""Women's and men's figures of all regions at once, kept as long as their release is shown."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from dashboard import data, laid
from dashboard.charts.scale import value_ticks
from dashboard.claims import difference, many
from dashboard.claims.difference import Verdict, mover
from dashboard.claims.interval import Bounds, Interval, Level
from dashboard.claims.many import Matrix
from dashboard.gap.pair import Pair
from dashboard.numbers import Floats
from dashboard.place import level
from etl.model import Level as RegionLevel
from etl.model import PublishedIndicator

KEPT = 512  # pairs and periods
SURE: Level = 0.998  # of what is looked for among many, where chance alone makes some certain
OUTER = 0.5  # per cent of all figures that may lie outside the scale, on either side


@dataclass(frozen=True)
class Gaps:
    """A period's figures in the order of `codes`, and where the true differences lie."""

    women: Floats
    men: Floats
    of_women: Bounds
    of_men: Bounds
    size: Floats  # women's less men's
    around: Bounds  # at 95 per cent
    surely: Bounds  # at 99.8

    def verdict(self, code: str) -> Verdict | None:
        """What may be said of the difference in a region; None where one of the two is missing."""
        at = place(code)
        size = float(self.size[at])
        if np.isnan(size):
            return None
        of = self._interval(self.around, at)
        return difference.of_size(size, of)

    def is_sure(self, code: str) -> bool:
        """Whether it is certain at 99.8 per cent."""
        of = self._interval(self.surely, place(code), SURE)
        return of is not None and not of.low <= 0 <= of.high

    @staticmethod
    def _interval(of: Bounds, at: int, level: Level = 0.95) -> Interval | None:
        low, high = float(of.low[at]), float(of.high[at])
        return None if np.isnan(low) else Interval(low, high, "share", level)


@cache
def codes() -> tuple[str, ...]:
    """Every region, in the order of codes."""
    return tuple(data.regions())


@cache
def _places() -> dict[str, int]:
    return {code: n for n, code in enumerate(codes())}


def place(code: str) -> int:
    """Where a region stands among them."""
    return _places()[code]


def both(pair: Pair) -> tuple[Matrix, Matrix]:
    """Women's figures and men's."""
    tables, (women, men) = laid.Tables(), pair.sexes
    return tables.table(pair.women.id, women, pair.age), tables.table(pair.men.id, men, pair.age)


def gaps(pair: Pair, period: str) -> Gaps:
    """The figures of a period, in all regions."""
    return _gaps(data.release().path, pair.women.id, pair.men.id, period)


@lru_cache(maxsize=KEPT)
def _gaps(_release: Path, women: str, men: str, period: str) -> Gaps:
    known = data.indicators()
    pair, tables = Pair(known[women], known[men]), laid.Tables()
    sides = tuple(zip((women, men), pair.sexes, strict=True))
    k, m = (tables.table(id_, sex, pair.age).at(period, codes()) for id_, sex in sides)

    def around(level: Level) -> list[Bounds]:
        return [
            many.intervals(tables, id_, sex, pair.age, period, codes(), level) for id_, sex in sides
        ]

    of_k, of_m = around(0.95)
    size = np.round(k - m, pair.women.decimals) + 0.0
    return Gaps(k, m, of_k, of_m, size, mover(k, of_k, m, of_m), _mover(k, m, around(SURE)))


def _mover(k: Floats, m: Floats, of: list[Bounds]) -> Bounds:
    return mover(k, of[0], m, of[1])


def spread(pair: Pair, period: str) -> float:
    """How far apart municipalities lie, or counties where it has only them; 0 where unknown."""
    return _spread(data.release().path, pair.women.id, period)


@lru_cache(maxsize=KEPT)
def _spread(_release: Path, id_: str, period: str) -> float:
    of = data.indicators()[id_]
    among: RegionLevel = "municipality" if "municipality" in of.levels else "county"
    return laid.spread(level.figures(of, among, period))


def scale(pair: Pair) -> tuple[float, float]:
    """The ends of the one scale that all regions and years are drawn on."""
    return _scale(data.release().path, pair.women.id, pair.men.id)


@lru_cache(maxsize=KEPT)
def _scale(_release: Path, women: str, men: str) -> tuple[float, float]:
    known = data.indicators()
    pair = Pair(known[women], known[men])
    return _ends(np.concatenate([each.values.ravel() for each in both(pair)]), pair.women)


def whole_scale(of: PublishedIndicator) -> tuple[float, float]:
    """The same of one figure that tells of both; a ratio's has 100 in it, a difference's 0."""
    return _whole_scale(data.release().path, of.id)


@lru_cache(maxsize=KEPT)
def _whole_scale(_release: Path, id_: str) -> tuple[float, float]:
    of = data.indicators()[id_]
    values = laid.Tables().table(of.id, of.sexes[0], of.ages[0]).values.ravel()
    return _ends(np.append(values, 0.0 if of.kind == "balance" else 100.0), of, outer=0.0)


def _ends(values: Floats, of: PublishedIndicator, outer: float = OUTER) -> tuple[float, float]:
    """Round values that enclose nearly all; a share of a group is none below 0 or above 100."""
    low, high = np.nanpercentile(values, [outer, 100 - outer]).tolist()
    ticks, _ = value_ticks(low, high, of.decimals)
    if of.measure.sv[1] == "%" and of.form == "within" and low >= 0 and high <= 100:
        return max(0.0, ticks[0]), min(100.0, ticks[-1])
    return ticks[0], ticks[-1]
