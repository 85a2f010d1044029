"""The command line: `python -m etl update | fetch | publish | status | changes | verify | …`."""

import logging
import sys

import click

from etl import propose_command, releases, run_commands, status_command, unwritable, verify_command
from etl.changes_command import command as changes
from etl.errors import EtlError
from etl.told import Handler, fail


class _OneLine(click.Group):
    """Tells what went wrong in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> None:
        try:
            super().invoke(ctx)
        except EtlError as error:
            fail(f"error: {error}")
            sys.exit(run_commands.NOTHING)
        except OSError as error:
            fail(f"error: {unwritable.sentence(error, releases.folder())}")
            sys.exit(run_commands.NOTHING)


@click.group(cls=_OneLine)
def main() -> None:
    """Norrläget's pipeline: from the agencies' figures to a release.

    Figures lie in NORRLAGET_DATA (default: data). Exit code 0: all well, 1: something is stale
    and named, 2: nothing is published.
    """


for _command in (
    run_commands.update_command,
    run_commands.fetch_command,
    run_commands.publish_command,
    run_commands.prune_command,
    status_command.command,
    changes,
    verify_command.command,
    propose_command.command,
):
    main.add_command(_command)


if __name__ == "__main__":
    logging.basicConfig(handlers=[Handler()])
    main(prog_name="python -m etl")
