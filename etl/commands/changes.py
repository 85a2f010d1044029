"""`python -m etl changes OLD NEW`: what changed between any two releases, on the terminal."""

from collections.abc import Iterator

import click

from etl.errors import AnswerUnreadable
from etl.store import changes, releases
from etl.store.changes import CHANGES, Changed, Changes
from etl.store.releases import Release

_CELLS = {"revised": "revised", "withdrawn": "withdrawn", "status": "of other status", "new": "new"}


@click.command("changes")
@click.argument("old")
@click.argument("new", default="current")
@click.option("--json", "as_json", is_flag=True, help="The same for machines.")
def command(old: str, new: str, as_json: bool) -> None:
    """Tell what changed from release OLD to release NEW, indicator by indicator.

    Each is a release id, `current`, or `default` for the release that ships.
    """
    before, after = _opened(old), _opened(new)
    found = [changed for changed, _ in changes.between(before, after)]
    if as_json:
        summary = Changes(release=after.id, since=before.id, indicators=found)
        click.echo(summary.model_dump_json(indent=1))
        return
    for changed in found:
        click.echo(f"{changed.id}: {'; '.join(_differences(changed))}")
    click.echo(f"{len(found)} indicators changed from {before.id} to {after.id}")


def _opened(name: str) -> Release:
    """The release of that name; raises AnswerUnreadable when there is none."""
    if name == "current":
        return releases.current(releases.folder())
    if name == "default":
        return Release(releases.DEFAULT)
    folder = releases.folder() / "releases"
    if name not in {path.parent.name for path in folder.glob("[!.]*/manifest.json")}:
        raise AnswerUnreadable(f"there is no release {name} in {folder}")
    return Release(folder / name)


def _differences(changed: Changed) -> Iterator[str]:
    if changed.kind != "changed":
        yield f"renamed from {changed.was}" if changed.was else changed.kind
    for field, (old, new) in changed.words.items():
        yield f"{field} {old!r} → {new!r}"
    if changed.new_periods:
        yield f"new periods {', '.join(changed.new_periods)}"
    if changed.withdrawn_periods:
        yield f"withdrawn periods {', '.join(changed.withdrawn_periods)}"
    counted = [f"{changed.cells[c]} {_CELLS[c]}" for c in CHANGES if c in changed.cells]
    if counted:
        yield f"cells: {', '.join(counted)}"
