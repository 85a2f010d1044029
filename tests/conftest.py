"""What several test modules share: emulator and issue made once, sessions that do not dawdle."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from etl.model import Indicator
from etl.net.session import Session
from tests.replay import Emulator, serve
from tests.runs import FAST
from tests.small import small

# A busy machine fails no test.
settings.register_profile("norrlaget", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("norrlaget")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The tables that tests made, and the seconds of each folder, whichever process ran them."""
    reports = [
        each
        for all_ in terminalreporter.stats.values()
        for each in all_
        if isinstance(each, pytest.TestReport)
    ]
    for title, rows in tables(reports).items():
        terminalreporter.section(title)
        for row in rows:
            terminalreporter.write_line(" | ".join(row))
    terminalreporter.section("seconds by folder")
    for folder, (seconds, tests) in by_folder(reports).items():
        terminalreporter.write_line(f"{seconds:8.1f} s  {tests:5} tests  {folder}")


def tables(reports: list[pytest.TestReport]) -> dict[str, list[list[str]]]:
    """The rows that tests recorded, by the title of their table; those of one beginning are one."""
    found: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for report in reports:
        for title, row in report.user_properties if report.when == "call" else []:
            rows = found.setdefault(title, {})
            before = rows.get(tuple(row[:2]), row)
            joined = zip(before[2:], row[2:], strict=True)
            rows[tuple(row[:2])] = [
                *row[:2],
                *(one if one == other else f"{one}, {other}" for one, other in joined),
            ]
    return {title: sorted(rows.values(), key=number) for title, rows in found.items()}


def number(row: list[str]) -> int:
    """Of a fault `D12`, and of a row numbered so: 12."""
    return int(row[0].lstrip("D"))


def by_folder(reports: list[pytest.TestReport]) -> dict[str, tuple[float, int]]:
    """Seconds and tests of each folder of tests, those that take longest first."""
    found: dict[str, tuple[float, int]] = {}
    for report in reports:
        folder = report.nodeid.partition("::")[0].rpartition("/")[0]
        seconds, tests = found.get(folder, (0.0, 0))
        found[folder] = (seconds + report.duration, tests + (report.when == "call"))
    return dict(sorted(found.items(), key=lambda each: -each[1][0]))


@pytest.fixture(scope="session", autouse=True)
def _no_power_fails() -> Iterator[None]:
    """What was written need not reach the disk: the machine outlives its tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session")
def _sample() -> Iterator[Emulator]:
    with serve(limits=False) as emulator:
        yield emulator


@pytest.fixture
def agencies(_sample: Emulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    """The agencies answering from the sample, without limits; all faults off again at the end."""
    for variable, url in _sample.urls.items():
        monkeypatch.setenv(variable, url)
    monkeypatch.setattr(Session, "pace", lambda *_, **__: None)
    monkeypatch.setattr("etl.net.session.PATIENCE", FAST)
    _sample.requests.clear()
    yield _sample
    _sample.heal()


@pytest.fixture
def session() -> Iterator[Session]:
    with Session(FAST) as session:
        yield session


@pytest.fixture
def indicators(tmp_path: Path) -> dict[str, Indicator]:
    """The small catalogue: `invanare` and `andel` of Kolada, `alder` of SCB."""
    return small(tmp_path / "catalogue")


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def made(common: Path) -> Path:
    """A data folder with a release, and its issue of two regions as the command made it.

    Made once for all processes: the first that comes to it makes it, the others wait.
    """
    from tests import issues  # it imports the portal, which most tests can do without

    data = common / "made"
    with data.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not data.with_suffix(".done").exists():
            issues.first(data)
            ran = issues.within(data, "--region", "24", "--region", "2480")
            assert ran.exit_code == 0, ran.output
            data.with_suffix(".done").touch()
    return data


@pytest.fixture
def issued(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, which is served."""
    shutil.copytree(made, tmp_path / "data")
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path / "data"))
    return tmp_path / "data"
