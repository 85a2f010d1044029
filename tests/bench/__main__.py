"""Runs every benchmark, or those named, and prints its lines; nothing here passes or fails.

`python -m tests.bench documents /indikatorer` measures that page alone, and
`python -m tests.bench load --publishing` has releases published while the visitors click.
"""

from collections.abc import Callable, Iterator
from functools import partial

import click

from tests.bench import (
    answers,
    compare,
    documents,
    door,
    load,
    maps,
    pages,
    refresh,
    releases,
    report,
    search,
    serving,
    similar,
    verdicts,
)

BENCHES = (
    answers, releases, pages, documents, maps, report, verdicts, similar, search, compare, door,
    refresh, load, serving,
)  # fmt: skip


@click.command()
@click.argument("words", nargs=-1)
@click.option("--visitors", default=load.VISITORS, show_default=True, help="of load")
@click.option("--seconds", default=load.SECONDS, show_default=True, help="of load")
@click.option("--publishing", is_flag=True, help="load: three releases meanwhile")
def main(words: tuple[str, ...], visitors: int, seconds: float, publishing: bool) -> None:
    """Run the benches named, all without a name; what begins with a slash is a page to measure."""
    told: dict[object, Callable[[], Iterator[str]]] = {
        documents: partial(documents.run, [word for word in words if word.startswith("/")]),
        load: partial(load.run, visitors, seconds, publishing),
    }
    named = [bench for bench in BENCHES if bench.__name__.rpartition(".")[2] in words]
    for bench in named or BENCHES:
        print(f"\n== {(bench.__doc__ or '').splitlines()[0]}", flush=True)
        for line in told.get(bench, bench.run)():
            print(f"  {line}", flush=True)


if __name__ == "__main__":
    main(prog_name="python -m tests.bench")
