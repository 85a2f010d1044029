"""Workers that are killed, and a portal that is told to stop: what its readers notice of it."""

import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import pytest

from tests.bench import client, servers
from tests.bench.client import Asked
from tests.bench.readers import READ, READERS, reading
from tests.bench.servers import LOOKS, Server
from tests.browser.visits import wait_for

EVERY, KILLS = 5.0, 8  # seconds between two, and how many
STOPS = 10  # seconds, as docs/operations.md has systemd wait
# Each takes a worker a while.
LONG = [
    "/manadslage/24/senaste.pptx",
    "/karta/folkmangd.png?panels=2021,2022&show=sweden-municipality",
    "/demografi?region=2482",
    "/data/folkmangd.csv",
]
TABLE = "killed | worker | requests until the next | of them failed | workers by then"
STOPPED = "stopped | asked | status | answered after s"

pytestmark = pytest.mark.alone


def test_a_killed_worker_costs_what_it_was_answering_and_another_takes_its_place(
    portal: Server, record_property: Callable[[str, object], None]
) -> None:
    before, lost = len(portal.workers), []
    with reading(portal.port) as answers:
        while len(answers) < 2 * READERS * len(READ):  # else both wait for what is long in making
            time.sleep(LOOKS)
        for number in range(1, KILLS + 1):
            already, worker = len(answers), servers.kill(portal, number)
            time.sleep(EVERY)
            meanwhile = answers[already:]
            lost.append(sum(bool(each.problem) for each in meanwhile))
            row = [number, worker, len(meanwhile), lost[-1], len(portal.workers)]
            record_property(TABLE, [str(each) for each in row])
    assert max(lost) <= READERS, lost  # nobody loses more than the answer that was under way
    assert sum(lost) <= KILLS, lost  # and most lose nothing
    assert portal.process.poll() is None
    wait_for(f"{portal.url}/health", portal.process)
    assert servers.workers_again(portal, before)


def test_a_portal_told_to_stop_answers_what_it_was_asked_and_ends_in_time(
    portal: Server, record_property: Callable[[str, object], None]
) -> None:
    idle = client.connections(portal.port)
    client.ask(idle, Asked("/health"))  # stays open, as a browser's
    through = client.connections(portal.port, len(LONG))
    with ThreadPoolExecutor(len(LONG)) as several:
        asked = [several.submit(client.ask, through, Asked(address)) for address in LONG]
        time.sleep(0.3)
        began = time.monotonic()
        portal.process.terminate()
        answers = [each.result()[0] for each in asked]
        code = portal.process.wait(timeout=60)
    taken = time.monotonic() - began
    for number, each in enumerate(answers, 1):
        row = [number, each.asked.address, each.problem or each.status, f"{each.seconds:.1f}"]
        record_property(STOPPED, [str(one) for one in row])
    record_property(STOPPED, [str(len(LONG) + 1), "SIGTERM", f"exit {code}", f"{taken:.1f}"])
    assert [each.problem for each in answers] == [""] * len(LONG)
    assert code in (0, -signal.SIGTERM)
    assert taken <= STOPS


def test_who_has_an_answer_already_keeps_the_connection(portal: Server) -> None:
    line = HTTPConnection("127.0.0.1", portal.port, timeout=20)
    for address in ("/", "/data/medelalder.csv"):
        line.request("GET", address)
        first = line.getresponse()
        first.read()
        for _ in range(2):
            line.request("GET", address, headers={"If-None-Match": first.headers["ETag"]})
            again = line.getresponse()
            assert (again.status, again.read()) == (304, b"")
            assert again.headers["Connection"] is None
            assert line.sock is not None
    line.request("GET", "/", headers={"Connection": "close"})
    line.getresponse().read()
    assert line.sock is None
