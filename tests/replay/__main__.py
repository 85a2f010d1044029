"""`python -m tests.replay`: prints the APIs' addresses, then serves them until stopped."""

import signal
from pathlib import Path
from threading import Event

import click

from tests.replay import SAMPLE, Emulator
from tests.replay.faults import FAULTS

LISTED = "\n\n\b\nFaults:\n" + "\n".join(f"{name}: {f.__doc__}" for name, f in FAULTS.items())


@click.command(epilog=LISTED)
@click.option("--data", type=click.Path(path_type=Path), help="Folder; without it a small sample.")
@click.option("--scb-port", default=0, help="0 is any free one.")
@click.option("--kolada-port", default=0, help="0 is any free one.")
@click.option("--fault", "faults", multiple=True, help="NAME[:FIRST][+AFTER][@TEXT], repeatable.")
@click.option("--no-limits", is_flag=True, help="Lift the limits of calls.")
def main(
    data: Path | None, scb_port: int, kolada_port: int, faults: tuple[str, ...], no_limits: bool
) -> None:
    """Serve the agencies' APIs on 127.0.0.1."""
    folder = data if data is not None and data.is_dir() else SAMPLE
    emulator = Emulator(folder, limits=not no_limits, scb_port=scb_port, kolada_port=kolada_port)
    try:
        emulator.strike(*faults)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    stopped = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    emulator.start()
    for variable, url in sorted(emulator.urls.items()):
        print(f"{variable}={url}", flush=True)
    stopped.wait()
    emulator.stop()


if __name__ == "__main__":
    main()
