"""A second reckoning of what claims say: other code and another library than the portal's.

It reads a release's figures by itself, rounds each as it is shown, and asks SciPy. The rules are
those of the specification: an interval of each figure by its method, MOVER of two of them, Mann
and Kendall of the years.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from itertools import combinations, pairwise

import numpy as np
from scipy import stats

from dashboard.claims.claim import Cell
from etl.model import PublishedIndicator, Uncertainty
from etl.periods import before, ordinal, per_year, step, year
from etl.store.releases import Release

Ends = tuple[float, float] | None  # of an interval; None where it cannot be judged
Series = Mapping[str, float]
Key = tuple[str, str, str]  # region, sex, age


def half_up(value: float, decimals: int) -> float:
    """A value as it is shown."""
    return float(Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


@dataclass(frozen=True)
class Book:
    """A release's figures of some regions as they are shown, without those that are not given."""

    release: Release
    regions: frozenset[str]

    @cached_property
    def _read(self) -> dict[str, dict[Key, Series]]:
        return {}

    def series(self, indicator: str, key: Key) -> Series:
        """One series by period; empty where there is none."""
        if indicator not in self.release.indicators:
            return {}
        if indicator not in self._read:
            self._read[indicator] = self._all(indicator)
        return self._read[indicator].get(key, {})

    def _all(self, indicator: str) -> dict[Key, Series]:
        frame = self.release.observations(indicator).dropna(subset=["value"])
        frame = frame[frame["region"].isin(self.regions)].sort_values("period")
        decimals = self.release.indicators[indicator].decimals
        found: dict[Key, dict[str, float]] = {}
        columns = (frame[name].tolist() for name in ("region", "sex", "age", "period", "value"))
        for region, sex, age, period, value in zip(*columns, strict=True):
            found.setdefault((region, sex, age), {})[period] = half_up(value, decimals)
        return dict(found)

    def of(self, cell: Cell) -> Series:
        """The series of a cell."""
        return self.series(cell.indicator, (cell.region, cell.sex, cell.age))

    def meaning(self, cell: Cell) -> PublishedIndicator:
        """What the cell's figure means."""
        return self.release.indicators[cell.indicator]

    def beside(self, indicator: str, cell: Cell) -> Series:
        """Another indicator's series of the cell's region and sex."""
        if indicator not in self.release.indicators:
            return {}
        age = self.release.indicators[indicator].ages[0]
        return self.series(indicator, (cell.region, cell.sex, age))

    def base(self, of: Uncertainty, cell: Cell) -> float | None:
        """How many there are of those that a figure is of, at most two years from it."""
        sizes = self.beside(of.base, cell)
        near = [p for p in sizes if abs(year(p) - year(cell.period)) <= 2]
        near.sort(key=lambda p: (abs(ordinal(p) - ordinal(cell.period)), p))
        return sizes[near[0]] or None if near else None


# --- the interval of one figure ---


@cache
def z_of(level: float) -> float:
    """The normal distribution's two-sided quantile."""
    return float(stats.norm.isf((1 - level) / 2))


def around(book: Book, cell: Cell, level: float = 0.95) -> Ends:
    """Where a figure lies, as far as chance goes."""
    meaning, z = book.meaning(cell), z_of(level)
    of = meaning.uncertainty
    if meaning.chance and meaning.kind == "count":
        return poisson(cell.value, level)
    if of is None or of.method == "none":
        return None
    if of.method == "margin":
        wide = book.beside(of.of, cell).get(cell.period)
        return None if wide is None else margin(cell.value, wide * z / z_of(0.95))
    if of.method == "series":
        wide = jump(yearly(book.of(cell), cell.period, meaning))
        return None if wide is None else (cell.value - z * wide, cell.value + z * wide)
    size = book.base(of, cell) if of.base else float(of.per)
    if size is None:
        return None
    if of.method == "flows":
        return net(cell, [book.beside(each, cell) for each in of.between], of.per / size, z)
    if of.method == "share":
        return wilson(cell.value, size * of.base_share, z)
    low, high = poisson(cell.value * (each := size * of.base_share * of.years / of.per), level)
    return low / each, high / each


def poisson(events: float, level: float) -> tuple[float, float]:
    """Of so many events: exact below ten, else Wilson and Hilferty's way to it, that is Byar's."""
    whole, tail = np.floor(events + 0.5), (1 - level) / 2
    if whole < 10:
        low = stats.chi2.ppf(tail, 2 * whole) / 2 if whole else 0.0
        return float(low), float(stats.chi2.isf(tail, 2 * whole + 2) / 2)
    return _cubed(2 * events, -z_of(level)), _cubed(2 * events + 2, z_of(level))


def _cubed(freedom: float, z: float) -> float:
    part = 2 / (9 * freedom)
    return float(freedom / 2 * (1 - part + z * np.sqrt(part)) ** 3)


def wilson(per_cent: float, n: float, z: float) -> Ends:
    """The shares p that lie z standard errors of their own from what was found."""
    if not 0 <= per_cent <= 100:
        return None
    p = per_cent / 100
    roots = np.roots([1 + z * z / n, -(2 * p + z * z / n), p * p])
    return 100 * float(min(roots.real)), 100 * float(max(roots.real))


def margin(value: float, wide: float) -> Ends:
    """An agency's own, which leaves no share below nothing or above all."""
    return (max(value - wide, 0.0), min(value + wide, 100.0)) if wide >= 0 else None


def net(cell: Cell, flows: list[Series], each: float, z: float) -> Ends:
    """What is left of flows moves as much as all of them together."""
    if any(cell.period not in flow for flow in flows):
        return None
    wide = z * each * np.sqrt(sum(flow[cell.period] for flow in flows))
    return cell.value - wide, cell.value + wide


def yearly(series: Series, period: str, meaning: PublishedIndicator) -> list[float]:
    """The same part of each year up to a period, the oldest first, without a hole or a seam."""
    found = [period]
    while (then := before(found[0], 1)) in series and not parted(meaning, then, found[0]):
        found.insert(0, then)
    return [series[each] for each in found]


def parted(meaning: PublishedIndicator, then: str, now: str) -> bool:
    """Whether table or method changed between two periods."""
    return any(then <= seam < now for seam in meaning.seams)


def jump(values: list[float]) -> float | None:
    """The spread of the ten latest steps, of which each has that of two figures."""
    steps = np.diff(values)[-10:]
    return float(np.std(steps, ddof=1) / np.sqrt(2)) if len(steps) >= 5 else None


# --- two figures ---


def apart(one: Cell, of_one: Ends, other: Cell, of_other: Ends) -> Ends:
    """Where the true difference lies: MOVER."""
    if of_one is None or of_other is None:
        return None
    size = one.value - other.value
    down = np.hypot(one.value - of_one[0], of_other[1] - other.value)
    up = np.hypot(of_one[1] - one.value, other.value - of_other[0])
    return size - float(down), size + float(up)


def differ(book: Book, one: Cell, other: Cell, level: float = 0.95) -> Ends:
    """Of two figures of a kind."""
    return apart(one, around(book, one, level), other, around(book, other, level))


def beyond(book: Book, small: Cell, whole: Cell, level: float = 0.95) -> Ends:
    """Of a place and what it lies in, whose own chance does not matter if it is ten times as large.

    Of a place that is most of it nothing is said; without a base only riket is known to be so.
    """
    own, of = around(book, small, level), book.meaning(small).uncertainty
    large = whole.region == "00"
    if of is not None and of.base:
        part, every = book.base(of, small), book.base(of, whole)
        if part is None or every is None or part > 0.3 * every:
            return None
        large = every >= 10 * part
    if large:
        return own and (own[0] - whole.value, own[1] - whole.value)
    return apart(small, own, whole, around(book, whole, level))


def certain(of: Ends) -> bool | None:
    """Whether 0 lies outside; None: not known."""
    return None if of is None else bool(np.prod(np.sign(np.round(of, 9))) > 0)


def relation(size: float) -> str:
    """Which of two figures is the greater."""
    return {1: "higher", -1: "lower"}.get(int(np.sign(size)), "unchanged")


def is_slight(series: Series, period: str, steps: int, size: float) -> bool:
    """Whether a change is none as shown, or less than half of the middle one of ten years."""
    ends = [step(period, -n) for n in range(1, 10 * per_year(period) + 1)]
    pairs = [(p, step(p, -steps)) for p in ends if p in series and step(p, -steps) in series]
    changes = [abs(series[a] - series[b]) for a, b in pairs]
    return size == 0 or (len(changes) >= 3 and abs(size) < np.median(changes) / 2)


# --- what a series is ---


def usual(meaning: PublishedIndicator, series: Series, period: str) -> list[float]:
    """The same part of the ten years before, as far as it was measured the same."""
    told = [p for n in range(1, 11) if (p := before(period, n)) in series]
    return [series[p] for p in told if not parted(meaning, p, period)]


def outside(meaning: PublishedIndicator, series: Series, period: str, least: int) -> str:
    """Above or below all that was usual, by so much that one in the last decimal turns nothing."""
    earlier = usual(meaning, series, period)
    if len(earlier) < least:
        return ""
    clear = 1.5 * 10**-meaning.decimals
    if series[period] - max(earlier) >= clear:
        return "above"
    return "below" if min(earlier) - series[period] >= clear else ""


def record(meaning: PublishedIndicator, series: Series, period: str, least: int) -> tuple[str, str]:
    """The most or the least since a period so many years back, or since a series of ten began."""
    told = [p for p in series if p < period and not parted(meaning, p, period)]
    steps = {ordinal(b) - ordinal(a) for a, b in pairwise([*told, period])}
    seasonal = per_year(period) > 1 and not meaning.steady
    if meaning.nominal or seasonal or len(told) < 9 or len(steps) > 1:
        return "", ""
    leads = (series[period] - np.array([series[each] for each in told])) * 10**meaning.decimals
    for relation, sign in (("highest", 1), ("lowest", -1)):
        ahead = np.flatnonzero(sign * leads < -0.5)
        last = int(ahead[-1]) if len(ahead) else -1
        begins = told[max(last, 0)]
        far = year(period) - year(begins)
        whole = last < 0 and begins == min(series)
        clear = bool((sign * leads[last + 1 :] >= 1.5).all())
        if clear and (whole or last >= 0) and far >= (5 if whole else least):
            return relation, begins
    return "", ""


def turned(meaning: PublishedIndicator, series: Series, period: str) -> str:
    """The way of the last five years, where up to ten years before went the other way."""
    bend = before(period, 4)
    together = meaning.rolling if meaning.frequency == "year" else 0
    if meaning.nominal or together > 1 or bend not in series:
        return ""
    now, then = yearly(series, period, meaning), yearly(series, bend, meaning)
    way, other = trend(now[-5:]), trend(then[-10:])
    return {1: "higher", -1: "lower"}[way] if len(now) >= 5 and way * other < 0 else ""


def trend(values: list[float]) -> int:
    """1 or −1 where values certainly rise or fall (Mann and Kendall), else 0."""
    n, signs = len(values), sum(int(np.sign(b - a)) for a, b in combinations(values, 2))
    if n < 5 or not signs:
        return 0
    ties = np.unique(values, return_counts=True)[1]
    if len(ties) == n:
        p = stats.kendalltau(range(n), values, method="exact").pvalue
    else:
        lost = sum(t * (t - 1) * (2 * t + 5) for t in ties)
        spread = np.sqrt((n * (n - 1) * (2 * n + 5) - lost) / 18)
        p = 2 * stats.norm.sf((abs(signs) - 1) / spread)
    return int(np.sign(signs)) if p < 0.05 else 0
