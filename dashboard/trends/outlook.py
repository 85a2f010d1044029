"""What is known of a place's years to come: counted, expected, and how far off it has been."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import isfinite
from pathlib import Path
from typing import NamedTuple

from dashboard import data, laid
from dashboard.demography import area
from dashboard.demography.area import Area
from dashboard.text import Lang
from dashboard.trends import misses
from dashboard.trends.choices import Choices
from dashboard.trends.contents import Expected, Group, contents
from dashboard.trends.misses import Kind, Record, Spread
from etl.model import PublishedIndicator


class Point(NamedTuple):
    """What is expected of a year, by a projection that counts from another."""

    made: str
    year: str
    value: float
    indicator: str

    @property
    def years(self) -> int:
        """How far ahead it looks."""
        return int(self.year) - int(self.made)


class Miss(NamedTuple):
    """What was expected of a year beside what came."""

    made: str
    year: str
    expected: float
    counted: float

    @property
    def error(self) -> float:
        """The share of what was expected that came besides; below zero that did not come."""
        return self.counted / self.expected - 1


class Fan(NamedTuple):
    """Between which two values eight of ten are, as those like it have been before."""

    low: float
    high: float
    of: Spread


@dataclass(frozen=True)
class Outlook:
    """A place, a group of people and a sex: what the cards of the page are drawn from."""

    choices: Choices

    @property
    def lang(self) -> Lang:
        """The reader's language."""
        return self.choices.lang

    @property
    def group(self) -> Group:
        """Whose numbers they are."""
        return self.choices.group

    @cached_property
    def place(self) -> Area:
        """Where they live."""
        return area.area(self.choices.region)

    @property
    def name(self) -> str:
        """What the place is called in a sentence."""
        return self.place.within(self.lang)

    @cached_property
    def counted(self) -> dict[str, float]:
        """By year how many there were."""
        return self.known(self.group.counted)

    def known(self, id_: str) -> dict[str, float]:
        """By year the figures of an indicator for the place and the chosen sex."""
        return area.known(area.values(id_, self.place, self.choices.sex))

    @cached_property
    def ahead(self) -> list[Point]:
        """The newest projection, by year; empty where there is none."""
        whole = self.known(self.group.whole)
        made = str(int(min(whole)) - 1) if whole else ""
        every = [Point(made, year, value, self.group.whole) for year, value in whole.items()]
        newest = [*points(self, self.group)]
        last = max([each.made for each in [*every, *newest]], default="")
        return every if made and made == last else [each for each in newest if each.made == last]

    @property
    def made(self) -> str:
        """The year that the newest projection counts from, empty where there is none."""
        return self.ahead[0].made if self.ahead else ""

    @property
    def age(self) -> int:
        """How many years ago that is, the day the release was made."""
        return int(data.release().id[:4]) - int(self.made)

    @property
    def forecasts(self) -> list[str]:
        """The indicators by which others tell what they expect here."""
        return [each.indicator for each in self.group.forecasts if each.covers(self.place.code)]

    @property
    def projections(self) -> list[PublishedIndicator]:
        """Those that the newest projection is of."""
        return self._there({each.indicator: None for each in self.ahead})

    @property
    def used(self) -> list[PublishedIndicator]:
        """All that is drawn with the projection: what was counted, and the forecasts of others."""
        return [*self.projections, *self._there([self.group.counted, *self.forecasts])]

    def _there(self, ids: Iterable[str]) -> list[PublishedIndicator]:
        found = (data.indicator(each) for each in ids if area.has(each, self.place))
        return [each for each in found if each]

    @cached_property
    def kind(self) -> Kind | None:
        """With which places this one is judged, by its size when the projection was made."""
        people = population(self.place)
        then = people.get(self.made) or next(reversed(people.values()), 0.0)
        return misses.kind_of(self.place.code, then, contents().sizes)

    def record(self, of: Expected) -> Record:
        """The hits and misses of an expectation, of all places."""
        return record(of, self.group.counted, self.choices.sex)

    def spread(self, of: Expected) -> Spread | None:
        """How far places like this one have been from what was expected."""
        if self.kind is None:
            return None
        own = contents()
        return misses.spread(self.record(of), self.kind, own.least, own.sizes)

    def judged(self, point: Point) -> bool:
        """Whether anything has come, anywhere, of a projection that looks as far ahead."""
        same = [each for each in self.group.expected if each.years == point.years]
        return any(self.record(each).judged for each in same)

    @cached_property
    def fans(self) -> dict[str, Fan]:
        """By year the spread, for each time ahead of which there is one."""
        found: dict[str, Fan] = {}
        for point in self.ahead:
            same = (each for each in self.group.expected if each.years == point.years)
            for of in map(self.spread, same):
                if of:
                    found[point.year] = Fan(
                        point.value * (1 + of.low), point.value * (1 + of.high), of
                    )
        return found

    def past(self, of: Expected) -> list[Miss]:
        """Every projection of which it is known here what came, the oldest first."""
        found = []
        for made, value in self.known(of.indicator).items():
            year = str(int(made) + of.years)
            if value > 0 and year in self.counted:
                found.append(Miss(made, year, value, self.counted[year]))
        return found


def points(view: Outlook, group: Group) -> Iterator[Point]:
    """The newest figure of each expectation of a group."""
    for each in group.expected:
        for made, value in [*view.known(each.indicator).items()][-1:]:
            yield Point(made, str(int(made) + each.years), value, each.indicator)


def population(place: Area) -> dict[str, float]:
    """By year how many live in a place."""
    of = next(iter(data.serving("population-series", "year")), None)
    return area.known(area.values(of.id, place, "T")) if of else {}


def record(of: Expected, counted: str, sex: str) -> Record:
    """The record of an expectation, made once a release."""
    return _record(data.release().path, of.indicator, of.years, counted, sex)


@lru_cache(maxsize=16)
def _record(_release: Path, expected: str, years: int, counted: str, sex: str) -> Record:
    tables = laid.Tables()
    size = next(iter(data.serving("population-series", "year")), None)
    codes = [*laid.codes("country"), *laid.codes("county"), *laid.codes("municipality")]
    return misses.record(
        tables.table(expected, sex),
        tables.table(counted, sex),
        tables.table(size.id if size else "", "T"),
        years,
        codes,
    )


def errors(of: Record, code: str) -> list[float | None]:
    """The errors of one place, a judged projection each; None where it has none."""
    column = of.codes.index(code)
    by = dict(zip(of.made, of.errors[:, column].tolist(), strict=True))
    return [by[each] if isfinite(by[each]) else None for each in of.judged]
