"""`python -m etl update | fetch | publish | prune`: what a refresh does, told as it goes."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from etl import catalogue
from etl.commands.apart import told_apart
from etl.errors import AnswerUnreadable, EtlError
from etl.log import tell
from etl.model import Indicator
from etl.net.session import Session, origin
from etl.observations import derive
from etl.run import join, update
from etl.run.alongside import Alongside
from etl.run.update import Outcome
from etl.sources import SOURCES, inbox
from etl.store import lock, prune, releases, snapshots, status

WELL, STALE, NOTHING = 0, 1, 2  # exit codes


@click.command("update")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--accept", is_flag=True, help="What the named ones lost or changed is real.")
@click.option("--full", is_flag=True, help="Read also what the agencies say has not changed.")
def update_command(ids: tuple[str, ...], accept: bool, full: bool) -> None:
    """Fetch what changed of the indicators (all, or those named) and publish it."""
    if accept and not ids:
        raise click.UsageError("--accept needs the indicators that it is for: ID --accept")
    indicators, wanted = _catalogue(ids)
    folder = releases.folder()
    with lock.alone(folder), Alongside(folder, indicators.values(), wanted) as release:
        stale = _fetch(wanted, indicators, release, accept=accept, full=full)
        unpublished = _publish(indicators, stale, release)
    _leave(indicators, stale | unpublished)


@click.command("fetch")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--full", is_flag=True, help="Read also what the agencies say has not changed.")
def fetch_command(ids: tuple[str, ...], full: bool) -> None:
    """Renew the snapshots of the indicators (all, or those named); publish nothing."""
    indicators, wanted = _catalogue(ids)
    with lock.alone(releases.folder()):
        stale = _fetch(wanted, indicators, full=full)
    _leave(indicators, stale)


@click.command("publish")
def publish_command() -> None:
    """Publish what the snapshots hold, without the network."""
    indicators, _ = _catalogue(())
    folder = releases.folder()
    with lock.alone(folder), Alongside(folder, indicators.values(), ()) as release:
        stale = _publish(indicators, set(), release)
    _leave(indicators, stale)


@click.command("prune")
@click.option("--dry-run", is_flag=True, help="Only tell what would go.")
def prune_command(dry_run: bool) -> None:
    """Remove what no rule keeps.

    Releases: all but the current, the one before, and each month's first. Snapshots: those of
    indicators that are not in the catalogue any more.
    """
    folder = releases.folder()
    known = {part.id for each in catalogue.load().values() for part in each.parts}
    if dry_run:
        for path in prune.dispensable(folder, known):
            click.echo(f"{path.name}: would go")
    elif folder.exists():  # else there is nothing to remove, and no folder to be made for it
        with lock.alone(folder):
            for path in prune.prune(folder, known):
                tell("pruned", f"{path.name}: gone", name=path.name)


def _catalogue(ids: Iterable[str]) -> tuple[dict[str, Indicator], list[Indicator]]:
    """All indicators, and those meant by `ids`; no ids mean all."""
    indicators = catalogue.load()
    unknown = [id_ for id_ in ids if id_ not in indicators]
    if unknown:
        raise EtlError(f"there is no indicator {', '.join(unknown)} in the catalogue")
    return indicators, [indicators[id_] for id_ in dict.fromkeys(ids)] or list(indicators.values())


def _fetch(
    wanted: list[Indicator],
    indicators: dict[str, Indicator],
    release: Alongside | None = None,
    *,
    accept: bool = False,
    full: bool = False,
) -> set[str]:
    """Fetch with a line for each, note what became of them, and give the ids that failed.

    A `release` that is given is told of each, to be made alongside.
    """
    folder = releases.folder()
    with Session() as session:
        fetched = update.fetch(folder, wanted, session, accept=accept, full=full)
        outcomes = list(_settled(_shown(fetched, len(wanted)), release))
        tell("asked", f"asked {session.calls} times", requests=session.calls)
    _tell_strangers(folder, indicators)
    clocks = _clocks(session, {each.source for each in wanted})
    problems = {outcome.indicator.id: outcome.problem for outcome in outcomes}
    spared = {outcome.indicator.id for outcome in outcomes if outcome.spared}
    brought, computed = _brought(folder, wanted), _computed(indicators)
    apart = {outcome.indicator.id: outcome.apart for outcome in outcomes if outcome.apart}
    status.write(
        folder, problems, indicators, spared, brought,
        computed=computed, clocks=clocks, apart=apart,
    )  # fmt: skip
    return {id_ for id_, problem in problems.items() if problem}


def _computed(indicators: dict[str, Indicator]) -> dict[str, list[Indicator]]:
    """By id of each that is computed, what it is computed from."""
    of = {id_: derive.parents(each) for id_, each in indicators.items()}
    return {id_: [indicators[each] for each in those] for id_, those in of.items() if those}


def _clocks(session: Session, sources: Iterable[str]) -> dict[str, datetime | None]:
    """What the clock of each source that answered said where it is not believed; that is told."""
    found = {}
    for id_ in sorted(SOURCES.keys() & set(sources)):
        name, where = SOURCES[id_].NAME, origin(SOURCES[id_].base_url())
        if where in session.clocks:
            found[id_] = said = session.clocks[where]
            if said:
                told = f"{name}: its clock says {said:%Y-%m-%d %H:%M} UTC, which is not believed"
                tell("clock", f"{told}: ours is used", source=id_, clock=said.isoformat())
    return found


def _brought(folder: Path, indicators: Iterable[Indicator]) -> dict[str, datetime | None]:
    """When the newest of the figures that a person brought was published, whatever ran since."""
    return {each.id: snapshots.taken(folder, each.id) for each in indicators if each.brought}


def _tell_strangers(folder: Path, indicators: dict[str, Indicator]) -> None:
    """A file under a wrong name would otherwise be waited for in vain."""
    names = sorted(each.table for each in indicators.values() if each.brought)
    for file in inbox.strangers(folder, names):
        told = f"inbox/{file} is read by nothing: the names there are {', '.join(names)}"
        tell("ignored", told, file=file)


def _settled(outcomes: Iterable[Outcome], release: Alongside | None) -> Iterator[Outcome]:
    for outcome in outcomes:
        if release:
            release.settle(outcome.indicator.id, new=outcome.new)
        yield outcome


def _shown(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """Pass outcomes on: with a bar on a terminal, one line each in a log."""
    console = Console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("fetching", total=total)
        for outcome in outcomes:
            progress.update(bar, advance=1, description=outcome.indicator.id)
            if not console.is_terminal:
                _log(outcome)
            elif outcome.problem:
                console.print(_line(outcome), markup=False, highlight=False)
            yield outcome


def _log(outcome: Outcome) -> None:
    indicator = outcome.indicator
    tell(
        "fetched",
        _line(outcome),
        indicator=indicator.id,
        source=indicator.source,
        table=indicator.table,
        outcome="stale" if outcome.problem else _what(outcome),
        problem=outcome.problem,
    )


def _line(outcome: Outcome) -> str:
    said = f"stale: {outcome.problem}" if outcome.problem else _what(outcome)
    accepted = [f"accepted: {each}" for each in outcome.accepted]
    apart = told_apart(outcome.apart) if outcome.apart else ()
    return f"{outcome.indicator.id}: {'; '.join([said, *accepted, *apart])}"


def _what(outcome: Outcome) -> str:
    if outcome.awaited:
        return "no file in the inbox"
    if outcome.spared:
        return "unchanged"
    return "new figures" if outcome.new else "as before"


def _publish(indicators: dict[str, Indicator], stale: set[str], release: Alongside) -> set[str]:
    """Publish, say so, and give the ids that could not be published from a snapshot."""
    folder = releases.folder()
    name = releases.published(folder)
    if name and (fault := releases.fault(folder)):
        told = f"{name} is damaged, and to be made anew: {fault}"
        tell("damaged", told, release=name, problem=fault)
    try:
        published = release.end()
    except AnswerUnreadable as error:
        tell("published", f"nothing published: {error}", problem=str(error))
        return set(indicators)
    for id_, problem in published.problems.items():
        if id_ not in stale:
            tell("stale", f"{id_}: stale: {problem}", indicator=id_, problem=problem)
    _tell_computed(indicators, published)
    _note(folder, indicators, published, stale)
    if published.awaited:
        told = f"awaited, without figures yet: {', '.join(published.awaited)}"
        tell("awaited", told, indicators=published.awaited)
    if published.release:
        told = f"published {published.release}: {published.rows} observations"
        tell("published", told, release=published.release, rows=published.rows)
    else:
        name = releases.published(folder)
        tell("published", f"nothing new: {name} stays", release=name)
    return set(published.problems)


def _tell_computed(indicators: dict[str, Indicator], published: join.Published) -> None:
    """What is held back of those computed: nobody has fetched them, and no line has told it."""
    for id_, apart in published.apart.items():
        said = "; ".join(told_apart(apart)) if indicators[id_].source == derive.NAME else ""
        if said:
            tell("held", f"{id_}: {said}", indicator=id_)


def _note(
    folder: Path, indicators: dict[str, Indicator], published: join.Published, stale: set[str]
) -> None:
    """What only publishing tells: a torn snapshot, and what could not be computed."""
    derived = {id_: None for id_, each in indicators.items() if each.source == derive.NAME}
    problems = {**derived, **published.problems}
    new = {id_: problem for id_, problem in problems.items() if id_ not in stale}
    computed, apart = _computed(indicators), published.apart
    status.write(folder, new, indicators, spared=set(), computed=computed, apart=apart)


def _leave(indicators: dict[str, Indicator], failed: set[str]) -> None:
    """End with the exit code that says how it went, naming what is stale.

    What is computed from one that failed is as stale as that.
    """
    of = ((id_, {each.id for each in those}) for id_, those in _computed(indicators).items())
    stale = failed | {id_ for id_, those in of if those & failed}
    if stale:
        tell("ended", f"stale: {', '.join(sorted(stale))}", stale=sorted(stale))
    if stale and releases.published(releases.folder()) is None:
        sys.exit(NOTHING)
    sys.exit(STALE if stale else WELL)
