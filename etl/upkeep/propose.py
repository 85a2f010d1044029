"""Proposes a catalogue entry for a table, out of what the agency says of it.

What the agency does not tell is not made up: it is left empty, which the catalogue refuses, with a
comment that asks the editor for it. Only what is harmless until it is answered has a value.
"""

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any

from etl.errors import AnswerUnreadable
from etl.model import Level
from etl.net.session import Session
from etl.upkeep import kolada_kpis, metadata
from etl.upkeep.kolada_kpis import Kpi
from etl.upkeep.metadata import Table, plain
from etl.upkeep.propose_query import LEVELS, frequency, levels, query

# Kolada's types of KPI; one of municipalities (K) may have riket and counties, and may not.
LEVELS_OF: dict[str, list[Level]] = {"A": LEVELS, "K": ["municipality"], "L": ["county"]}
UNTOLD = -1  # decimals that the catalogue refuses
UNITS = {"andel (%)": "%", "procent": "%", "antal personer": "personer"}  # the source's: ours
SPAN = re.compile(r"\.?\s+(År|Månad|Kvartal|Year|Month|Quarter)\s+\d{4}\S*(\s*-\s*\d{4}\S*)?$")


@dataclass
class Proposal:
    """An entry in the making: its fields in the catalogue's order, and what to ask about them."""

    fields: dict[str, Any]
    query: dict[str, Any]
    asks: dict[str, str] = field(default_factory=dict)  # field, or dimension: the question
    told: list[str] = field(default_factory=list)  # what the source says besides

    def toml(self, taken: Collection[str] = ()) -> str:
        """The table to paste; its id is none of those `taken`."""
        id_ = _id(self.fields["title"], self.fields["table"], taken)
        return "\n".join(
            [
                *(f"# {line}" for line in self.told),
                f"[{id_}]",
                *(self._line(key, value) for key, value in self.fields.items()),
                "",
                f"[{id_}.query]",
                *(self._line(key, value) for key, value in self.query.items()),
                "",
            ]
        )

    def _line(self, key: str, value: Any) -> str:
        ask = self.asks.get(key)
        return f"{key} = {_toml(value)}" + (f"  # ← {ask}" if ask else "")


def kolada(kpi: str, session: Session) -> Proposal:
    """An entry for a KPI, from Kolada's list. Raises AnswerUnreadable when it has no such KPI."""
    record = kolada_kpis.every(session).get(kpi)
    if record is None:
        raise AnswerUnreadable(f"Kolada has no KPI {kpi}")
    return of_kpi(record)


def scb(table: str, contents: str | None, session: Session) -> Proposal:
    """An entry for one contents of a table, from its metadata, in English too where there is.

    Raises AnswerUnreadable naming the contents to choose from, SourceUnavailable.
    """
    if not metadata.listed(table, session):
        raise AnswerUnreadable(f"SCB has no table {table}")
    swedish, english = metadata.table(table, session), metadata.english(table, session)
    return of_table(table, contents, swedish, english)


def of_kpi(kpi: Kpi) -> Proposal:
    """The entry that a KPI's record makes; Kolada tells no decimals and has no English."""
    title, _, unit = kpi.name.rpartition(", ")
    fields = _fields(
        title=title or kpi.name,
        description=plain(kpi.description or ""),
        source_unit=unit if title else "",
        decimals=0 if _is_count(unit) else 1,
        source="kolada",
        table=kpi.id,
        by_sex=kpi.is_divided_by_gender,
        levels=LEVELS_OF.get(kpi.municipality_type, []),
        frequency="year",
    )
    proposal = Proposal(fields, {"kpi": kpi.id}, _asks(fields))
    proposal.asks["decimals"] = "Kolada does not tell: how many are worth showing?"
    if kpi.municipality_type != "A":
        proposal.asks["levels"] = "Kolada may have more: country, county?"
    proposal.told = [f"{kpi.title} · {kpi.operating_area}"]
    if kpi.ended:
        proposal.told.append(f"Kolada ended it with {kpi.ended}.")
    return proposal


def of_table(id_: str, contents: str | None, swedish: Table, english: Table | None) -> Proposal:
    """The entry that a table's metadata makes for one contents."""
    code = _contents(id_, contents, swedish)
    title, description = _words(swedish, code)
    unit = swedish.unit(code)
    known, asks = query(swedish, code)
    fields = _fields(
        title=title,
        description=description,
        source_unit=unit.base,
        decimals=unit.decimals if unit.decimals is not None else UNTOLD,
        source="scb",
        table=id_,
        by_sex={"K", "M"} <= known.get("sexes", {}).keys(),
        levels=levels(swedish, known.get("region")),
        frequency=frequency(swedish) or "",
    )
    if english and code in english.codes(english.contents):
        fields["title_en"], fields["description_en"] = _words(english, code)
    proposal = Proposal(fields, known, _asks(fields) | asks)
    proposal.told = list(_what_to_know(swedish))
    return proposal


def _what_to_know(table: Table) -> Iterator[str]:
    """What an editor may want to know of a table, most of all what its notes say."""
    periods = table.codes(table.time)
    yield f"{plain(table.label)} · {table.extension.px.area or 'no subject'}"
    yield f"{' – '.join(periods[:1] + periods[-1:])}, published {table.updated}"
    for note in table.note:
        yield f"SCB notes: {plain(note)}"


def _fields(*, title: str, description: str, source_unit: str, **known: Any) -> dict[str, Any]:
    """All fields in the catalogue's order; what is not known is empty."""
    return {
        "title": title,
        "title_en": "",
        "description": description,
        "description_en": "",
        "unit": UNITS.get(source_unit.casefold(), source_unit),
        "decimals": known["decimals"],
        "better": "neutral",
        "kind": "count" if _is_count(source_unit) else "rate",
        **{key: known[key] for key in ("source", "table", "by_sex", "levels", "frequency")},
        "source_unit": source_unit,
        "range": [-inf, inf],
    }


def _asks(fields: Mapping[str, Any]) -> dict[str, str]:
    """What an editor has to say or look at."""
    missing = {
        key: "the source does not tell"
        for key, value in fields.items()
        if value in ("", [], UNTOLD)
    }
    return {
        **missing,
        **{key: "the source has no English" for key in missing if key.endswith("_en")},
        "better": "higher, lower or neutral?",
        "range": "least and greatest value that can be believed?",
    }


def _is_count(unit: str) -> bool:
    return unit.casefold().startswith("antal") and not re.search(r"/|\bper\b", unit)


def _contents(id_: str, wanted: str | None, table: Table) -> str:
    """The contents' code: the one wanted, or the only one."""
    codes = table.codes(table.contents)
    if wanted in codes:
        return wanted
    if wanted is None and len(codes) == 1:
        return codes[0]
    choices = ", ".join(f"{c} ({table.dimension[table.contents].label_of(c)})" for c in codes)
    problem = f"has no contents {wanted}" if wanted else "has several contents"
    raise AnswerUnreadable(f"SCB {id_}: {problem}: choose one of {choices}")


def _words(table: Table, contents: str) -> tuple[str, str]:
    """A title and a description in the table's language; the table's own ends in its periods."""
    dimension = table.dimension[table.contents]
    title = plain(dimension.label_of(contents))
    period = plain(dimension.extension.refperiod.get(contents, ""))
    sentences = [_capital(words) for words in (SPAN.sub("", plain(table.label)), period) if words]
    return _capital(title), ". ".join(sentences) + "."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _id(title: str, table: str, taken: Collection[str]) -> str:
    """The title in the letters an id may have; with the table's id when that is taken."""
    letters = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    id_ = words if words[:1].isalpha() else f"i-{words}"
    return f"{id_}-{table.lower()}" if id_ in taken else id_


def _toml(value: Any) -> str:
    """A value as TOML spells it; JSON's strings are TOML's too."""
    match value:
        case dict():
            return f"{{ {', '.join(f'{_key(k)} = {_toml(v)}' for k, v in value.items())} }}"
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case float():
            return repr(value)
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return (
        key if re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", key) else json.dumps(key, ensure_ascii=False)
    )
