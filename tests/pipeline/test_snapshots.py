"""Snapshots: the last good answer, whole or not at all, as old as its figures."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from etl.errors import AnswerUnreadable
from etl.model import Answer
from etl.store import snapshots


def answer(body: Any = "figures", day: int = 1, **asked: Any) -> Answer:
    return Answer({"table": "T1", **asked}, datetime(2024, 1, day, tzinfo=UTC), "v1", body)


def file(data: Path) -> Path:
    return data / "snapshots" / "a.json.gz"


def test_an_answer_comes_back_as_it_was_given(tmp_path: Path) -> None:
    given = answer({"z": 1, "a": [None, 0, 1.5, "å"]})

    assert snapshots.keep(tmp_path, "a", given)
    opened = snapshots.opened(tmp_path, "a")
    assert opened == given
    assert opened is not None
    assert list(opened.body) == ["z", "a"]


def test_none_is_kept_before_the_first(tmp_path: Path) -> None:
    assert snapshots.opened(tmp_path, "a") is None
    assert snapshots.head(tmp_path, "a") is None


def test_the_same_answer_got_again_keeps_the_day_it_was_first_given(tmp_path: Path) -> None:
    snapshots.keep(tmp_path, "a", answer(day=1))
    before = file(tmp_path).read_bytes()

    assert not snapshots.keep(tmp_path, "a", answer(day=9))
    assert file(tmp_path).read_bytes() == before


def test_another_answer_takes_its_place(tmp_path: Path) -> None:
    snapshots.keep(tmp_path, "a", answer("old", day=1))

    assert snapshots.keep(tmp_path, "a", answer("new", day=9))
    assert snapshots.opened(tmp_path, "a") == answer("new", day=9)


def test_the_same_body_of_another_question_is_another_answer(tmp_path: Path) -> None:
    snapshots.keep(tmp_path, "a", answer())

    assert snapshots.keep(tmp_path, "a", answer(levels=["county"]))
    head = snapshots.head(tmp_path, "a")
    assert head is not None
    assert head["asked"] == {"table": "T1", "levels": ["county"]}


def test_the_same_answer_makes_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        snapshots.keep(tmp_path / folder, "a", answer())

    assert file(tmp_path / "one").read_bytes() == file(tmp_path / "two").read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not gzip",
        gzip.compress(b"not json", mtime=0),
        gzip.compress(b"[1]\n2", mtime=0),
        gzip.compress(b'{"content": "0"}\n"other"', mtime=0),
        gzip.compress(
            json.dumps({"asked": {}, "content": "wrong hash"}).encode() + b"\n1", mtime=0
        ),
    ],
)
def test_a_torn_or_foreign_file_is_named_and_gives_way_to_a_good_answer(
    content: bytes, tmp_path: Path
) -> None:
    file(tmp_path).parent.mkdir()
    file(tmp_path).write_bytes(content)

    with pytest.raises(AnswerUnreadable, match=r"a\.json\.gz is not a whole snapshot"):
        snapshots.opened(tmp_path, "a")
    assert snapshots.head(tmp_path, "a") is None
    assert snapshots.keep(tmp_path, "a", answer())
    assert snapshots.opened(tmp_path, "a") == answer()


@pytest.mark.parametrize("beside", [b"", b"\0" * 1_000_000, gzip.compress(b"more", mtime=0)])
def test_one_that_unpacks_to_more_than_any_answer_is_no_snapshot(
    beside: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots.keep(tmp_path, "a", answer("x" * 1000))
    file(tmp_path).write_bytes(file(tmp_path).read_bytes() + beside)
    if not beside:
        assert snapshots.opened(tmp_path, "a") == answer("x" * 1000)
        monkeypatch.setattr(snapshots, "LARGEST", 1000)
    with pytest.raises(AnswerUnreadable, match="not a whole snapshot: EOFError"):
        snapshots.opened(tmp_path, "a")


def test_a_file_cut_short_is_no_snapshot(tmp_path: Path) -> None:
    snapshots.keep(tmp_path, "a", answer("x" * 1000))
    whole = file(tmp_path).read_bytes()

    for length in range(1, len(whole), 7):
        file(tmp_path).write_bytes(whole[:length])
        with pytest.raises(AnswerUnreadable):
            snapshots.opened(tmp_path, "a")


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_fault_while_writing_leaves_the_old_answer_and_no_litter(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots.keep(tmp_path, "a", answer("old"))

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, fail)
    with pytest.raises(OSError, match="No space"):
        snapshots.keep(tmp_path, "a", answer("new"))
    monkeypatch.undo()

    assert snapshots.opened(tmp_path, "a") == answer("old")
    assert [path.name for path in file(tmp_path).parent.iterdir()] == ["a.json.gz"]
