"""Releases that differ in every figure, and whether what a portal answered is of one of them.

`python -m tests.bench.published DATA 2` publishes the second, in a process of its own as an update
does it. An answer is of one release when a portal that has never shown another answers the same.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from etl.store import releases
from etl.store.releases import Part, Release
from tests import PROJECT
from tests.bench import client, servers
from tests.bench.client import Answer, Asked

STEP = 100  # of a figure's last decimal, between two releases
AT_ONCE = 3  # questions of one client, who may be refused more files than that

Seen = tuple[Asked, str, str]  # with the tag and the content that came


def publish(data: Path, number: int) -> str:
    """Publish the release that ships with every figure moved by so many steps; its id."""
    ships = Release(releases.DEFAULT)
    parts = _moved(ships, number)
    name = releases.publish(
        data, parts, awaited=ships.awaited.values(), order=list(ships.indicators)
    )
    return name or str(releases.published(data))


def _moved(release: Release, number: int) -> Iterator[Part]:
    for meaning in release.indicators.values():
        frame = release.observations(meaning.id)
        moved = frame["value"] + number * STEP / 10**meaning.decimals
        yield meaning, frame.assign(value=moved.round(meaning.decimals + 1))


def in_a_process(data: Path, number: int) -> str:
    """The same, by a process of its own."""
    command = [sys.executable, "-m", "tests.bench.published", str(data), str(number)]
    return subprocess.check_output(command, cwd=PROJECT, text=True).strip()


def mixed(data: Path, port: int, names: Iterable[str], answers: Iterable[Answer]) -> list[Answer]:
    """Those that no release alone gives; all are asked for anew, on the same, now free port."""
    given = [each for each in answers if each.status == 200]
    left = {_seen(each) for each in given}
    for name in names:
        releases.point(data, name)
        with servers.portal(data, port=port) as still:
            left -= {_seen(each) for each in ask(still.port, {asked for asked, *_ in left})}
    return [each for each in given if _seen(each) in left]


def ask(port: int, questions: Iterable[Asked]) -> list[Answer]:
    """What each of these is answered, a few asked at a time."""
    through = client.connections(port, AT_ONCE)
    with ThreadPoolExecutor(AT_ONCE) as several:
        return [answer for answer, *_ in several.map(partial(client.ask, through), questions)]


def _seen(answer: Answer) -> Seen:
    return answer.asked, answer.tag, answer.content


if __name__ == "__main__":
    print(publish(Path(sys.argv[1]), int(sys.argv[2])))
