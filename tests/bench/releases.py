"""The release: opening it, one indicator's slice, one region's latest, against all in pandas."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from etl.store import parquet, releases
from tests.bench.measure import seconds

INDICATOR, REGION = "folkmangd", "2480"


def run() -> Iterator[str]:
    """Reads without the cache, as the first reader of a page meets them."""
    path = releases.DEFAULT

    def opened() -> releases.Release:
        release = releases.Release(path)
        _ = release.id, release.indicators
        return release

    def whole() -> pd.DataFrame:
        return pd.read_parquet(path / "observations.parquet")

    release = opened()
    names = (path / "observations.parquet", "indicator", INDICATOR)
    rows = len(release.observations(INDICATOR))
    slow, quick = seconds(lambda: one(whole()), 3), seconds(lambda: read(*names))
    yield _line(f"open, with {len(release.indicators)} meanings", seconds(opened))
    yield _line(f"one indicator, {rows} rows", quick)
    yield _line(f"the same out of all {release.manifest['rows']} in pandas", slow)
    yield f"{'ratio':48} {slow / quick:7.1f} ×"
    latest = seconds(lambda: read(path / "latest.parquet", "region", REGION))
    yield _line("one region's latest", latest)


def read(path: Path, column: str, wanted: str) -> pd.DataFrame:
    """A part of a file, which nothing has kept."""
    return pd.concat(parquet.pieces(path, None, column, wanted))


def one(frame: pd.DataFrame) -> pd.DataFrame:
    """What a page wants of all observations."""
    return frame[frame["indicator"] == INDICATOR]


def _line(what: str, time: float) -> str:
    return f"{what:48} {time * 1e3:7.1f} ms"
