"""Releases that something outside refers to: a frozen map, a report. Pruning keeps them.

A release is frozen by an empty file of its name in `frozen/` of the data folder: there are at
most as many as there are releases, whoever asks.
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
