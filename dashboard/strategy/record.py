"""A strategy as data: one row an indicator from which every judgement can be made anew."""

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard import data, text
from dashboard.claims import judge
from dashboard.claims.claim import Cell
from dashboard.claims.direction import Direction
from dashboard.claims.interval import Interval
from dashboard.claims.series import Figures
from dashboard.place import model as place
from dashboard.place.record import word
from dashboard.plan.model import Plan
from dashboard.strategy import overview, words
from dashboard.strategy.choices import Choices
from dashboard.strategy.model import (
    JUDGEMENTS,
    WINDOWS,
    Count,
    Row,
    Story,
    Told,
    Town,
    Window,
    count,
    judged,
)
from etl.model import PublishedIndicator
from etl.periods import before, year

Cells = dict[str, Any]


def record(plan: Plan, told: Story, choices: Choices) -> Cells:
    """The whole as one object."""
    return {
        "plan": plan.id,
        "region": told.region,
        "name": data.region_name(told.region, choices.lang),
        "release": data.release().id,
        "base_year": words.strategy(plan).base_year,
        "summary": overview.sentences(plan, told, choices.lang),
        "overview": counts(plan, told),
        "rows": rows(plan, told, choices),
        "lacking": lacking(told, choices),
    }


def counts(plan: Plan, told: Story) -> list[Cells]:
    """How many of each judgement, a row a chapter and span of years, and by direction."""
    found = []
    for each in told.chapters:
        whole: Cells = {"chapter": each.chapter.id, "direction": None}
        for window in WINDOWS:
            of = count(each.rows, len(each.lacking), window)
            found.append(whole | _counted(of, window))
            for way in words.strategy(plan).direction:
                part = overview.across(each, way, window)
                found.append(whole | {"direction": way.id} | _counted(part, window))
    return found


def _counted(of: Count, window: Window) -> Cells:
    return {"window": window, "indicators": of.total()} | {each: of[each] for each in JUDGEMENTS}


def lacking(told: Story, choices: Choices) -> list[Cells]:
    """What is not told, and why."""
    return [
        {
            "chapter": chapter.chapter.id,
            "indicator": each.id or None,
            "title": words.name(each, choices.lang),
            "why": words.reason(each, told.region, choices.lang),
        }
        for chapter in told.chapters
        for each in chapter.lacking
    ]


def shown(told: Story, choices: Choices) -> list[Told]:
    """The chapter that is asked for, or all."""
    return [each for each in told.chapters if choices.chapter in ("", each.chapter.id)]


# --- one row an indicator ---


def rows(plan: Plan, told: Story, choices: Choices) -> list[Cells]:
    """The rows of the view that is asked for, under the same columns in each."""
    if choices.view == "kommuner":
        return towns(told, choices)
    code = told.region
    around = [*dict.fromkeys([code, code[:2], "00"])]
    figures = Figures(data.release().indicators, lambda id_: data.rows(id_, around))
    found = [
        _row(plan, chapter, row, figures, choices)
        for chapter in shown(told, choices)
        for row in chapter.rows
    ]
    return spread(found)


def spread(found: list[Cells]) -> list[Cells]:
    """Rows whose `series` stands as a column a year."""
    series: list[Mapping[int, float]] = [each.pop("series") for each in found]
    years = sorted({each for of in series for each in of})
    return [
        row | {str(each): of.get(each) for each in years}
        for row, of in zip(found, series, strict=True)
    ]


def _row(plan: Plan, chapter: Told, row: Row, figures: Figures, choices: Choices) -> Cells:
    of, own, lang = row.indicator, row.own, choices.lang
    return {
        "chapter": chapter.chapter.id,
        "direction": _direction_of(plan, of.id),
        "indicator": of.id,
        "title": text.title(of, lang),
        "unit": text.unit(of, lang),
        "decimals": of.decimals,
        "better": of.better,
        "material": of.material,
        "overlap": of.overlap,
        "region": choices.region,
        "region_name": data.region_name(choices.region, lang),
        "period": own.now.period if own else None,
        **_figure("", own.now if own else None, own.interval if own else None, figures),
        "base_period": row.base[0] if row.base else None,
        "base_value": row.base[1] if row.base else None,
        "new_method": _is_cut(of, own.series, own.direction) if own else None,
        **{name: cell for each in WINDOWS for name, cell in _went(each, row).items()},
        **_riket(own, figures),
        **_sexes(own.sexes if own else None, figures),
        "municipalities": len(row.towns),
        "source": text.source_at(of, row.newest),
        "series": run(own.series, own.direction) if own else {},
    }


def _direction_of(plan: Plan, id_: str) -> str | None:
    ways = words.strategy(plan).direction
    return next((each.id for each in ways if id_ in each.indicators), None)


def _figure(name: str, cell: Cell | None, of: Interval | None, figures: Figures) -> Cells:
    """A figure, its interval, and what that is reckoned from."""
    before_ = f"{name}_" if name else ""
    return {
        name or "value": cell.value if cell else None,
        f"{before_}low": of.low if of else None,
        f"{before_}high": of.high if of else None,
        f"{before_}interval_method": of.method if of else None,
        f"{before_}interval_from": judge.grounds(figures, cell) if cell and of else None,
    }


def run(series: Mapping[str, float], of: Direction) -> dict[int, float]:
    """The values that a direction was told of, by year."""
    if not of.n:
        return {}
    periods = [before(of.last, n) for n in range(of.n)]
    return {year(each): series[each] for each in reversed(periods)}


def _is_cut(of: PublishedIndicator, series: Mapping[str, float], way: Direction) -> bool:
    """Whether there are values before the first year, by another method."""
    earlier = before(way.first, 1)
    return earlier in series and any(earlier <= seam < way.first for seam in of.seams)


def _went(window: Window, row: Row) -> Cells:
    of = row.direction(window)
    return {
        f"{window}_first": of.first or None,
        f"{window}_last": of.last or None,
        f"{window}_years": of.n,
        f"{window}_s": of.s,
        f"{window}_outcome": of.outcome,
        f"{window}_change": of.change,
        f"{window}_judgement": row.judgement(window),
    }


def _riket(own: place.Row | None, figures: Figures) -> Cells:
    """Beside riket in the newest period of both; its own chance where that is reckoned with."""
    of = own.against.get("riket") if own else None
    if own is None or of is None:
        names = ("period", "own", "own_low", "own_high", "value", "low", "high", "size", "relation")
        return {f"riket_{each}": None for each in names}
    key = own.now.sex, own.now.age, of.period
    here, whole = (
        Cell(own.now.indicator, code, *key, value, "")
        for code, value in ((own.now.region, of.own), ("00", of.value))
    )
    around = judge.around(figures, here)
    size = judge.standing(figures, here, whole)
    ends = judge.around(figures, whole) if size == "alike" else None
    exact = of.value if size == "large" else None
    return {
        "riket_period": of.period,
        "riket_own": of.own,
        "riket_own_low": around.low if around else None,
        "riket_own_high": around.high if around else None,
        "riket_value": of.value,
        "riket_low": ends.low if ends else exact,
        "riket_high": ends.high if ends else exact,
        "riket_size": size,
        "riket_relation": word(of.verdict),
    }


def _sexes(of: place.Sexes | None, figures: Figures) -> Cells:
    women, men = (of.women, of.men) if of else (None, None)
    ends = [judge.around(figures, each) if each else None for each in (women, men)]
    return {
        **_figure("women", women, ends[0], figures),
        **_figure("men", men, ends[1], figures),
        "sexes_relation": word(of.verdict) if of else None,
    }


# --- one row a municipality ---


def towns(told: Story, choices: Choices) -> list[Cells]:
    """Each indicator in each municipality, with the direction of its latest ten years."""
    found = [
        _town(chapter, row, each)
        for chapter in shown(told, choices)
        for row in chapter.rows
        for each in row.towns
    ]
    return spread(found)


def _town(chapter: Told, row: Row, each: Town) -> Cells:
    of, way = row.indicator, each.direction
    return {
        "chapter": chapter.chapter.id,
        "indicator": of.id,
        "title": text.title(of),
        "region": each.code,
        "region_name": data.region_name(each.code),
        "period": each.period,
        "value": each.value,
        "unit": text.unit(of),
        "decimals": of.decimals,
        "better": of.better,
        "material": of.material,
        "overlap": of.overlap,
        "new_method": _is_cut(of, each.series, way),
        "ten_first": way.first,
        "ten_last": way.last,
        "ten_years": way.n,
        "ten_s": way.s,
        "ten_outcome": way.outcome,
        "ten_change": way.change,
        "ten_judgement": judged(way, of.better),
        "source": text.source_at(of, each.period),
        "series": run(each.series, way),
    }


def columns(every: Iterable[Cells]) -> list[str]:
    """The names of the columns, which are the same in each row."""
    return list(next(iter(every), {"indicator": None}))
