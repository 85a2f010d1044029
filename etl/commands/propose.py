"""`python -m etl propose scb TAB6471 | kolada N01951`: an entry to paste into its topic's file."""

import click

from etl import catalogue
from etl.catalogue import units
from etl.net.session import Session
from etl.upkeep import propose
from etl.upkeep.propose import Proposal


@click.group("propose")
def command() -> None:
    """Print a catalogue entry for a table, ready to paste; a `←` asks the editor something."""


@command.command("scb")
@click.argument("table")
@click.option("--contents", metavar="CODE", help="Which of the table's contents, if several.")
def scb(table: str, contents: str | None) -> None:
    """Propose an entry for one contents of an SCB table: TAB6471."""
    with Session() as session:
        _print(propose.scb(table, contents, session))


@command.command("kolada")
@click.argument("kpi")
def kolada(kpi: str) -> None:
    """Propose an entry for a Kolada KPI: N01951."""
    with Session() as session:
        _print(propose.kolada(kpi, session))


def _print(proposal: Proposal) -> None:
    """The entry, with what the catalogue already has of the same table told above it."""
    indicators = catalogue.load()
    table = proposal.fields["table"]
    there = [id_ for id_, of in indicators.items() if table in [each.table for each in of.parts]]
    if there:
        proposal.told.append(f"already in the catalogue: {', '.join(there)}")
    measures, unit = units.load(catalogue.FOLDER), proposal.fields["unit"]
    if unit and unit not in measures:
        proposal.asks["unit"] = units.missing(unit, measures)
    click.echo(proposal.toml(indicators), nl=False)
