"""How long the server takes for a page: after a release, for one it has to make, and as a rule."""

import atexit
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

import requests

from etl.store import releases
from tests.bench import published, servers

WARMING, TIMES = 12, 60  # the kernel deals connections out to two workers at random
AS_BROWSERS = {"Accept-Encoding": "gzip, deflate, br, zstd"}


class Waits(NamedTuple):
    """Milliseconds until a page is there whole."""

    cold: float  # the first after a release
    made: float  # one of the same kind that was never asked for: the page in English
    usual: float  # 95 of 100 are as quick, of a page that is kept


def of(path: str) -> Waits:
    """Asked of a portal started for it, which turns to another release while it is up."""
    data, (first, second) = _two()
    releases.point(data, first)
    with servers.portal(data) as portal:
        url = portal.url + path
        for _ in range(WARMING):
            _asked(url)
        releases.point(data, second)
        _turned(portal.url, second)
        cold = _asked(url)
        for _ in range(WARMING):
            _asked(url)
        made = _asked(f"{url}{'&' if '?' in path else '?'}lang=en")
        usual = quantiles([_asked(url) for _ in range(TIMES)], n=20)[-1]
    return Waits(cold, made, usual)


@cache
def _two() -> tuple[Path, list[str]]:
    """A data folder with two releases, for as long as the bench runs."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder), [published.publish(Path(folder), number) for number in range(2)]


def _turned(portal: str, release: str) -> None:
    """Wait until every worker shows a release."""
    seen = 0
    while seen < WARMING:
        shown = requests.get(f"{portal}/health", timeout=60).json()["release"]
        seen = seen + 1 if shown == release else 0
        time.sleep(0.05)


def _asked(url: str) -> float:
    start = time.perf_counter()
    requests.get(url, headers=AS_BROWSERS, timeout=60).raise_for_status()
    return (time.perf_counter() - start) * 1e3
