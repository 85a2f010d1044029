"""Runs every benchmark, or those named, and prints its lines; nothing here passes or fails.

`python -m tests.bench documents /indikatorer` measures that page alone.
"""

import sys
from collections.abc import Iterator
from types import ModuleType

from tests.bench import answers, documents, maps, pages, refresh, releases, report

BENCHES = (answers, releases, pages, documents, maps, report, refresh)


def lines(bench: ModuleType, addresses: list[str]) -> Iterator[str]:
    """What a bench tells; the one of pages can be told which."""
    said: Iterator[str] = bench.run(addresses) if bench is documents else bench.run()
    return said


if __name__ == "__main__":
    words = sys.argv[1:]
    addresses = [word for word in words if word.startswith("/")]
    named = [bench for bench in BENCHES if bench.__name__.rpartition(".")[2] in words]
    for bench in named or BENCHES:
        print(f"\n== {(bench.__doc__ or '').splitlines()[0]}", flush=True)
        for line in lines(bench, addresses):
            print(f"  {line}", flush=True)
