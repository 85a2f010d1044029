"""Pruning keeps what readers' links lead to: the current, the one before, each month's first."""

import os
import time
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.__main__ import main
from etl.errors import AnswerUnreadable
from etl.store import prune, releases
from tests.replay import Emulator
from tests.runs import runner
from tests.small import BY_AGE, POPULATION, messages

NAMES = ["2021-01-05-aa", "2021-01-20-bb", "2021-02-02-ff", "2021-02-02-cc", "2021-02-20-dd"]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five releases, published in the order of NAMES; the last one is current."""
    for age, name in enumerate(NAMES):
        folder = tmp_path / "releases" / name
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_text("{}", encoding="utf-8")
        os.utime(folder / "manifest.json", (1_000_000 + age, 1_000_000 + age))
    (tmp_path / "releases" / "current").write_text(f"{NAMES[-1]}\n", encoding="utf-8")
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    return tmp_path


def there(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "releases").iterdir() if path.is_dir())


def test_only_what_no_rule_keeps_goes(data: Path) -> None:
    gone = [path.name for path in prune.prune(data, [])]
    assert gone == ["2021-01-20-bb"]
    assert there(data) == sorted(set(NAMES) - {"2021-01-20-bb"})


def test_a_current_release_that_is_not_the_newest_keeps_the_one_before_it(data: Path) -> None:
    (data / "releases" / "current").write_text(f"{NAMES[2]}\n", encoding="utf-8")
    assert [path.name for path in prune.dispensable(data, [])] == NAMES[3:]


@pytest.mark.parametrize(
    ("today", "kept"),
    [("2022-01-20", True), ("2022-01-21", True), ("2022-01-22", False), ("2021-01-10", False)],
)
def test_a_release_is_kept_for_the_year_that_a_frozen_map_is_promised(
    data: Path, monkeypatch: pytest.MonkeyPatch, today: str, kept: bool
) -> None:
    """One of a day that has not come is of a clock that was wrong, and is promised nothing."""
    monkeypatch.setattr(prune, "_today", lambda: date.fromisoformat(today))
    gone = {path.name for path in prune.dispensable(data, [])}
    assert (NAMES[1] not in gone) == kept


def test_no_more_releases_are_kept_than_there_is_room_for(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prune, "_today", lambda: date(2021, 3, 1))
    monkeypatch.setattr(prune, "MOST", 4)
    assert [path.name for path in prune.dispensable(data, [])] == []
    monkeypatch.setattr(prune, "MOST", 3)
    assert [path.name for path in prune.dispensable(data, [])] == [NAMES[1]]


def test_a_dry_run_only_tells(data: Path) -> None:
    told = CliRunner().invoke(main, ["prune", "--dry-run"])
    assert told.output == "2021-01-20-bb: would go\n"
    assert there(data) == sorted(NAMES)


@pytest.mark.parametrize("arguments", [["--dry-run"], []])
def test_a_data_folder_that_is_not_there_is_not_made(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path / "data"))
    told = CliRunner().invoke(main, ["prune", *arguments])
    assert (told.exit_code, told.output) == (0, "")
    assert not list(tmp_path.iterdir())


def test_a_dry_run_writes_nothing(data: Path) -> None:
    before = sorted(data.rglob("*"))
    CliRunner().invoke(main, ["prune", "--dry-run"])
    assert sorted(data.rglob("*")) == before


def test_nothing_goes_while_the_current_release_cannot_be_told(data: Path) -> None:
    (data / "releases" / "current").write_text("2021-03-01-xx\n", encoding="utf-8")
    with pytest.raises(AnswerUnreadable, match="2021-03-01-xx"):
        prune.dispensable(data, [])
    (data / "releases" / "current").unlink()
    assert prune.dispensable(data, []) == []
    assert there(data) == sorted(NAMES)


def test_a_release_being_written_is_none_of_pruning_s_business(data: Path) -> None:
    aside = data / "releases" / ".aside-2021-01-21-ee"
    aside.mkdir()
    (aside / "manifest.json").write_text("{}", encoding="utf-8")
    list(prune.prune(data, []))
    assert aside.exists()


def test_a_snapshot_of_an_indicator_that_is_no_more_goes(data: Path) -> None:
    (data / "snapshots").mkdir()
    for name in ("folkmangd", "folkmangd-manadens-slut.1", "nedlagd", "nedlagd.2"):
        (data / "snapshots" / f"{name}.json.gz").write_bytes(b"")
    told = messages(CliRunner().invoke(main, ["prune"]).output).splitlines()

    assert told[1:] == ["nedlagd.2.json.gz: gone", "nedlagd.json.gz: gone"]
    assert sorted(path.name for path in (data / "snapshots").iterdir()) == [
        "folkmangd-manadens-slut.1.json.gz",
        "folkmangd.json.gz",
    ]


@pytest.mark.parametrize("turn", [1, -1])
def test_a_folder_that_was_restored_with_new_times_is_as_it_was(
    agencies: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    run = runner(tmp_path, monkeypatch, POPULATION, BY_AGE)
    folder = releases.folder()
    assert run("update").exit_code == 0
    agencies.publish("TAB9001")
    assert run("update").exit_code == 0
    made = [each.path.name for each in releases.kept(folder)]
    assert len(made) == 2
    assert made[0] == releases.published(folder)
    now = time.time()
    for age, path in enumerate(sorted(folder.rglob("*"), key=str)[::turn]):
        os.utime(path, (now + age / 100, now + age / 100))

    assert [each.path.name for each in releases.kept(folder)] == made
    assert not prune.dispensable(folder, ["invanare", "alder"])
    ran = run("update")
    assert (ran.exit_code, f"nothing new: {made[0]} stays" in ran.output) == (0, True), ran.output
    assert run("status").exit_code == 0
