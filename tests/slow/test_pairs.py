"""Every two kinds of faults at once, and some three: an update under them, and one after them."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from etl import catalogue
from tests.replay import Emulator
from tests.runs import runner
from tests.slow.pairs import Came, Laid, World, pairs, tried, triples
from tests.small import EVERY, MONTHLY, NEW

TRIPLES = 23
TABLE = (
    "pairs of faults | both can strike | tried | all struck | published whole meanwhile"
    " | something held back | wrong | slowest, seconds"
)
# The most in the first and in the fifth, so that two processes share them evenly.
WHERE = [
    "scb, one lasts",
    "kolada",
    "tillvaxtanalys",
    "kolada, scb",
    "scb, both pass",
    "kolada, scb, tillvaxtanalys",
    "no agency in common",
]


@pytest.fixture
def world(agencies: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Two KPIs and three tables; between two attempts nobody sleeps."""
    monkeypatch.setattr("tenacity.nap.time", SimpleNamespace(sleep=lambda _: None))
    run = runner(tmp_path, monkeypatch, *EVERY, MONTHLY, NEW)
    return World(run, agencies, catalogue.load(), tmp_path)


@pytest.mark.parametrize("number", range(len(WHERE)))
def test_two_faults_at_once_cost_no_figure_and_leave_nothing_behind(
    number: int, world: World, record_property: Callable[[str, object], None]
) -> None:
    laid = [each for each in pairs() if where(world, each) == WHERE[number]]
    came = [tried(world, each) for each in laid]
    record_property(TABLE, row(number + 1, WHERE[number], came))
    assert wrong(came) == []


def test_three_faults_at_once_cost_none_either(
    world: World, record_property: Callable[[str, object], None]
) -> None:
    came = [tried(world, each) for each in triples(TRIPLES)]
    record_property(TABLE, row(len(WHERE) + 1, "three at once, anywhere", came))
    assert wrong(came) == []


def test_every_pair_has_its_row(world: World) -> None:
    assert {where(world, each) for each in pairs()} == set(WHERE)


def where(world: World, laid: Laid) -> str:
    """The agencies that both can strike; of SCB's, by far the most, whether one fails alone."""
    shared = ", ".join(sorted(world.shared(laid)))
    if shared == "scb":
        return f"scb, {'one lasts' if laid.stale else 'both pass'}"
    return shared or "no agency in common"


def row(number: int, where: str, came: list[Came]) -> list[str]:
    """Counts, and the one that took longest."""
    slowest = max(came, key=lambda each: each.seconds)
    counts = [
        len(came),
        sum(each.met for each in came),
        sum(not each.held for each in came),
        sum(bool(each.held) for each in came),
        len(wrong(came)),
    ]
    return [str(number), where, *map(str, counts), f"{slowest.seconds:.1f}: {slowest.laid}"]


def wrong(came: list[Came]) -> list[str]:
    """What none of them may have."""
    return [f"{each.laid}: {said}" for each in came for said in each.wrong]
