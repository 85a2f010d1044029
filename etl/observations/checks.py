"""The checks: what an indicator's figures must hold before they are believed.

Each check is one function of a `Case` that gives a sentence for each thing that is wrong. All
are run, and all that is wrong is told at once.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass

import pandas as pd

from etl import regions
from etl.errors import TOLD, CheckFailed, briefly
from etl.model import KEY, Indicator, level_of
from etl.observations import odd
from etl.periods import allowed, can_be

WITHOUT_INDICATOR = KEY[1:]
SERIES = ["region", "sex", "age"]
AGES = r"total|\d{1,3}(-\d{1,3}|\+)?"
FEWER = 0.98  # a source withdraws a cell now and then; more than one in fifty is no accident
GREATER = 10.0  # no honest series changes its size tenfold between two releases
RARELY_MISSING = 0.01  # a doubled share of missing below this means nothing


@dataclass(frozen=True)
class Case:
    """What a check looks at."""

    indicator: Indicator
    frame: pd.DataFrame  # region, sex, age, period, value, status
    unit: str  # as the source itself says it
    previous: pd.DataFrame | None = None  # last release's observations of the same table, if any
    register: Set[str] = frozenset()  # the regions that a first answer is held to

    @property
    def comparable(self) -> pd.DataFrame | None:
        """Last release's observations of the levels and sexes still promised, if any.

        What cannot be is not missed: an older version published periods of any year, and regions
        that are not in the register.
        """
        if self.previous is None:
            return None
        promised = self.previous["region"].isin(
            _of_levels(self.previous["region"].unique(), self.indicator)
        )
        promised &= self.previous["region"].isin(regions.known())
        promised &= self.previous["period"].isin(filter(can_be, self.previous["period"].unique()))
        if not self.indicator.by_sex:
            promised &= self.previous["sex"] == "T"
        if cycle := self.indicator.cycle:
            promised &= self.previous["period"].map(cycle.holds).astype(bool)
        return self.previous[promised] if promised.any() else None


Check = Callable[[Case], Iterator[str]]


def demand(case: Case, *, accept: bool = False) -> list[str]:
    """Raise CheckFailed with every sentence of every check that fails.

    With `accept`, what differs from the last release, or lacks of what was promised, is believed
    and given back instead: it can be real. What is wrong with the figures alone never is.
    """
    wrong = [problem for check in OF_FIGURES for problem in check(case)]
    lost = [problem for check in AGAINST_KNOWN for problem in check(case)]
    if wrong or (lost and not accept):
        where = f"{case.indicator.agency} {case.indicator.table}"
        raise CheckFailed(where, wrong + lost)
    return lost


def has_figures(case: Case) -> Iterator[str]:
    """There is at least one value."""
    if not case.frame["value"].notna().any():
        yield "there is no value at all"


def key_is_unique(case: Case) -> Iterator[str]:
    """One observation for each region, sex, age and period."""
    twice = case.frame[case.frame.duplicated(WITHOUT_INDICATOR)]
    if len(twice):
        yield f"{len(twice)} observations come twice, {_first(twice[WITHOUT_INDICATOR])}"


def codes_are_known(case: Case) -> Iterator[str]:
    """Regions, sexes, ages are spelt as ours; periods are looked at by their frequency."""
    for column, pattern in {"region": regions.CODE, "sex": "[TKM]", "age": AGES}.items():
        strange = _strange(case.frame[column], pattern)
        if strange:
            yield f"{column} {briefly(*strange)} is not a code we know"


def nothing_else_is_there(case: Case) -> Iterator[str]:
    """No level and no sex that is not promised."""
    codes, sexes = case.frame["region"].unique(), set(case.frame["sex"].unique())
    foreign = sorted(set(codes) - _of_levels(codes, case.indicator))
    if foreign:
        yield f"region {briefly(*foreign)} is of a level that is not promised"
    if not case.indicator.by_sex and sexes - {"T"}:
        yield f"no sexes are promised, and there is {briefly(*sorted(sexes))}"


def promise_is_whole(case: Case) -> Iterator[str]:
    """Every level promised is there, and both sexes where they are promised.

    Where there is nothing at all, has_figures has said so.
    """
    if case.frame.empty:
        return
    codes = case.frame["region"].unique()
    for level in case.indicator.levels:
        if not _of_levels(codes, case.indicator, level):
            yield f"there is no {level}"
    sexes = set(case.frame["sex"].unique())
    if case.indicator.by_sex and not {"K", "M"} <= sexes:
        yield f"by sex is promised, and there is only {briefly(*sorted(sexes))}"


def frequency_is_one(case: Case) -> Iterator[str]:
    """Every period is of the indicator's frequency, and of a year that can be."""
    kind = case.indicator.frequency
    strange = [each for each in case.frame["period"].unique() if not can_be(each, kind)]
    if strange:
        yield f"period {briefly(*sorted(strange))} is not {allowed(kind)}"


def unit_is_the_sources(case: Case) -> Iterator[str]:
    """The source still says the unit in the catalogue's words."""
    if case.unit.strip().casefold() != case.indicator.source_unit.strip().casefold():
        ours = f"the source's unit is not ours, “{case.indicator.source_unit}”"
        yield f"{ours}: see what `etl verify` says"


def values_are_in_range(case: Case) -> Iterator[str]:
    """No value is outside what the catalogue says can be believed; a few were held back already."""
    least, greatest = case.indicator.range
    outside = case.frame[odd.outside(case.frame, case.indicator)]
    if len(outside):
        first = _first(outside[[*WITHOUT_INDICATOR, "value"]])
        yield f"{len(outside)} values are outside {least:g}…{greatest:g}, {first}"


def first_answer_is_whole(case: Case) -> Iterator[str]:
    """Nothing is known yet that could be missed: every region there is has to be there.

    A source can leave one out in silence, and what is published so is what later ones are held to.
    """
    if case.comparable is not None or case.frame.empty:
        return
    gone = sorted(_of_levels(case.register, case.indicator) - set(case.frame["region"].unique()))
    if gone:
        more = f" and {len(gone) - TOLD} more" if len(gone) > TOLD else ""
        said = f"region {briefly(*gone)}{more} is not there, in a first answer"
        yield f"{said}: where that is so, `etl update {case.indicator.id} --accept`"


def coverage_is_kept(case: Case) -> Iterator[str]:
    """No region, sex, age or period of the last release is gone, and hardly any value."""
    if (last := case.comparable) is None:
        return
    for column in WITHOUT_INDICATOR:
        gone = sorted(set(last[column].unique()) - set(case.frame[column].unique()))
        if gone:
            yield f"{column} {briefly(*gone)} was in the last release and is gone"
    now, then = int(case.frame["value"].count()), int(last["value"].count())
    if now < FEWER * then:
        yield f"there are {now} values, and {then} in the last release"


def magnitude_is_kept(case: Case) -> Iterator[str]:
    """The newest period's values are of the size that the last release's newest were."""
    if (last := case.comparable) is None:
        return
    newest, before = _newest(case.frame).align(_newest(last), join="inner")
    now, then = _size(newest), _size(before)
    if then > 0 and not then / GREATER <= now <= then * GREATER:
        yield f"a typical value of the newest period is {now:g}, in the last release {then:g}"


def missing_is_not_doubled(case: Case) -> Iterator[str]:
    """The share of values missing is at most twice that of the last release."""
    if (last := case.comparable) is None:
        return
    now, then = case.frame["value"].isna().mean(), last["value"].isna().mean()
    if now > max(2 * then, RARELY_MISSING):
        yield f"{now:.1%} of the values are missing, and {then:.1%} in the last release"


OF_FIGURES: list[Check] = [
    has_figures,
    key_is_unique,
    codes_are_known,
    nothing_else_is_there,
    frequency_is_one,
    unit_is_the_sources,
    values_are_in_range,
]
AGAINST_KNOWN: list[Check] = [
    promise_is_whole,
    first_answer_is_whole,
    coverage_is_kept,
    magnitude_is_kept,
    missing_is_not_doubled,
]
CHECKS = [*OF_FIGURES, *AGAINST_KNOWN]


def _strange(codes: "pd.Series[str]", pattern: str) -> list[str]:
    unique = pd.Series(codes.unique(), dtype="str")
    return sorted(unique[~unique.str.fullmatch(pattern)])


def _of_levels(codes: Iterable[str], indicator: Indicator, only: str = "") -> set[str]:
    levels = [only] if only else indicator.levels
    return {code for code in set(codes) if level_of(code) in levels}


def _newest(frame: pd.DataFrame) -> "pd.Series[float]":
    """Values of the newest period that has any, by region, sex and age."""
    there = frame[frame["value"].notna()].drop_duplicates(WITHOUT_INDICATOR)
    newest = there[there["period"] == there["period"].max()]
    values: pd.Series[float] = newest.set_index(SERIES)["value"]
    return values


def _size(values: "pd.Series[float]") -> float:
    """The median of what is not nothing; 0 when all is."""
    something = values[values != 0].abs()
    return float(something.median()) if len(something) else 0.0


def _first(rows: pd.DataFrame) -> str:
    return "first " + " ".join(briefly(value) for value in rows.iloc[0])
