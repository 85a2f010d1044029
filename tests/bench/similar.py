"""How well the seven most similar places tell a place's other figures, and how steady they are."""

from collections.abc import Iterator, Mapping
from random import Random

import numpy as np
import pandas as pd

from dashboard import data
from dashboard.numbers import Floats
from dashboard.similar import figures, variables
from dashboard.similar.choices import Choices
from dashboard.similar.figures import ALMOST, Model
from dashboard.similar.peers import likeness
from etl.model import PublishedIndicator
from etl.store.releases import DEFAULT, Release

SEVEN = Choices(7)
BARS = (0.205, 0.220)  # of all, and of the 44
STEADY = 0.85
SEED = 7

Groups = Mapping[str, list[str]]  # by place those it is told by


def run() -> Iterator[str]:
    """A line a way to choose whom a place is told by; then how many of the seven stay a year on."""
    with data.showing(Release(DEFAULT)):
        model = figures.build("municipality", data.observations)
        tables = [each for one in _others() if (each := _ranks(one, model)) is not None]
        north = data.municipalities_of(*data.NORRLAND)
        yield f"{len(tables)} other rates of Kolada; mean difference in percentile rank"
        yield f"{'':16}{'all 290':>10}{'the 44':>10}"
        for name, groups in _ways(model).items():
            errors = _errors(tables, groups)
            yield f"{name:16}{errors.mean():10.3f}{errors[north].mean():10.3f}"
        yield f"{'bars':16}{BARS[0]:10.3f}{BARS[1]:10.3f}"
        steady = _steady(model)
        every, own = np.mean([*steady.values()]), np.mean([steady[code] for code in north])
        yield f"the same seven a year before: {every:.0%}, the 44 {own:.0%} (bar {STEADY:.0%})"


def _ways(model: Model) -> dict[str, Groups]:
    codes, chance = list(model.codes), Random(SEED)  # noqa: S311  # no secret
    county = {
        code: [o for o in codes if o[:2] == code[:2] and o != code] or codes for code in codes
    }
    return {
        "similar": _seven(model),
        "own county": county,
        "all others": {code: [other for other in codes if other != code] for code in codes},
        "random seven": {
            code: chance.sample([o for o in codes if o != code], SEVEN.count) for code in codes
        },
    }


def _seven(model: Model) -> Groups:
    return {
        code: [each.code for each in likeness(model, code, SEVEN).peers] for code in model.codes
    }


def _others() -> Iterator[PublishedIndicator]:
    """Kolada's rates that no likeness rests on."""
    own = {id_ for each in variables.domains() for one in each.variables for id_ in one.ids}
    for indicator in data.indicators().values():
        if indicator.source == "kolada" and indicator.kind == "rate" and indicator.id not in own:
            yield indicator


def _ranks(indicator: PublishedIndicator, model: Model) -> pd.Series | None:
    """The figures of the newest year that almost all have, by place; None without such a year."""
    table = figures.table(indicator.id, model.codes, data.observations)
    full = table.columns[table.notna().mean() >= ALMOST]
    return None if full.empty else table[max(full)]


def _errors(tables: list[pd.Series], groups: Groups) -> pd.Series:
    """By place the mean over all figures of how far in rank its group's median is from its own."""
    return pd.DataFrame([_error(each, groups) for each in tables]).mean()


def _error(values: pd.Series, groups: Groups) -> pd.Series:
    known, own = np.sort(values.dropna().to_numpy()), values.to_numpy()
    place = {code: number for number, code in enumerate(values.index)}
    members = [[place[each] for each in groups[code]] for code in values.index]
    chosen = (own[each] for each in members)
    there = (each[~np.isnan(each)] for each in chosen)
    medians = np.array([np.median(each) if each.size else np.nan for each in there])
    far = np.abs(_rank(medians, known) - _rank(own, known))
    return pd.Series(np.where(np.isnan(own) | np.isnan(medians), np.nan, far), values.index)


def _rank(of: Floats, known: Floats) -> Floats:
    """Where figures lie among those known, from 0 to 1; in the middle of those that are equal."""
    sides = np.searchsorted(known, of, "left") + np.searchsorted(known, of, "right")
    found: Floats = sides / (2 * len(known))
    return found


def _steady(model: Model) -> dict[str, float]:
    """By place the share of its seven that were among them by the figures of a year before."""
    until = {id_: str(int(each.period) - 1) for each in model.measures for id_ in each.variable.ids}

    def before(id_: str, **limits: list[str]) -> pd.DataFrame:
        frame = data.observations(id_, **limits)
        return frame[frame["period"] <= until[id_]]

    then, now = _seven(figures.build(model.level, before)), _seven(model)
    return {code: len({*then[code]} & {*now[code]}) / SEVEN.count for code in model.codes}
