"""Damage done to files on purpose: a bit that flips, as disks do it, and its like."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

Damage = Callable[[Path], None]


def seeded(words: str) -> Random:
    """The same dice for the same words in every run."""
    return Random(words)  # noqa: S311 – no secret


def flip(path: Path, bit: int, *, unseen: bool = False) -> None:
    """Turn one bit of a file over; `unseen` as a disk does it, without a new time."""
    stat = path.stat()
    with path.open("r+b") as file:
        file.seek(bit // 8)
        byte = file.read(1)[0]
        file.seek(bit // 8)
        file.write(bytes([byte ^ 1 << bit % 8]))
    if unseen:
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def a_bit(random: Random, path: Path) -> int:
    """One of a file's bits."""
    return random.randrange(path.stat().st_size * 8)


def torn(path: Path) -> None:
    """Cut short, as by a full disk."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])


def empty(path: Path) -> None:
    """Of no bytes, as after a power cut."""
    path.write_bytes(b"")


def folder(path: Path) -> None:
    """A folder in the file's place; root reads a file of any mode, but no folder."""
    path.unlink()
    path.mkdir()


def pipe(path: Path) -> None:
    """A pipe in the file's place, which nobody ever writes to."""
    path.unlink()
    os.mkfifo(path)


def other_encoding(path: Path) -> None:
    """Saved anew by an editor that writes no UTF-8."""
    content = path.read_bytes()
    try:
        path.write_bytes("Åäö: ".encode("latin-1") + content.decode().encode("latin-1", "replace"))
    except UnicodeDecodeError:  # no text: the same to a reader as bytes put before it
        path.write_bytes("Åäö: ".encode("latin-1") + content)


def gone(path: Path) -> None:
    """Not there, be it a file or a folder."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


KINDS: list[Damage] = [torn, empty, folder, pipe, other_encoding]
