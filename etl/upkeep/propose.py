"""Proposes a catalogue entry for an SCB table, out of what the agency says of it.

What the agency does not tell is not made up: it is left empty, which the catalogue refuses, with a
comment that asks the editor for it. Only what is harmless until it is answered has a value.
"""

import re
from collections.abc import Collection, Iterator

from etl.errors import AnswerUnreadable
from etl.net.session import Session
from etl.upkeep import metadata, proposal, unit_words
from etl.upkeep.metadata import Table, plain
from etl.upkeep.proposal import UNTOLD, Proposal
from etl.upkeep.propose_query import frequency, levels, query

SPAN = re.compile(r"\.?\s+(År|Månad|Kvartal|Year|Month|Quarter)\s+\d{4}\S*(\s*-\s*\d{4}\S*)?$")


def scb(table: str, contents: str | None, session: Session, known: Collection[str]) -> Proposal:
    """An entry for one contents of a table, from its metadata, in English too where there is.

    Its unit is one of those `known`. Raises AnswerUnreadable naming the contents to choose from,
    SourceUnavailable.
    """
    if not metadata.listed(table, session):
        raise AnswerUnreadable(f"SCB has no table {table}")
    swedish, english = metadata.table(table, session), metadata.english(table, session)
    return of_table(table, contents, swedish, english, known)


def of_table(
    id_: str, contents: str | None, swedish: Table, english: Table | None, known: Collection[str]
) -> Proposal:
    """The entry that a table's metadata makes for one contents."""
    code = _contents(id_, contents, swedish)
    title, description = _words(swedish, code)
    unit = swedish.unit(code)
    ours, ask = unit_words.ours(unit.base, title, known)
    asked, asks = query(swedish, code)
    fields = proposal.fields(
        title=title,
        description=description,
        unit=ours,
        decimals=unit.decimals if unit.decimals is not None else UNTOLD,
        kind="count" if unit_words.is_total(unit.base, title) else "rate",
        source="scb",
        table=id_,
        by_sex={"K", "M"} <= asked.get("sexes", {}).keys(),
        levels=levels(swedish, asked.get("region")),
        frequency=frequency(swedish) or "",
        source_unit=unit.base,
    )
    if english and code in english.codes(english.contents):
        fields["title_en"], fields["description_en"] = _words(english, code)
    about_unit = {"unit": ask} if ask else {}
    told = list(_what_to_know(swedish))
    return Proposal(fields, asked, proposal.asks(fields) | about_unit | asks, told)


def _what_to_know(table: Table) -> Iterator[str]:
    """What an editor may want to know of a table, most of all what its notes say."""
    periods = table.codes(table.time)
    yield f"{plain(table.label)} · {table.extension.px.area or 'no subject'}"
    yield f"{' – '.join(periods[:1] + periods[-1:])}, published {table.updated}"
    for note in table.note:
        yield f"SCB notes: {plain(note)}"


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
