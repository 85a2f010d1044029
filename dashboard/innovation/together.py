"""All indicators of the page weighed together: which are in it, and what place they give."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from dashboard import data, laid
from dashboard.claims.rank import KNOWN
from dashboard.innovation import weighing
from dashboard.innovation.contents import LIST
from dashboard.innovation.weighing import Span
from dashboard.numbers import Floats
from dashboard.place.sections import sections
from etl.model import Level, PublishedIndicator


@dataclass(frozen=True)
class Together:
    """What is weighed, by section with its period, the sections without any, and each span."""

    used: tuple[tuple[PublishedIndicator, str], ...]
    without: tuple[tuple[str, str], ...]  # titles of dimensions that have nothing to weigh
    spans: tuple[Span | None, ...]  # in the order of the level's codes


def together(level: Level) -> Together:
    """That of a level, made once a release."""
    return _together(data.release().path, data.release().id, level)


@lru_cache(maxsize=4)
def _together(_release: Path, id_: str, level: Level) -> Together:
    used: list[tuple[PublishedIndicator, str]] = []
    without: list[tuple[str, str]] = []
    rows: list[Floats] = []
    for section in sections(LIST):
        found = [each for ids in section.rows for id_ in ids if (each := _weighed(id_, level))]
        rows += [percents for _, _, percents in found]
        used += [(of, period) for of, period, _ in found]
        without += [] if found else [(section.title, section.title_en)]
    matrix = np.array(rows).reshape(len(rows), len(laid.codes(level)))
    return Together(tuple(used), tuple(without), tuple(weighing.spans(matrix, _seed(id_))))


def _seed(release: str) -> int:
    """The weights of a release: the hash in its id, so that who reads it again reads the same."""
    return int(release.rpartition("-")[2], 16)


def _weighed(id_: str, level: Level) -> tuple[PublishedIndicator, str, Floats] | None:
    """An indicator of which one end is better, at the newest period that most places have."""
    of = data.indicator(id_)
    if of is None or of.absolute or of.better == "neutral":
        return None
    table, codes = laid.Tables().table(id_, of.sexes[0]), laid.codes(level)
    for period in sorted(table.rows, reverse=True):
        values = table.at(period, codes)
        if np.isfinite(values).mean() >= KNOWN:
            return of, period, weighing.percentiles(values, higher=of.better == "higher")
    return None
