"""Tells where a catalogue entry no longer says what the agency says of its table.

Few requests: Kolada's list of KPIs is two, SCB one metadata a table. Nothing is fetched, nothing
is written; a source that is down is told once.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from etl.errors import AnswerUnreadable, EtlError, SourceUnavailable
from etl.formats.unit import titled
from etl.model import Indicator
from etl.net.session import Session
from etl.observations import derive
from etl.sources import SOURCES, pxweb_v1, scb
from etl.sources.pxweb_v1 import table as pxweb_table
from etl.upkeep import kolada_kpis, metadata, verify_scb
from etl.upkeep.kolada_kpis import Kpi
from etl.upkeep.verify_scb import Entry, Said

LATER = "try again later, and look at it when it stays so"
UNIT = "look whether the figures are the same, then mend `source_unit`"


@dataclass(frozen=True)
class Finding:
    """One difference between the catalogue and an agency; its text is one sentence."""

    source: str
    theirs: str
    indicator: str = ""  # none: it is the source itself that cannot be asked
    table: str = ""
    ours: str = ""
    todo: str = ""  # what to do about it

    def __str__(self) -> str:
        agency = SOURCES[self.source].NAME
        if not self.indicator:
            return f"{agency}: {self.theirs}"
        said = f"we say {self.ours}, {agency} {self.theirs}"
        return f"{self.indicator}: {agency} {self.table}: {said}: {self.todo}"


class Part(NamedTuple):
    """One table of an entry, and whether more periods are awaited of it."""

    indicator: Indicator
    goes_on: bool


Compare = Callable[[Part, Session], Iterator[Said]]


def verify(indicators: Iterable[Indicator], session: Session) -> Iterator[Finding]:
    """Every difference between catalogue entries and what the agencies say of their tables today.

    Each table of a series that was split is compared; what is derived, and what is of a source
    that tells no metadata, is passed over. Raises nothing that a source does: one that cannot be
    asked is a finding of its own.
    """
    parts = [part for indicator in fetched(indicators) for part in _parts(indicator)]
    for source, compare in COMPARED.items():
        left = [part for part in parts if part.indicator.source == source]
        try:
            while left:
                yield from _found(left[0], compare(left[0], session))
                del left[0]
        except EtlError as error:
            yield Finding(source, f"could not be asked, {len(left)} entries not compared: {error}")


def _found(part: Part, said: Iterable[Said]) -> Iterator[Finding]:
    of = part.indicator
    return (Finding(of.source, they, of.id, of.table, we, todo) for we, they, todo in said)


def _parts(indicator: Indicator) -> Iterator[Part]:
    """Its tables; one whose `last` period is told has ended for us, which is no news."""
    closed = [False, *(bool(earlier.last) for earlier in indicator.earlier)]
    return (Part(part, not end) for part, end in zip(indicator.parts, closed, strict=True))


def fetched(indicators: Iterable[Indicator]) -> Iterator[Indicator]:
    """Those that come from an agency's table and are not derived from others."""
    return (indicator for indicator in indicators if indicator.source != derive.NAME)


def _kolada(part: Part, session: Session) -> Iterator[Said]:
    indicator, kpis = part.indicator, kolada_kpis.every(session)
    try:
        kpi = kpis.get(indicator.table)
        split = kpi is not None and _is_split(indicator, kpi, session)
    except AnswerUnreadable as error:
        yield "it can be read", f"gave what cannot: {error}", LATER
        return
    if kpi is None:
        yield "it exists", "has no such KPI", "name another, or take the entry out"
        return
    yield from _kpi(indicator, kpi)
    if not split:
        todo = "write `by_sex = false`"
        yield "it is split by sex", "says that it is not, and gives no women and men", todo
    if part.goes_on and (kpi.ended or kpi.publ_period is None):
        end = f"ended it with {kpi.ended}" if kpi.ended else "plans no next period (publ_period)"
        yield from _end(indicator, end, kpis.successors(kpi), lambda id_: id_ in kpis.records)


def _is_split(indicator: Indicator, kpi: Kpi, session: Session) -> bool:
    """Whether the split that an entry promises is there; a record that says no is not enough."""
    if kpi.is_divided_by_gender or not indicator.by_sex:
        return True
    return kolada_kpis.split_by_sex(kpi.id, session)


def _kpi(indicator: Indicator, kpi: Kpi) -> Iterator[Said]:
    """What a KPI's record tells; its decimals it does not.

    Nearly every KPI of municipalities (K) has riket too, and some have counties, which the record
    does not tell; only one of regions (L) is sure to lack a level.
    """
    if not titled(indicator.source_unit, kpi.title):
        yield f"the unit is “{indicator.source_unit}”", f"says “{kpi.title}”", UNIT
    if kpi.municipality_type == "L" and "municipality" in indicator.levels:
        todo = "take municipality out of `levels`"
        yield "it has municipalities", "says that it is for regions only (type L)", todo
    if indicator.frequency != "year":
        yield f"its periods are of a {indicator.frequency}", "has years only", "write year"


def _scb(part: Part, session: Session) -> Iterator[Said]:
    indicator = part.indicator
    try:
        entry = Entry(indicator, metadata.table(indicator.table, session))
    except scb.NoTable:
        yield "it exists", "has no such table", "name another, or take the entry out"
        return
    except AnswerUnreadable as error:
        metadata.limits(session)  # when it is this that is unreadable, it is the source's fault
        yield "it can be read", f"gave what cannot: {error}", LATER
        return
    except SourceUnavailable as error:
        scb.listed(indicator.table, session)  # raises when all of SCB is down
        yield "it exists", f"lists it and does not give it: {error}", LATER
        return
    yield from verify_scb.compare(entry)
    if part.goes_on and (end := verify_scb.ended(entry)):
        links = [f"“{words}” ({name})" for words, name in entry.table.links()]
        yield from _end(indicator, end, links, lambda id_: metadata.listed(id_, session))


def _pxweb_v1(agency: pxweb_v1.Agency) -> Compare:
    def compare(part: Part, session: Session) -> Iterator[Said]:
        """The metadata tell neither unit nor decimals, nor that a table has ended."""
        try:
            pxweb_table.wanted(part.indicator, agency.table(part.indicator, session))
        except AnswerUnreadable as error:
            yield "it has what we ask for", f"says otherwise: {error}", "mend the entry's query"

    return compare


def _end(
    indicator: Indicator, end: str, instead: list[str], exists: Callable[[str], bool]
) -> Iterator[Said]:
    """An end is no news when the entry's notes name the table that follows, if that is there."""
    following = set(re.findall(SOURCES[indicator.source].TABLE, indicator.notes)) - {
        indicator.table
    }
    if not following:
        maybe = f"instead it may be {', '.join(instead[:3])}" if instead else "no successor is told"
        yield "it goes on", f"{end}; {maybe}", "name what follows it in `notes`, or that it ended"
    for table in sorted(following):
        if not exists(table):
            yield f"{table} follows it", f"has no {table}", "mend `notes`"


COMPARED: dict[str, Compare] = {
    "kolada": _kolada,
    "scb": _scb,
    **{
        id_: _pxweb_v1(source)
        for id_, source in SOURCES.items()
        if isinstance(source, pxweb_v1.Agency)
    },
}
