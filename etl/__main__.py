"""The command line: `python -m etl update | fetch | publish | status`."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from etl import catalogue, propose_command, prune, releases, status, update, verify_command
from etl.changes_command import command as changes
from etl.errors import AnswerUnreadable, EtlError
from etl.http import Session
from etl.model import CONFIRMED_WITHIN, Indicator
from etl.update import Outcome

WELL, STALE, NOTHING = 0, 1, 2  # exit codes


class _OneLine(click.Group):
    """Tells what went wrong in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> None:
        try:
            super().invoke(ctx)
        except (EtlError, OSError) as error:
            click.echo(f"error: {error}", err=True)
            sys.exit(NOTHING)


@click.group(cls=_OneLine)
def main() -> None:
    """Norrläget's pipeline: from the agencies' figures to a release.

    Figures lie in NORRLAGET_DATA (default: data). Exit code 0: all well, 1: something is stale
    and named, 2: nothing is published.
    """


@main.command("update")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--accept", is_flag=True, help="What the named ones lost or changed is real.")
def update_(ids: tuple[str, ...], accept: bool) -> None:
    """Fetch the indicators (all, or those named) and publish what changed."""
    if accept and not ids:
        raise click.UsageError("--accept needs the indicators that it is for: ID --accept")
    indicators, wanted = _catalogue(ids)
    with update.alone(releases.folder()):
        stale = _fetch(wanted, indicators, accept=accept)
        unpublished = _publish(indicators, stale)
    _leave(stale | unpublished)


@main.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
def fetch(ids: tuple[str, ...]) -> None:
    """Renew the snapshots of the indicators (all, or those named); publish nothing."""
    indicators, wanted = _catalogue(ids)
    with update.alone(releases.folder()):
        stale = _fetch(wanted, indicators)
    _leave(stale)


@main.command()
def publish() -> None:
    """Publish what the snapshots hold, without the network."""
    indicators, _ = _catalogue(())
    with update.alone(releases.folder()):
        stale = _publish(indicators, set())
    _leave(stale)


@main.command("status")
@click.option("--json", "as_json", is_flag=True, help="The same for machines.")
def status_(as_json: bool) -> None:
    """Tell each indicator's last period, when it was taken, and what is wrong with it."""
    indicators, _ = _catalogue(())
    rows = list(_states(indicators))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            period, taken = row["last_period"] or "no figures", row["taken"] or "never"
            click.echo(f"{row['id']}: {period}, taken {taken}, {_how(row)}")
    sys.exit(STALE if any(row["stale"] for row in rows) else WELL)


@main.command("prune")
@click.option("--dry-run", is_flag=True, help="Only tell what would go.")
def prune_(dry_run: bool) -> None:
    """Remove releases that no rule keeps: not the current, the one before, a month's first."""
    folder = releases.folder()
    with update.alone(folder):
        for path in prune.dispensable(folder) if dry_run else prune.prune(folder):
            click.echo(f"{path.name}: {'would go' if dry_run else 'gone'}")


main.add_command(changes)
main.add_command(verify_command.command)
main.add_command(propose_command.command)


def _how(row: dict[str, Any]) -> str:
    if not row["stale"]:
        return "well"
    late = f"not confirmed within {CONFIRMED_WITHIN.days} days" if row["taken"] else "not fetched"
    return f"stale: {row['problem'] or late}"


def _catalogue(ids: Iterable[str]) -> tuple[dict[str, Indicator], list[Indicator]]:
    """All indicators, and those meant by `ids`; no ids mean all."""
    indicators = catalogue.load()
    unknown = [id_ for id_ in ids if id_ not in indicators]
    if unknown:
        raise EtlError(f"there is no indicator {', '.join(unknown)} in the catalogue")
    return indicators, [indicators[id_] for id_ in dict.fromkeys(ids)] or list(indicators.values())


def _fetch(
    wanted: list[Indicator], indicators: dict[str, Indicator], *, accept: bool = False
) -> set[str]:
    """Fetch with a line for each, note what became of them, and give the ids that failed."""
    with Session() as session:
        fetched = update.fetch(releases.folder(), wanted, session, accept=accept)
        outcomes = list(_told(fetched, len(wanted)))
        click.echo(f"asked {session.calls} times")
    problems = {outcome.indicator.id: outcome.problem for outcome in outcomes}
    status.write(releases.folder(), problems, indicators)
    return {id_ for id_, problem in problems.items() if problem}


def _told(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """Pass outcomes on: with a bar on a terminal, one plain line each in a log."""
    console = Console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("fetching", total=total)
        for outcome in outcomes:
            progress.update(bar, advance=1, description=outcome.indicator.id)
            if not console.is_terminal:
                click.echo(_line(outcome))
            elif outcome.problem:
                console.print(_line(outcome), markup=False, highlight=False)
            yield outcome


def _line(outcome: Outcome) -> str:
    said = f"stale: {outcome.problem}" if outcome.problem else _said(outcome)
    return f"{outcome.indicator.id}: {said}"


def _said(outcome: Outcome) -> str:
    said = "new figures" if outcome.new else "as before"
    return "; ".join([said, *(f"accepted: {each}" for each in outcome.accepted)])


def _publish(indicators: dict[str, Indicator], stale: set[str]) -> set[str]:
    """Publish, say so, and give the ids that could not be published from a snapshot."""
    try:
        published = update.publish(releases.folder(), indicators.values())
    except AnswerUnreadable as error:
        click.echo(f"nothing published: {error}")
        return set(indicators)
    for id_, problem in published.problems.items():
        if id_ not in stale:
            click.echo(f"{id_}: stale: {problem}")
    if published.release:
        click.echo(f"published {published.release}: {published.rows} observations")
    else:
        click.echo(f"nothing new: {releases.published(releases.folder())} stays")
    return set(published.problems)


def _leave(stale: set[str]) -> None:
    """End with the exit code that says how it went, naming what is stale."""
    if stale:
        click.echo(f"stale: {', '.join(sorted(stale))}")
    if stale and releases.published(releases.folder()) is None:
        sys.exit(NOTHING)
    sys.exit(STALE if stale else WELL)


def _states(indicators: Iterable[str]) -> Iterator[dict[str, Any]]:
    """One record an indicator, for people and machines; what was never published is stale."""
    release, noted = releases.current(releases.folder()), status.read(releases.folder())
    fresh = releases.freshness(releases.folder(), release, datetime.now(UTC).date())
    for id_ in indicators:
        published, state = release.indicators.get(id_), noted.get(id_, status.State())
        yield {
            "id": id_,
            "last_period": published.last_period if published else None,
            "taken": published.taken.isoformat() if published else None,
            **state.model_dump(mode="json"),
            "stale": fresh[id_].stale if published else True,
        }


if __name__ == "__main__":
    main(prog_name="python -m etl")
