"""Lays an indicator's figures out as a map and its neighbours show them, every period at once."""

from collections.abc import Mapping

import numpy as np

from dashboard import data, text
from dashboard.choices import Choices, Form
from dashboard.data import At
from dashboard.map import layouts
from dashboard.map.boundaries import boundaries
from dashboard.map.grid import Laid, beside, empty, rows, sparse
from dashboard.map.layouts import Layout
from dashboard.map.model import Mark, Payload, Sparse
from dashboard.map.panels import panels
from dashboard.map.scale import pooled, scales
from dashboard.map.scope import Scope
from dashboard.map.words import who, words
from dashboard.numbers import Floats
from dashboard.text import Lang
from etl.model import PublishedIndicator

# Towns that orient a reader, the most important first; drawn where there is room.
TOWNS = ["0180", "1480", "1280", "2480", "2580", "2281", "2380", "2584", "0380", "0580", "1880"]
TOWNS += ["0880", "2180", "2080", "1780", "2482", "2284", "2581", "2481", "2313", "2361", "2506"]
TOWNS += ["0980", "1380", "1080"]
MOST = 0.5  # of the regions that ever had a value in one period: a newer one is not of most
# How a null is drawn; a symbol not named here is hatched as missing.
LOOK = {".": "empty", "-": "empty", "Privacy": "dots"}


def payload(
    laid: Laid,
    indicator: PublishedIndicator,
    choices: Choices,
    lang: Lang,
    sentences: Mapping[str, str],
    was: Mapping[At, str] | None = None,
) -> Payload:
    """An indicator's figures, laid out for the chosen age and map, under a reader's choices.

    `sentences` is the lead by period; `was` what revised values were, in words.
    Classes are of the sex shown; kvinnor and män side by side are drawn on one scale.
    """
    scope, compared, periods, grids = laid[:4]
    count = len(scope.codes)
    grids = {choices.sex: empty(laid), **grids}
    grid, names = grids[choices.sex], data.region_names(lang)
    columns = laid.columns
    mine = columns.index(choices.region) if choices.region in columns else None
    period, default = _opening(periods, grid.values, count, mine, choices.period)
    form, layout, layout_extent = _form(choices, scope)
    marked = _revised(was or {}, choices, laid)
    return Payload(
        **vars(scales(laid, grids, indicator, choices)),
        indicator=indicator.id,
        kind="count" if indicator.absolute else "rate",
        decimals=indicator.decimals,
        unit=text.unit(indicator, lang),
        quantity=text.quantities(indicator.measure, lang),
        lang=lang,
        who=", ".join(who(choices, lang)),
        scale=choices.scale,
        level=scope.level,
        extent=scope.extent,
        own=_own(choices.region, scope.level),
        codes=scope.codes,
        names=[names[code] for code in scope.codes],
        towns=_towns(scope),
        form=form,
        layout=layout,
        layout_extent=layout_extent,
        near=_near(choices.region, scope),
        periods=periods,
        period_words=[text.period(each, lang) for each in periods],
        period=period,
        period_default=default,
        sentences=[sentences.get(each, "") for each in periods],
        values=rows(grid.values[:, :count], indicator.decimals),
        symbols=sparse(grid.symbols),
        symbol_words={s: text.status(s, lang) for s in {"", *grid.symbols.values()}},
        look=LOOK,
        compared=beside(grid, compared, indicator.decimals),
        compared_codes=compared,
        compared_names={code: names[code] for code in compared},
        was=marked,
        mark=Mark(text.REVISED, text.revised("{was}", lang)) if marked else None,
        rising=indicator.better == "lower",
        panels=panels(choices, grids, periods, compared, indicator.decimals),
        words=words(indicator, choices, scope, lang, pooled(grids, choices)),
    )


def _opening(
    periods: list[str], values: Floats, count: int, mine: int | None, chosen: str
) -> tuple[str, str]:
    """The period the page opens at, that chosen or the newest that can stand for all; and it alone.

    The newest in which most of the `count` regions shown have a value that ever had one at once,
    and the reader's own (its column is `mine`) has: a year that only some have leaves a map, and
    ranks among them, that say less than the year before.
    """
    there = ~np.isnan(values)
    shown = there[:, :count].sum(axis=1) if count else there.sum(axis=1)
    most = shown >= max(1.0, MOST * shown.max(initial=0))
    own = most & there[:, mine] if mine is not None else most
    fitting = next((kind for kind in (own, most) if kind.any()), None)
    default = periods[np.flatnonzero(fitting)[-1]] if fitting is not None else (periods or [""])[-1]
    return (chosen if chosen in periods else default), default


def _form(choices: Choices, scope: Scope) -> tuple[Form, Layout | None, list[float]]:
    """Where regions stand, when they do not lie where they are; and the extent of it all."""
    found = layouts.layout(choices.form, choices.show, scope)
    return (choices.form, *found) if found else ("map", None, [])


def _near(region: str, scope: Scope) -> list[float] | None:
    """A county chosen on a map of municipalities is what the reader wants to see."""
    if scope.level != "municipality" or len(region) != 2 or scope.extent == region:
        return None
    found: list[float] | None = boundaries(scope.level)["extents"].get(region)
    return found


def _own(region: str, level: str) -> str:
    """Fit the chosen region to the level: on a map of counties, a municipality's county."""
    return region[:2] if level == "county" else region


def _towns(scope: Scope) -> list[str]:
    """Regions to name where there is room: towns first, then, when they are few, all."""
    if scope.level == "county":
        return scope.codes
    known = [code for code in TOWNS if code in set(scope.codes)]
    return known + [code for code in scope.codes if code not in known and len(scope.codes) < 20]


def _revised(was: Mapping[At, str], choices: Choices, laid: Laid) -> Sparse:
    """What revised values were, of the sex and age shown."""
    if not was:
        return {}
    places = {
        (code, choices.sex, choices.age, period): (row, column)
        for row, period in enumerate(laid.periods)
        for column, code in enumerate(laid.columns)
    }
    return sparse({places[key]: words for key, words in was.items() if key in places})
