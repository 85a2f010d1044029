"""What the values of Kolada's KPIs say of them: its list errs of levels and sexes.

Few requests for many KPIs: some units over all years tell which years have values, the newest of
those then tell all units.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from etl.errors import AnswerUnreadable, EtlError
from etl.model import Level, level_of
from etl.net.session import Session
from etl.sources import kolada
from etl.sources.kolada.cells import cells, region

NORTH = ("22", "23", "24", "25")  # the counties that the portal is for
SEATS = "80"  # a county's old seat ends so: that it has values is likeliest
TOGETHER = 9  # units that are asked for first: with 25 KPIs they seldom fill a page
NEWEST = 2  # years of which all units are asked
MOST_PLACES = 4  # decimals that an entry may have


@dataclass
class Values:
    """A KPI's values as they come; there are none at first."""

    years: set[int] = field(default_factory=set)
    regions: dict[Level, set[str]] = field(default_factory=dict)  # with a value, of the newest
    until: dict[Level, int] = field(default_factory=dict)  # the last year with values
    by_sex: set[Level] = field(default_factory=set)  # with values of women and of men, of these
    least: float = 0.0
    greatest: float = 0.0
    mean: float = 0.0  # of their sizes
    places: int = 0  # decimals that it takes to write them all, at most four
    codes: bool = True  # all are 0 or 1
    _count: int = 0
    _told: set[tuple[Level | int, str]] = field(default_factory=set)  # level or year, and sex

    def __bool__(self) -> bool:
        return bool(self._count)

    @property
    def first(self) -> int:
        """The first year with values."""
        return min(self.years)

    @property
    def newest(self) -> int:
        """The last year with values."""
        return max(self.years)

    @property
    def split_until(self) -> int:
        """The last year with values of women and of men, 0 where there was none."""
        return max((year for year in self.years if self._both(year)), default=0)

    def add(self, unit: str, sex: str, year: int, value: float, *, newest: bool) -> None:
        """One more value; of the `newest` years it tells levels and sexes too."""
        self.years.add(year)
        self.least = min(self.least, value) if self else value
        self.greatest = max(self.greatest, value) if self else value
        self.mean = (self.mean * self._count + abs(value)) / (self._count + 1)
        self.places = max(self.places, _places(value)) if self.places < MOST_PLACES else MOST_PLACES
        self.codes = self.codes and value in (0, 1)
        self._count += 1
        self._told.add((year, sex))
        level = level_of(code := region(unit))
        self.until[level] = max(year, self.until.get(level, 0))
        if newest:
            self._place(level, code, sex)

    def _place(self, level: Level, code: str, sex: str) -> None:
        self.regions.setdefault(level, set()).add(code)
        self._told.add((level, sex))
        if self._both(level):
            self.by_sex.add(level)

    def _both(self, of: Level | int) -> bool:
        return {(of, "K"), (of, "M")} <= self._told


@dataclass
class Looked:
    """What became of each KPI that was looked at."""

    values: dict[str, Values]
    failed: dict[str, str] = field(default_factory=dict)  # why, by KPI


def look(kpis: Sequence[str], session: Session, tell: Callable[[str], None]) -> Looked:
    """The values of each KPI, without any where Kolada has none for these units.

    A batch that fails is told of each of its KPIs; raises EtlError when Kolada's units cannot be
    asked for. `tell` hears how far it has come.
    """
    looked = Looked({kpi: Values() for kpi in kpis})
    for units in _cut(_units(session), (TOGETHER, kolada.IDS, kolada.IDS)):
        silent = [kpi for kpi in kpis if not looked.values[kpi] and kpi not in looked.failed]
        for batch in _batches(silent):
            _ask(batch, f"municipality/{','.join(units)}", looked, session)
            tell(f"{len(units)} units' values of {len(batch)} KPIs")
    there = sorted((each.newest, kpi) for kpi, each in looked.values.items() if each)
    for year, group in groupby(there, key=lambda pair: pair[0]):
        years = ",".join(str(year - back) for back in reversed(range(NEWEST)))
        for batch in _batches([kpi for _, kpi in group]):
            _ask(batch, f"year/{years}", looked, session, newest=True)
            tell(f"all units' values of {len(batch)} KPIs, {years}")
    return looked


def _ask(
    kpis: Sequence[str], by: str, looked: Looked, session: Session, *, newest: bool = False
) -> None:
    """Add the values of a batch; that it cannot be had is what becomes of each that is in it."""
    try:
        rows = kolada.values(session, kpis, by)
        for kpi, unit, sex, year, value in _cells(rows, kpis):
            looked.values[kpi].add(unit, sex, year, value, newest=newest)
    except EtlError as error:
        looked.failed |= dict.fromkeys(kpis, str(error))


def _cells(rows: Sequence[Any], kpis: Sequence[str]) -> Iterator[tuple[str, str, str, int, float]]:
    """KPI, unit, sex, year and value of each cell that has one; those not asked for are refused."""
    try:
        for row in rows:
            if row["kpi"] not in kpis:
                raise AnswerUnreadable(f"Kolada {kpis[0]}: answered with what was not asked")
            for unit, sex, year, value, _ in cells(row):
                if value is not None:
                    yield row["kpi"], unit, sex, int(year), float(value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AnswerUnreadable(f"Kolada {kpis[0]}: a row is not as the API says") from error


def _units(session: Session) -> list[str]:
    """Riket and the north's counties and municipalities, those likeliest to have values first."""
    url = f"{kolada.base_url()}/municipality"
    every = session.once(url, lambda: kolada.records(session, "municipality"))
    north = [unit for unit in every if region(unit) == "00" or region(unit)[:2] in NORTH]
    return sorted(north, key=lambda unit: (len(region(unit)), not unit.endswith(SEATS), unit))


def _cut(units: list[str], sizes: Sequence[int]) -> Iterator[list[str]]:
    start = 0
    for size in sizes:
        if units[start : start + size]:
            yield units[start : start + size]
        start += size


def _batches(kpis: Sequence[str]) -> Iterator[Sequence[str]]:
    return (kpis[start : start + kolada.IDS] for start in range(0, len(kpis), kolada.IDS))


def _places(value: float) -> int:
    """How many decimals a value is written with, at most four."""
    return len(f"{value:.{MOST_PLACES}f}".partition(".")[2].rstrip("0"))
