"""Proposes entries for a whole list of Kolada's KPIs, a file of the catalogue to go through."""

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from etl.errors import AnswerUnreadable, EtlError, briefly, cause
from etl.net.session import Session
from etl.upkeep import kolada_kpis, kolada_values
from etl.upkeep.kolada_kpis import Kpi, Kpis
from etl.upkeep.proposal import Proposal
from etl.upkeep.propose_kolada import of_kpi

CODE = "code"  # the column that is read
HEADING = """\
# {name}: {entries} entries, {questions} questions; a ← is one for the editor.
# What is left empty, the catalogue refuses. The heading, which is of the whole file:
# topic = ""     # ← what is it about? As the menu says it, in Swedish
# topic_en = ""  # ← and in English
# order = 0      # ← its place among the topics
"""


class Line(NamedTuple):
    """A line of a list: its number in the file, and the code there."""

    number: int
    code: str


@dataclass
class Proposed:
    """Entries in the order of the list, and what is said of the lines that have none."""

    name: str  # of the list
    entries: dict[str, Proposal] = field(default_factory=dict)  # by id
    passed: list[str] = field(default_factory=list)  # there already
    failed: list[str] = field(default_factory=list)

    @property
    def questions(self) -> int:
        """How many lines ask something."""
        return sum(entry.questions for entry in self.entries.values())

    def toml(self) -> Iterator[str]:
        """The file, a piece at a time."""
        yield HEADING.format(name=self.name, entries=len(self.entries), questions=self.questions)
        for id_, entry in self.entries.items():
            yield f"\n{entry.toml_as(id_)}"
        if self.passed or self.failed:
            yield "\n# Not proposed:\n"
        for sentence in (*self.failed, *self.passed):
            yield f"# {sentence}\n"


def read(path: Path) -> list[Line]:
    """The codes of a CSV with a column `code`, comma or semicolon between; blank lines left out.

    Raises AnswerUnreadable when there is no such column, or it is no CSV in UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(_lines(path.name, file.read().splitlines(keepends=True)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AnswerUnreadable(f"{path.name}: cannot be read as CSV: {cause(error)}") from error


def propose(
    name: str,
    lines: list[Line],
    catalogued: Mapping[str, Collection[str]],
    session: Session,
    known: Collection[str],
    tell: Callable[[str], None],
) -> Proposed:
    """Entries for the lines' KPIs, in units that are `known`; `tell` hears how far it has come.

    `catalogued` has every id that is taken, and the tables of each. Raises EtlError when Kolada's
    lists cannot be had; a KPI that fails is told among the others.
    """
    proposed = Proposed(name)
    kpis = _wanted(lines, kolada_kpis.every(session), catalogued, proposed)
    looked = kolada_values.look(list(kpis), session, tell)
    for code, (line, kpi) in kpis.items():
        if code in looked.failed:
            proposed.failed.append(f"line {line.number}: {code}: {looked.failed[code]}")
            continue
        entry = of_kpi(kpi, looked.values[code], known)
        proposed.entries[entry.id({*catalogued, *proposed.entries})] = entry
    return proposed


def _lines(name: str, rows: list[str]) -> Iterator[Line]:
    heading = rows[0] if rows else ""
    reader = csv.reader(rows, delimiter=";" if heading.count(";") > heading.count(",") else ",")
    columns = [column.strip().casefold() for column in next(reader, [])]
    if CODE not in columns:
        has = ", ".join(columns)[:200] or "nothing"
        raise AnswerUnreadable(f"{name}: line 1: no column `{CODE}`; it has {has}")
    at = columns.index(CODE)
    for row in reader:
        if any(map(str.strip, row)):
            yield Line(reader.line_num, row[at].strip() if at < len(row) else "")


def _wanted(
    lines: list[Line], every: Kpis, catalogued: Mapping[str, Collection[str]], proposed: Proposed
) -> dict[str, tuple[Line, Kpi]]:
    """The KPIs to propose, each with its line; what is wrong with the other lines is told."""
    wanted: dict[str, tuple[Line, Kpi]] = {}
    for line in lines:
        where = f"line {line.number}: {briefly(line.code)}"
        there = [id_ for id_, tables in catalogued.items() if line.code in tables]
        if not line.code:
            proposed.failed.append(f"line {line.number}: no code")
        elif line.code in wanted:
            proposed.passed.append(f"{where}: is on line {wanted[line.code][0].number} already")
        elif there:
            proposed.passed.append(f"{where}: already in the catalogue: {', '.join(there)}")
        elif kpi := _kpi(line, where, every, proposed):
            wanted[line.code] = line, kpi
    return wanted


def _kpi(line: Line, where: str, every: Kpis, proposed: Proposed) -> Kpi | None:
    try:
        if kpi := every.get(line.code):
            return kpi
        proposed.failed.append(f"{where}: Kolada has no such KPI")
    except EtlError as error:
        proposed.failed.append(f"{where}: {error}")
    return None
