"""Releases: figures with their meaning, published in a folder that never changes."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from etl import parquet, status
from etl.errors import AnswerUnreadable
from etl.files import sync, write_whole
from etl.model import COLUMNS, CONFIRMED_WITHIN, KEY, Freshness, Meaning, PublishedIndicator

HOME = Path(__file__).parents[1] / "data"
DEFAULT = HOME / "default"  # the release that ships with the project


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
            found = _MEANINGS.validate_python(_json(path))
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
            return {each.id: each for each in _AWAITED.validate_python(_json(path))}
        except ValidationError as error:
            raise AnswerUnreadable(f"{path}: of another version, or damaged: {error}") from error

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


def folder() -> Path:
    """The data folder: NORRLAGET_DATA, or `data` in the project."""
    return Path(os.environ.get("NORRLAGET_DATA") or HOME)


def current(data: Path) -> Release:
    """The release the data folder points at, or the one that ships when it has none yet."""
    name = published(data)
    if name is None:
        return Release(DEFAULT)
    path = data / "releases" / name
    if not (path / "manifest.json").exists():
        raise AnswerUnreadable(f"{_pointer(data)} names {name}, which is not a whole release")
    return Release(path)


def published(data: Path) -> str | None:
    """The id of the release the data folder has published itself, if any."""
    try:
        return _pointer(data).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return None


def freshness(data: Path, release: Release, today: date) -> dict[str, Freshness]:
    """How fresh each of a release's indicators is, by what the runs on the data folder noted."""
    noted, nothing = status.read(data), status.State()
    return {
        each.id: _fresh(each, noted.get(each.id, nothing), today)
        for each in release.indicators.values()
    }


def publish(
    data: Path,
    indicators: Iterable[PublishedIndicator],
    observations: pd.DataFrame,
    beside: Callable[[Path, Release, Release], None] | None = None,
    awaited: Iterable[Meaning] = (),
) -> str | None:
    """Publish under `data/releases` and point `current` at it; None when nothing is new.

    `observations` has COLUMNS, unique on KEY; `awaited` are indicators that have none
    yet. A reader sees the old release or the new one, never a part: files are written aside,
    flushed to disk, renamed, and only then pointed at.
    `beside(folder, old, new)` may add to the release what it says of the last one published;
    it is left out when there was none, or none that can be read any more.
    What a run that was killed left aside is swept away: only one run may publish at a time.
    """
    meanings, others = list(indicators), list(awaited)
    frame = observations[COLUMNS].sort_values(KEY, ignore_index=True)
    manifest = _manifest(meanings, frame, others)
    if manifest["content"] == _published_content(data):
        return None
    releases = data / "releases"
    for left in releases.glob(".aside-*"):
        shutil.rmtree(left)
    aside = releases / f".aside-{manifest['release']}"
    try:
        _write(aside, meanings, frame, manifest)
        write_whole(aside / "awaited.json", _pretty([m.model_dump(mode="json") for m in others]))
        if beside and (last := published(data)):
            with suppress(AnswerUnreadable):
                beside(aside, Release(releases / last), Release(aside))
        _move(aside, releases / manifest["release"])
        point(data, manifest["release"])
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return str(manifest["release"])


def point(data: Path, release: str) -> None:
    """Make `release` the current one, atomically."""
    write_whole(_pointer(data), f"{release}\n".encode())


def _pointer(data: Path) -> Path:
    return data / "releases" / "current"


def _fresh(indicator: PublishedIndicator, noted: status.State, today: date) -> Freshness:
    checked, problem = noted.checked.date() if noted.checked else None, noted.problem or ""
    late = today - (checked or indicator.taken) > CONFIRMED_WITHIN
    return Freshness(indicator.taken, checked, problem, stale=late or bool(problem))


def _published_content(data: Path) -> str | None:
    """The hash of what the data folder last published; None when that cannot be read any more."""
    name = published(data)
    try:
        return Release(data / "releases" / name).whole().content if name else None
    except AnswerUnreadable:
        return None


def _manifest(
    meanings: list[PublishedIndicator], frame: pd.DataFrame, awaited: list[Meaning]
) -> dict[str, Any]:
    """The hash covers figures and meaning, not the day they were taken: same content, same id."""
    groups = {str(name): part for name, part in frame.groupby("indicator", sort=False)}
    parts = {m.id: _content(m, groups.get(m.id, frame.iloc[:0])) for m in meanings}
    words = [each.model_dump_json() for each in awaited]
    content = hashlib.sha256("".join([*sorted(parts.values()), *words]).encode()).hexdigest()
    newest = max((m.taken for m in meanings), default=None)
    return {
        "release": f"{newest}-{content[:8]}",
        "content": content,
        "rows": len(frame),
        "indicators": {
            m.id: {
                "taken": m.taken.isoformat(),
                "source": m.source,
                "table": m.table,
                "rows": len(groups.get(m.id, ())),
                "content": parts[m.id],
            }
            for m in meanings
        },
    }


def _content(meaning: PublishedIndicator, frame: pd.DataFrame) -> str:
    cells = pd.util.hash_pandas_object(frame[COLUMNS], index=False).to_numpy().tobytes()
    words = meaning.model_dump_json(exclude={"taken", "updated"}).encode()
    return hashlib.sha256(words + cells).hexdigest()


def _write(
    folder: Path, meanings: list[PublishedIndicator], frame: pd.DataFrame, manifest: dict[str, Any]
) -> None:
    newest = frame.drop_duplicates(KEY[:-1], keep="last")  # sorted: the last period of each
    parquet.write(folder / "observations.parquet", frame)
    parquet.write(folder / "latest.parquet", newest.sort_values(["region", *KEY], kind="stable"))
    records = [m.model_dump(mode="json") for m in meanings]
    write_whole(folder / "catalogue.json", _pretty(records))
    write_whole(folder / "manifest.json", _pretty(manifest))


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
        raise AnswerUnreadable(f"{path}: not a readable part of a release: {error}") from error


_MEANINGS = TypeAdapter(list[PublishedIndicator])
_AWAITED = TypeAdapter(list[Meaning])
