"""All that a page may ask of a release: indicators, regions, figures, and how fresh they are."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from dashboard.shown import Damage as Damage
from dashboard.shown import damages as damages
from dashboard.shown import distrust as distrust
from dashboard.shown import is_whole as is_whole
from dashboard.shown import look_through as look_through
from dashboard.shown import release as release
from dashboard.shown import served as served
from dashboard.shown import showing as showing
from dashboard.text import Lang, county_name
from etl.model import CONFIRMED_WITHIN as CONFIRMED_WITHIN
from etl.model import Freshness as Freshness
from etl.model import Level, Meaning, PublishedIndicator, Role, Row
from etl.periods import Frequency
from etl.store import freshness as judged
from etl.store import releases, status
from etl.store.release import Release
from etl.store.status import Status
from maps import regions as geography
from maps.regions import NORRLAND as NORRLAND  # the four counties' codes

NORTH = (
    "norra-sverige"  # the four counties together, where they are asked for as if they were a region
)
# “Norrland” has five counties: Gävleborg is one of them.
NORTH_NAME = ("norra Sverige", "northern Sweden")
FOUR = ("De fyra nordligaste länen", "The four northernmost counties")

folder = releases.folder


def named(release_id: str) -> Release | None:
    """The release of that id, so that a page's later questions are answered as it was.

    None where it is kept no longer.
    """
    current = release()
    return current if release_id == current.id else _named(folder(), release_id)


@lru_cache(maxsize=4)  # opened whole, which takes longer than what is asked of it
def _named(data: Path, release_id: str) -> Release | None:
    return releases.named(data, release_id)


# --- its indicators ---


def indicators() -> dict[str, PublishedIndicator]:
    """Every indicator by id, in reading order; of margins of error see `meaning`."""
    return release().listed


def indicator(indicator_id: str) -> PublishedIndicator | None:
    """What one indicator means and covers, or None when the release has no such indicator."""
    return indicators().get(indicator_id)


def awaited() -> dict[str, Meaning]:
    """By id what the catalogue has and no figures have been fetched of yet, in reading order."""
    return {id_: each for id_, each in release().awaited.items() if not each.margin_of}


def meaning(indicator_id: str) -> Meaning | None:
    """What an indicator means, or a margin of error, with figures or while they are awaited."""
    shown = release()
    return shown.indicators.get(indicator_id) or shown.awaited.get(indicator_id)


def roles(role: Role, frequency: Frequency | None = None) -> list[Meaning]:
    """What has a role in the catalogue, fetched or awaited, in the order to try or show them."""
    return [each for each in release().roles.get(role, ()) if frequency in (None, each.frequency)]


def serving(role: Role, frequency: Frequency | None = None) -> list[PublishedIndicator]:
    """Those of them that there are figures of."""
    found = (indicator(each.id) for each in roles(role, frequency))
    return [each for each in found if each]


def topics() -> dict[str, list[Meaning]]:
    """All indicators of each topic in reading order, those that are awaited after the others."""
    found: dict[str, list[Meaning]] = {}
    for each in [*indicators().values(), *awaited().values()]:
        found.setdefault(each.topic, []).append(each)
    return found


# --- regions ---


@dataclass(frozen=True)
class Region:
    """A region as SCB names it; `county` is the code of the county a municipality lies in."""

    code: str
    name: str
    level: Level
    county: str


@cache
def regions() -> dict[str, Region]:
    """The country, 21 counties and 290 municipalities by code, in SCB's order."""
    rows = geography.read()[["code", "name", "level", "county"]]
    return {row[0]: Region(*row) for row in rows.itertuples(index=False, name=None)}


def region(code: str) -> Region | None:
    """One region, or None when no region has the code."""
    return regions().get(code)


@cache
def region_names(lang: Lang = "sv") -> dict[str, str]:
    """Every region's name by code, in the reader's language."""
    return {code: county_name(each.name, lang) for code, each in regions().items()}


def region_name(code: str, lang: Lang = "sv") -> str:
    """One region's name; an unknown code is its own name."""
    return region_names(lang).get(code, code)


def municipalities_of(*counties: str) -> list[str]:
    """The codes of the counties' municipalities; `*NORRLAND` gives the 44 of Norrland."""
    return list(_municipalities(counties))


@lru_cache(maxsize=64)
def _municipalities(counties: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code, each in regions().items() if each.county in counties)


# --- its figures ---


At = tuple[str, str, str, str]  # region, sex, age, period: an observation among its indicator's


class Cell(NamedTuple):
    """One observation's value, None when the source gave none, and the source's symbol."""

    value: float | None
    status: str


def observations(
    indicator_id: str,
    *,
    regions: Iterable[str] | None = None,
    sexes: Iterable[str] | None = None,
    ages: Iterable[str] | None = None,
    periods: Iterable[str] | None = None,
) -> pd.DataFrame:
    """An indicator's observations, sorted by key, limited where codes are given.

    Columns as `etl.model.COLUMNS`; a null value is NaN. Codes that have no figures and an unknown
    indicator give no rows. The frame is the caller's own.
    """
    among = None if regions is None else list(regions)
    given = {"sex": sexes, "age": ages, "period": periods}
    limits = {column: list(codes) for column, codes in given.items() if codes is not None}
    if among is not None or limits:
        return release().some(indicator_id, among, limits)
    frame = release().observations(indicator_id)
    return frame.copy(deep=False)  # copy-on-write: writing to it leaves the shared one alone


def coded(indicator_id: str) -> pd.DataFrame:
    """All an indicator's observations with texts as categories, which takes a tenth of the time."""
    return release().coded(indicator_id)


def rows(indicator_id: str, regions: Collection[str]) -> list[Row]:
    """Some regions' observations one by one, sorted by key: of a few, a frame costs more."""
    return release().rows(indicator_id, regions)


def pieces(
    indicator_id: str, limits: Mapping[str, Collection[str] | None]
) -> Iterator[pd.DataFrame]:
    """The same in pieces of at most 50 000 rows, limited to some codes of a column."""
    return release().pieces(indicator_id, limits)


def read(indicator_id: str, regions: Collection[str]) -> pd.DataFrame:
    """Some regions' observations of an indicator, read for this once.

    For a page of all indicators, which would drive out what others ask for, and keep it for nobody.
    """
    found = list(pieces(indicator_id, {"region": regions}))
    return pd.concat(found, ignore_index=True) if found else observations(indicator_id, regions=[])


def periods(indicator_id: str) -> list[str]:
    """The periods an indicator has figures or nulls for, oldest first."""
    return list(release().periods.get(indicator_id, ()))


def cell(indicator_id: str, region: str, sex: str, age: str, period: str) -> Cell | None:
    """One observation; None when the source has nothing at that key, not even a null."""
    wanted = region, sex, age, period
    row = next((each for each in rows(indicator_id, [region]) if each[:4] == wanted), None)
    return Cell(None if math.isnan(row.value) else row.value, row.status) if row else None


def value(indicator_id: str, region: str, sex: str, age: str, period: str) -> float | None:
    """One observation's value; None for a null and for a key without observation."""
    found = cell(indicator_id, region, sex, age, period)
    return found.value if found else None


def latest(region: str) -> pd.DataFrame:
    """The newest observation of each indicator, sex and age in one region; columns as above."""
    return release().latest(region).copy(deep=False)


# --- how fresh they are ---


def noted() -> Status:
    """What the runs on the data folder have noted: ask once a page, and hand it on."""
    return status.read(folder())


def freshness(noted: Status, today: date | None = None) -> dict[str, Freshness]:
    """Each indicator's freshness; stale when not confirmed for too long or a problem stands."""
    return judged.of(noted, release(), today or datetime.now(UTC).date())


def is_headline(indicator: PublishedIndicator, row: Any) -> bool:
    """Whether an observation is the one that stands for its indicator: the total, or the first."""
    return (row.sex, row.age) == (indicator.sexes[0], indicator.ages[0])


def headlines(region: str, ids: Collection[str] | None = None) -> dict[str, Any]:
    """A region's newest headline observation by indicator, of those named or of all."""
    known, frame = indicators(), latest(region)
    if ids is not None:
        frame = frame[frame["indicator"].isin(list(ids))]
    rows: Iterator[Any] = frame.itertuples()
    return {row.indicator: row for row in rows if is_headline(known[row.indicator], row)}
