"""Proposes an entry for a Kolada KPI, out of its record and, before that, of its values."""

import re
from collections.abc import Collection, Sequence
from math import ceil, floor, log10
from typing import Any

from etl.errors import AnswerUnreadable
from etl.model import Level
from etl.net.session import Session
from etl.upkeep import kolada_kpis, kolada_values, proposal, unit_words
from etl.upkeep.kolada_kpis import Kpi
from etl.upkeep.kolada_values import Values
from etl.upkeep.metadata import plain
from etl.upkeep.proposal import Proposal
from etl.upkeep.propose_query import LEVELS

# Kolada's types of KPI, where there are no values to tell.
LEVELS_OF: dict[str, list[Level]] = {"A": LEVELS, "K": ["municipality"], "L": ["county"]}
BALANCE = re.compile(
    r"netto\b|gap\b|skillnad|förändring|resultat|överskott|avvikelse", re.IGNORECASE
)
STEPS = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)  # round numbers of one size
GENEROUS = 2  # so far beyond what has been seen a value is believed

Asks = dict[str, str]


def kolada(kpi: str, session: Session, known: Collection[str]) -> Proposal:
    """An entry for a KPI, in one of the known units. Raises EtlError, also when there is no KPI."""
    record = kolada_kpis.every(session).get(kpi)
    if record is None:
        raise AnswerUnreadable(f"Kolada has no KPI {kpi}")
    looked = kolada_values.look([kpi], session, lambda _: None)
    if kpi in looked.failed:
        raise AnswerUnreadable(looked.failed[kpi])
    return of_kpi(record, looked.values[kpi], known)


def of_kpi(kpi: Kpi, values: Values, known: Collection[str]) -> Proposal:
    """The entry that a KPI's values and record make; Kolada has no English."""
    words = unit_words.of(kpi.name)
    unit, of_unit = _unit(words, values, known)
    kind, of_kind = _kind(kpi, words, values)
    told, of_values = _by_values(values, unit) if values else _by_record(kpi, unit)
    fields = proposal.fields(
        title=words.title,
        description=plain(kpi.description or ""),
        unit=unit,
        kind=kind,
        source="kolada",
        table=kpi.id,
        frequency="year",
        source_unit=words.unit,
        **told,
    )
    asks = proposal.asks(fields) | of_values | of_kind | of_unit
    first = {"first": values.first} if values else {}
    return Proposal(fields, {"kpi": kpi.id, **first}, asks, list(_what_to_know(kpi, values)))


def _unit(words: unit_words.Words, values: Values, known: Collection[str]) -> tuple[str, Asks]:
    """Our unit, and what to ask about it and about the source's words for it."""
    if not words.unit:
        ask = "which of the title's words stand for the unit? They must go on standing there"
        return "", {"unit": unit_words.ours("", words.title, known)[1], "source_unit": ask}
    unit, ask = unit_words.ours(words.unit, words.title, known)
    if unit == "index" and values and values.greatest <= 1 and "index 0–1" in known:
        unit = "index 0–1"
    return unit, {"unit": ask} if ask else {}


def _kind(kpi: Kpi, words: unit_words.Words, values: Values) -> tuple[str, Asks]:
    """Count, balance or rate; codes are none of these, and are asked about."""
    if unit_words.is_codes(kpi.title) or (values and values.codes):
        return "", {"kind": "the values are codes, as 1 for yes: no figures to compare. Leave it?"}
    if values and values.least < 0 < values.greatest:
        ask = "some values are below 0: is it what is left of two others (balance)?"
        named = BALANCE.search(words.title)
        return ("balance", {}) if named else ("rate", {"kind": ask})
    return ("count" if unit_words.is_total(words.unit, words.title) else "rate"), {}


def _by_values(values: Values, unit: str) -> tuple[dict[str, Any], Asks]:
    """Levels, sexes, decimals and range as the values have them."""
    levels = [level for level in LEVELS if level in values.until]
    gone = [f"{x} until {values.until[x]} only" for x in levels if x not in values.regions]
    told = {
        "levels": levels,
        "by_sex": bool(values.split_until),
        "decimals": _decimals(values, unit),
        "range": _range(values, unit),
    }
    asks = {
        "levels": f"{', '.join(gone)}: is it worth it?" if gone else "",
        "by_sex": _about_sex(values, [x for x in levels if x in values.regions]),
    }
    return told, {key: ask for key, ask in asks.items() if ask}


def _about_sex(values: Values, levels: Sequence[Level]) -> str:
    """What to ask where women and men are told of some years, or some levels of late, only."""
    without = [level for level in levels if level not in values.by_sex]
    if not values.split_until or not without:
        return ""
    if not values.by_sex:
        return f"women and men are told until {values.split_until} only: are they worth it?"
    return f"women and men are not told for {', '.join(without)}: is that well?"


def _by_record(kpi: Kpi, unit: str) -> tuple[dict[str, Any], Asks]:
    """The same where there are no values: the record errs, so that all of it is asked."""
    told = {
        "levels": LEVELS_OF.get(kpi.municipality_type, []),
        "by_sex": kpi.is_divided_by_gender,
        "decimals": 1 if unit == "%" else 0,
    }
    asks = {
        "levels": f"no values yet; Kolada's list says type {kpi.municipality_type}, and errs",
        "by_sex": "no values yet; Kolada's list says so, and errs",
        "decimals": "no values yet: how many are worth showing?",
        "range": "no values yet: least and greatest value that can be believed?",
    }
    return told, asks


def _decimals(values: Values, unit: str) -> int:
    """As many as the values have, and no more than tell one place from another."""
    small = 2 if values.mean >= 0.1 else 3
    large = 1 if values.mean < 100 else 0
    worth = 1 if unit == "%" else large if values.mean >= 10 else small
    return min(values.places, worth)


def _range(values: Values, unit: str) -> list[float]:
    """Round numbers well beyond what has been seen; a share or index within 0–100 stays there."""
    low, high = values.least, values.greatest
    if values.codes or unit == "index 0–1":
        return [0, 1]
    if unit in ("%", "index") and low >= 0 and high <= 100:
        return [0, 100]
    return [-_beyond(-low) if low < 0 else 0, _beyond(high) if high > 0 else 0 if low < 0 else 1]


def _beyond(value: float) -> float:
    """The round number that is at least twice so much."""
    far = value * GENEROUS
    size = 10.0 ** floor(log10(far))
    step = next(step for step in STEPS if step * size >= far * (1 - 1e-9))
    number = step * size
    return ceil(number) if number >= 1 and number == ceil(number) else round(number, 6)


def _what_to_know(kpi: Kpi, values: Values) -> Sequence[str]:
    """What an editor may want to know of a KPI: its whole title, what there is, that it ended."""
    told = [f"{kpi.title} · {kpi.operating_area}"]
    if values:
        counts = ", ".join(f"{len(values.regions[x])} {x}" for x in LEVELS if x in values.regions)
        told.append(f"values {values.first}–{values.newest}; regions of late: {counts}")
    if kpi.ended:
        told.append(f"Kolada ended it with {kpi.ended}.")
    return told
