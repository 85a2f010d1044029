"""What the system refused in the data folder, as a sentence that says what to do about it. Pure."""

import errno
import os
from pathlib import Path

_ROOM = "make room on its disk, for instance with `python -m etl prune`, and run again"
_RIGHT = "let the user that runs this read and write there"
_OTHER = "or set NORRLAGET_DATA to another folder"
_DO = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EROFS: f"mount it so that it can be written, {_OTHER}",
    errno.EACCES: f"{_RIGHT}, {_OTHER}",
    errno.EPERM: f"{_RIGHT}, {_OTHER}",
    errno.EFBIG: "let the user that runs this write larger files (ulimit -f), and run again",
    errno.EEXIST: "set NORRLAGET_DATA to a folder",
    errno.ENOTDIR: "set NORRLAGET_DATA to a folder",
}


def sentence(error: OSError, data: Path) -> str:
    """`the data folder … cannot be written, …: what to do`, for what befell it; else where and why.

    What names no file is taken to be of the data folder: no other is written.
    """
    why, do = error.strerror or str(error), _DO.get(error.errno or 0)
    path = Path(os.fsdecode(error.filename)) if error.filename else data
    if do is None or not _of(path.absolute(), data.absolute()):
        return f"{path}: {why}"
    at = f" at {path}" if path != data else ""
    return f"the data folder {data} cannot be written, {why}{at}: {do}"


def _of(path: Path, data: Path) -> bool:
    """Whether it is in the data folder, or a folder that this would have to be made in."""
    return path.is_relative_to(data) or data.is_relative_to(path)
