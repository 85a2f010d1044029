"""One indicator of a place: its newest figure, and what is certain of it beside others."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard import data, laid
from dashboard.claims import difference, find, judge
from dashboard.claims.claim import Cell
from dashboard.claims.direction import Direction, trend
from dashboard.claims.rank import Place, Untold
from dashboard.claims.series import Case, Figures, Key
from dashboard.place import level
from dashboard.place.model import Against, Beside, Row, Sexes
from dashboard.references import Reference
from dashboard.similar.peers import FEWEST
from etl.model import Level, PublishedIndicator, level_of
from etl.periods import year

NEAR = 3  # years that a comparison may be older than the figure


@dataclass(frozen=True)
class Subject:
    """An indicator of one place, and all that its row is made of."""

    figures: Figures
    indicator: PublishedIndicator
    code: str
    reference: Reference

    @property
    def key(self) -> Key:
        """The series that stands for the indicator."""
        return self.indicator.id, self.code, self.indicator.sexes[0], self.indicator.ages[0]

    @cached_property
    def series(self) -> dict[str, Cell]:
        """The place's own figures by period."""
        return self.figures.series(self.key)

    @property
    def now(self) -> Cell:
        """The newest of them."""
        return self.series[max(self.series)]

    @property
    def level(self) -> Level:
        """What is ranked and set beside each other."""
        return level_of(self.code)

    def recent(self) -> list[str]:
        """The periods that may be compared, the newest first."""
        since = year(self.now.period) - NEAR
        return [each for each in sorted(self.series, reverse=True) if year(each) >= since]


def row(of: Subject) -> Row | None:
    """Its row; None where the place has no figure."""
    if not of.series:
        return None
    against = _against(of)
    measure = against.get("reference") or against.get("riket")
    return Row(
        indicator=of.indicator,
        now=of.now,
        interval=judge.around(of.figures, of.now),
        against=against,
        sexes=_sexes(of),
        direction=_direction(of),
        series={period: cell.value for period, cell in of.series.items()},
        among=level.by_code(of.indicator, of.level, of.now.period),
        place=_place(of),
        standing=_standing(of, measure) if measure else None,
        later=_later(of),
    )


def _against(of: Subject) -> Mapping[Beside, Against]:
    """A rate beside others; the amounts of places of other sizes tell nothing."""
    if of.indicator.absolute:
        return {}
    within = of.level == "municipality" and len(data.municipalities_of(of.code[:2])) > 1
    county = of.code[:2] if within else ""  # Gotland is its county
    found = {
        "reference": _median(of),
        "county": _whole(of, "county", county),
        "riket": _whole(of, "riket", "00"),
    }
    return {beside: each for beside, each in found.items() if each}  # type: ignore[misc]  # its keys are those


def _whole(of: Subject, beside: Beside, region: str) -> Against | None:
    """Beside what the place lies in, at the newest period that both have."""
    id_, _, sex, age = of.key
    others = of.figures.series((id_, region, sex, age)) if region else {}
    period = next((each for each in of.recent() if each in others), None)
    if period is None:
        return None
    own, whole = of.series[period], others[period]
    verdict = judge.beyond(of.figures, own, whole)
    return Against(beside, period, own.value, whole.value, 1, verdict)


def _median(of: Subject) -> Against | None:
    """Beside the middle of the reference's published figures, where enough have one.

    That is half of it, too: the few of a large group that have a newer year do not stand for it.
    """
    enough = max(FEWEST, len(of.reference.codes) / 2)
    for period in of.recent():
        values = level.some(of.indicator, of.reference.codes, period)
        if len(values) >= enough:
            own, middle = of.series[period], float(np.median(values))
            verdict = difference.against(own.value, judge.around(of.figures, own), middle)
            return Against("reference", period, own.value, middle, len(values), verdict)
    return None


def _sexes(of: Subject) -> Sexes | None:
    case = Case(of.figures, of.key, of.now.period, of.indicator.steady)
    women, men = case.of(sex="K"), case.of(sex="M")
    if find.sexes(case) is None or women is None or men is None:
        return None
    return Sexes(women, men, judge.apart(of.figures, women, men))


def _direction(of: Subject) -> Direction:
    values = {period: cell.value for period, cell in of.series.items()}
    return trend(values, of.indicator)


def _standing(of: Subject, measure: Against) -> float | None:
    """How far the figure is from what it is measured by, in spreads of its level."""
    apart = laid.spread(level.figures(of.indicator, of.level, measure.period))
    return (measure.own - measure.value) / apart if apart else None


def _place(of: Subject) -> Place | Untold:
    if of.indicator.absolute:
        return "neutral"
    every = level.places(of.indicator, of.level, of.now.period)
    return every[laid.codes(of.level).index(of.code)]


def _later(of: Subject) -> tuple[str, str] | None:
    """The newest period, where the agency gave no value for it, and its symbol."""
    nulls = of.figures.nulls(of.key)
    newest = max(nulls, default="")
    return (newest, nulls[newest]) if newest > of.now.period else None
