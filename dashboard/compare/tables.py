"""All figures of an indicator laid out to be compared, kept as long as their release."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from dashboard import data
from dashboard.claims import many
from dashboard.claims.many import Table
from dashboard.claims.rank import Places
from dashboard.place.level import spread
from etl.model import Level

KEPT = 512  # indicators and sexes: those of the largest comparison and what they are judged by

Statuses = Mapping[tuple[str, str], str]  # the source's symbols by region and period


class Tables(many.Tables):
    """Those of the release that is shown, made once for all who ask."""

    def __init__(self) -> None:
        super().__init__(data.release().indicators, data.coded)

    def table(self, indicator: str, sex: str, age: str = "") -> Table:
        """The figures of one sex and age, else of the first age; none of an unknown indicator."""
        return _table(data.release().path, indicator, sex, age)


@lru_cache(maxsize=KEPT)
def _table(_release: Path, indicator: str, sex: str, age: str) -> Table:
    return many.Tables(data.release().indicators, data.coded).table(indicator, sex, age)


@lru_cache(maxsize=KEPT)
def _statuses(_release: Path, indicator: str, sex: str, age: str) -> Statuses:
    found = data.coded(indicator)
    found = found[((found["sex"] == sex) & (found["age"] == age) & (found["status"] != ""))]
    columns = (found[name].astype(str).tolist() for name in ("region", "period", "status"))
    return {(region, period): status for region, period, status in zip(*columns, strict=True)}


def statuses(indicator: str, sex: str, age: str) -> Statuses:
    """What the source says of its figures, and of those it has no value of."""
    return _statuses(data.release().path, indicator, sex, age)


@lru_cache(maxsize=KEPT)
def of_level(level: Level) -> tuple[str, ...]:
    """The codes of a level."""
    return tuple(code for code, each in data.regions().items() if each.level == level)


def apart(indicator: str, sex: str, age: str, period: str, level: Level) -> float:
    """How far apart the places of a level lie (1.4826 MAD); NaN where they do not."""
    values = Tables().table(indicator, sex, age).at(period, of_level(level))
    return spread(values) or float("nan")


def places(indicator: str, sex: str, age: str, period: str, level: Level) -> Places:
    """The place of each region of a level, in the order of their codes."""
    return _places(data.release().path, indicator, sex, age, period, level)


@lru_cache(maxsize=KEPT)
def _places(_release: Path, id_: str, sex: str, age: str, period: str, level: Level) -> Places:
    return many.places(Tables(), id_, sex, age, period, of_level(level))
