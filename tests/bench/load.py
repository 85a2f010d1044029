"""Visitors that click as people do, and what they wait; with --publishing while releases come."""

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Timer

import numpy as np
import requests

from maps import regions
from tests.bench import measure, processes, published, servers
from tests.bench.client import Answer
from tests.bench.processes import Watch
from tests.bench.visitors import Visitor, World

VISITORS, SECONDS, SEED = 200, 45.0, 1
BEFORE = 20.0  # seconds of visits that are not counted
SETTLES = 900.0  # seconds that a portal just started has at most to make what it makes by itself
RELEASES = 3  # that are published meanwhile
HANDS = 64  # of all visitors' browsers together
# Kinds of answers without figures, and the page that tells of every release there is.
OF_NO_RELEASE = ("static", "dash", "/status")
SHARES = (50, 95, 99)
TOLD = 12  # faults, and mixed answers, that are told one by one


def run(
    people: int = VISITORS, seconds: float = SECONDS, publishing: bool = False
) -> Iterator[str]:
    """A line for each kind of answer, the faults, memory, and how many answers were mixed."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        names = [published.publish(data, 0)] if publishing else []
        # Behind a proxy, which tells of each visitor's own address.
        proxied = servers.portal(data, NORRLAGET_PROXIES="1")
        with proxied as portal, Watch(portal.process.pid) as watch:
            settled = processes.rests(portal.process.pid, SETTLES)

            def meanwhile() -> None:
                time.sleep(BEFORE)
                names.extend(_publish(data, seconds) if publishing else ())

            answers = visited(portal.port, people, seconds, meanwhile)
        yield f"{people} visitors, {seconds:.0f} s, seed {SEED}; {measure.busy()}"
        yield f"of a portal up for {settled + BEFORE:.0f} s, which makes pages by itself"
        yield from told(answers)
        yield _memory(watch)
        yield from _mixed(data, portal.port, names, answers) if publishing else ()


def visited(port: int, people: int, seconds: float, meanwhile: Callable[[], None]) -> list[Answer]:
    """Every answer that so many visitors got in so many seconds, of a portal that was in use."""
    answers: list[Answer] = []
    world, until = _world(port), time.monotonic() + BEFORE + seconds
    Timer(BEFORE, answers.clear).start()
    with ThreadPoolExecutor(HANDS) as hands, ThreadPoolExecutor(people + 1) as crowd:
        those = [Visitor(each, SEED, port, world, answers, hands) for each in range(people)]
        going = [crowd.submit(meanwhile), *(crowd.submit(each.visit, until) for each in those)]
    for each in going:
        each.result()
    return answers


def _world(port: int) -> World:
    """What the portal has and the places of the north, each in an order of popularity."""
    listed = requests.get(f"http://127.0.0.1:{port}/api/v1/indicators", timeout=60).json()
    known = regions.read()
    north = known["code"].str[:2].isin(regions.NORRLAND) | (known["code"] == "00")
    places, indicators = known["code"][north].tolist(), [i for i in listed if i["first_period"]]
    for each in (places, indicators):
        Random(SEED).shuffle(each)  # noqa: S311  # no secret
    return World(indicators, places)


# --- while releases come ---


def _publish(data: Path, seconds: float) -> Iterator[str]:
    """Publish in equal steps of the time, as an update does it: beside the portal."""
    for number in range(1, RELEASES + 1):
        time.sleep(seconds / (RELEASES + 1))
        yield published.in_a_process(data, number)


def _mixed(data: Path, port: int, names: list[str], answers: list[Answer]) -> Iterator[str]:
    figures = [each for each in answers if each.kind not in OF_NO_RELEASE]
    of_none = published.mixed(data, port, names, figures)
    yield f"{len(of_none)} of {len(figures)} answers are of no one release of {len(names)}"
    seen = Counter(f"{each.asked.address} {(each.asked.sent or b'').decode()}" for each in of_none)
    yield from (f"    {n} × {what[:250]}" for what, n in seen.most_common(TOLD))


# --- what is told ---


def told(answers: Iterable[Answer]) -> Iterator[str]:
    """A line for each kind, those most asked for first, one for all, and one for each fault."""
    every, faults = list(answers), Counter[tuple[str, str]]()
    kinds = Counter(each.kind for each in every)
    yield f"{'':24} {'asked':>7} {'wrong':>6}" + "".join(f"{f'p{each} ms':>9}" for each in SHARES)
    for kind, _ in kinds.most_common():
        yield _line(kind, [each for each in every if each.kind == kind])
    yield _line("all", every)
    faults.update((each.problem, each.asked.address) for each in every if each.problem)
    yield from (f"    {n} × {problem}: {what}" for (problem, what), n in faults.most_common(TOLD))


def _line(kind: str, answers: list[Answer]) -> str:
    wrong = sum(bool(each.problem) for each in answers)
    shares = np.percentile([each.seconds * 1e3 for each in answers], SHARES)
    return f"{kind:24} {len(answers):7} {wrong:6}" + "".join(f"{each:9.0f}" for each in shares)


def _memory(watch: Watch) -> str:
    workers = ", ".join(f"{each:.0f}" for each in watch.workers)
    return f"memory at its highest: {workers} MB a worker, {watch.altogether:.0f} MB in all"
