"""Age groups through time, and the measures that sum up an age structure, each with its period."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dashboard import data, text
from dashboard.charts.bars import Bars, Stack
from dashboard.claims import judge
from dashboard.claims.claim import Claim
from dashboard.claims.find import first
from dashboard.demography import ages, area
from dashboard.demography.area import Area
from dashboard.text import Lang, say
from etl.model import Meaning, PublishedIndicator


def kinds() -> list[list[Meaning]]:
    """Each measure by its indicators, in order of preference; a place has one measure."""
    every = data.roles("structure")
    return [list(some) for _, some in groupby(every, lambda each: each.roles["structure"])]


def groups(place: Area, sex: str, lang: Lang) -> Bars | None:
    """The population by age group, year by year; None where the groups are not published."""
    classes = ages.alone()
    series = [area.known(area.values(id_, place, sex)) for id_ in classes]
    periods = sorted({period for values in series for period in values})
    if not periods:
        return None
    stacks = [
        Stack(text.age(age, lang), tuple(map(values.get, periods)), f"age-{n}")
        for n, (age, values) in enumerate(zip(classes.values(), series, strict=True), 1)
    ]
    whom = [text.sex(sex, lang)] if sex != "T" else []
    span = "–".join(dict.fromkeys(text.period(p, lang) for p in (periods[0], periods[-1])))
    return Bars(
        title=say(lang, "Folkmängd efter åldersgrupp", "Population by age group"),
        subtitle=", ".join([place.within(lang), *whom, span]),
        unit=text.unit(data.indicators()[next(iter(classes))], lang),
        decimals=0,
        lang=lang,
        periods=tuple(periods),
        stacks=tuple(stacks),
    )


def growth(place: Area, sex: str) -> Claim | None:
    """The oldest now and when the series began: as a share, or a count where there is none."""
    case = area.newest(area.first(data.roles("oldest"), place), place, sex)
    claim = first(case) if case else None
    if case is None or claim is None:
        return None
    now, then = claim.evidence
    return replace(claim, certain=judge.apart(case.figures, now, then).certain)


@dataclass(frozen=True)
class Measure:
    """One measure of the area: newest figures, its line through time, and those around it."""

    indicator: PublishedIndicator
    period: str
    total: float | None
    women: float | None
    men: float | None
    line: Sequence[float | None]  # every period's total, in time order
    first: str
    around: tuple[tuple[str, float], ...]  # region code and value in the same period


def measures(place: Area) -> list[Measure]:
    """Every measure that has figures of the area, or of its counties where a rate has no sum."""
    found = (_measure(some, place) for some in kinds())
    return [each for each in found if each]


def _measure(some: list[Meaning], place: Area) -> Measure | None:
    indicator = area.first(some, place)
    if indicator:
        series = {sex: area.known(area.values(indicator.id, place, sex)) for sex in "TKM"}
        periods = sorted(set().union(*series.values()))
        last = periods[-1]
        total, women, men = (series[sex].get(last) for sex in "TKM")
        line = [series["T"].get(p) for p in periods]
        return Measure(
            indicator, last, total, women, men, line, periods[0], _around(indicator, place, last)
        )
    return _counties(some, place) if place.summed else None


def _counties(some: list[Meaning], place: Area) -> Measure | None:
    """A rate where there is no sum: what the counties and the country have."""
    known = (data.indicator(each.id) for each in some)
    for indicator in (each for each in known if each):
        around = _around(indicator, place, indicator.last_period)
        if around:
            last = indicator.last_period
            return Measure(indicator, last, None, None, None, [], last, around)
    return None


def _around(of: PublishedIndicator, place: Area, period: str) -> tuple[tuple[str, float], ...]:
    """The county's and the country's figure of a rate; a count beside them says little."""
    if of.absolute:
        return ()
    found = ((code, data.value(of.id, code, of.sexes[0], "total", period)) for code in place.around)
    return tuple((code, value) for code, value in found if value is not None)
