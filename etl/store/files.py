"""Files that are there whole or not at all, whatever happens meanwhile."""

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

ASIDE = ".aside-"  # begins the name of what is not whole yet
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFLNK: "a link",
    stat.S_IFSOCK: "a socket",
}


def content(path: Path, most: int) -> bytes:
    """What a regular file of at most `most` bytes holds; anything else is not even opened.

    A link could lead to what is nobody's to read, and a pipe is waited for without end. Raises
    FileNotFoundError, or OSError whose `strerror` says what lies there instead.
    """
    _demand_regular(path.lstat())
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        _demand_regular(os.fstat(descriptor))  # it may be another by now
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"it is greater than {most / 1e6:g} MB")
    return content


def is_regular(path: Path) -> bool:
    """Whether it is a file itself: no link to one, no pipe, no folder."""
    return stat.S_ISREG(path.lstat().st_mode)


def _demand_regular(found: os.stat_result) -> None:
    kind = stat.S_IFMT(found.st_mode)
    if kind != stat.S_IFREG:
        raise OSError(errno.EINVAL, f"it is {_KINDS.get(kind, 'a device')}, not a file")


def write_whole(path: Path, content: bytes) -> None:
    """Write aside, flush to disk, rename: a reader sees the old content or the new.

    Only one process may write a path at a time. Raises OSError naming it when the folder cannot
    be written or the disk is full; the old file then stays.
    """
    aside = path.with_name(f"{ASIDE}{path.name}")
    with naming(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with flushed(aside) as file:
                file.write(content)
            aside.replace(path)
        except OSError:
            with suppress(OSError):
                aside.unlink()
            raise
        sync(path.parent)


@contextmanager
def flushed(path: Path) -> Iterator[IO[bytes]]:
    """A file to be written as one goes: on disk when the block ends, and no whole one before.

    Raises OSError naming it when the disk is full.
    """
    with naming(path), path.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def stamp(path: Path) -> tuple[int, ...] | None:
    """What changes whenever a file is written anew; None when it is not there."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ino, stat.st_size


def regular(path: Path) -> Path:
    """The path itself; raises OSError where a folder, a pipe or the like stands in a file's place.

    To read a pipe could never end.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    return path


def sync(folder: Path) -> None:
    """Flush a folder: a rename in it is only sure once the folder itself is on disk."""
    with naming(folder):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove what a run that was killed left aside in a folder; nobody may be writing there."""
    for left in folder.glob(f"{ASIDE}*"):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """What the system refuses is told with the path it was for: it names none for a write."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
