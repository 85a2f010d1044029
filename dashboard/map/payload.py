"""All that a map and its neighbours show, every period at once, as one small JSON."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dashboard import data, revision_marks, revision_words, text
from dashboard.map.classes import Floats, breaks, whole
from dashboard.revision_words import Place
from dashboard.state import Choices
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

COUNTRY = "00"
# Towns that orient a reader, the most important first; drawn where there is room.
TOWNS = ["0180", "1480", "1280", "2480", "2580", "2281", "2380", "2584", "0380", "0580", "1880"]
TOWNS += ["0880", "2180", "2080", "1780", "2482", "2284", "2581", "2481", "2313", "2361", "2506"]
TOWNS += ["0980", "1380", "1080"]
# How a null is drawn; a symbol not named here is hatched as missing.
LOOK = {".": "empty", "-": "empty", "Privacy": "dots"}

Json = dict[str, Any]


class Scope(NamedTuple):
    """What a map shows: regions of one level within an extent of `maps/*.json`."""

    extent: str  # `00`, `norrland` or a county
    level: str  # `municipality` or `county`
    codes: list[str]


class Grid(NamedTuple):
    """One sex's figures, a row for each period and a column for each region."""

    values: Floats  # NaN where there is none
    symbols: dict[tuple[int, int], str]


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
    are the greatest magnitudes instead. `was` holds what revised values were, in words; those
    shown come laid out as the symbols do.
    """
    scope = scope_of(choices.show)
    frame = frame[frame["age"] == choices.age]
    compared = [COUNTRY, *dict.fromkeys(code[:2] for code in scope.codes if len(code) == 4)]
    periods = _periods(frame, scope)
    columns, count = scope.codes + compared, len(scope.codes)
    sexes = {*frame["sex"].unique(), choices.sex}
    grids = {sex: _grid(frame[frame["sex"] == sex], periods, columns) for sex in sexes}
    split = indicator.kind == "rate" and _split(grids, count)
    return {
        **_meaning(indicator, choices, lang),
        **_places(scope, compared, choices, lang),
        **_times(periods, grids[choices.sex].values[:, :count], choices, lang),
        **_figures(grids[choices.sex], compared, count, indicator.decimals, lang),
        **_scales(grids, count, indicator),
        **_revised(was or {}, choices, periods, columns, lang),
        "sentences": [sentences.get(each, "") for each in periods],
        "paths": dict(paths),
        "words": _words(indicator, choices, scope, lang, split=split),
    }


def _meaning(indicator: PublishedIndicator, choices: Choices, lang: Lang) -> Json:
    return {
        "indicator": indicator.id,
        "kind": indicator.kind,
        "decimals": indicator.decimals,
        "unit": text.unit(indicator, lang),
        "lang": lang,
        "sex": choices.sex,
        "who": ", ".join(_who(choices, lang)),
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
    beside = _rows(grid.values[:, count:].T, decimals)
    return {
        "values": _rows(grid.values[:, :count], decimals),
        "compared": dict(zip(compared, beside, strict=True)),
        "symbols": _sparse(grid.symbols),
        "symbol_words": {s: text.status(s, lang) for s in {"", *grid.symbols.values()}},
        "look": LOOK,
    }


def scope_of(show: str) -> Scope:
    """Read `norrland-municipality`, `sweden-county`, `24-municipality` …; empty has no codes."""
    area, _, level = show.partition("-")
    if not level:  # an indicator without map
        return Scope(COUNTRY, "county", [])
    counties = {"norrland": list(data.NORRLAND), "sweden": _counties()}.get(area, [area])
    codes = counties if level == "county" else data.municipalities_of(*counties)
    return Scope(COUNTRY if area == "sweden" else area, level, codes)


def _counties() -> list[str]:
    return [code for code, each in data.regions().items() if each.level == "county"]


def _own(region: str, level: str) -> str:
    """Fit the chosen region to the level: on a map of counties, a municipality's county."""
    return region[:2] if level == "county" else region


def _towns(scope: Scope) -> list[str]:
    """Regions to name where there is room: towns first, then, when they are few, all."""
    if scope.level == "county":
        return scope.codes
    known = [code for code in TOWNS if code in set(scope.codes)]
    return known + [code for code in scope.codes if code not in known and len(scope.codes) < 20]


# --- figures ---


def _periods(frame: pd.DataFrame, scope: Scope) -> list[str]:
    """List the periods in which any shown region has a row, oldest first."""
    return sorted(frame.loc[frame["region"].isin(scope.codes), "period"].unique())


def _grid(frame: pd.DataFrame, periods: list[str], codes: list[str]) -> Grid:
    """One sex's rows laid out; the key is unique, so no cell is written twice."""
    row = pd.Index(periods).get_indexer(pd.Index(frame["period"]))
    column = pd.Index(codes).get_indexer(pd.Index(frame["region"]))
    wanted = (row >= 0) & (column >= 0)
    values = np.full((len(periods), len(codes)), np.nan)
    values[row[wanted], column[wanted]] = frame["value"].to_numpy()[wanted]
    marked = np.flatnonzero(wanted & (frame["status"] != "").to_numpy())
    symbols = frame["status"].iloc[marked].to_list()
    at = zip(row[marked].tolist(), column[marked].tolist(), strict=True)
    return Grid(values, dict(zip(at, symbols, strict=True)))


def _rows(values: Floats, decimals: int) -> list[list[float | None]]:
    return [_row(row, decimals) for row in whole(values, decimals)]


def _row(units: Floats, decimals: int) -> list[float | None]:
    """Units of the last decimal as JSON numbers: whole ones without a decimal point."""
    if decimals == 0:
        return [None if n != n else int(n) for n in units.tolist()]
    part = 10**decimals
    return [None if n != n else n / part for n in units.tolist()]


def _sparse(symbols: Mapping[tuple[int, int], str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for (period, region), symbol in symbols.items():
        found.setdefault(str(period), {})[str(region)] = symbol
    return found


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
        "was": _sparse(found),
        "mark": {"letter": revision_marks.MARK, "words": revision_words.mark("{was}", lang)},
    }


# --- scales ---


def _split(grids: Mapping[str, Grid], count: int) -> bool:
    return all(s in grids and not np.isnan(grids[s].values[:, :count]).all() for s in ("K", "M"))


def _scales(grids: Mapping[str, Grid], count: int, indicator: PublishedIndicator) -> Json:
    """Class limits of a rate, greatest magnitudes of a count; per period and for all periods."""
    if indicator.kind == "count":
        all_sexes = np.hstack([grid.values[:, :count] for grid in grids.values()])
        tops = [float(np.nanmax(np.abs(row), initial=0)) for row in all_sexes]
        return {"tops": tops, "top_all": max(tops, default=0.0)}
    pool = _pool(grids, count)
    limits = [_breaks(row.tobytes(), indicator.decimals) for row in pool]
    return {"breaks": limits, "breaks_all": _breaks(pool.tobytes(), indicator.decimals)}


def _pool(grids: Mapping[str, Grid], count: int) -> Floats:
    """Both sexes' values beside each other, so that kvinnor and män are drawn on one scale.

    A period, or an indicator, that is not split by sex has the total's values instead.
    """
    parts = {sex: grid.values[:, :count] for sex, grid in grids.items()}
    if not _split(grids, count):
        return np.hstack(list(parts.values()))
    both = np.hstack([parts["K"], parts["M"]])
    if "T" in parts:
        unsplit = np.isnan(both).all(axis=1)
        both[unsplit, :count] = parts["T"][unsplit]
    return both


@lru_cache(maxsize=2048)  # a reader's next region or sex has the same scales
def _breaks(values: bytes, decimals: int) -> list[float]:
    return breaks(np.frombuffer(values), decimals)


# --- words ---


def _words(
    indicator: PublishedIndicator, choices: Choices, scope: Scope, lang: Lang, *, split: bool
) -> dict[str, str]:
    """Every text the browser sets, in the reader's language; {…} are filled in there."""
    where = place(scope, lang)
    sexes = say(lang, ", kvinnor och män", ", women and men") if split else ""
    every = _every(indicator, lang)
    return {
        "title": _title(indicator, choices, scope, lang),
        "map": say(lang, f"Karta, {where}", f"Map, {where}"),
        "again": say(lang, "Tryck igen för att välja", "Tap again to choose"),
        "loading": say(lang, "Kartan hämtas …", "Loading the map …"),
        "failed": say(
            lang,
            "Kartan kunde inte hämtas. Siffrorna finns i tabellen.",
            "The map could not be loaded. The figures are in the table.",
        ),
        "nothing": say(lang, "Inga uppgifter att visa här.", "No figures to show here."),
        "rank": say(lang, "Plats {rank} av {count}", "Rank {rank} of {count}"),
        "period": _period_word(indicator, lang),
        "play": say(lang, "Spela upp", "Play"),
        "stop": say(lang, "Stoppa", "Stop"),
        "same": say(lang, f"Samma skala {every}", f"Same scale for {every}"),
        "scale": say(lang, f"Skala: {{period}}{sexes}.", f"Scale: {{period}}{sexes}."),
        "scale_all": say(lang, f"Skala: {every}{sexes}.", f"Scale: {every}{sexes}."),
        "to": say(lang, "till", "to"),
        "under": say(lang, "under {limit}", "under {limit}"),
        "over": say(lang, "{limit} och över", "{limit} and over"),
        "negative": say(lang, "minskning eller underskott", "below zero"),
        "missing": text.status("", lang),
        "ranking": say(lang, f"Högst: {where}", f"Highest: {where}"),
        "more": say(lang, "Visa alla {count}", "Show all {count}"),
        "fewer": say(lang, "Visa färre", "Show fewer"),
        "region": _one(scope.level, lang),
        "remark": say(lang, "Anmärkning", "Remark"),
    }


def _title(indicator: PublishedIndicator, choices: Choices, scope: Scope, lang: Lang) -> str:
    """`Kvinnor, kommuner i Norrland, procent, {period}`: who, where, unit and when."""
    unit = text.unit(indicator, lang)
    measured = say(lang, "procent", "per cent") if unit == "%" else unit
    words = ", ".join([*_who(choices, lang), place(scope, lang), measured, "{period}"])
    return words[:1].upper() + words[1:]


def _who(choices: Choices, lang: Lang) -> list[str]:
    """Sex and age, where they are not all."""
    sex = [text.sex(choices.sex, lang)] if choices.sex != "T" else []
    return sex + ([text.age(choices.age, lang)] if choices.age != "total" else [])


def place(scope: Scope, lang: Lang) -> str:
    """Say what a map is of: `kommuner i Norrland`, `counties in Sweden`."""
    areas = {COUNTRY: say(lang, "Sverige", "Sweden"), "norrland": "Norrland"}
    area = areas.get(scope.extent) or data.region_name(scope.extent, lang)
    if scope.level == "county":
        return say(lang, f"län i {area}", f"counties in {area}")
    return say(lang, f"kommuner i {area}", f"municipalities in {area}")


def _one(level: str, lang: Lang) -> str:
    return say(lang, *{"county": ("Län", "County")}.get(level, ("Kommun", "Municipality")))


def _period_word(indicator: PublishedIndicator, lang: Lang) -> str:
    words = {"year": ("År", "Year"), "quarter": ("Kvartal", "Quarter"), "month": ("Månad", "Month")}
    return say(lang, *words[indicator.frequency])


def _every(indicator: PublishedIndicator, lang: Lang) -> str:
    words = {
        "year": ("alla år", "all years"),
        "quarter": ("alla kvartal", "all quarters"),
        "month": ("alla månader", "all months"),
    }
    return say(lang, *words[indicator.frequency])
