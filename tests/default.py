"""`make default`: writes the release that ships, `data/default`, from recorded answers.

The whole catalogue is fetched from the emulator as from the agencies, into a folder of its own:
of what shipped before nothing is carried over. The same recording, code and libraries make the
same bytes; nothing in them is of the clock, since recorded answers have their own days (an answer
whose day no recording tells would be of today: there is none in the replay).
"""

import shutil
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import click

from etl import catalogue
from etl.errors import AnswerUnreadable
from etl.model import Indicator
from etl.net.session import Session
from etl.run import join, update
from etl.store import changes, releases
from etl.store.releases import Release
from tests import RECORDED
from tests.replay import serve
from tests.replay.brought import bring


class Unpaced(Session):
    """Our own emulator needs no rest between two questions."""

    def pace(self, *_: object, **__: object) -> None:
        """As fast as it answers."""


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
                default=RECORDED)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), default=releases.DEFAULT)
def main(folder: Path, out: Path) -> None:
    """Write the release that ships from the answers recorded in FOLDER."""
    began, entries = time.monotonic(), catalogue.load()
    with TemporaryDirectory() as scratch:
        made = of_recording(folder, entries.values(), Path(scratch))
        differ = [each.id for each, _ in changes.between(Release(out), made)] if _is(out) else []
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(made.path, out)
    size = sum(path.stat().st_size for path in out.iterdir())
    click.echo(f"{out}: {made.id}, {len(made.indicators)} indicators, {len(made.awaited)} awaited")
    click.echo(f"{made.manifest['rows']} rows, {size} bytes, {time.monotonic() - began:.0f} s")
    click.echo(f"changed: {', '.join(differ) or 'nothing'}")


def of_recording(folder: Path, entries: Iterable[Indicator], scratch: Path) -> Release:
    """The release of these entries as the emulator of a folder answers for them."""
    every = list(entries)
    bring(folder, scratch / "inbox")
    nothing = scratch / "nothing"  # what shipped before fills no gap
    with serve(folder, limits=False) as agencies, patch.object(releases, "DEFAULT", nothing):
        with patch.dict("os.environ", agencies.urls), Unpaced() as session:
            # What was recorded is less than what there is: fewer regions, one sex.
            for outcome in update.fetch(scratch, every, session, accept=True):
                for told in [outcome.problem] if outcome.problem else outcome.accepted:
                    print(f"{outcome.indicator.id}: {told}", file=sys.stderr)
        join.publish(scratch, every)
        return releases.current(scratch).whole()


def _is(folder: Path) -> bool:
    with suppress(AnswerUnreadable):
        return bool(Release(folder).whole())
    return False


if __name__ == "__main__":
    main(prog_name="python -m tests.default")
