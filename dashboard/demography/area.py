"""The area that the page is about: a region, or the four northernmost counties together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import isnan
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from dashboard import data
from dashboard.claims.series import Case, Figures, rows_of
from dashboard.text import Lang, say
from etl.model import COLUMNS, Level, Meaning, PublishedIndicator, Row, level_of

NORRLAND = data.NORTH  # no region of SCB's: the four counties' published counts together
HOME = "24"


@dataclass(frozen=True)
class Area:
    """A region, or the counties whose published counts stand together."""

    code: str
    members: tuple[str, ...]

    @property
    def summed(self) -> bool:
        """Whether its counts are a sum of several regions' figures; it then has no rates."""
        return len(self.members) > 1

    @property
    def level(self) -> Level:
        """The level of the region, or of those that are summed."""
        return level_of(self.members[0])

    def name(self, lang: Lang) -> str:
        """What the area is called."""
        return say(lang, *data.FOUR) if self.summed else data.region_name(self.code, lang)

    def within(self, lang: Lang) -> str:
        """The name inside a sentence: `riket` is a word there, and no name."""
        name = self.name(lang)
        return f"{name[:1].lower()}{name[1:]}" if self.summed or name == "Riket" else name

    @property
    def around(self) -> list[str]:
        """The codes of the county it lies in and of the country; a sum's own counties first."""
        known = data.region(self.code)
        inside = list(self.members) if self.summed else [known.county if known else ""]
        return [code for code in [*inside, "00"] if code and code != self.code]


class Value(NamedTuple):
    """One figure of the area: None with the source's symbol where there is none."""

    value: float | None
    status: str


Series = Mapping[str, Value]  # by period, in time order


def area(code: str) -> Area:
    """The area of a code; the one the page opens with where no area has it."""
    if code == NORRLAND:
        return Area(NORRLAND, tuple(data.NORRLAND))
    known = code if data.region(code) else HOME
    return Area(known, (known,))


def summed_words(lang: Lang) -> str:
    """What must stand by every count of the four counties."""
    return say(
        lang,
        "summan av de fyra länens publicerade uppgifter",
        "the sum of the four counties’ published figures",
    )


def rows(indicator_id: str, place: Area) -> list[Row]:
    """An indicator's observations in the area, by key; their region is the area's code.

    A sum is made of amounts only, and only where every member has a figure: else it is null. A
    rate of several regions is no figure at all, so there are no rows.
    """
    if not place.summed:  # one by one: the page asks for many of a few, and a frame takes longer
        return data.rows(indicator_id, place.members)
    frame = data.observations(indicator_id, regions=place.members)
    return rows_of(_together(frame, place, data.indicator(indicator_id)))


def _together(frame: pd.DataFrame, place: Area, of: PublishedIndicator | None) -> pd.DataFrame:
    if of is None or not of.absolute:
        return frame.iloc[:0]
    keys = ["sex", "age", "period"]
    grouped = frame.groupby(keys, sort=True, observed=True)
    values = grouped["value"].sum(min_count=len(place.members))
    found = pd.DataFrame({"value": values, "status": grouped["status"].max()}).reset_index()
    return found.assign(indicator=of.id, region=place.code)[list(COLUMNS)]


def published(place: Area) -> Figures:
    """The area's figures as claims are found in them; every cell of a sum is the area's own."""
    return _published(data.release().path, place)


@lru_cache(maxsize=4)
def _published(
    release: Path,  # noqa: ARG001  # only a key of the cache
    place: Area,
) -> Figures:
    return Figures(data.release().indicators, lambda id_: rows(id_, place))


def newest(of: PublishedIndicator | None, place: Area, sex: str = "T") -> Case | None:
    """The newest figure of an indicator, all ages, to find claims of; None where it has none."""
    if of is None:
        return None
    found, key = published(place), (of.id, place.code, sex, "total")
    series = found.series(key)
    return Case(found, key, max(series), steady=False) if series else None


def has(indicator_id: str, place: Area) -> bool:
    """Whether the release has a single figure of an indicator in the area."""
    every = _every(data.release().path, indicator_id, place).values()
    return any(each.value is not None for series in every for each in series.values())


def first(some: Iterable[Meaning], place: Area) -> PublishedIndicator | None:
    """The first of some indicators, in order of preference, that has figures in the area."""
    known = (data.indicator(each.id) for each in some)
    return next((each for each in known if each and has(each.id, place)), None)


def values(indicator_id: str, place: Area, sex: str, age: str = "total") -> Series:
    """One series of an indicator in the area, in time order."""
    return _every(data.release().path, indicator_id, place).get((sex, age), {})


@lru_cache(maxsize=128)  # of some four areas
def _every(
    release: Path,  # noqa: ARG001  # only a key of the cache
    indicator_id: str,
    place: Area,
) -> Mapping[tuple[str, str], Series]:
    """All series of an indicator in an area by sex and age, made in one go."""
    found: dict[tuple[str, str], dict[str, Value]] = {}
    for row in rows(indicator_id, place):
        value = Value(None if isnan(row.value) else row.value, row.status)
        found.setdefault((row.sex, row.age), {})[row.period] = value
    return found


def known(series: Series) -> dict[str, float]:
    """The periods of a series that have a value, in time order."""
    return {p: v.value for p, v in sorted(series.items()) if v.value is not None}
