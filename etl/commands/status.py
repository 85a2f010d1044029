"""`python -m etl status`: each indicator's last period, when taken, and what is wrong with it."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import click

from etl import catalogue
from etl.commands import summary
from etl.commands.apart import told_apart
from etl.log import fail
from etl.model import Apart, Indicator
from etl.store import freshness, releases, status


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="The same for machines.")
@click.option("--summary", "counted", is_flag=True, help="Count them, by topic and year.")
def command(as_json: bool, counted: bool) -> None:
    """Tell each indicator's last period, when it was taken, and what is wrong with it."""
    if counted:
        for line in summary.lines(catalogue.load(), releases.last_good(releases.folder())):
            click.echo(line)
        return
    rows = list(_states(catalogue.load()))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            period, taken = row["last_period"] or "no figures", row["taken"] or "never"
            click.echo(
                f"{row['id']}: {period}, taken {taken}, {_how(row)}{_doubted(row)}{_apart(row)}"
            )
    fault = releases.published(releases.folder()) and releases.fault(releases.folder())
    if fault:
        fail(f"damaged, and to be made anew by publish: {fault}")
    sys.exit(1 if fault or any(row["stale"] for row in rows) else 0)


def _how(row: dict[str, Any]) -> str:
    if not row["stale"]:
        return "well" if row["taken"] else "awaited"
    late = f"not confirmed within {row['holds']} days" if row["taken"] else "not fetched"
    return f"stale: {row['problem'] or late}"


def _doubted(row: dict[str, Any]) -> str:
    return f"; its source's clock said {row['clock']}, not believed" if row["clock"] else ""


def _apart(row: dict[str, Any]) -> str:
    return "".join(f"; {each}" for each in told_apart(Apart(**row["apart"])))


def _states(indicators: Mapping[str, Indicator]) -> Iterator[dict[str, Any]]:
    """One record an indicator, for people and machines; what was never asked for is stale."""
    release, noted = releases.last_good(releases.folder()), status.read(releases.folder())
    clocks = noted.model_dump(mode="json")["clocks"]
    fresh = freshness.of(noted, release, datetime.now(UTC).date())
    for id_, each in indicators.items():
        published, state = release.indicators.get(id_), noted.of(id_)
        unasked = id_ not in noted.indicators or state.problem is not None
        yield {
            "id": id_,
            "last_period": published.last_period if published else None,
            "taken": published.taken.isoformat() if published else None,
            **state.model_dump(mode="json"),
            "clock": clocks.get(each.source),
            "holds": fresh[id_].holds.days if published else None,
            "stale": fresh[id_].stale if published else unasked,
        }
