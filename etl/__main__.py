"""The command line: `python -m etl update | fetch | publish | status | changes | verify | …`."""

import logging
import sys

import click

from etl.commands import propose, run, status, verify
from etl.commands.changes import command as changes
from etl.errors import EtlError
from etl.log import Handler, fail
from etl.store import releases, unwritable


class _OneLine(click.Group):
    """Tells what went wrong in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> None:
        try:
            super().invoke(ctx)
        except EtlError as error:
            fail(f"error: {error}")
            sys.exit(run.NOTHING)
        except OSError as error:
            fail(f"error: {unwritable.sentence(error, releases.folder())}")
            sys.exit(run.NOTHING)


@click.group(cls=_OneLine)
def main() -> None:
    """Norrläget's pipeline: from the agencies' figures to a release.

    Figures lie in NORRLAGET_DATA (default: data). Exit code 0: all well, 1: something is stale
    and named, 2: nothing is published.
    """


for _command in (
    run.update_command,
    run.fetch_command,
    run.publish_command,
    run.prune_command,
    status.command,
    changes,
    verify.command,
    propose.command,
):
    main.add_command(_command)


if __name__ == "__main__":
    logging.basicConfig(handlers=[Handler()])
    main(prog_name="python -m etl")
