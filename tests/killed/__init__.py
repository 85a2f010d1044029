"""The pipeline as a process of its own on a small catalogue, to be killed and starved of disk."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests import PROJECT
from tests.replay import SAMPLE, Emulator, serve
from tests.small import instead

COMMAND = [sys.executable, "-m", "etl"]
# Before a command: root writes where it likes, unless that power is taken from it.
MORTAL = (
    ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"]
    if os.geteuid() == 0
    else []
)


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code (negative: the signal), what it told, the steps it took."""

    code: int
    out: str
    err: str
    steps: list[str]


@dataclass(frozen=True)
class Place:
    """A checkout that holds the pipeline with the small catalogue, and the agencies it asks."""

    root: Path
    agencies: Emulator
    driver: "subprocess.Popen[str]"

    def environment(self, data: Path) -> dict[str, str]:
        """What a process of this place needs to know."""
        return {**self.agencies.urls, "NORRLAGET_DATA": str(data)}

    def run(self, data: Path, *arguments: str, how: str = "", step: int = 0) -> Ended:
        """A run to its end, or to the end that `how` says (see driver.py)."""
        order = {
            "arguments": arguments or ["update"],
            "environment": self.environment(data),
            "how": how,
            "step": step,
        }
        _pipe(self.driver.stdin).write(json.dumps(order) + "\n")
        _pipe(self.driver.stdin).flush()
        return Ended(**json.loads(_pipe(self.driver.stdout).readline()))

    def start(self, data: Path, *before: str) -> "subprocess.Popen[str]":
        """`python -m etl update` itself, as cron starts it; `before` stands before the command."""
        return subprocess.Popen(
            [*before, *COMMAND, "update"],
            cwd=self.root,
            env=os.environ | self.environment(data),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@contextmanager
def place(folder: Path) -> Iterator[Place]:
    """The pipeline copied into `folder`, with agencies that set no narrow limits."""
    _checkout(folder / "root")
    driver = [sys.executable, str(Path(__file__).with_name("driver.py"))]
    with (
        serve(_answers(folder / "answers"), limits=False) as agencies,
        subprocess.Popen(
            driver,
            cwd=folder / "root",
            env=os.environ | {"PYTHONPATH": str(folder / "root")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        yield Place(folder / "root", agencies, process)
        _pipe(process.stdin).close()  # no more orders: the driver ends


def _checkout(root: Path) -> None:
    for package in ("etl", "maps"):  # the register of regions lies beside the maps
        shutil.copytree(PROJECT / package, root / package)
    instead(root / "etl" / "catalogue")


def _answers(folder: Path) -> Path:
    """The sample, of an agency that lets us ask at once: hundreds of runs are waiting."""
    shutil.copytree(SAMPLE, folder)
    path = folder / "scb" / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(config | {"maxCallsPerTimeWindow": 1000}), encoding="utf-8")
    return folder


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
