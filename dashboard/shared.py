"""What a worker has made lies where the others find it, and the one that takes its place.

A folder of the server that lasts as long as it does. Nothing rests on it: what cannot be read or
written there is made anew.
"""

import hashlib
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path
from threading import get_ident
from time import time

from dashboard import limits

_folder: Path | None = None  # set before the workers are started, who have it from their master


def use(folder: Path) -> None:
    """Keep what is made there, for this process and those it starts."""
    global _folder  # the one thing that workers have in common
    _folder = folder


def found(key: Hashable, make: Callable[[], bytes]) -> bytes:
    """What lies under a key, made and laid there where nothing does.

    A key is told apart by how it is written: it must say all that the content rests on.
    """
    if _folder is None:
        return make()
    path = _folder / hashlib.sha256(repr(key).encode()).hexdigest()
    with suppress(OSError):
        return path.read_bytes()
    made = make()
    _lay(path, made)
    return made


def _lay(path: Path, content: bytes) -> None:
    """Whole, or not at all."""
    aside = path.with_suffix(f".{get_ident()}")
    with suppress(OSError):
        if len(list(path.parent.iterdir())) < limits.SHARED_DOCUMENTS:
            aside.write_bytes(content)
            aside.rename(path)


def clear() -> None:
    """After a new release nothing is asked for any more that was made before it."""
    before = time() - limits.PREPARED_WITHIN
    for path in _folder.iterdir() if _folder else ():
        with suppress(OSError):
            if path.stat().st_mtime < before:
                path.unlink()
