"""Observations as Parquet: sorted, in small row groups; a reader takes only what it wants."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.errors import AnswerUnreadable, cause
from etl.model import COLUMNS, KEY
from etl.store.files import flushed

ROW_GROUP = 50_000
SCHEMA = pa.schema(
    [
        *((name, pa.dictionary(pa.int32(), pa.string())) for name in KEY),
        ("value", pa.float64()),
        ("status", pa.dictionary(pa.int32(), pa.string())),
    ]
)
PLAIN = pa.schema([(f.name, pa.string() if f.name != "value" else pa.float64()) for f in SCHEMA])


@contextmanager
def writing(path: Path) -> Iterator[Callable[[pd.DataFrame], None]]:
    """Write a file frame by frame; COLUMNS of each, sorted by the column it will be read by.

    Each frame begins a row group of its own. On disk when the block ends; the file is no whole
    one before.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        flushed(path) as file,
        pq.ParquetWriter(file, SCHEMA, compression="zstd", compression_level=9) as writer,
    ):
        yield lambda frame: writer.write_table(_table(frame), row_group_size=ROW_GROUP)


def _table(frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame[COLUMNS], schema=SCHEMA, preserve_index=False)


def rows(path: Path, column: str, wanted: str) -> pd.DataFrame:
    """The rows where a column of codes is `wanted`, as `read` gives them.

    They are kept in memory, and shared, for as long as the very same file lies there.
    """
    try:
        stat = path.stat()
        return _kept(path, column, wanted, (stat.st_ino, stat.st_mtime_ns))
    except (OSError, pa.ArrowException) as error:
        raise AnswerUnreadable(
            f"{path}: not a readable part of a release: {cause(error)}"
        ) from error


@lru_cache(maxsize=24)  # a page asks for the same few indicators again and again
def _kept(path: Path, column: str, wanted: str, _version: tuple[int, int]) -> pd.DataFrame:
    return read(path, column, wanted)


def read(path: Path, column: str, wanted: str) -> pd.DataFrame:
    """COLUMNS as str, `value` float64, of the row groups that can hold the wanted rows.

    pyarrow's own filters read all row groups. One thread only: a pool opened before the server
    forks its workers would hang them.
    """
    stat = path.stat()
    footer = _footer(path, (stat.st_ino, stat.st_mtime_ns))
    ends = footer.ends(column)
    groups = [i for i, end in enumerate(ends) if end and end[0] <= wanted <= end[1]]
    with pq.ParquetFile(path, metadata=footer.metadata) as file:
        table = file.read_row_groups(groups, use_threads=False)
    if any(ends[i] != (wanted, wanted) for i in groups):
        table = table.filter(pc.equal(table[column], wanted))
    frame: pd.DataFrame = table.cast(PLAIN).to_pandas(use_threads=False)
    return frame


class _Footer:
    """Where a file has what: read once, for it takes longer than an indicator's rows."""

    def __init__(self, metadata: Any) -> None:
        self.metadata = metadata
        self._ends: dict[str, list[tuple[str, str] | None]] = {}

    def ends(self, column: str) -> list[tuple[str, str] | None]:
        """The least and the greatest of a column in each row group; None where it is not told."""
        if column not in self._ends:
            at = SCHEMA.get_field_index(column)
            told = (
                self.metadata.row_group(i).column(at).statistics
                for i in range(self.metadata.num_row_groups)
            )
            self._ends[column] = [(end.min, end.max) if end else None for end in told]
        return self._ends[column]


@lru_cache(maxsize=4)  # the release shown and its latest figures, and those of a release before
def _footer(path: Path, _version: tuple[int, int]) -> _Footer:
    with pq.ParquetFile(path) as file:
        return _Footer(file.metadata)
