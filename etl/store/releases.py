"""Releases: figures with their meaning, published in a folder that never changes."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from etl.errors import AnswerUnreadable, cause
from etl.model import COLUMNS, KEY, Meaning, PublishedIndicator
from etl.store import manifest, older, parquet
from etl.store.files import ASIDE, sweep, sync, write_whole

DEFAULT = Path(__file__).parents[2] / "data" / "default"  # the release that ships

Part = tuple[PublishedIndicator, pd.DataFrame]
_NAME = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{8}")


@dataclass(frozen=True)
class Release:
    """One published release, opened lazily: nothing is read before it is asked for."""

    path: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Release id, content hash, rows, and for each indicator when taken, rows and hash."""
        path = self.path / "manifest.json"
        manifest = _json(path)
        if not isinstance(manifest, dict) or not {"release", "content"} <= manifest.keys():
            raise AnswerUnreadable(f"{path}: not the manifest of a release")
        return manifest

    @property
    def id(self) -> str:
        """The release's name: the newest day figures were taken, and the start of its hash."""
        return str(self.manifest["release"])

    @property
    def content(self) -> str:
        """The hash of all figures and their meaning."""
        return str(self.manifest["content"])

    @cached_property
    def indicators(self) -> dict[str, PublishedIndicator]:
        """Every indicator by id, in reading order."""
        path = self.path / "catalogue.json"
        try:
            found = _MEANINGS.validate_python(older.completed(_json(path), DEFAULT))
        except ValidationError as error:
            raise AnswerUnreadable(f"{path}: of another version, or damaged: {error}") from error
        return {each.id: each for each in found}

    @cached_property
    def awaited(self) -> dict[str, Meaning]:
        """The catalogue's other indicators by id: what they mean, and that there are no figures."""
        path = self.path / "awaited.json"
        if not path.exists():  # a release from before these were told
            return {}
        try:
            found = _AWAITED.validate_python(older.completed(_json(path), DEFAULT))
        except ValidationError as error:
            raise AnswerUnreadable(f"{path}: of another version, or damaged: {error}") from error
        return {each.id: each for each in found}

    def observations(self, indicator: str) -> pd.DataFrame:
        """One indicator's observations, sorted by key; COLUMNS as str, `value` float64.

        The frame is shared between callers: copy before changing it. Unknown id: no rows.
        """
        return parquet.rows(self.path / "observations.parquet", "indicator", indicator)

    def latest(self, region: str) -> pd.DataFrame:
        """The newest observation of each indicator, sex and age in one region; same columns."""
        return parquet.rows(self.path / "latest.parquet", "region", region)

    def whole(self) -> Self:
        """The release itself, when each of its files can be opened.

        Raises AnswerUnreadable naming the one that cannot.
        """
        _ = self.id, self.indicators, self.awaited, self.observations(""), self.latest("")
        return self


def register() -> Set[str]:
    """The regions there are: those whose population the release that ships has; none without it."""
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
    with suppress(AnswerUnreadable, OSError):
        return current(data).whole()
    for release in kept(data):
        with suppress(AnswerUnreadable, OSError):
            return release.whole()
    return Release(DEFAULT)


def kept(data: Path) -> list[Release]:
    """The data folder's own releases, the newest first; not all need be whole.

    A release is of the day in its name, but of none after its manifest was written; of one day's
    the last that was written is the newest. A folder that was restored has new times throughout.
    """
    written: list[tuple[str, int, Path]] = []
    for path in (data / "releases").glob("[!.]*/manifest.json"):
        with suppress(OSError):  # pruned a moment ago
            at = path.stat().st_mtime_ns
            day = datetime.fromtimestamp(at / 1e9, UTC).date().isoformat()
            written.append((min(path.parent.name[:10], day), at, path.parent))
    return [Release(path) for *_, path in sorted(written, reverse=True)]


def named(data: Path, name: str) -> Release | None:
    """The release of that id that the data folder still has, or the one that ships; else None."""
    folders = [data / "releases" / name, DEFAULT] if _NAME.fullmatch(name) else []
    for release in map(Release, folders):
        with suppress(AnswerUnreadable):
            if release.whole().id == name:
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
    What a run that was killed left aside is swept away: only one run may publish at a time.
    """
    releases = data / "releases"
    sweep(releases)
    aside = releases / f"{ASIDE}release"
    try:
        said = _write(aside, parts, awaited, order)
        if said["content"] == _published_content(data) and not _misdated(data, said["release"]):
            return None
        with suppress(AnswerUnreadable):
            old = current(data)
            if beside and old.content != said["content"]:
                beside(aside, old, Release(aside))
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


def _published_content(data: Path) -> str | None:
    """The hash of what the data folder last published; None when that cannot be read any more."""
    name = published(data)
    try:
        return Release(data / "releases" / name).whole().content if name else None
    except AnswerUnreadable:
        return None


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
    records = [[m.model_dump(mode="json") for m in those] for those in (meanings, awaited)]
    said = manifest.whole(told, records[1])
    for name, content in zip(("catalogue", "awaited", "manifest"), (*records, said), strict=True):
        write_whole(folder / f"{name}.json", _pretty(content))
    return said


def _pretty(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _move(aside: Path, target: Path) -> None:
    """A folder of that name holds the same content (the name is its hash) or was cut short."""
    if target.exists():
        shutil.rmtree(target)
    aside.rename(target)
    sync(target.parent)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AnswerUnreadable(
            f"{path}: not a readable part of a release: {cause(error)}"
        ) from error


_MEANINGS = TypeAdapter(list[PublishedIndicator])
_AWAITED = TypeAdapter(list[Meaning])


def last_release(data: Path) -> Release | None:
    """The last one that can be read, if only the one that ships; None when none can."""
    with suppress(AnswerUnreadable):
        return last_good(data).whole()
    return None
