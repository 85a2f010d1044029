"""Releases: figures with their meaning, published in a folder that never changes."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from etl.errors import AnswerUnreadable
from etl.model import COLUMNS, KEY, Meaning, PublishedIndicator
from etl.store import manifest, parquet, seals
from etl.store.files import ASIDE, sweep, sync, write_whole
from etl.store.release import DEFAULT as DEFAULT
from etl.store.release import Release as Release

Part = tuple[PublishedIndicator, pd.DataFrame]
_NAME = re.compile(r"(\d{4}-\d\d-\d\d|None)-[0-9a-f]+")  # of a release without figures None


def register() -> Set[str]:
    """The regions that a first answer is held to, by the population of the release that ships.

    None without it.
    """
    release = Release(DEFAULT)
    with suppress(AnswerUnreadable):
        known = [id_ for id_, each in release.indicators.items() if "population" in each.roles]
        return {region for id_ in known for region in release.observations(id_)["region"].unique()}
    return frozenset()


def folder() -> Path:
    """The data folder: NORRLAGET_DATA, or `data` where the command is given."""
    return Path(os.environ.get("NORRLAGET_DATA") or Path.cwd() / "data")


def current(data: Path) -> Release:
    """The release the data folder points at, or the one that ships when it has none yet."""
    name = published(data)
    if name is None:
        return Release(DEFAULT)
    path = data / "releases" / name
    if not (path / "manifest.json").exists():
        raise AnswerUnreadable(f"{_pointer(data)} names {name}, which is not a whole release")
    return Release(path)


def last_good(data: Path) -> Release:
    """The current release if it is whole, else the newest one that is.

    Where none is it is the one that ships, whether or not that can be read.
    """
    return last_release(data) or Release(DEFAULT)


def last_release(data: Path) -> Release | None:
    """The same; None where none is whole, not even the one that ships."""
    return next(_whole(data), None)


def _whole(data: Path) -> Iterator[Release]:
    """Every release that is whole: the current one, then the newest first, then what ships."""
    tried: set[Path] = set()
    with suppress(AnswerUnreadable, OSError):
        tried.add((first := current(data)).path)
        yield first.whole()
    for release in [*kept(data), Release(DEFAULT)]:
        if release.path not in tried:
            with suppress(AnswerUnreadable, OSError):
                yield release.whole()


def kept(data: Path) -> list[Release]:
    """The data folder's own releases, the newest first; not all need be whole.

    A release is of the day in its name, but of none after its manifest was written; of one day's
    the last that was written is the newest. A folder that was restored has new times throughout.
    What has another name than a release, as a person's copy of one, is none.
    """
    written: list[tuple[str, int, Path]] = []
    for path in (data / "releases").glob("[!.]*/manifest.json"):
        if not _NAME.fullmatch(path.parent.name):
            continue
        with suppress(OSError):  # pruned a moment ago
            at = path.stat().st_mtime_ns
            day = datetime.fromtimestamp(at / 1e9, UTC).date().isoformat()
            written.append((min(path.parent.name[:10], day), at, path.parent))
    return [Release(path) for *_, path in sorted(written, reverse=True)]


def strangers(data: Path) -> list[Path]:
    """What lies among the releases and is none: nothing reads it, and nothing removes it."""
    found = (data / "releases").glob("[!.]*")
    known = {*(each.path for each in kept(data)), _pointer(data)}
    return sorted(path for path in found if path not in known)


def named(data: Path, name: str) -> Release | None:
    """The release of that id that the data folder still has, or the one that ships; else None.

    It is opened lazily: that it is whole is not known yet.
    """
    folders = [data / "releases" / name, DEFAULT] if _NAME.fullmatch(name) else []
    for release in map(Release, folders):
        with suppress(AnswerUnreadable):
            if release.id == name:
                return release
    return None


def published(data: Path) -> str | None:
    """The id of the release the data folder has published itself, if any."""
    try:
        return _pointer(data).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None


def publish(
    data: Path,
    parts: Iterable[Part],
    beside: Callable[[Path, Release, Release], None] | None = None,
    awaited: Iterable[Meaning] = (),
    order: Sequence[str] = (),
) -> str | None:
    """Publish under `data/releases` and point `current` at it; None when nothing is new.

    `parts` gives each indicator with its observations (COLUMNS, unique on KEY), one at a time: a
    release need not fit into memory; `order` are their ids in reading order, where they come in
    another. `awaited` are indicators that have none
    yet; it is asked for when the parts have come to their end. A reader sees the old release or
    the new one, never a part: files are written aside, flushed to disk, renamed, and only then
    pointed at. `beside(folder, old, new)` may add to the release what it says of the one that was
    shown, the one that ships before any was published; it is left out when that cannot be read.
    A current release of the same content that is damaged is replaced. What a run that was killed
    left aside is swept away: only one run may publish at a time.
    """
    releases = data / "releases"
    sweep(releases)
    aside = releases / f"{ASIDE}release"
    try:
        said = _write(aside, parts, awaited, order)
        same = intact(data)
        if same and same.content == said["content"] and not _misdated(data, said["release"]):
            return None
        others = (each for each in _whole(data) if each.content != said["content"])
        if beside and (old := next(others, None)):
            with suppress(AnswerUnreadable):
                beside(aside, old, Release(aside))
            _seal(aside, said)
        _move(aside, releases / said["release"])
        point(data, said["release"])
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return str(said["release"])


def point(data: Path, release: str) -> None:
    """Make `release` the current one, atomically."""
    write_whole(_pointer(data), f"{release}\n".encode())


def _pointer(data: Path) -> Path:
    return data / "releases" / "current"


def intact(data: Path) -> Release | None:
    """What the data folder last published, when each file of it is as it was made; else None.

    Of one of a version before there were seals that cannot be told.
    """
    if published(data) is None or fault(data):
        return None
    release = current(data)
    return release if release.seals else None


def fault(data: Path) -> str | None:
    """What is not as it was made of the release the data folder points at, in words; else None."""
    try:
        release = current(data).whole()
        return next((f"{release.path / name}: {why}" for name, why in release.faults()), None)
    except (AnswerUnreadable, OSError) as error:
        return str(error)


def _misdated(data: Path, release: str) -> bool:
    """Whether what is published has a later day than the same content that is made now.

    A clock gone wrong was believed when it was made: under its name no month would be new.
    """
    return (published(data) or "")[:10] > release[:10]


def _write(
    folder: Path, parts: Iterable[Part], awaited: Iterable[Meaning], order: Sequence[str]
) -> dict[str, Any]:
    """Write all of a release into a folder, and give its manifest."""
    meanings: list[PublishedIndicator] = []
    told: dict[str, dict[str, Any]] = {}
    newest = [pd.DataFrame(columns=COLUMNS).astype({"value": "float64"})]
    with parquet.writing(folder / "observations.parquet") as write:
        for meaning, observations in parts:
            frame = observations[COLUMNS].sort_values(KEY, ignore_index=True)
            write(frame)
            meanings.append(meaning)
            told[meaning.id] = manifest.told(meaning, frame)
            newest.append(frame.drop_duplicates(KEY[:-1], keep="last"))  # each one's last period
    place = {id_: at for at, id_ in enumerate(order)}
    meanings.sort(key=lambda meaning: place.get(meaning.id, len(place)))
    told = {meaning.id: told[meaning.id] for meaning in meanings}
    with parquet.writing(folder / "latest.parquet") as write:
        write(pd.concat(newest).sort_values(["region", *KEY], kind="stable"))
    records = [[_record(m) for m in those] for those in (meanings, awaited)]
    for name, record in zip(("catalogue", "awaited"), records, strict=True):
        write_whole(folder / f"{name}.json", seals.pretty(record))
    said = manifest.whole(told, records[1])
    _seal(folder, said)
    return said


def _record(meaning: Meaning) -> dict[str, Any]:
    """A meaning as JSON, without what it does not say: most fields are of a few indicators."""
    return meaning.model_dump(mode="json", exclude_defaults=True)


def _seal(folder: Path, said: dict[str, Any]) -> None:
    """Write the manifest, with a seal of each file that is there."""
    files = seals.of(path for path in folder.iterdir() if path.name != manifest.NAME)
    write_whole(folder / manifest.NAME, seals.written(said, files))


def _move(aside: Path, target: Path) -> None:
    """A folder of that name holds the same content (the name is its hash), or is damaged.

    Its readers are without one for as long as a name takes to change, not as long as to remove it.
    """
    replaced = target.with_name(f"{ASIDE}replaced")
    if target.exists():
        target.rename(replaced)
    aside.rename(target)
    sync(target.parent)
    if replaced.exists():
        shutil.rmtree(replaced)
