"""Which releases and snapshots may go: `python -m etl prune` removes them, `--dry-run` tells."""

import shutil
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from etl.errors import AnswerUnreadable
from etl.store import pins, releases, snapshots

KEPT = 366  # days: the year that whoever embeds a frozen map is promised
MOST = 400  # releases of those days: more than one each day; each is some ten megabytes


def dispensable(data: Path, known: Collection[str]) -> list[Path]:
    """What no rule keeps: release folders, oldest first, then snapshots.

    Of snapshots there is one a table and indicator, the newest: those go whose id is not among
    the `known` ones of the catalogue. Of releases the current one is kept, the one published
    before it, what is shown where the current one is damaged, those of the last KEPT days (MOST of
    them), the first of each month, and those that an issue rests on: a reader's link, a frozen map
    and a revision since last month lead to them. No release goes while the current one cannot be
    told.
    """
    return [*_releases(data), *_snapshots(data, known)]


def prune(data: Path, known: Collection[str]) -> Iterator[Path]:
    """Remove what is dispensable, telling each release and snapshot that went."""
    for path in dispensable(data, known):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        yield path


def _releases(data: Path) -> list[Path]:
    current = releases.published(data)
    if current is None:
        return []
    folders = [each.path for each in reversed(releases.kept(data))]
    names = [folder.name for folder in folders]
    if current not in names:
        raise AnswerUnreadable(
            f"{data / 'releases' / 'current'} names {current}, which is not there"
        )
    before = names[: names.index(current)][-1:]
    shown = releases.last_good(data).path.name  # what a portal shows where the current is damaged
    monthly = _first_of_each_month(names)
    kept = {current, shown, *before, *_of_late(names), *monthly, *pins.names(data)}
    return [folder for folder in folders if folder.name not in kept]


def _of_late(names: list[str]) -> list[str]:
    """What a frozen map shows is promised for KEPT days: nobody needs to ask that it be kept."""
    since, until = ((_today() - timedelta(days)).isoformat() for days in (KEPT, 0))
    return [name for name in names if since <= name[:10] <= until][-MOST:]


def _today() -> date:
    return datetime.now(UTC).date()


def _snapshots(data: Path, known: Collection[str]) -> list[Path]:
    found = sorted((data / "snapshots").glob(f"[!.]*{snapshots.SUFFIX}"))
    return [path for path in found if path.name.removesuffix(snapshots.SUFFIX) not in known]


def _first_of_each_month(names: list[str]) -> list[str]:
    """A release's name begins with the newest day of its figures; `names` are oldest first.

    A month that has not come is of a clock that was wrong, and keeps nothing.
    """
    first: dict[str, str] = {}
    for name in (each for each in names if each[:7] <= _today().isoformat()):
        first.setdefault(name[:7], name)
    return list(first.values())
