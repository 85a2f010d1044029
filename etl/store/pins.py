"""Releases that something we keep rests on, as an issue of Månadsläge does. Pruning keeps them.

A release is frozen by an empty file of its name in `frozen/` of the data folder. Only a command
writes one, never a visitor; those that maps were frozen by in earlier versions hold as they did.
"""

from pathlib import Path

FOLDER = "frozen"


def freeze(data: Path, release: str) -> None:
    """From now on the release is kept. Raises OSError where the data folder cannot be written."""
    path = data / FOLDER / release
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def names(data: Path) -> set[str]:
    """The releases that are referred to."""
    return {path.name for path in (data / FOLDER).glob("[!.]*")}
