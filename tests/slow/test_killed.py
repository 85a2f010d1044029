"""Runs that are killed, starved of disk or shut out: figures stay whole, the next run ends well."""

import json
import random
import re
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import pandas as pd
import pytest

from etl.store import releases, snapshots, status
from tests.killed import MORTAL, Place, place
from tests.small import messages

IDS = ["invanare", "andel", "alder"]
MOMENTS = 40
EARLIER = ["unrevised@TAB9001", "other-values@/data/kpi"]  # the world of the last release

Figures = dict[str, pd.DataFrame]
Judge = Callable[[Place, Path, int], None]


@dataclass(frozen=True)
class World:
    """Where runs are made, two at a time, and what they should come to."""

    places: "SimpleQueue[Place]"
    empty: Path  # a folder that is not there
    earlier: Path  # a data folder as a run on other figures left it

    def each(self, numbers: range, judge: Judge, start: Path, folder: Path) -> None:
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


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("killed")
    queue: SimpleQueue[Place] = SimpleQueue()
    with ExitStack() as stack:
        for name in ("one", "two"):
            at = stack.enter_context(place(folder / name))
            queue.put(at)
        at.agencies.strike(*EARLIER)
        assert at.run(folder / "earlier").code == 0
        at.agencies.heal()
        long_ago(folder / "earlier")
        yield World(queue, folder / "empty", folder / "earlier")


def long_ago(data: Path) -> None:
    """As if that run was years ago: whatever the agencies say of changes, all is read again."""
    path = data / "status.json"
    path.write_text(
        re.sub(r'"20\d\d-', '"2020-', path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    assert set(status.read(data).indicators) == set(IDS)


@pytest.fixture(params=["empty", "earlier"])
def truth(request: pytest.FixtureRequest, world: World, tmp_path: Path) -> Truth:
    """What an undisturbed run comes to: from nothing, and over a release with other figures."""
    start, data, at = getattr(world, request.param), tmp_path / "undisturbed", world.places.get()
    copied(start, data)
    before, ended = figures(data), at.run(data)
    world.places.put(at)
    assert ended.code == 0, ended.err
    assert before is None or differ(before, figures(data)) == IDS
    return Truth(start, [before, figures(data)], files(data), ended.steps)


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
    """What a file holds; of a table its rows: they are written in the order they are settled."""
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


def test_every_file_is_written_where_a_kill_can_reach_it(truth: Truth) -> None:
    """The steps are all there are: no file comes into being behind their back."""
    made = {step.partition(" ")[2].replace(".aside-", "") for step in truth.steps}
    name = truth.files["releases/current"].decode().strip()
    before = f"releases/{releases.published(truth.start)}/"
    whole = {path.replace(name, "release") for path in truth.files if not path.startswith(before)}
    assert whole <= made
    assert {"lock", "status.json", "releases/current", "releases/release/manifest.json"} <= whole
    assert {f"snapshots/{id_}.json.gz" for id_ in IDS} <= whole
    assert f"renames releases/{name}" in truth.steps


def test_what_is_renamed_was_flushed_to_disk_before(world: World, tmp_path: Path) -> None:
    at = world.places.get()
    copied(world.earlier, tmp_path / "data")
    steps = at.run(tmp_path / "data", how="full", step=1 << 30).steps  # with flushes, never full
    world.places.put(at)
    renamed = [step.partition(" ")[2] for step in steps if step.startswith("renames")]
    assert len(renamed) > 8
    for path in renamed:
        aside = str(Path(path).with_name(f".aside-{Path(path).name}"))
        if f"makes {aside}" in steps:
            flushed, became = steps.index(f"flushes {aside}"), steps.index(f"renames {path}")
            assert steps.index(f"writes {aside}") < flushed < became
    for name in ("observations.parquet", "latest.parquet", "changes.parquet"):
        assert f"flushes releases/.aside-release/{name}" in steps


def test_killed_after_any_step_the_figures_are_whole_and_the_next_run_finishes(
    world: World, truth: Truth, tmp_path: Path
) -> None:
    def judge(at: Place, data: Path, step: int) -> None:
        ended = at.run(data, how="kill", step=step)
        told = f"after step {step}, {ended.steps[-1]}"
        assert ended.code == -9, told
        assert len(ended.steps) == step
        try:
            nothing_is_torn(data, truth)
            the_next_run_finishes(at, data, truth)
        except Exception as error:
            raise AssertionError(told) from error

    world.each(range(1, len(truth.steps) + 1), judge, truth.start, tmp_path)


@pytest.mark.parametrize("truth", ["earlier"], indirect=True)
def test_what_was_left_aside_goes_also_when_the_agencies_take_their_figures_back(
    world: World, truth: Truth, tmp_path: Path
) -> None:
    """Nothing is written anew in its place then."""
    at = world.places.get()
    for part in ("snapshots/.aside-", ".aside-status", "releases/.aside-release/.aside-"):
        data = tmp_path / part.replace("/", "")
        copied(truth.start, data)
        steps = (n for n, step in enumerate(truth.steps, 1) if step.startswith(f"writes {part}"))
        assert at.run(data, how="kill", step=next(steps)).code == -9
        assert list(data.rglob(".aside-*"))
        long_ago(data)
        at.agencies.strike(*EARLIER)
        ended = at.run(data)
        at.agencies.heal()
        assert "nothing new" in ended.out
        assert same(figures(data), truth.figures[0])
        assert set(files(data)) == set(files(truth.start))
    world.places.put(at)


@pytest.mark.parametrize("truth", ["earlier"], indirect=True)
def test_killed_at_any_moment_the_figures_are_whole_and_the_next_run_finishes(
    world: World, truth: Truth, tmp_path: Path
) -> None:
    """`python -m etl update` itself, from its first request to its end and a little beyond."""
    length = max(measured(world, truth, tmp_path / f"length{number}") for number in range(2))
    chance = random.Random(9)  # noqa: S311  # not a secret
    moments = [chance.uniform(0, length) for _ in range(MOMENTS)]
    killed: list[int] = []

    def judge(at: Place, data: Path, number: int) -> None:
        process = begun(at, data)
        time.sleep(moments[number])
        process.kill()
        process.communicate()
        killed.append(process.returncode)
        nothing_is_torn(data, truth)
        the_next_run_finishes(at, data, truth)

    world.each(range(MOMENTS), judge, truth.start, tmp_path)
    assert set(killed) <= {-9, 0}
    assert killed.count(-9) > MOMENTS / 2


def measured(world: World, truth: Truth, data: Path) -> float:
    """Seconds from a run's first request to its end."""
    at = world.places.get()
    copied(truth.start, data)
    process, began = begun(at, data), time.monotonic()
    process.communicate()
    world.places.put(at)
    assert process.returncode == 0
    return time.monotonic() - began


def begun(at: Place, data: Path) -> "subprocess.Popen[str]":
    """A run that has sent its first request."""
    at.agencies.requests.clear()
    process = at.start(data)
    while not at.agencies.requests:
        assert process.poll() is None, process.communicate()
        time.sleep(0.002)
    return process


def test_of_two_runs_at_once_the_second_waits_and_finds_nothing_new(
    world: World, tmp_path: Path
) -> None:
    data, at = tmp_path / "data", world.places.get()
    first = begun(at, data)
    first.send_signal(signal.SIGSTOP)
    second = at.start(data)
    while not holds(second, data / "lock"):
        time.sleep(0.01)
    asked = len(at.agencies.requests)
    time.sleep(1)
    assert len(at.agencies.requests) == asked
    first.send_signal(signal.SIGCONT)
    told = [messages(process.communicate()[0]) for process in (first, second)]
    world.places.put(at)
    assert [process.returncode for process in (first, second)] == [0, 0]
    assert "published" in told[0]
    assert "nothing new" in told[1]


def holds(process: "subprocess.Popen[str]", path: Path) -> bool:
    """Whether a process has opened a file."""
    assert process.poll() is None, process.communicate()
    with suppress(FileNotFoundError):  # it closed one while we looked
        return path in [each.readlink() for each in Path(f"/proc/{process.pid}/fd").iterdir()]
    return False


@pytest.mark.parametrize("truth", ["earlier"], indirect=True)
def test_a_disk_full_from_any_step_on_is_told_and_nothing_is_lost(
    world: World, truth: Truth, tmp_path: Path
) -> None:
    def judge(at: Place, data: Path, step: int) -> None:
        ended = at.run(data, how="full", step=step)
        try:
            one_clear_line(ended.code, ended.err, data, "No space left on device")
            nothing_is_torn(data, truth)
            assert not list(data.rglob(".aside-*"))
            the_next_run_finishes(at, data, truth)
        except Exception as error:
            raise AssertionError(f"from step {step} on, {ended.steps[-1]}") from error

    at = world.places.get()
    copied(truth.start, tmp_path / "never")
    steps = at.run(tmp_path / "never", how="full", step=1 << 30).steps
    world.places.put(at)
    assert len(steps) > len(truth.steps)  # the flushes too
    world.each(range(1, len(steps) + 1), judge, truth.start, tmp_path)


def one_clear_line(code: int, err: str, data: Path, cause: str) -> None:
    """The run failed, and said in one line on stderr what it could not write, and why."""
    assert code not in (0, 1)
    assert len(err.splitlines()) == 1, err
    message = json.loads(err)["message"]
    assert message.startswith("error: the data folder ")
    assert "Errno" not in message
    assert any(what in message for what in ("make room", "let the user that runs this"))
    assert cause in message
    assert str(data) in message


@pytest.mark.parametrize("blocks", [0, 1, 3, 8])  # of 512 bytes: more than any, a few, the most
def test_a_system_that_refuses_larger_files_is_told_and_nothing_is_lost(
    blocks: int, world: World, tmp_path: Path
) -> None:
    """No fault of ours in the way: the system itself refuses to write on."""
    data, at = tmp_path / "data", world.places.get()
    copied(world.earlier, data)
    before = figures(data)
    limit = ["sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh"]
    process = at.start(data, *limit)
    _, err = process.communicate()
    one_clear_line(process.returncode, err, data, "File too large")
    assert same(figures(data), before)
    assert not list(data.rglob(".aside-*"))
    assert at.run(data).code == 0
    world.places.put(at)
    assert not same(figures(data), before)


@pytest.mark.skipif(bool(MORTAL) and not shutil.which(MORTAL[0]), reason="root, and no setpriv")
@pytest.mark.parametrize("closed", [".", "snapshots", "releases"])
def test_a_folder_that_may_not_be_written_is_told_and_nothing_is_lost(
    closed: str, world: World, tmp_path: Path
) -> None:
    data, at = tmp_path / "data", world.places.get()
    copied(world.earlier, data)
    (data / "lock").unlink()
    before, mode = figures(data), stat.S_IMODE((data / closed).stat().st_mode)
    (data / closed).chmod(0o555)
    process = at.start(data, *MORTAL)
    _, err = process.communicate()
    (data / closed).chmod(mode)
    one_clear_line(process.returncode, err, data / closed, "Permission denied")
    assert same(figures(data), before)
    assert not list(data.rglob(".aside-*"))
    assert at.run(data).code == 0
    world.places.put(at)
    assert not same(figures(data), before)
