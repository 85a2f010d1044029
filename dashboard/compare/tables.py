"""What else a comparison asks of an indicator: its symbols, and how far apart places lie."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from dashboard import data, laid
from etl.model import Level

KEPT = 512  # indicators and sexes: those of the largest comparison and what they are judged by

Statuses = Mapping[tuple[str, str], str]  # the source's symbols by region and period


@lru_cache(maxsize=KEPT)
def _statuses(_release: Path, indicator: str, sex: str, age: str) -> Statuses:
    found = data.coded(indicator)
    found = found[((found["sex"] == sex) & (found["age"] == age) & (found["status"] != ""))]
    columns = (found[name].astype(str).tolist() for name in ("region", "period", "status"))
    return {(region, period): status for region, period, status in zip(*columns, strict=True)}


def statuses(indicator: str, sex: str, age: str) -> Statuses:
    """What the source says of its figures, and of those it has no value of."""
    return _statuses(data.release().path, indicator, sex, age)


def apart(indicator: str, sex: str, age: str, period: str, level: Level) -> float:
    """How far apart the places of a level lie (1.4826 MAD); NaN where they do not."""
    values = laid.Tables().table(indicator, sex, age).at(period, laid.codes(level))
    return laid.spread(values) or float("nan")
