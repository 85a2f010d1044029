"""The profile of a place as data: one object for programs, one row an indicator for tables."""

from dataclasses import asdict
from typing import Any

from dashboard import data, text
from dashboard.claims.difference import Verdict
from dashboard.claims.rank import Place, Untold
from dashboard.place.model import Against, Profile, Row, Sexes, Unjudged

BESIDE = ("reference", "county", "riket")


def record(profile: Profile) -> dict[str, Any]:
    """The whole profile: a comparison says its period, `certain` null that it cannot be judged."""
    out = {row.indicator.id for row in (*profile.ahead, *profile.behind)}
    return {
        "region": profile.code,
        "name": data.region_name(profile.code),
        "release": data.release().id,
        "reference": {
            "kind": profile.reference.kind,
            "regions": list(profile.reference.codes),
        },
        "sections": [
            {"id": each.id, "rows": [_row(row, out) for row in each.rows]}
            for each in profile.sections
        ],
        "ahead": [row.indicator.id for row in profile.ahead],
        "behind": [row.indicator.id for row in profile.behind],
        "cannot": [_unjudged(each) for each in profile.unjudged],
    }


def _row(row: Row, out: set[str]) -> dict[str, Any]:
    return {
        "indicator": row.indicator.id,
        "period": row.now.period,
        "value": row.now.value,
        "status": row.now.status,
        "interval": asdict(row.interval) if row.interval else None,
        "against": {beside: _against(each) for beside, each in row.against.items()},
        "sexes": _sexes(row.sexes) if row.sexes else None,
        "direction": asdict(row.direction),
        **_rank(row.place),
        "later": dict(zip(("period", "status"), row.later, strict=True)) if row.later else None,
        "out": row.indicator.id in out,
    }


def _rank(of: Place | Untold) -> dict[str, Any]:
    """The place among all, or why none is told."""
    if isinstance(of, Place):
        return {"place": asdict(of), "place_untold": None}
    return {"place": None, "place_untold": of}


def _against(of: Against) -> dict[str, Any]:
    told = {"period": of.period, "own": of.own, "value": of.value, "n": of.n}
    return told | _verdict(of.verdict)


def _sexes(of: Sexes) -> dict[str, Any]:
    return {"K": of.women.value, "M": of.men.value} | _verdict(of.verdict)


def _verdict(of: Verdict) -> dict[str, Any]:
    ends = {"low": of.of.low, "high": of.of.high} if of.of else {"low": None, "high": None}
    return {"size": of.size, "certain": of.certain, "relation": word(of), **ends}


def word(of: Verdict) -> str:
    """What may be said: `higher`, `lower`, `about` the same, or nothing where it is not known."""
    if of.certain is None:
        return ""
    return of.relation if of.certain else "about"


def _unjudged(each: Unjudged) -> dict[str, Any]:
    return {"indicator": each.indicator.id, "why": each.why, "n": each.n or None}


# --- one row an indicator ---


def rows(profile: Profile) -> list[dict[str, Any]]:
    """The same flat, under the same columns in every row; None where there is nothing."""
    return [_flat(profile, section.id, row) for section in profile.sections for row in section.rows]


def _flat(profile: Profile, section: str, row: Row) -> dict[str, Any]:
    indicator, now, of = row.indicator, row.now, row.interval
    return {
        "section": section,
        "indicator": indicator.id,
        "title": indicator.title,
        "region": profile.code,
        "region_name": data.region_name(profile.code),
        "period": now.period,
        "value": now.value,
        "unit": indicator.unit,
        "status": now.status,
        "low": of.low if of else None,
        "high": of.high if of else None,
        "interval_method": of.method if of else None,
        **{name: told for each in BESIDE for name, told in _beside(each, row).items()},
        **_people(row.sexes),
        **_course(row),
        "source": text.source_at(indicator, now.period),
    }


def _beside(name: str, row: Row) -> dict[str, Any]:
    of = next((each for beside, each in row.against.items() if beside == name), None)
    return {
        f"{name}_value": of.value if of else None,
        f"{name}_n": of.n if of else None,
        f"{name}_period": of.period if of else None,
        f"{name}_relation": word(of.verdict) if of else None,
    }


def _people(of: Sexes | None) -> dict[str, Any]:
    return {
        "women": of.women.value if of else None,
        "men": of.men.value if of else None,
        "sexes_relation": word(of.verdict) if of else None,
    }


def _course(row: Row) -> dict[str, Any]:
    went, place = row.direction, row.place if isinstance(row.place, Place) else None
    return {
        "direction": went.outcome,
        "direction_first": went.first,
        "direction_last": went.last,
        "direction_change": went.change,
        "place_best": place.best if place else None,
        "place_worst": place.worst if place else None,
        "place_of": place.of if place else None,
    }
