"""Which releases may go: `python -m etl prune` removes them, `--dry-run` only tells."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from etl import releases
from etl.errors import AnswerUnreadable


def dispensable(data: Path) -> list[Path]:
    """The release folders that no rule keeps, oldest first.

    Kept are the current release, the one published before it, and the first of each month: a
    reader's link and a revision since last month lead to them. Nothing goes while the current
    one cannot be told.
    """
    current = releases.published(data)
    if current is None:
        return []
    folders = _published(data)
    names = [folder.name for folder in folders]
    if current not in names:
        raise AnswerUnreadable(
            f"{data / 'releases' / 'current'} names {current}, which is not there"
        )
    before = names[: names.index(current)][-1:]
    kept = {current, *before, *_first_of_each_month(names)}
    return [folder for folder in folders if folder.name not in kept]


def prune(data: Path) -> Iterator[Path]:
    """Remove what is dispensable, telling each release that went."""
    for folder in dispensable(data):
        shutil.rmtree(folder)
        yield folder


def _published(data: Path) -> list[Path]:
    """Whole releases in the order they were published: a manifest is written once."""
    manifests = (data / "releases").glob("[!.]*/manifest.json")
    return [path.parent for path in sorted(manifests, key=lambda path: path.stat().st_mtime_ns)]


def _first_of_each_month(names: list[str]) -> list[str]:
    """A release's name begins with the newest day of its figures; `names` are oldest first."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name[:7], name)
    return list(first.values())
