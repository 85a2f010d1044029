"""The portal and its refresh: `python app.py` serves, `app:server` is for another WSGI server.

Installed, the same is the command `norrlaget`.
"""

import os
import runpy
import socket
import subprocess
import sys
from typing import Any

import click

from dashboard import origin

ADDRESS = os.environ.get("NORRLAGET_ADDRESS", "127.0.0.1")
REFRESH = (["etl", "update"], ["report"], ["etl", "prune"])  # in this order, whatever one came to
WORDS = {"ignore_unknown_options": True}


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Norrläget: the portal, its figures and its reports; without a word it serves."""
    if context.invoked_subcommand is None:
        serve()


@main.command("run")
def serve() -> None:
    """Serve on $NORRLAGET_ADDRESS:$PORT, which is 127.0.0.1:8050 where nothing else is said."""
    from dashboard.server.run import Workers

    port = free_port(os.environ.get("PORT", "8050"))
    try:
        origin.address(), origin.proxies()
    except ValueError as error:
        sys.exit(str(error))
    print(f"Norrläget: http://{ADDRESS}:{port}", flush=True)  # noqa: T201 – told to a person
    Workers(ADDRESS, port).run()


@main.command()
def refresh() -> None:
    """What a timer runs: update, keep the month's reports, prune; the first fault's exit code."""
    commands = [[sys.executable, __file__, *step] for step in REFRESH]
    codes = [subprocess.run(command, check=False).returncode for command in commands]  # noqa: S603  # our own words
    sys.exit(next(filter(None, codes), 0))


def _module(name: str, module: str, told: str) -> None:
    """A command that is `python -m` of a module of ours, from whichever folder."""

    @main.command(name, help=told, context_settings=WORDS, add_help_option=False)
    @click.argument("words", nargs=-1, type=click.UNPROCESSED)
    def _(words: tuple[str, ...]) -> None:
        sys.argv[1:] = words
        runpy.run_module(module, run_name="__main__")


_module("etl", "etl", "The pipeline: update, publish, status and more.")
_module("report", "dashboard.report", "Keep the month's issue of Månadsläge.")


def free_port(given: str) -> int:
    """The port asked for; ends with a sentence when it is none, or taken.

    The server itself would share a taken port, and two portals would answer in turn.
    """
    try:
        port = int(given)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((ADDRESS, port))
    except (ValueError, OverflowError):
        sys.exit(f"PORT is {given!r}: a number from 1 to 65535 is needed")
    except OSError as error:
        sys.exit(f"port {given} on {ADDRESS} cannot be had: {error.strerror}")
    return port


def __getattr__(name: str) -> Any:
    """`server`, made when a worker asks for it: what threads hold would not survive its start."""
    if name != "server":
        raise AttributeError(name)
    from dashboard.web import create_app

    return globals().setdefault("server", create_app().server)


if __name__ == "__main__":
    main()
