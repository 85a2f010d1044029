"""All that a map and its neighbours show, every period at once, as one small JSON."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from dashboard import data, text
from dashboard.choices import Choices
from dashboard.map import layouts
from dashboard.map.grid import Grid, lay_out, periods_of, rows, sparse
from dashboard.map.panels import panels
from dashboard.map.scale import is_split, scales
from dashboard.map.scope import COUNTRY, Scope, scope_of
from dashboard.map.words import who, words
from dashboard.numbers import Floats
from dashboard.revisions import marks
from dashboard.revisions import words as revision_words
from dashboard.revisions.words import Place
from dashboard.text import Lang
from etl.model import PublishedIndicator

# Towns that orient a reader, the most important first; drawn where there is room.
TOWNS = ["0180", "1480", "1280", "2480", "2580", "2281", "2380", "2584", "0380", "0580", "1880"]
TOWNS += ["0880", "2180", "2080", "1780", "2482", "2284", "2581", "2481", "2313", "2361", "2506"]
TOWNS += ["0980", "1380", "1080"]
# How a null is drawn; a symbol not named here is hatched as missing.
LOOK = {".": "empty", "-": "empty", "Privacy": "dots"}

Json = dict[str, Any]


def payload(
    frame: pd.DataFrame,
    indicator: PublishedIndicator,
    choices: Choices,
    lang: Lang,
    sentences: Mapping[str, str],
    paths: Mapping[str, str],
    was: Mapping[Place, str] | None = None,
) -> Json:
    """One sex and age of an indicator in every period, with all that a time step needs.

    `frame` holds all the indicator's observations (COLUMNS); `sentences` the lead by period;
    `paths` the address of `maps/<level>.json` by level. Values come rounded to the indicator's
    decimals, as `values[period][region]`, null where there is none; `symbols[period][region]`
    the source's symbols, only where there are any (after the regions' come those of `compared`,
    riket and the counties). `breaks` are the class limits of each period and `breaks_all` those
    of all periods together, over both sexes; for a count, drawn as circles, `tops` and `top_all`
    are the greatest magnitudes instead. `around` tells what a diverging scale is round; `layout`
    where regions stand that are tiles or circles; `panels` the maps beside each other. `was`
    holds what revised values were, in words; those shown come laid out as the symbols do.
    """
    scope = scope_of(choices.show)
    frame = frame[frame["age"] == choices.age]
    compared = [COUNTRY, *dict.fromkeys(code[:2] for code in scope.codes if len(code) == 4)]
    periods = periods_of(frame, scope)
    columns, count = scope.codes + compared, len(scope.codes)
    sexes = {*frame["sex"].unique(), choices.sex}
    grids = {sex: lay_out(frame[frame["sex"] == sex], periods, columns) for sex in sexes}
    split = not indicator.absolute and is_split(grids, count)
    return {
        **_meaning(indicator, choices, lang),
        **_places(scope, compared, choices, lang),
        **_times(periods, grids[choices.sex].values[:, :count], choices, lang),
        **_figures(grids[choices.sex], compared, count, indicator.decimals, lang),
        **scales(grids, count, indicator, choices),
        **_form(choices, scope),
        "panels": panels(choices, grids, periods, compared, indicator.decimals),
        "caption": choices.caption,
        **_revised(was or {}, choices, periods, columns, lang),
        "sentences": [sentences.get(each, "") for each in periods],
        "paths": dict(paths),
        "words": words(indicator, choices, scope, lang, split=split),
    }


def _meaning(indicator: PublishedIndicator, choices: Choices, lang: Lang) -> Json:
    return {
        "indicator": indicator.id,
        "kind": "count" if indicator.absolute else "rate",
        "decimals": indicator.decimals,
        "unit": text.unit(indicator, lang),
        "quantity": text.quantities(indicator.measure, lang),
        "lang": lang,
        "sex": choices.sex,
        "who": ", ".join(who(choices, lang)),
        "scale": choices.scale,
    }


def _places(scope: Scope, compared: list[str], choices: Choices, lang: Lang) -> Json:
    names = data.region_names(lang)
    return {
        "level": scope.level,
        "extent": scope.extent,
        "own": _own(choices.region, scope.level),
        "codes": scope.codes,
        "names": [names[code] for code in scope.codes],
        "towns": _towns(scope),
        "compared_names": {code: names[code] for code in compared},
    }


def _times(periods: list[str], values: Floats, choices: Choices, lang: Lang) -> Json:
    """The page opens at the period chosen, or the last in which some shown region has a value."""
    filled = [p for p, row in zip(periods, values, strict=True) if not np.isnan(row).all()]
    default = (filled or periods or [""])[-1]
    return {
        "periods": periods,
        "period_words": [text.period(each, lang) for each in periods],
        "period": choices.period if choices.period in filled else default,
        "period_default": default,
    }


def _figures(grid: Grid, compared: list[str], count: int, decimals: int, lang: Lang) -> Json:
    """The shown regions' values by period, and each compared region's; symbols of both."""
    beside = rows(grid.values[:, count:].T, decimals)
    return {
        "values": rows(grid.values[:, :count], decimals),
        "compared": dict(zip(compared, beside, strict=True)),
        "symbols": sparse(grid.symbols),
        "symbol_words": {s: text.status(s, lang) for s in {"", *grid.symbols.values()}},
        "look": LOOK,
    }


def _form(choices: Choices, scope: Scope) -> Json:
    """Where regions stand, when they do not lie where they are."""
    found = layouts.layout(choices.form, choices.show, scope)
    if found is None:
        return {"form": "map", "layout": None}
    return {"form": choices.form, "layout": found[0], "layout_extent": found[1]}


def _own(region: str, level: str) -> str:
    """Fit the chosen region to the level: on a map of counties, a municipality's county."""
    return region[:2] if level == "county" else region


def _towns(scope: Scope) -> list[str]:
    """Regions to name where there is room: towns first, then, when they are few, all."""
    if scope.level == "county":
        return scope.codes
    known = [code for code in TOWNS if code in set(scope.codes)]
    return known + [code for code in scope.codes if code not in known and len(scope.codes) < 20]


def _revised(
    was: Mapping[Place, str], choices: Choices, periods: list[str], columns: list[str], lang: Lang
) -> Json:
    """What revised values were, of the sex and age shown; and what is to be said of their mark."""
    places = {
        (code, choices.sex, choices.age, period): (row, column)
        for row, period in enumerate(periods)
        for column, code in enumerate(columns)
    }
    found = {places[key]: words for key, words in was.items() if key in places}
    if not found:
        return {"was": {}}
    return {
        "was": sparse(found),
        "mark": {"letter": marks.MARK, "words": revision_words.mark("{was}", lang)},
    }
