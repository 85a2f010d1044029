"""Slow clients by hundreds, and large bodies: meanwhile others are answered at once.

What they cost is memory and the wait of somebody who opens the front page.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from etl.store import releases
from tests.bench import client
from tests.bench.client import Answer, Asked
from tests.bench.processes import Watch
from tests.bench.servers import Server
from tests.slow import crowds
from tests.slow.crowds import Crowd

FOR = 30.0  # seconds: more than a request may take to come
EVERY = 0.1  # seconds between two who open the front page
WAIT = 300.0  # ms: 95 of 100 wait no longer
MEMORY = 800.0  # MB, of the portal in all
TABLE = (
    "slow clients | kind | ended by the server | `/` asked | failed | p95 ms | worst ms | MB in all"
)

LARGEST = max(
    releases.Release(releases.DEFAULT).manifest["indicators"].items(),
    key=lambda each: each[1]["rows"],
)[0]
KINDS = [
    Crowd("slow bodies", 600, crowds.slow_body),
    Crowd("slow readers", 200, crowds.slow_reader(f"/data/{LARGEST}.csv")),
    Crowd("large bodies", 6, crowds.large_body),
    Crowd("half a header", 300, crowds.half_a_header),
    Crowd("idle", 300, crowds.idle),
]
CROWDS = [*([each] for each in KINDS), KINDS]

pytestmark = pytest.mark.alone


@pytest.mark.parametrize(
    "crowd", CROWDS, ids=lambda each: each[0].name if len(each) == 1 else "all"
)
def test_slow_clients_keep_nobody_waiting_and_cost_little(
    crowd: list[Crowd], portal: Server, record_property: Callable[[str, object], None]
) -> None:
    with Watch(portal.process.pid) as watch, opening(portal.port) as answers:
        ended = asyncio.run(crowds.live(portal.port, crowd, FOR))
    waits = [each.seconds * 1e3 for each in answers]
    share, failed = float(np.percentile(waits, 95)), [each for each in answers if each.problem]
    many = sum(each.many for each in crowd)
    name = crowd[0].name if len(crowd) == 1 else "all of them"
    row = [
        str(CROWDS.index(crowd) + 1), f"{many} {name}", f"{ended.total()}", len(waits),
        len(failed), f"{share:.0f}", f"{max(waits):.0f}", f"{watch.altogether:.0f}",
    ]  # fmt: skip
    record_property(TABLE, [str(each) for each in row])
    assert failed == []
    assert share <= WAIT
    assert watch.altogether <= MEMORY
    assert portal.process.poll() is None


@contextmanager
def opening(port: int) -> Iterator[list[Answer]]:
    """Somebody new opens the front page every so often while the block runs; what they got."""
    answers: list[Answer] = []
    ended = threading.Event()

    def open_one() -> None:
        through = client.connections(port)
        answers.append(client.ask(through, Asked("/"), Connection="close")[0])

    def open_all() -> None:
        those = []
        while not ended.wait(EVERY):
            those.append(threading.Thread(target=open_one, daemon=True))
            those[-1].start()
        for each in those:
            each.join()

    open_one()  # the page is made
    answers.clear()
    thread = threading.Thread(target=open_all, daemon=True)
    thread.start()
    try:
        yield answers
    finally:
        ended.set()
        thread.join()
