"""What the page shows as data: one row an indicator, or of one indicator one row a region."""

from collections.abc import Iterator
from math import isnan
from typing import Any

from dashboard import data, text
from dashboard.claims.difference import Verdict
from dashboard.gap import around, summary, words
from dashboard.gap.around import Both
from dashboard.gap.choices import Choices, chosen, inside
from dashboard.gap.model import Row, Story, Whole
from dashboard.plan.model import Plan

Cells = dict[str, Any]


def record(plan: Plan, told: Story, choices: Choices) -> dict[str, Any]:
    """The whole as one object; `certain` null is that a difference cannot be judged."""
    lang = choices.lang
    return {
        "plan": plan.id,
        "region": told.region,
        "name": data.region_name(told.region, lang),
        "release": data.release().id,
        "summary": summary.sentences(summary.points(told), lang),
        "rows": rows(told, choices),
        "lacking": [
            {"indicator": each.indicator.id, "why": words.reason(each, told.region, lang)}
            for each in (*told.lacking, *told.excused)
        ],
    }


def rows(told: Story, choices: Choices) -> list[Cells]:
    """The rows of the view that is asked for, under the same columns in each."""
    if choices.view != "rader":
        row = chosen(told, choices)
        return [_region(row, each) for each in around.regions(row)] if row else []
    return [_row(chapter, row, choices) for chapter, row in _listed(told, choices)]


def _listed(told: Story, choices: Choices) -> Iterator[tuple[str, Row | Whole]]:
    """Chapter and row, in the order of the page."""
    if choices.order == "bok":
        for each in told.chapters:
            if choices.chapter in ("", each.chapter.id):
                yield from ((each.chapter.id, row) for row in each.rows)
        return
    of = {row.pair.id: each.chapter.id for each in told.chapters for row in each.pairs}
    by = summary.by_size if choices.order == "skillnad" else summary.by_change
    yield from ((of[row.pair.id], row) for row in by(inside(told, choices)))


def _row(chapter: str, row: Row | Whole, choices: Choices) -> Cells:
    """Women and men, or the one figure that tells of both; what is not there is None."""
    of, lang = row.indicator, choices.lang
    return {
        "chapter": chapter,
        "indicator": of.id,
        "title": text.title(of, lang),
        "form": of.form,
        "region": row.region,
        "region_name": data.region_name(row.region, lang),
        "period": row.period,
        "unit": text.unit(of, lang),
        **(_pair(row) if isinstance(row, Row) else _whole(row)),
        "first": row.direction.first or None,
        "years": row.direction.n,
        "sentence": words.told(row, lang),
        "source": text.source_at(of, row.period),
    }


def _pair(row: Row) -> Cells:
    others = dict(row.beside)
    return {
        "women": row.women,
        "men": row.men,
        "value": None,
        **judged(row.gap),
        "sure": row.sure,
        "spreads": row.spreads,
        "course": row.course,
        "county_difference": others["county"].size if "county" in others else None,
        "riket_difference": others["riket"].size if "riket" in others else None,
        "than_county": _than(row, "county"),
        "than_riket": _than(row, "riket"),
    }


def _whole(row: Whole) -> Cells:
    empty = dict.fromkeys(["women", "men", "value", "difference", "low", "high", "certain"])
    rest = dict.fromkeys(["relation", "sure", "spreads", "course"])
    others = ["county_difference", "riket_difference", "than_county", "than_riket"]
    told = {"value": row.value, "course": row.direction.outcome}
    return {**empty, **rest, **dict.fromkeys(others), **told}


def judged(of: Verdict | None) -> Cells:
    """The difference, its interval, and what may be said: `about` that chance may have made it."""
    if of is None:
        return dict.fromkeys(["difference", "low", "high", "certain", "relation"])
    ends = {"low": of.of.low, "high": of.of.high} if of.of else {"low": None, "high": None}
    word = {None: None, False: "about", True: of.relation}[of.certain]
    return {"difference": of.size, **ends, "certain": of.certain, "relation": word}


def _than(row: Row, name: str) -> str | None:
    """How the difference compares with that of the county or riket, where it can be told."""
    other = next((each for beside, each in row.beside.items() if beside == name), None)
    if other is None or other.certain is None or not row.gap.certain:
        return None
    return other.than if other.certain else "about"


def _region(row: Row, each: Both) -> Cells:
    return {
        "indicator": row.pair.id,
        "region": each.code,
        "region_name": data.region_name(each.code),
        "period": row.period,
        "unit": text.unit(row.indicator),
        "women": None if isnan(each.women) else each.women,
        "men": None if isnan(each.men) else each.men,
        **judged(each.verdict),
        "source": text.source_at(row.indicator, row.period),
    }
