"""What several test modules share: emulator and issue made once, sessions that do not dawdle."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from etl.model import Indicator
from etl.net.session import Patience, Session
from tests import issues
from tests.replay import Emulator, serve
from tests.small import small

settings.register_profile("norrlaget", deadline=None)  # a busy machine fails no test
settings.load_profile("norrlaget")

FAST = Patience(
    attempts=4, first_wait=0.01, longest_wait=2.5, rounding=0.0,
    connect=1.0, read=0.3, answer=0.5, altogether=10.0,
)  # fmt: skip


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
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a release, and its issue of two regions as the command made it."""
    data = tmp_path_factory.mktemp("made")
    issues.first(data)
    ran = issues.command(data, "--region", "24", "--region", "2480")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return data


@pytest.fixture
def issued(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, which is served."""
    shutil.copytree(made, tmp_path / "data")
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path / "data"))
    return tmp_path / "data"
