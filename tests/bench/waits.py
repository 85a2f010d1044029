"""How long the server takes for a page: just started, for one it has to make, and as a rule."""

import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

import requests

from tests.bench import servers

WARMING, TIMES = 12, 60  # the kernel deals connections out to two workers at random
AS_BROWSERS = {"Accept-Encoding": "gzip, deflate, br, zstd"}


class Waits(NamedTuple):
    """Milliseconds until a page is there whole."""

    cold: float  # the first after the server's start
    made: float  # one of the same kind that was never asked for: the page in English
    usual: float  # 95 of 100 are as quick, of a page that is kept


def of(path: str) -> Waits:
    """Asked of a portal started for it, with the release that ships and an empty data folder."""
    with tempfile.TemporaryDirectory() as folder, servers.portal(Path(folder)) as portal:
        url = portal.url + path
        cold = _asked(url)
        for _ in range(WARMING):
            _asked(url)
        made = _asked(f"{url}{'&' if '?' in path else '?'}lang=en")
        usual = quantiles([_asked(url) for _ in range(TIMES)], n=20)[-1]
    return Waits(cold, made, usual)


def _asked(url: str) -> float:
    start = time.perf_counter()
    requests.get(url, headers=AS_BROWSERS, timeout=60).raise_for_status()
    return (time.perf_counter() - start) * 1e3
