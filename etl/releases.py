"""Releases: figures with their meaning, published in a folder that never changes."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.errors import AnswerUnreadable
from etl.model import COLUMNS, KEY, PublishedIndicator

DEFAULT = Path(__file__).parents[1] / "data" / "default"  # the release that ships with the project
ROW_GROUP = 50_000
SCHEMA = pa.schema(
    [
        *((name, pa.dictionary(pa.int32(), pa.string())) for name in KEY),
        ("value", pa.float64()),
        ("status", pa.dictionary(pa.int32(), pa.string())),
    ]
)


@dataclass(frozen=True)
class Release:
    """One published release, opened lazily: nothing is read before it is asked for."""

    path: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Release id, content hash, rows, and for each indicator when taken, rows and hash."""
        return dict(_json(self.path / "manifest.json"))

    @property
    def id(self) -> str:
        """The release's name: the newest day figures were taken, and the start of its hash."""
        return str(self.manifest["release"])

    @cached_property
    def indicators(self) -> dict[str, PublishedIndicator]:
        """Every indicator by id, in reading order."""
        records = _json(self.path / "catalogue.json")
        return {r["id"]: PublishedIndicator.model_validate(r) for r in records}

    def observations(self, indicator: str) -> pd.DataFrame:
        """One indicator's observations, sorted by key; COLUMNS as str, `value` float64.

        The frame is shared between callers: copy before changing it. Unknown id: no rows.
        """
        return _rows(self.path / "observations.parquet", "indicator", indicator)

    def latest(self, region: str) -> pd.DataFrame:
        """The newest observation of each indicator, sex and age in one region; same columns."""
        return _rows(self.path / "latest.parquet", "region", region)


def current(data: Path) -> Release:
    """The release the data folder points at, or the one that ships when it has none yet."""
    pointer = data / "releases" / "current"
    if not pointer.exists():
        return Release(DEFAULT)
    path = pointer.parent / pointer.read_text(encoding="utf-8").strip()
    if not (path / "manifest.json").exists():
        raise AnswerUnreadable(f"{pointer} names {path.name}, which is not a whole release")
    return Release(path)


def published(data: Path) -> str | None:
    """The id of the release the data folder has published itself, if any."""
    pointer = data / "releases" / "current"
    return pointer.read_text(encoding="utf-8").strip() if pointer.exists() else None


def publish(
    data: Path, indicators: Iterable[PublishedIndicator], observations: pd.DataFrame
) -> str | None:
    """Publish under `data/releases` and point `current` at it; None when nothing is new.

    `observations` has COLUMNS, unique on KEY. A reader sees the old release or the new one,
    never a part: files are written aside, flushed to disk, renamed, and only then pointed at.
    """
    meanings = list(indicators)
    frame = observations[COLUMNS].sort_values(KEY, ignore_index=True)
    manifest = _manifest(meanings, frame)
    if manifest["content"] == _published_content(data):
        return None
    releases = data / "releases"
    aside = releases / f".aside-{manifest['release']}-{os.getpid()}"
    try:
        _write(aside, meanings, frame, manifest)
        _move(aside, releases / manifest["release"])
        point(data, manifest["release"])
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return str(manifest["release"])


def point(data: Path, release: str) -> None:
    """Make `release` the current one, atomically."""
    aside = data / "releases" / f".current-{os.getpid()}"
    _write_bytes(aside, f"{release}\n".encode())
    aside.replace(data / "releases" / "current")
    _sync(data / "releases")


def _published_content(data: Path) -> str | None:
    """The hash of what the data folder last published; None when that cannot be read any more."""
    name = published(data)
    try:
        return str(Release(data / "releases" / name).manifest["content"]) if name else None
    except (AnswerUnreadable, KeyError):
        return None


def _manifest(meanings: list[PublishedIndicator], frame: pd.DataFrame) -> dict[str, Any]:
    """The hash covers figures and meaning, not the day they were taken: same content, same id."""
    groups = {str(name): part for name, part in frame.groupby("indicator", sort=False)}
    parts = {m.id: _content(m, groups.get(m.id, frame.iloc[:0])) for m in meanings}
    content = hashlib.sha256("".join(sorted(parts.values())).encode()).hexdigest()
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
    words = meaning.model_dump_json(exclude={"taken"}).encode()
    return hashlib.sha256(words + cells).hexdigest()


def _write(
    folder: Path, meanings: list[PublishedIndicator], frame: pd.DataFrame, manifest: dict[str, Any]
) -> None:
    folder.mkdir(parents=True)
    newest = frame.drop_duplicates(KEY[:-1], keep="last")  # sorted: the last period of each
    _write_parquet(folder / "observations.parquet", frame)
    _write_parquet(folder / "latest.parquet", newest.sort_values(["region", *KEY], kind="stable"))
    records = [m.model_dump(mode="json") for m in meanings]
    _write_bytes(folder / "catalogue.json", _pretty(records))
    _write_bytes(folder / "manifest.json", _pretty(manifest))
    _sync(folder)


def _write_parquet(path: Path, frame: pd.DataFrame) -> None:
    table = pa.Table.from_pandas(frame[COLUMNS], schema=SCHEMA, preserve_index=False)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, row_group_size=ROW_GROUP, compression="zstd", compression_level=12)
    _write_bytes(path, sink.getvalue().to_pybytes())


def _pretty(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _write_bytes(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _move(aside: Path, target: Path) -> None:
    """A folder of that name holds the same content (the name is its hash) or was cut short."""
    if target.exists():
        shutil.rmtree(target)
    aside.rename(target)
    _sync(target.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AnswerUnreadable(f"{path}: not a readable part of a release: {error}") from error


@lru_cache(maxsize=24)  # a page asks for the same few indicators again and again
def _rows(path: Path, column: str, wanted: str) -> pd.DataFrame:
    """Only the row groups that can hold the wanted rows are read: pyarrow's own filters read all.

    One thread only: a pool opened before the server forks its workers would hang them.
    """
    with pq.ParquetFile(path) as file:
        at = file.schema_arrow.get_field_index(column)
        ends = [
            file.metadata.row_group(i).column(at).statistics for i in range(file.num_row_groups)
        ]
        groups = [i for i, end in enumerate(ends) if end and end.min <= wanted <= end.max]
        table = file.read_row_groups(groups, use_threads=False)
    table = table.filter(pc.equal(table[column], wanted))
    frame: pd.DataFrame = table.cast(_PLAIN).to_pandas(use_threads=False)
    return frame


_PLAIN = pa.schema([(f.name, pa.string() if f.name != "value" else pa.float64()) for f in SCHEMA])
