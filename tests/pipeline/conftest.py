"""Where runs of the pipeline are killed, and what an undisturbed run comes to."""

from collections.abc import Iterator
from contextlib import ExitStack
from queue import SimpleQueue

import pytest

from tests.killed import Place, place
from tests.killed.world import EARLIER, IDS, Truth, World, copied, differ, figures, files, long_ago


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("killed")
    queue: SimpleQueue[Place] = SimpleQueue()
    with ExitStack() as stack:
        for name in ("one", "two"):
            at = stack.enter_context(place(folder / name))
            queue.put(at)
        at.agencies.strike(*EARLIER)
        assert at.run(folder / "earlier").code == 0
        at.agencies.heal()
        long_ago(folder / "earlier")
        yield World(queue, folder / "empty", folder / "earlier")


@pytest.fixture(params=["empty", "earlier"], scope="module")
def truth(
    request: pytest.FixtureRequest, world: World, tmp_path_factory: pytest.TempPathFactory
) -> Truth:
    """What an undisturbed run comes to: from nothing, and over a release with other figures."""
    data = tmp_path_factory.mktemp(request.param) / "undisturbed"
    start, at = getattr(world, request.param), world.places.get()
    copied(start, data)
    before, ended = figures(data), at.run(data)
    world.places.put(at)
    assert ended.code == 0, ended.err
    assert before is None or differ(before, figures(data)) == IDS
    return Truth(start, [before, figures(data)], files(data), ended.steps)
