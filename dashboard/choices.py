"""A reader's choices and the address that holds them: reload, Back and a colleague see the same."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from dashboard import data
from dashboard.markup import plain
from dashboard.parameters import Parameters
from dashboard.text import Lang, say
from etl.model import PublishedIndicator, level_of
from etl.periods import can_be

Scale = Literal["period", "all"]
Method = Literal["natural", "quantile", "equal", "own"]
Around = Literal["", "riket", "zero"]
Form = Literal["map", "tiles", "circles"]

HOME = {"municipality": "2480", "county": "24", "country": "00"}  # where a page opens
LIMITS = 4  # own limits at most: five classes is what a map's colours can tell apart
ALLOWED = "one to four rising numbers, such as 20,30,40, with method=own"
PANELS = 6  # maps beside each other at most
CAPTION = 120  # characters of a reader's own title
COMPARED = 5  # regions beside the chosen one: six lines is what a chart can tell apart


@dataclass(frozen=True)
class Choices:
    """What a reader has chosen on an indicator's page; every field is valid for that indicator.

    `show` is which map: `norra-sverige-municipality`, `sweden-county`, `24-municipality` …,
    empty for an indicator without map. `scale` is `period` (classes of the shown period)
    or `all` (the same classes for all periods).
    `period` is empty where none is asked for: the map opens at one that
    can stand for all. `compare` are further regions in the trend. The rest are a map's:
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
        period="",
        show=_first(shows(indicator)),
    )


def shows(indicator: PublishedIndicator) -> list[str]:
    """The maps an indicator can be shown on, in the order of a menu."""
    found = [
        f"{area}-{level}"
        for area in ("norra-sverige", "sweden")
        for level in ("municipality", "county")
        if level in indicator.levels
    ]
    if "municipality" in indicator.levels:
        found += [f"{county}-municipality" for county in data.NORRLAND]
    return found


def parse(
    query: Parameters | Mapping[str, Any],
    indicator: PublishedIndicator,
    periods: Sequence[str] | None = None,
) -> Choices:
    """The choices that a query string asks for.

    Anything may stand in an address: an unknown name is ignored, and a value that means nothing
    here gives the default, unless the query refuses it. With `periods` a period is valid when it
    is one of them, else when it is of the indicator's frequency and between its first and last.
    """
    asked, default = Parameters.of(query), defaults(indicator)
    known = _among(asked, indicator) if periods is None else periods
    region = _region(asked.pick("region", data.regions(), ""), indicator) or default.region
    return replace(
        default,
        **_of_map(asked, indicator),
        region=region,
        sex=asked.pick("sex", indicator.sexes, default.sex),
        age=asked.pick("age", indicator.ages, default.age),
        period=asked.pick("period", known, default.period),
        show=asked.pick("show", shows(indicator), default.show),
        scale=asked.pick("scale", get_args(Scale), "period"),
        lang=asked.lang,
        compare=_compare(asked.each("compare"), indicator, region),
        panels=_panels(asked, indicator, known),
        caption=_caption(asked.one("caption")),
    )


def _of_map(asked: Parameters, indicator: PublishedIndicator) -> dict[str, Any]:
    """How the map is drawn. A count is never coloured, so it has no classes to choose."""
    rate, limits = not indicator.absolute, _limits(asked.each("limits"), indicator.decimals)
    methods = [each for each in get_args(Method) if each == "natural" or rate]
    known = [each for each in methods if limits or each != "own"]
    if rate and asked.one("method") == "own" and not limits:
        if asked.each("limits"):
            asked.misread("limits", [ALLOWED])
        asked.misread("method", [*known, "own (with limits)"])
    method = asked.pick("method", known, "natural")
    if asked.each("limits") and method != "own":
        asked.misread("limits", [ALLOWED])
    around = _arounds(indicator) if rate and method != "own" else []
    forms = get_args(Form) if rate else ["map"]
    return {
        "method": method,
        "limits": limits if method == "own" else (),
        "around": asked.pick("around", around, ""),
        "form": asked.pick("form", forms, "map"),
    }


def _caption(given: str) -> str:
    """A title on one line; characters that neither show nor may stand in a picture are left out."""
    return " ".join(plain(given).split())[:CAPTION]


def _arounds(indicator: PublishedIndicator) -> list[str]:
    """What its classes can be around; riket must have figures to be compared with."""
    return ["riket", "zero"] if "country" in indicator.levels else ["zero"]


def _limits(given: list[str], decimals: int) -> tuple[float, ...]:
    """One to four rising numbers as they are shown; none at all where they are not that."""
    if fault_of(given, decimals, "sv"):
        return ()
    return tuple(round(float(each), decimals) for each in given)


def fault_of(given: Sequence[str], decimals: int, lang: Lang) -> str:
    """What is wrong with limits as an address writes them, in a sentence; nothing if they fit."""
    strange = next((each for each in given if not _is_number(each)), None)
    if strange is not None:
        return say(lang, f"”{strange}” är inget tal.", f"“{strange}” is not a number.")
    if len(given) > LIMITS:
        count = len(given)
        return say(
            lang,
            f"{count} gränser är för många, högst fyra kan skiljas åt.",
            f"{count} limits are too many; at most four can be told apart.",
        )
    numbers = [round(float(each), decimals) for each in given]
    if all(below < above for below, above in pairwise(numbers)):
        return ""
    return say(lang, "Talen stiger inte.", "The numbers do not rise.")


def _is_number(word: str) -> bool:
    try:
        return isfinite(float(word))
    except ValueError:
        return False


def _panels(
    asked: Parameters, indicator: PublishedIndicator, periods: Collection[str]
) -> tuple[str, ...]:
    """Kvinnor beside män, or two to six periods, in the order of time."""
    given = asked.each("panels")
    if given == ["K", "M"] and {"K", "M"} <= set(indicator.sexes):
        return "K", "M"
    found = sorted({each for each in given if each in periods})
    fits = 2 <= len(found) <= PANELS
    if given and not (fits and set(given) <= set(periods)):
        asked.misread("panels", ["K,M", "two to six periods"])
    return tuple(found) if fits else ()


def one_text(chosen: Any) -> str:
    """A choice as its address writes it."""
    if isinstance(chosen, tuple):
        return ",".join(str(each).removesuffix(".0") for each in chosen)
    return str(chosen)


def _first(options: Iterable[str]) -> str:
    return next(iter(options), "")


def _region(code: str, indicator: PublishedIndicator) -> str | None:
    """The region when it has figures; a municipality's county where only counties have."""
    known = data.region(code)
    if known is None:
        return None
    fitting = (code for code in (known.code, known.county) if code)
    return next((code for code in fitting if level_of(code) in indicator.levels), None)


def _among(asked: Parameters, indicator: PublishedIndicator) -> list[str]:
    """Of the periods asked for those that an indicator with all of its span would have."""
    given = [asked.one("period"), *asked.each("panels")]
    kind = indicator.frequency
    first, last = indicator.first_period, indicator.last_period
    return [each for each in given if can_be(each, kind) and first <= each <= last]


def _compare(given: list[str], indicator: PublishedIndicator, region: str) -> tuple[str, ...]:
    found = (_region(code, indicator) for code in given)
    others = dict.fromkeys(code for code in found if code and code != region)
    return tuple(others)[-COMPARED:]  # the newest picked comes last
