"""A run of `python -m etl` on a catalogue of a test's own, and nothing that ships."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from etl import catalogue
from etl.__main__ import main
from etl.model import Indicator
from etl.net.session import Patience
from etl.store import releases
from tests.small import messages, small


@dataclass(frozen=True)
class Ran:
    """What a command came to; `output` as a terminal would show it."""

    exit_code: int
    output: str


Run = Callable[..., Ran]

FAST = Patience(
    attempts=4, first_wait=0.01, longest_wait=2.5, rounding=0.0,
    connect=1.0, read=0.3, answer=0.5, altogether=10.0,
)  # fmt: skip


def runner(folder: Path, monkeypatch: pytest.MonkeyPatch, *entries: str) -> Run:
    """The command line with a catalogue of these entries, on `folder`/data, empty at first."""
    loaded: dict[str, Indicator] = small(folder / "catalogue", *entries)
    monkeypatch.setenv("NORRLAGET_DATA", str(folder / "data"))
    monkeypatch.setattr(catalogue, "load", lambda: loaded)
    monkeypatch.setattr(releases, "DEFAULT", folder / "none")

    def run(*arguments: str) -> Ran:
        result = CliRunner().invoke(main, arguments)
        log = result.stdout[:1] == "{"
        return Ran(result.exit_code, messages(result.stdout) if log else result.stdout)

    return run


def figures(id_: str) -> dict[tuple[str, ...], tuple[float | None, str]]:
    """What is published of an indicator: value and status by region, sex, age and period."""
    frame = releases.current(releases.folder()).observations(id_)
    return {
        (row.region, row.sex, row.age, row.period): (
            None if pd.isna(row.value) else row.value,
            row.status,
        )
        for row in frame.itertuples()
    }


def lines(output: str, start: str) -> list[str]:
    """What the lines that begin so say after that."""
    return [line[len(start) :] for line in output.splitlines() if line.startswith(start)]
