"""`python -m etl propose scb TAB6471 | kolada N01951 | kolada --from list.csv`: TOML to paste."""

import sys
from pathlib import Path

import click

from etl import catalogue
from etl.catalogue import units
from etl.errors import visible
from etl.model import Indicator
from etl.net.session import Session
from etl.upkeep import propose, propose_kolada, propose_list
from etl.upkeep.proposal import Proposal


@click.group("propose")
def command() -> None:
    """Print a catalogue entry for a table, ready to paste; a `←` asks the editor something."""


@command.command("scb")
@click.argument("table")
@click.option("--contents", metavar="CODE", help="Which of the table's contents, if several.")
def scb(table: str, contents: str | None) -> None:
    """Propose an entry for one contents of an SCB table: TAB6471."""
    with Session() as session:
        _print(propose.scb(table, contents, session, units.load(catalogue.FOLDER)))


@command.command("kolada")
@click.argument("kpi", required=False)
@click.option(
    "--from",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV with a column `code`: a whole file of entries, one for each KPI.",
)
def kolada(kpi: str | None, path: Path | None) -> None:
    """Propose an entry for a Kolada KPI, N01951, or for each of a list.

    Of a list a whole file is printed, and how far it has come told beside. Exit code 0: each line
    has an entry, here or in the catalogue already, 1: some KPIs failed, which the file ends with.
    """
    if (kpi is None) == (path is None):
        raise click.UsageError("either a KPI or --from a list is needed")
    with Session() as session:
        if path is not None:
            sys.exit(_list(path, session))
        _print(propose_kolada.kolada(str(kpi), session, units.load(catalogue.FOLDER)))


def _list(path: Path, session: Session) -> int:
    """Print the entries of a list's KPIs; the exit code."""
    lines, known = propose_list.read(path), units.load(catalogue.FOLDER)
    there = {id_: _tables(of) for id_, of in catalogue.load().items()}
    proposed = propose_list.propose(path.name, lines, there, session, known, _tell)
    for piece in proposed.toml():
        click.echo(piece, nl=False)
    _tell(f"{len(proposed.entries)} entries of {len(lines)} lines, {proposed.questions} questions")
    _tell(f"{len(proposed.passed)} lines left out, {len(proposed.failed)} failed")
    _tell(f"asked {session.calls} times")
    return 1 if proposed.failed else 0


def _tell(sentence: str) -> None:
    click.echo(visible(sentence), err=True)


def _tables(indicator: Indicator) -> list[str]:
    return [part.table for part in indicator.parts]


def _print(proposal: Proposal) -> None:
    """The entry, with what the catalogue already has of the same table told above it."""
    indicators = catalogue.load()
    there = [id_ for id_, of in indicators.items() if proposal.fields["table"] in _tables(of)]
    if there:
        proposal.told.append(f"already in the catalogue: {', '.join(there)}")
    click.echo(proposal.toml(indicators), nl=False)
