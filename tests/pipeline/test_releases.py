"""Releases: whole or not there, the same for the same content, and read back as published."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from etl.errors import AnswerUnreadable, ReleaseDamaged
from etl.model import COLUMNS
from etl.store import releases
from tests.sample import apart, meanings, observations, sample_release


def changed(value: float = 1.0) -> pd.DataFrame:
    frame = observations()
    frame.loc[0, "value"] = value
    return frame


def test_figures_and_meaning_come_back_as_published(tmp_path: Path) -> None:
    release_id = sample_release(tmp_path)
    release = releases.current(tmp_path)

    assert release.id == release_id == releases.published(tmp_path)
    plain = {"subject": "", "subject_en": ""}  # a release without them has those that ship
    told = [each.model_copy(update=plain) for each in release.indicators.values()]
    assert told == meanings()
    read = pd.concat([release.observations(id_) for id_ in release.indicators], ignore_index=True)
    assert rows(read) == rows(observations())


def rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    plain = frame[COLUMNS].astype("object").where(frame[COLUMNS].notna(), None)
    return sorted(plain.itertuples(index=False, name=None))


def test_null_and_zero_and_every_symbol_are_kept_apart(tmp_path: Path) -> None:
    sample_release(tmp_path)
    rows = releases.current(tmp_path).observations("utbildning").set_index(["region", "sex"])

    assert rows.loc[("2480", "T"), "value"] == 0
    assert pd.isna(rows.loc[("2480", "M"), "value"])
    assert rows.loc[("2480", "M"), "status"] == ".."
    assert rows.loc[("2421", "T"), "status"] == "-"


def test_the_latest_of_a_region_is_its_newest_period(tmp_path: Path) -> None:
    sample_release(tmp_path)
    latest = releases.current(tmp_path).latest("2480")

    assert set(latest.loc[latest["indicator"] == "folkmangd", "period"]) == {"2022"}


def test_the_same_content_in_any_order_makes_no_new_release(tmp_path: Path) -> None:
    sample_release(tmp_path)
    shuffled = observations().sample(frac=1, random_state=1)
    before = sorted(path.name for path in (tmp_path / "releases").iterdir())

    assert releases.publish(tmp_path, apart(meanings(), shuffled)) is None
    assert releases.publish(tmp_path, apart(meanings(), compact(shuffled))) is None
    assert sorted(path.name for path in (tmp_path / "releases").iterdir()) == before


def compact(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype({name: "category" for name in COLUMNS if name != "value"})


def test_one_changed_value_makes_a_new_release_and_the_old_one_stays(tmp_path: Path) -> None:
    first = sample_release(tmp_path)
    second = releases.publish(tmp_path, apart(meanings(), changed()))

    assert second not in (None, first)
    assert releases.current(tmp_path).id == second
    assert releases.Release(tmp_path / "releases" / first).id == first


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.rename", "pathlib.Path.replace"])
def test_a_fault_at_any_step_leaves_the_old_release_and_the_next_run_finishes(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sample_release(tmp_path)

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, fail)
    with pytest.raises(OSError, match="No space"):
        releases.publish(tmp_path, apart(meanings(), changed()))
    monkeypatch.undo()

    assert releases.current(tmp_path).id == first
    assert len(releases.current(tmp_path).observations("folkmangd")) == 7
    second = releases.publish(tmp_path, apart(meanings(), changed()))
    assert releases.current(tmp_path).id == second


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # from Python 3.12 on
def test_a_run_killed_at_any_write_leaves_the_old_release_whole(tmp_path: Path) -> None:
    first = sample_release(tmp_path)
    for writes in range(14):
        child = os.fork()
        if child == 0:
            killed_after(writes, tmp_path)
        os.waitpid(child, 0)
        release = releases.current(tmp_path)
        assert len(release.observations("folkmangd")) == 7
        if release.id != first:
            break
    else:
        pytest.fail("the release was never published, however late the kill")
    assert writes >= 5


def killed_after(writes: int, data: Path) -> None:
    """In a child process: publish, and end at once at one of the flushes to disk."""
    left = [writes]
    flush = os.fsync

    def fsync(descriptor: int) -> None:
        if left[0] == 0:
            os._exit(9)
        left[0] -= 1
        flush(descriptor)

    os.fsync = fsync
    try:
        releases.publish(data, apart(meanings(), changed()))
    finally:
        os._exit(0)


def test_what_a_killed_run_left_aside_is_swept_away(tmp_path: Path) -> None:
    release = sample_release(tmp_path)
    left = tmp_path / "releases" / f".aside-{release}"
    left.mkdir()
    (left / "observations.parquet").write_bytes(b"PAR1")
    releases.publish(tmp_path, apart(meanings(), changed()))

    assert not [path.name for path in (tmp_path / "releases").iterdir() if path.name[0] == "."]


def test_a_folder_that_was_replaced_is_another_release(tmp_path: Path) -> None:
    sample_release(tmp_path)
    old = releases.current(tmp_path)
    assert old.observations("folkmangd")["value"].max() == 10521556
    other = tmp_path / "other"
    releases.publish(other, apart(meanings(), changed(2e7)))
    shutil.rmtree(old.path)
    releases.current(other).path.rename(old.path)

    with pytest.raises(ReleaseDamaged, match=r"observations\.parquet"):
        old.observations("folkmangd")
    assert releases.Release(old.path).observations("folkmangd")["value"].max() == 2e7


@pytest.mark.parametrize(
    "part", ["manifest.json", "catalogue.json", "observations.parquet", "latest.parquet"]
)
@pytest.mark.parametrize("content", [b"", b"[1]", b"{}", b"PAR1"])
def test_a_damaged_part_is_told_by_its_name(part: str, content: bytes, tmp_path: Path) -> None:
    sample_release(tmp_path)
    release = releases.current(tmp_path)
    assert release.whole() is release
    (release.path / part).write_bytes(content)

    with pytest.raises(AnswerUnreadable, match=part):
        releases.Release(release.path).whole()


def test_before_the_first_publication_the_release_that_ships_is_current(tmp_path: Path) -> None:
    assert releases.current(tmp_path).path == releases.DEFAULT
    assert releases.published(tmp_path) is None


def test_a_pointer_to_no_whole_release_is_told(tmp_path: Path) -> None:
    sample_release(tmp_path)
    (tmp_path / "releases" / "current").write_text("2020-01-01-00000000\n")

    with pytest.raises(AnswerUnreadable, match="2020-01-01-00000000, which is not a whole release"):
        releases.current(tmp_path)


def test_the_manifest_says_where_each_figure_is_from_and_when_it_was_taken(tmp_path: Path) -> None:
    release = sample_release(tmp_path)
    manifest = json.loads((tmp_path / "releases" / release / "manifest.json").read_text())

    assert manifest["indicators"]["folkmangd"] | {"content": ""} == {
        "taken": "2024-08-30",
        "source": "kolada",
        "table": "N01951",
        "rows": 7,
        "content": "",
    }
