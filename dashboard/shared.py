"""What a worker has made lies where the others find it, and the one that takes its place.

A folder of the server that lasts as long as it does. Nothing rests on it: what cannot be read or
written there is made anew.
"""

import hashlib
import os
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path
from threading import get_ident
from time import time
from typing import TypeVar

from dashboard import limits

Thing = TypeVar("Thing")
SAID = hashlib.sha256().digest_size  # bytes of a file that say what the others were
_folder: Path | None = None  # set before the workers are started, who have it from their master


def use(folder: Path) -> None:
    """Keep what is made there, for this process and those it starts."""
    global _folder  # the one thing that workers have in common
    _folder = folder


def found(
    key: Hashable,
    make: Callable[[], Thing],
    write: Callable[[Thing], bytes],
    read: Callable[[bytes], Thing],
) -> Thing:
    """What lies under a key as `read` reads it, made and laid there where nothing good does.

    A key is told apart by how it is written: it must say all that the content rests on.
    """
    if _folder is None:
        return make()
    path = _path(_folder, key)
    with suppress(OSError, ValueError):
        return read(_checked(path.read_bytes()))
    made = make()
    _lay(path, write(made))
    return made


def has(key: Hashable) -> bool:
    """Whether anything lies under a key."""
    return _folder is not None and _path(_folder, key).exists()


def _path(folder: Path, key: Hashable) -> Path:
    return folder / hashlib.sha256(repr(key).encode()).hexdigest()


def _checked(content: bytes) -> bytes:
    """Raises ValueError when a file is not as it was laid there."""
    said, rest = content[:SAID], content[SAID:]
    if said != hashlib.sha256(rest).digest():
        raise ValueError("not as it was laid there")
    return rest


def _lay(path: Path, content: bytes) -> None:
    """Whole, or not at all."""
    aside = path.with_suffix(f".{os.getpid()}-{get_ident()}")
    with suppress(OSError):
        if sum(1 for _ in path.parent.iterdir()) < limits.SHARED_DOCUMENTS:
            aside.write_bytes(hashlib.sha256(content).digest() + content)
            aside.rename(path)


def clear() -> None:
    """After a new release nothing is asked for any more that was made before it."""
    before = time() - limits.PREPARED_WITHIN
    with suppress(OSError):
        for path in _folder.iterdir() if _folder else ():
            if path.stat().st_mtime < before:
                path.unlink()
