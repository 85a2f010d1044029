"""What the system refuses in the data folder is one sentence: the folder, why, and what to do."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from etl.__main__ import main
from etl.store import unwritable
from tests.small import messages

REFUSED = {
    errno.ENOSPC: "No space left on device: make room on its disk, for instance with "
    "`python -m etl prune`, and run again",
    errno.EROFS: "Read-only file system: mount it so that it can be written, "
    "or set NORRLAGET_DATA to another folder",
    errno.EACCES: "Permission denied: let the user that runs this read and write there, "
    "or set NORRLAGET_DATA to another folder",
}


@pytest.mark.parametrize("command", ["update", "fetch", "publish"])
@pytest.mark.parametrize("number", REFUSED)
def test_a_refusal_is_told_with_the_folder_and_what_to_do(
    number: int, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number), str(path))

    data = tmp_path / "data"
    monkeypatch.setenv("NORRLAGET_DATA", str(data))
    monkeypatch.setattr(Path, "mkdir", refuse)
    result = CliRunner().invoke(main, [command])

    assert result.exit_code == 2
    told = f"error: the data folder {data} cannot be written, {REFUSED[number]}\n"
    assert messages(result.stderr) == told


def test_a_file_in_the_place_of_the_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").write_text("")
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path / "data"))
    result = CliRunner().invoke(main, ["update"])
    assert messages(result.stderr) == (
        f"error: the data folder {tmp_path}/data cannot be written, File exists: "
        "set NORRLAGET_DATA to a folder\n"
    )


@pytest.mark.parametrize(
    ("number", "path", "told"),
    [
        (errno.ENOSPC, "data/releases/x", "data cannot be written, No space left on device at"),
        (errno.ENOSPC, None, "the data folder data cannot be written, No space left on device: "),
        (errno.EACCES, ".", "the data folder data cannot be written, Permission denied at ."),
        (errno.EACCES, "/elsewhere/x", "/elsewhere/x: Permission denied"),
        (errno.EIO, "data/x", "data/x: Input/output error"),
    ],
)
def test_no_number_of_the_system_is_told(number: int, path: str | None, told: str) -> None:
    named = (path,) if path else ()
    said = unwritable.sentence(OSError(number, os.strerror(number), *named), Path("data"))
    assert told in said
    assert "Errno" not in said
