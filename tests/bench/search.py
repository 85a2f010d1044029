"""How long the search box waits for an answer to each key that people type."""

import csv
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from werkzeug.datastructures import MultiDict

from dashboard import data
from dashboard.routes import search
from dashboard.search import index
from etl.store.releases import DEFAULT, Release

QUERIES = Path(__file__).parents[1] / "portal" / "search_queries.csv"
BAR = 50  # ms a key


def run() -> Iterator[str]:
    """A line of the index, and one of the milliseconds a key over all queries of the table."""
    with data.showing(Release(DEFAULT)):
        started = time.perf_counter()
        made = index.of_figures("sv")
        took = time.perf_counter() - started
        entries, words = len(made.entries), len(made.vocabulary.written)
        yield f"{entries} entries, {words} words: made in {took:.2f} s"
        keys = [*_keys()]
        asked = np.array([_milliseconds(*each) for each in keys])
        middle, most = np.quantile(asked, [0.5, 0.95])
        told = f"median {middle:.1f} ms, p95 {most:.1f}, most {asked.max():.1f}"
        yield f"{len(keys)} keys: {told} (bar {BAR})"


def _keys() -> Iterator[tuple[str, str]]:
    """Every query as it grows under a reader's fingers, from its second letter."""
    with QUERIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            query = row["query"]
            yield from ((query[:end], row["lang"]) for end in range(2, len(query) + 1))


def _milliseconds(query: str, lang: str) -> float:
    arguments = MultiDict({"q": query, "lang": lang})
    search.record(arguments)  # the release's own pieces of a region are kept after the first
    started = time.perf_counter()
    search.record(arguments)
    return 1000 * (time.perf_counter() - started)
