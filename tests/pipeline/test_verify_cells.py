"""`etl verify --cells`: published figures are asked for again, and what came is noted."""

from pathlib import Path
from random import Random

import pytest

from etl.net.session import Session
from etl.store import releases, verified
from etl.upkeep import verify_cells
from tests.replay import Emulator
from tests.runs import FAST, Run, runner
from tests.small import BY_AGE, POPULATION


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, agencies: Emulator) -> Run:
    run = runner(tmp_path, monkeypatch, POPULATION, BY_AGE)
    assert run("update").exit_code == 0
    agencies.requests.clear()
    return run


def test_figures_that_the_agencies_still_give_are_the_same_and_it_is_noted(run: Run) -> None:
    ran = run("verify", "--cells", "20")
    assert (ran.exit_code, ran.output) == (0, "20 of 20 the same, 0 not answered\n")
    found = verified.read(releases.folder())
    assert found is not None
    assert (found.same, found.revised, found.unasked) == (20, [], 0)
    assert found.release == releases.current(releases.folder()).id


def test_a_figure_is_told_that_its_agency_gives_otherwise_now(
    run: Run, agencies: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = verify_cells.sample

    def other(*given: object) -> list[verify_cells.Cell]:
        first, *rest = cells(*given)  # type: ignore[arg-type]
        return [first._replace(value=first.value + 1), *rest]

    monkeypatch.setattr(verify_cells, "sample", other)
    ran = run("verify", "--cells", "3")
    assert ran.exit_code == 1
    assert ran.output.endswith("2 of 3 the same, 0 not answered\n")
    (revised,) = verified.read(releases.folder()).revised  # type: ignore[union-attr]
    assert revised.ours == (revised.theirs or 0) + 1
    assert agencies.requests


@pytest.mark.usefixtures("run")
def test_an_agency_that_does_not_answer_is_counted_apart(agencies: Emulator) -> None:
    release = releases.current(releases.folder())
    agencies.strike("503")
    with Session(FAST) as session:
        found = verify_cells.verified(release, 2, session, Random(1))  # noqa: S311  # a sample
    assert (found.answered, found.unasked) == (0, 2)
