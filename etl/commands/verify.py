"""`python -m etl verify`: the differences between catalogue and agencies, a line each."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from random import Random

import click

from etl import catalogue
from etl.errors import visible
from etl.model import Indicator
from etl.net.session import Session
from etl.store import releases
from etl.store import verified as note
from etl.upkeep.verify import COMPARED, Finding, fetched, verify
from etl.upkeep.verify_cells import verified

EVIDENCE = {"R": "the table's metadata was recorded", "S": "a public script asks for it"}


@click.command("verify")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--unproven", is_flag=True, help="List the entries never seen in an answer instead.")
@click.option("--cells", type=click.IntRange(1, 1000), metavar="N",
              help="Ask again for N published figures, taken at random, instead.")  # fmt: skip
def command(ids: tuple[str, ...], unproven: bool, cells: int | None) -> None:
    """Compare catalogue entries (all, or those named) with the agencies' metadata of today.

    A line for each difference says what to do about it. Exit code 0: none, 1: there are some, or a
    source could not be asked. With --cells what came of it is noted for `/status`.
    """
    if cells:
        sys.exit(_asked_again(cells))
    indicators = _chosen(ids, catalogue.load())
    if unproven:
        for line in _unproven(indicators):
            click.echo(line)
        return
    with Session() as session:
        found = [_printed(finding) for finding in verify(indicators, session)]
        click.echo(f"{_count(indicators)}, {len(found)} differences, asked {session.calls} times")
    sys.exit(1 if found else 0)


def _asked_again(count: int) -> int:
    """Ask for so many figures and note what came; the exit code."""
    data = releases.folder()
    with Session() as session:
        found = verified(releases.last_good(data), count, session, Random())  # noqa: S311  # a sample
    note.write(data, found)
    for each in found.revised:
        where = ", ".join([each.indicator, each.region, each.sex, each.age, each.period])
        click.echo(f"{where}: published {each.ours}, now {each.theirs}")
    click.echo(f"{found.same} of {found.answered} the same, {found.unasked} not answered")
    return 1 if found.revised or found.unasked else 0


def _chosen(ids: Iterable[str], all_: Mapping[str, Indicator]) -> list[Indicator]:
    """Those named, or all; UsageError names the ids nearest to one that is not there."""
    unknown = [f"{id_} ({_near(id_, all_)})" for id_ in ids if id_ not in all_]
    if unknown:
        raise click.UsageError(f"there is no indicator {', '.join(unknown)} in the catalogue")
    return [all_[id_] for id_ in dict.fromkeys(ids)] or list(all_.values())


def _near(id_: str, all_: Iterable[str]) -> str:
    nearest = get_close_matches(id_, all_, n=3, cutoff=0.5)
    return f"the nearest are {', '.join(nearest)}" if nearest else "none is like it"


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
