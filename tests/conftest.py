"""What several test modules share: the emulator started once, and sessions that do not dawdle."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.http import Patience, Session
from etl.model import Indicator
from tests.replay import Emulator, serve
from tests.small import small

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
    monkeypatch.setattr("etl.http.PATIENCE", FAST)
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
