"""One indicator of one region: women beside men, or one figure that tells of both."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import numpy as np

from dashboard import data, laid
from dashboard.claims import many
from dashboard.claims.difference import Verdict
from dashboard.claims.direction import MOST, Direction, trend
from dashboard.claims.interval import Bounds, Interval
from dashboard.claims.judge import MOST_OF
from dashboard.claims.usual import unbroken
from dashboard.gap.level import Gaps, both, gaps, place, scale, spread
from dashboard.gap.model import Beside, Course, Other, Row, Than, Whole
from dashboard.gap.pair import Pair
from etl.model import PublishedIndicator, level_of

Value = TypeVar("Value")
Apart = dict[str, tuple[float, float]]  # women's and men's figures by period, in time order


def row(pair: Pair, code: str) -> Row | None:
    """Women beside men in a region; None where there is no period that both have."""
    series = apart(pair, code)
    period = max(series, default="")
    found = gaps(pair, period) if period else None
    verdict = found.verdict(code) if found else None
    if found is None or verdict is None:
        return None
    women, men = series[period]
    recent = _recent(pair.women, series)
    run = unbroken(recent, period, pair.women.seams)[-MOST:]
    way = _direction(pair.women, {each: k - m for each, (k, m) in recent.items()})
    apart_by = spread(pair, period)
    return Row(
        pair=pair,
        region=code,
        period=period,
        women=women,
        men=men,
        of_women=_interval(found.of_women, code),
        of_men=_interval(found.of_men, code),
        gap=verdict,
        sure=found.is_sure(code),
        spreads=verdict.size / apart_by if apart_by else None,
        direction=way,
        course=course(way, series),
        series={each: series[each] for each in run},
        beside=_others(found, code, verdict),
        scale=scale(pair),
    )


def _recent(of: PublishedIndicator, series: Mapping[str, Value]) -> dict[str, Value]:
    """Of years no more than a direction looks at, and the one before them."""
    last = MOST + 1 if of.frequency == "year" else 0
    return dict([*series.items()][-last:])


def apart(pair: Pair, code: str) -> Apart:
    """The figures of each period that both women and men have one of."""
    women, men = (each.series(code) for each in both(pair))
    return {period: (women[period], men[period]) for period in women if period in men}


def _direction(of: PublishedIndicator, values: Mapping[str, float]) -> Direction:
    shown = {period: round(value, of.decimals) for period, value in values.items()}
    return trend(shown, of)


def course(way: Direction, series: Apart) -> Course:
    """How the difference has gone: closer to nothing, farther from it, or to the other side."""
    if way.outcome != "up" and way.outcome != "down":
        return way.outcome
    then, now = (k - m for k, m in (series[way.first], series[way.last]))
    if then * now < 0:
        return "turns"
    return "grows" if abs(now) > abs(then) else "shrinks"


def _interval(of: Bounds, code: str) -> Interval | None:
    low, high = float(of.low[place(code)]), float(of.high[place(code)])
    return None if np.isnan(low) else Interval(low, high, "share", 0.95)


# --- beside the county and riket ---


def wholes(code: str) -> dict[Beside, str]:
    """What a region lies in."""
    county: dict[Beside, str] = {"county": code[:2]} if level_of(code) == "municipality" else {}
    return {**county, "riket": "00"} if code != "00" else {}


def _others(found: Gaps, code: str, own: Verdict) -> dict[Beside, Other]:
    there = {beside: (whole, found.verdict(whole)) for beside, whole in wholes(code).items()}
    return {
        beside: _other(found, code, own, whole, of)
        for beside, (whole, of) in there.items()
        if of is not None
    }


def _other(found: Gaps, code: str, own: Verdict, whole: str, of: Verdict) -> Other:
    at = place(whole)
    women, men = float(found.women[at]), float(found.men[at])
    way = -1 if own.size < 0 else 1
    if own.certain and of.certain and own.size * of.size < 0:
        return Other(whole, women, men, of.size, "other way", True)
    more = way * (own.size - of.size)
    than: Than = "higher" if more > 0 else "lower" if more < 0 else "unchanged"
    return Other(whole, women, men, of.size, than, _differ(own, of, code, whole))


def _differ(own: Verdict, of: Verdict, code: str, whole: str) -> bool | None:
    """Whether two differences differ by more than chance; a large part of a whole is not judged."""
    if own.of is None or of.of is None or _is_large_part(code, whole):
        return None
    size = own.size - of.size
    below = float(np.hypot(own.size - own.of.low, of.of.high - of.size))
    above = float(np.hypot(own.of.high - own.size, of.size - of.of.low))
    return not size - below <= 0 <= size + above


def _is_large_part(code: str, whole: str) -> bool:
    return _share(data.release().path, code, whole) > MOST_OF


@lru_cache(maxsize=1024)  # every row of a region asks it
def _share(_release: Path, code: str, whole: str) -> float:
    """How much of a whole's population a region has; 0 where that is not known."""
    for each in data.serving("population"):
        table = laid.Tables().table(each.id, each.sexes[0], each.ages[0])
        part, all_ = (table.series(where) for where in (code, whole))
        if newest := max(part.keys() & all_.keys(), default=""):
            return part[newest] / all_[newest]
    return 0.0


# --- one figure that tells of both ---


def whole(of: PublishedIndicator, code: str, of_men: bool) -> Whole | None:
    """The newest figure of a region; None where it has none."""
    sex, age = of.sexes[0], of.ages[0]
    tables = laid.Tables()
    table = tables.table(of.id, sex, age)
    series = table.series(code)
    if not series:
        return None
    period = max(series)
    ends = many.intervals(tables, of.id, sex, age, period, [code])
    known = not np.isnan(ends.low[0])
    interval = Interval(float(ends.low[0]), float(ends.high[0]), "share", 0.95) if known else None
    recent = _recent(of, series)
    run = unbroken(recent, period, of.seams)[-MOST:]
    around = {beside: table.series(where) for beside, where in wholes(code).items()}
    return Whole(
        indicator=of,
        region=code,
        period=period,
        value=series[period],
        interval=interval,
        direction=_direction(of, recent),
        series={each: series[each] for each in run},
        beside={name: values[period] for name, values in around.items() if period in values},
        of_men=of_men,
    )
