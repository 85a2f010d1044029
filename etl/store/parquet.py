"""Observations as Parquet: sorted, in small row groups; a reader takes only what it wants."""

from collections.abc import Callable, Collection, Iterator, Mapping
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
Limits = Mapping[str, Collection[str] | None]
NONE: Limits = {}
_Version = tuple[int, int]
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
    """The rows where a column of codes is `wanted`, as `pieces` gives them.

    They are kept in memory, and shared, for as long as the very same file lies there.
    """
    with _readable(path):
        return _kept(path, column, wanted, _version(path))


@lru_cache(maxsize=24)  # a page asks for the same few indicators again and again
def _kept(path: Path, column: str, wanted: str, version: _Version) -> pd.DataFrame:
    tables = list(_tables(path, column, wanted, version))
    return _frame(pa.concat_tables(tables) if tables else SCHEMA.empty_table())


def pieces(path: Path, column: str, wanted: str, limits: Limits = NONE) -> Iterator[pd.DataFrame]:
    """The rows where a column of codes is `wanted`, a row group at a time.

    Of other columns only the codes of `limits`. COLUMNS as str, `value` float64.
    """
    with _readable(path):
        for table in _tables(path, column, wanted, _version(path)):
            yield _frame(_limited(table, limits))


def _tables(path: Path, column: str, wanted: str, version: _Version) -> Iterator[pa.Table]:
    """Of the row groups that can hold the wanted rows, those rows.

    pyarrow's own filters read all row groups. One thread only: a pool opened before the server
    forks its workers would hang them.
    """
    footer = _footer(path, version)
    with pq.ParquetFile(path, metadata=footer.metadata) as file:
        for i, end in enumerate(footer.ends(column)):
            if end and end[0] <= wanted <= end[1]:
                table = file.read_row_group(i, use_threads=False)
                yield table if end == (wanted, wanted) else _limited(table, {column: [wanted]})


def _limited(table: pa.Table, limits: Limits) -> pa.Table:
    """The rows with some codes of some columns: each code is looked at once, not each row's."""
    for name, codes in limits.items():
        if codes is not None:
            column = table[name].unify_dictionaries().combine_chunks()
            among = pc.is_in(column.dictionary, pa.array(list(codes), pa.string()))
            table = table.filter(pc.fill_null(among.take(column.indices), False))
    return table


def _frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.cast(PLAIN).to_pandas(use_threads=False)
    return frame


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        raise AnswerUnreadable(
            f"{path}: not a readable part of a release: {cause(error)}"
        ) from error


def _version(path: Path) -> _Version:
    """What the very same file has, and none that takes its place."""
    stat = path.stat()
    return stat.st_ino, stat.st_mtime_ns


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
def _footer(path: Path, _: _Version) -> _Footer:
    with pq.ParquetFile(path) as file:
        return _Footer(file.metadata)
