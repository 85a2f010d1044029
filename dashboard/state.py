"""A reader's choices and the address that holds them: reload, Back and a colleague see the same."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import urlencode

from dashboard import data
from dashboard.text import Lang
from etl.model import PERIOD_PATTERN, PublishedIndicator, level_of

Scale = Literal["period", "all"]

HOME = {"municipality": "2480", "county": "24", "country": "00"}  # where a page opens
COMPARED = 5  # regions beside the chosen one: six lines is what a chart can tell apart


@dataclass(frozen=True)
class Choices:
    """What a reader has chosen on an indicator's page; every field is valid for that indicator.

    `show` is which map: `norrland-municipality`, `sweden-county`, `24-municipality` …, empty for
    an indicator without map. `scale` is `period` (classes of the shown period) or `all` (the same
    classes for all periods). `compare` are further regions in the trend.
    """

    region: str
    sex: str
    age: str
    period: str
    show: str
    scale: Scale = "period"
    lang: Lang = "sv"
    compare: tuple[str, ...] = ()

    def query_string(self, indicator: PublishedIndicator) -> str:
        """The choices as `region=2580&sex=K`, those that are the indicator's default left out."""
        default = defaults(indicator)
        pairs = [
            (name, ",".join(chosen) if isinstance(chosen, tuple) else chosen)
            for name, chosen in vars(self).items()
            if chosen != getattr(default, name)
        ]
        return urlencode(pairs, safe=",")


def defaults(indicator: PublishedIndicator) -> Choices:
    """What a page shows when its address chooses nothing."""
    level = next(level for level in HOME if level in indicator.levels)
    return Choices(
        region=HOME[level],
        sex="T" if "T" in indicator.sexes else _first(indicator.sexes),
        age="total" if "total" in indicator.ages else _first(indicator.ages),
        period=indicator.last_period,
        show=_first(shows(indicator)),
    )


def shows(indicator: PublishedIndicator) -> list[str]:
    """The maps an indicator can be shown on, in the order of a menu."""
    found = [
        f"{area}-{level}"
        for area in ("norrland", "sweden")
        for level in ("municipality", "county")
        if level in indicator.levels
    ]
    if "municipality" in indicator.levels:
        found += [f"{county}-municipality" for county in data.NORRLAND]
    return found


def parse(
    query: Mapping[str, Any],
    indicator: PublishedIndicator,
    periods: Sequence[str] | None = None,
) -> Choices:
    """The choices in a query string as Dash or Flask hands it over: texts, or lists of texts.

    Anything may stand in an address: an unknown name is ignored, and a value that means nothing
    here gives the default. With `periods` a period is valid when it is one of them, else when it
    is of the indicator's frequency and between its first and last.
    """
    default = defaults(indicator)
    region = _region(_given(query, "region"), indicator) or default.region
    return replace(
        default,
        region=region,
        sex=_one_of(indicator.sexes, _given(query, "sex").upper(), default.sex),
        age=_one_of(indicator.ages, age_code(_given(query, "age")), default.age),
        period=_period(_given(query, "period"), indicator, periods) or default.period,
        show=_one_of(shows(indicator), _given(query, "show"), default.show),
        scale="all" if _given(query, "scale") == "all" else "period",
        lang="en" if _given(query, "lang") == "en" else "sv",
        compare=_compare(_all_given(query, "compare"), indicator, region),
    )


def age_code(given: str) -> str:
    """The age class meant: `65+` typed into an address arrives as `65` and a space."""
    return f"{given[:-1]}+" if re.fullmatch(r"\d+ ", given) else given.strip()


def _first(options: Iterable[str]) -> str:
    return next(iter(options), "")


def _given(query: Mapping[str, Any], name: str) -> str:
    """The first text given under a name; nothing given is the empty text."""
    given = query.get(name)
    return str((_first(given) if isinstance(given, (list, tuple)) else given) or "")


def _all_given(query: Mapping[str, Any], name: str) -> list[str]:
    given = query.get(name)
    texts = given if isinstance(given, (list, tuple)) else [given or ""]
    return [code.strip() for text in texts for code in str(text).split(",")]


def _one_of(options: Sequence[str], given: str, default: str) -> str:
    return given if given in options else default


def _region(given: str, indicator: PublishedIndicator) -> str | None:
    """The region when it has figures; a municipality's county where only counties have."""
    known = data.region(given.strip())
    if known is None:
        return None
    fitting = (code for code in (known.code, known.county) if code)
    return next((code for code in fitting if level_of(code) in indicator.levels), None)


def _period(given: str, indicator: PublishedIndicator, periods: Sequence[str] | None) -> str | None:
    if periods is not None:
        return given if given in periods else None
    well_formed = re.fullmatch(PERIOD_PATTERN[indicator.frequency], given, re.ASCII)
    between = indicator.first_period <= given <= indicator.last_period
    return given if well_formed and between else None


def _compare(given: list[str], indicator: PublishedIndicator, region: str) -> tuple[str, ...]:
    found = (_region(code, indicator) for code in given)
    others = dict.fromkeys(code for code in found if code and code != region)
    return tuple(others)[:COMPARED]
