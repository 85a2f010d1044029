"""Runs that are killed, starved of disk or shut out: figures stay whole, the next run ends well.

`make test` does so at one step of each kind and at a few moments; `make test-all` at every step
and at many moments.
"""

import json
import random
import shutil
import signal
import stat
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from etl.store import releases
from tests.killed import MORTAL, Place
from tests.killed.world import (
    EARLIER,
    IDS,
    Truth,
    World,
    copied,
    figures,
    files,
    long_ago,
    nothing_is_torn,
    same,
    the_next_run_finishes,
)  # fmt: skip
from tests.small import messages

FEW, MANY = 4, 40  # moments


def few_and_all(few: Any, every: Any, names: tuple[str, str]) -> pytest.MarkDecorator:
    """A parameter `which` of what is done always, and of what `make test-all` does."""
    return pytest.mark.parametrize(
        "which", [few, pytest.param(every, marks=pytest.mark.slow)], ids=names
    )


STEPS = few_and_all(False, True, ("one-of-each-kind", "every-step"))


def some(steps: list[str], *, every: bool) -> list[int]:
    """Numbers of steps: all, or the first that does the same in the same folder."""
    if every:
        return list(range(1, len(steps) + 1))
    kinds = [(step.partition(" ")[0], str(Path(step.partition(" ")[2]).parent)) for step in steps]
    return [kinds.index(kind) + 1 for kind in dict.fromkeys(kinds)]


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


@STEPS
def test_killed_after_any_step_the_figures_are_whole_and_the_next_run_finishes(
    world: World, truth: Truth, tmp_path: Path, which: bool
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

    world.each(some(truth.steps, every=which), judge, truth.start, tmp_path)


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


@few_and_all(FEW, MANY, ("few-moments", "many-moments"))
@pytest.mark.parametrize("truth", ["earlier"], indirect=True)
def test_killed_at_any_moment_the_figures_are_whole_and_the_next_run_finishes(
    world: World, truth: Truth, tmp_path: Path, which: int
) -> None:
    """`python -m etl update` itself, from its first request to its end and a little beyond."""
    length = max(measured(world, truth, tmp_path / f"length{number}") for number in range(2))
    chance = random.Random(9)  # noqa: S311  # not a secret
    moments = [length * (number + chance.random()) / which for number in range(which)]
    killed: list[int] = []

    def judge(at: Place, data: Path, number: int) -> None:
        process = begun(at, data)
        time.sleep(moments[number])
        process.kill()
        process.communicate()
        killed.append(process.returncode)
        nothing_is_torn(data, truth)
        the_next_run_finishes(at, data, truth)

    world.each(range(which), judge, truth.start, tmp_path)
    assert set(killed) <= {-9, 0}
    assert killed.count(-9) >= which / 2


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


@STEPS
@pytest.mark.parametrize("truth", ["earlier"], indirect=True)
def test_a_disk_full_from_any_step_on_is_told_and_nothing_is_lost(
    world: World, truth: Truth, tmp_path: Path, which: bool
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
    world.each(some(steps, every=which), judge, truth.start, tmp_path)


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
