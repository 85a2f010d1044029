"""The worked example: how many would take part in the labour force if as many did as today."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dashboard import data
from dashboard.demography import area
from dashboard.demography.area import Area
from dashboard.trends.contents import contents
from etl.model import Meaning, PublishedIndicator

HORIZONS = (5, 10)  # years from the first of the projection


class Rate(NamedTuple):
    """How many per cent of women and men take part, by sex, at a period."""

    indicator: PublishedIndicator
    period: str
    of: Mapping[str, float]


class Part(NamedTuple):
    """So many of a sex are expected in a year, and so many of them would take part."""

    sex: str
    year: str
    people: float
    taking: float


def rate(place: Area) -> Rate | None:
    """The newest participation that both women and men have, of the first that there is."""
    for id_ in contents().labour.rates:
        of = data.indicator(id_)
        if of is None:
            continue
        women, men = (area.known(area.values(id_, place, sex, of.ages[0])) for sex in "KM")
        period = max(women.keys() & men.keys(), default="")
        if period:
            return Rate(of, period, {"K": women[period], "M": men[period]})
    return None


def example(place: Area) -> list[Part]:
    """For the first year of the projection and some after it; empty where anything is missing."""
    now = rate(place)
    return [*_parts(place, now)] if now else []


def _parts(place: Area, now: Rate) -> Iterator[Part]:
    people = {sex: _people(place, sex) for sex in "KM"}
    shared = sorted(people["K"].keys() & people["M"].keys())
    wanted = [str(int(shared[0]) + ahead) for ahead in (0, *HORIZONS)] if shared else []
    for year in [each for each in wanted if each in shared]:
        for sex, share in now.of.items():
            yield Part(sex, year, people[sex][year], people[sex][year] * share / 100)


def _people(place: Area, sex: str) -> dict[str, float]:
    """By year all of working age: of the years that have every single year of age."""
    of = contents().labour
    by_age = [
        area.known(area.values(of.people, place, sex, str(age)))
        for age in range(of.youngest, of.oldest + 1)
    ]
    years = set.intersection(*(set(each) for each in by_age))
    return {year: sum(each[year] for each in by_age) for year in years}


def lacking(place: Area) -> list[Meaning]:
    """What the example lacks: the expected people, or how many take part."""
    of = contents().labour
    missing = [] if area.has(of.people, place) else [of.people]
    missing += [] if rate(place) else of.rates[:1]
    found = (data.meaning(each) for each in missing)
    return [each for each in found if each]
