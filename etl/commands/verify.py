"""`python -m etl verify`: the differences between catalogue and agencies, a line each."""

import sys
from collections.abc import Iterable, Iterator

import click

from etl import catalogue
from etl.errors import visible
from etl.model import Indicator
from etl.net.session import Session
from etl.upkeep.verify import COMPARED, Finding, fetched, verify

EVIDENCE = {"R": "the table's metadata was recorded", "S": "a public script asks for it"}


@click.command("verify")
@click.option("--unproven", is_flag=True, help="List the entries never seen in an answer instead.")
def command(unproven: bool) -> None:
    """Compare every catalogue entry with the agencies' metadata, a line for each difference.

    Exit code 0: none, 1: there are some, or a source could not be asked.
    """
    indicators = catalogue.load().values()
    if unproven:
        for line in _unproven(indicators):
            click.echo(line)
        return
    with Session() as session:
        found = [_printed(finding) for finding in verify(indicators, session)]
        click.echo(f"{_count(indicators)}, {len(found)} differences, asked {session.calls} times")
    sys.exit(1 if found else 0)


def _printed(finding: Finding) -> Finding:
    click.echo(visible(str(finding)))
    return finding


def _count(indicators: Iterable[Indicator]) -> str:
    """How many entries there are, and the sources of those that no metadata can be had for."""
    sources = [indicator.source for indicator in fetched(indicators)]
    others = sorted({source for source in sources if source not in COMPARED})
    told = f" (not {', '.join(others)}: no metadata to compare with)" if others else ""
    return f"{len(sources)} entries{told}"


def _unproven(indicators: Iterable[Indicator]) -> Iterator[str]:
    for indicator in indicators:
        if indicator.evidence:
            why = EVIDENCE[indicator.evidence]
            where = f"{indicator.agency} {indicator.table}"
            yield f"{indicator.id}: {where}: never seen in an answer; {why}"
