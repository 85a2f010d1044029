"""Slow clients by hundreds, and large bodies: meanwhile others are answered at once.

What they cost is memory and the wait of somebody who opens the front page.
"""

from collections.abc import Callable

import pytest

from tests.bench.servers import Server
from tests.slow import crowds
from tests.slow.crowds import Crowd

FOR = 30.0  # seconds: more than a request may take to come
WAIT = 300.0  # ms: 95 of 100 wait no longer
# With all kinds at once, whose 1 406 clients are on the same two processors as the portal.
CROWDED = 3000.0
MEMORY = 800.0  # MB, of the portal in all
TABLE = (
    "slow clients | kind | ended by the server | `/` asked | failed | p95 ms | worst ms | MB in all"
)

KINDS = [
    crowds.SLOW_BODIES,
    crowds.SLOW_READERS,
    crowds.LARGE_BODIES,
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
    met = crowds.met(portal, crowd, FOR)
    many = sum(each.many for each in crowd)
    name = crowd[0].name if len(crowd) == 1 else "all of them"
    row = [
        str(CROWDS.index(crowd) + 1), f"{many} {name}", f"{met.ended.total()}", len(met.answers),
        len(met.failed), f"{met.p95:.0f}", f"{met.worst:.0f}", f"{met.memory:.0f}",
    ]  # fmt: skip
    record_property(TABLE, [str(each) for each in row])
    assert met.failed == []
    assert met.p95 <= (WAIT if len(crowd) == 1 else CROWDED)
    assert met.memory <= MEMORY
    assert portal.process.poll() is None
