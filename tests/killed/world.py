"""Killed and starved runs, two at a time: what they start from, should come to, and may leave."""

import re
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import pandas as pd

from etl.store import manifest, releases, snapshots, status
from tests.killed import Place

IDS = ["invanare", "andel", "alder"]
EARLIER = ["unrevised@TAB9001", "other-values@/data/kpi"]  # the world of the last release

Figures = dict[str, pd.DataFrame]
Judge = Callable[[Place, Path, int], None]


@dataclass(frozen=True)
class World:
    """Where runs are made, two at a time, and what they should come to."""

    places: "SimpleQueue[Place]"
    empty: Path  # a folder that is not there
    earlier: Path  # a data folder as a run on other figures left it

    def each(self, numbers: Iterable[int], judge: Judge, start: Path, folder: Path) -> None:
        """Judge a run for every number, each on a copy of the data folder `start`."""

        def judged(number: int) -> None:
            data, at = folder / str(number), self.places.get()
            try:
                copied(start, data)
                judge(at, data, number)
            finally:
                self.places.put(at)
            shutil.rmtree(data)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(judged, numbers))


@dataclass(frozen=True)
class Truth:
    """A start, what a run makes of it, and the steps it takes."""

    start: Path
    figures: list[Figures | None]  # before, after; None: nothing is published
    files: dict[str, bytes]  # what lies in the data folder in the end
    steps: list[str]


def long_ago(data: Path) -> None:
    """As if that run was years ago: whatever the agencies say of changes, all is read again."""
    path = data / "status.json"
    path.write_text(
        re.sub(r'"20\d\d-', '"2020-', path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    assert set(status.read(data).indicators) == set(IDS)


def copied(start: Path, data: Path) -> None:
    if start.exists():
        shutil.copytree(start, data)


def figures(data: Path) -> Figures | None:
    """What a reader is shown of the release published; every part of it can be opened."""
    name = releases.published(data)
    if name is None:
        return None
    release = releases.Release(data / "releases" / name).whole()
    assert list(release.indicators) == IDS
    return {id_: release.observations(id_) for id_ in IDS}


def same(one: Figures | None, other: Figures | None) -> bool:
    return not differ(one, other) if one and other else one is other


def differ(one: Figures | None, other: Figures | None) -> list[str]:
    """The indicators whose figures are not the same; none at all when nothing is published."""
    return [id_ for id_ in IDS if one and other and not one[id_].equals(other[id_])]


def files(data: Path) -> dict[str, bytes]:
    """Content by path of all files, hidden ones too.

    Without that of what tells when and from which address it came; figures are made of that.
    """
    paths = [path for path in data.rglob("*") if path.is_file()]
    found = {str(path.relative_to(data)): path for path in paths}
    return {name: content(path) if name[:8] == "releases" else b"" for name, path in found.items()}


def content(path: Path) -> bytes:
    """What a file holds; of a table its rows: they are written in the order they are settled.

    So the seals in a manifest are left out; that they are true `figures` has asked.
    """
    if path.name == manifest.NAME:
        said = manifest.read(path.read_bytes())
        return repr({name: said[name] for name in said if name not in ("files", "sha256")}).encode()
    if path.suffix != ".parquet":
        return path.read_bytes()
    table = pd.read_parquet(path).astype("str")
    return table.sort_values(list(table.columns)).to_csv(index=False).encode()


def nothing_is_torn(data: Path, truth: Truth) -> None:
    """What a run that did not end may leave: figures as before or after it, and whole files."""
    assert any(same(figures(data), each) for each in truth.figures)
    for path in (data / "snapshots").glob("[!.]*"):
        assert snapshots.opened(data, path.name.removesuffix(".json.gz")) is not None
    if (data / "status.json").exists():
        assert set(status.read(data).indicators) == set(IDS)


def the_next_run_finishes(at: Place, data: Path, truth: Truth) -> None:
    """It tells the truth, and leaves exactly what an undisturbed run leaves: no litter."""
    ended = at.run(data)
    assert ended.code == 0, ended.out + ended.err
    assert same(figures(data), truth.figures[1])
    assert files(data) == truth.files
    assert {state.problem for state in status.read(data).indicators.values()} == {None}
