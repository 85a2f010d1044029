"""A reader's choices and the address that holds them: reload, Back and a colleague see the same."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from dashboard import data
from dashboard.markup import plain
from dashboard.text import Lang
from etl.model import PublishedIndicator, level_of
from etl.periods import PATTERN

Scale = Literal["period", "all"]
Method = Literal["natural", "quantile", "equal", "own"]
Around = Literal["", "riket", "zero"]
Form = Literal["map", "tiles", "circles"]

HOME = {"municipality": "2480", "county": "24", "country": "00"}  # where a page opens
LIMITS = 4  # own limits at most: five classes is what a map's colours can tell apart
PANELS = 6  # maps beside each other at most
CAPTION = 120  # characters of a reader's own title
COMPARED = 5  # regions beside the chosen one: six lines is what a chart can tell apart


@dataclass(frozen=True)
class Choices:
    """What a reader has chosen on an indicator's page; every field is valid for that indicator.

    `show` is which map: `norrland-municipality`, `sweden-county`, `24-municipality` …, empty for
    an indicator without map. `scale` is `period` (classes of the shown period) or `all` (the same
    classes for all periods). `compare` are further regions in the trend. The rest are a map's:
    how its classes are found, own `limits`, what a diverging scale is `around`, its `form`, the
    periods or sexes of its `panels` beside each other, and a title of the reader's own.
    """

    region: str
    sex: str
    age: str
    period: str
    show: str
    scale: Scale = "period"
    lang: Lang = "sv"
    compare: tuple[str, ...] = ()
    method: Method = "natural"
    limits: tuple[float, ...] = ()
    around: Around = ""
    form: Form = "map"
    panels: tuple[str, ...] = ()
    caption: str = ""

    def query_string(self, indicator: PublishedIndicator) -> str:
        """The choices as `region=2580&sex=K`, those that are the indicator's default left out."""
        default = defaults(indicator)
        pairs = [
            (name, one_text(chosen))
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
        **_of_map(query, indicator, periods),
        region=region,
        sex=_one_of(indicator.sexes, _given(query, "sex").upper(), default.sex),
        age=_one_of(indicator.ages, age_code(_given(query, "age")), default.age),
        period=_period(_given(query, "period"), indicator, periods) or default.period,
        show=_one_of(shows(indicator), _given(query, "show"), default.show),
        scale="all" if _given(query, "scale") == "all" else "period",
        lang="en" if _given(query, "lang") == "en" else "sv",
        compare=_compare(_all_given(query, "compare"), indicator, region),
    )


def _of_map(
    query: Mapping[str, Any], indicator: PublishedIndicator, periods: Sequence[str] | None
) -> dict[str, Any]:
    """How the map is drawn. A count is never coloured, so it has no classes to choose."""
    panels = _panels(_all_given(query, "panels"), indicator, periods)
    rest = {"panels": panels, "caption": _caption(_given(query, "caption"))}
    if indicator.absolute:
        return rest
    limits = _limits(_all_given(query, "limits"), indicator.decimals)
    method = _one_of(get_args(Method), _given(query, "method"), "natural")
    if (method == "own") != bool(limits):
        method, limits = "natural" if method == "own" else method, ()
    return {
        **rest,
        "method": method,
        "limits": limits,
        "around": _around(_given(query, "around"), indicator, method),
        "form": _one_of(get_args(Form), _given(query, "form"), "map"),
    }


def _caption(given: str) -> str:
    """A title on one line; characters that neither show nor may stand in a picture are left out."""
    return " ".join(plain(given).split())[:CAPTION]


def _around(given: str, indicator: PublishedIndicator, method: str) -> str:
    """Own limits stand as they are given; riket must have figures to be compared with."""
    if method == "own" or (given == "riket" and "country" not in indicator.levels):
        return ""
    return _one_of(get_args(Around), given, "")


def _limits(given: list[str], decimals: int) -> tuple[float, ...]:
    """One to four rising numbers as they are shown; none at all where one of them is no number."""
    try:
        numbers = [round(float(each), decimals) for each in given if each]
    except ValueError:
        return ()
    rising = all(below < above for below, above in pairwise(numbers))
    fits = rising and len(numbers) <= LIMITS and all(map(isfinite, numbers))
    return tuple(numbers) if fits else ()


def _panels(
    given: list[str], indicator: PublishedIndicator, periods: Sequence[str] | None
) -> tuple[str, ...]:
    """Kvinnor beside män, or two to six periods, in the order of time."""
    if given == ["K", "M"] and {"K", "M"} <= set(indicator.sexes):
        return "K", "M"
    found = sorted({each for each in given if _period(each, indicator, periods)})
    return tuple(found) if 2 <= len(found) <= PANELS else ()


def age_code(given: str) -> str:
    """The age class meant: `65+` typed into an address arrives as `65` and a space."""
    return f"{given[:-1]}+" if re.fullmatch(r"\d+ ", given) else given.strip()


def one_text(chosen: Any) -> str:
    """A choice as its address writes it."""
    if isinstance(chosen, tuple):
        return ",".join(str(each).removesuffix(".0") for each in chosen)
    return str(chosen)


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
    well_formed = re.fullmatch(PATTERN[indicator.frequency], given, re.ASCII)
    between = indicator.first_period <= given <= indicator.last_period
    return given if well_formed and between else None


def _compare(given: list[str], indicator: PublishedIndicator, region: str) -> tuple[str, ...]:
    found = (_region(code, indicator) for code in given)
    others = dict.fromkeys(code for code in found if code and code != region)
    return tuple(others)[:COMPARED]
