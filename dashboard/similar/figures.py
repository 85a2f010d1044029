"""The figures that places are compared by, as a release has them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard import data
from dashboard.numbers import Floats, Ints
from dashboard.similar import distance, variables
from dashboard.similar.variables import Domain, Variable
from etl.model import Level
from etl.periods import year

ALMOST = 0.95  # of the places must have a year's figure; the others are taken to be at the median
WITHIN = 3  # years: a variable whose newest such year is older is as good as missing

Observations = Callable[..., pd.DataFrame]


@dataclass(frozen=True)
class Measure:
    """One variable's figures of one period, in the places' order; NaN where one is missing."""

    variable: Variable
    period: str
    values: Floats

    @cached_property
    def scores(self) -> Floats:
        """The figures made comparable with other variables'."""
        if not self.variable.log:
            return distance.standard(self.values)
        positive = np.where(self.values > 0, self.values, np.nan)
        least = np.nanmin(positive)  # what is none at all is as little as the least there is
        known = np.where(self.values <= 0, least, positive)
        return distance.standard(np.log(known))


@dataclass(frozen=True)
class Model:
    """Places of a level with all that they are compared in.

    `lacking` are domains that the release has not all figures of: they do not count.
    """

    level: Level
    codes: tuple[str, ...]
    domains: tuple[Domain, ...]
    lacking: tuple[Domain, ...]
    measures: tuple[Measure, ...]
    columns: tuple[Ints, ...] = field(repr=False)  # of each domain, among the measures

    @cached_property
    def scores(self) -> Floats:
        """A row a place, a column a variable."""
        return np.stack([each.scores for each in self.measures], axis=1)

    def values(self, code: str) -> Floats:
        """One place's figures, of each variable."""
        place = self.codes.index(code)
        return np.array([each.values[place] for each in self.measures])


def model(level: Level) -> Model:
    """The places of a level as the shown release has them, made once."""
    return _model(data.release().path, level)


@lru_cache(maxsize=4)
def _model(_release: Path, level: Level) -> Model:
    return build(level, data.observations)


def build(level: Level, observations: Observations) -> Model:
    """The places of a level by the figures that `observations` gives of an indicator."""
    codes = tuple(sorted(code for code, each in data.regions().items() if each.level == level))
    found = {
        domain: [_measure(each, codes, observations) for each in own]
        for domain in variables.domains()
        if (own := [each for each in domain.variables if _is_of(each, level)])
    }
    whole = {
        domain: [each for each in own if each]
        for domain, own in found.items()
        if all(each is not None for each in own)
    }
    ends = np.cumsum([0, *map(len, whole.values())])
    return Model(
        level=level,
        codes=codes,
        domains=tuple(whole),
        lacking=tuple(each for each in found if each not in whole),
        measures=tuple(each for own in whole.values() for each in own),
        columns=tuple(np.arange(*pair) for pair in pairwise(ends)),
    )


def _is_of(variable: Variable, level: Level) -> bool:
    """Whether a variable is of places of a level; one that nothing is known of is taken to be."""
    meanings = [data.meaning(each) for each in variable.ids]
    return all(level in each.levels for each in meanings if each)


def _measure(
    variable: Variable, codes: tuple[str, ...], observations: Observations
) -> Measure | None:
    """A variable's figures of the newest year that almost all places have; None without such."""
    known, *per = [table(each, codes, observations) for each in variable.ids]
    wide = known / per[0] if per else known
    had = wide.notna()
    years = had.columns[had.any()]
    full = had.columns[had.mean() >= ALMOST]
    if full.empty or year(max(years)) - year(max(full)) > WITHIN:
        return None
    return Measure(variable, max(full), wide[max(full)].to_numpy(dtype="float64"))


def table(id_: str, codes: tuple[str, ...], observations: Observations) -> pd.DataFrame:
    """An indicator's totals: a row a place, a column a period."""
    found = observations(id_, sexes=["T"], ages=["total"])
    return found.pivot(index="region", columns="period", values="value").reindex(codes)
