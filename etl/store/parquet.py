"""Observations as Parquet: sorted, in small row groups; a reader takes only what it wants."""

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.errors import unreadable
from etl.model import COLUMNS, KEY
from etl.store import seals
from etl.store.files import flushed, regular
from etl.store.kept import Kept
from etl.store.seals import Seal

Version = tuple[int, int, int]  # inode, time and size: another file has others

ROW_GROUP = 50_000
KEPT = 16 * 2**20  # bytes of rows that a process keeps
WRITTEN = {"compression": "zstd", "compression_level": 9, "write_page_checksum": True}
SCHEMA = pa.schema(
    [
        *((name, pa.dictionary(pa.int32(), pa.string())) for name in KEY),
        ("value", pa.float64()),
        ("status", pa.dictionary(pa.int32(), pa.string())),
    ]
)
Limits = Mapping[str, Collection[str] | None]
NONE: Limits = {}
PLAIN = pa.schema([(f.name, pa.string() if f.name != "value" else pa.float64()) for f in SCHEMA])


@contextmanager
def writing(path: Path) -> Iterator[Callable[[pd.DataFrame], None]]:
    """Write a file frame by frame; COLUMNS of each, sorted by the column it will be read by.

    Each frame begins a row group of its own. On disk when the block ends; the file is no whole
    one before.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with flushed(path) as file, pq.ParquetWriter(file, SCHEMA, **WRITTEN) as writer:
        yield lambda frame: writer.write_table(_table(frame), row_group_size=ROW_GROUP)


def _table(frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame[COLUMNS], schema=SCHEMA, preserve_index=False)


def rows(path: Path, seal: Seal | None, column: str, wanted: str) -> pd.DataFrame:
    """The rows where a column of codes is `wanted`, as `pieces` gives them.

    They are kept in memory, and shared, for as long as the very same file lies there. Raises
    ReleaseDamaged when the file is not what was sealed, or cannot be read.
    """
    with _of_a_release(path):
        version = _version(path)

        def read() -> _Rows:
            tables = list(_tables(_opened(path, seal, version), column, wanted))
            return _Rows(_frame(pa.concat_tables(tables) if tables else SCHEMA.empty_table()))

        return _kept.get((path, seal, column, wanted, version), read).frame


class _Rows(NamedTuple):
    frame: pd.DataFrame

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return int(self.frame.memory_usage(deep=True).sum())


_kept = Kept[_Rows](KEPT)  # a page asks for the same few indicators again and again


def pieces(
    path: Path, seal: Seal | None, column: str, wanted: str, limits: Limits = NONE
) -> Iterator[pd.DataFrame]:
    """The rows where a column of codes is `wanted`, a row group at a time.

    Of other columns only the codes of `limits`. COLUMNS as str, `value` float64. Raises what
    `rows` raises.
    """
    with _of_a_release(path):
        for table in _tables(_opened(path, seal, _version(path)), column, wanted):
            yield _frame(_limited(table, limits))


def pairs(path: Path, seal: Seal | None, *columns: str) -> list[tuple[str, ...]]:
    """What two columns of codes have together, each once; raises what `rows` raises."""
    with _of_a_release(path):
        opened = _opened(path, seal, _version(path))
        table = opened.table(range(opened.metadata.num_row_groups), columns).unify_dictionaries()
        found = table.group_by(list(columns), use_threads=False).aggregate([]).to_pylist()
    return [tuple(each[column] for column in columns) for each in found]


@contextmanager
def _of_a_release(path: Path) -> Iterator[None]:
    try:
        yield
    except UnicodeEncodeError:
        raise  # of what was asked, not of the file
    except (OSError, ValueError, pa.ArrowException) as error:
        raise unreadable(path, error) from error


def _tables(opened: "_Opened", column: str, wanted: str) -> Iterator[pa.Table]:
    """Of the row groups that can hold the wanted rows, those rows.

    pyarrow's own filters read all row groups. One thread only: a pool opened before the server
    forks its workers would hang them.
    """
    for group, end in enumerate(opened.ends(column)):
        if end and end[0] <= wanted <= end[1]:
            table = opened.table([group])
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


def _version(path: Path) -> Version:
    """What is another for another file; raises OSError when it is not there."""
    stat = regular(path).stat()
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


class _Opened:
    """A file that was compared with its seal, and where it has what.

    Its footer, which no checksum covers, is read once, then: that takes longer than an
    indicator's rows, and what is in memory no fault of the disk can change. A page's checksum
    does not cover the page's header, so each row group has a mark in memory besides.
    """

    def __init__(self, path: Path, seal: Seal | None) -> None:
        self._path = path
        with regular(path).open("rb") as file:
            seals.demand_file(seal, file)
            self.metadata = pq.read_metadata(path)
            self._marks = list(self._marked(file, range(self.metadata.num_row_groups)))
        self._ends: dict[str, list[tuple[str, str] | None]] = {}

    def table(self, groups: Sequence[int], columns: Sequence[str] | None = None) -> pa.Table:
        """Some row groups; raises ValueError when one is not what it was when it was opened."""
        with regular(self._path).open("rb") as file:
            for group, mark in zip(groups, self._marked(file, groups), strict=True):
                if mark != self._marks[group]:
                    raise ValueError(f"row group {group} is not what it was when it was opened")
        known = {"metadata": self.metadata, "page_checksum_verification": True}
        with pq.ParquetFile(self._path, **known) as opened:
            return opened.read_row_groups(list(groups), columns, use_threads=False)

    def _marked(self, file: IO[bytes], groups: Iterable[int]) -> Iterator[int]:
        """A checksum of the bytes of each row group: its columns lie one after the other."""
        for group in map(self.metadata.row_group, groups):
            columns = [group.column(i) for i in range(group.num_columns)]
            start = columns[0].dictionary_page_offset or columns[0].data_page_offset
            file.seek(start)
            yield zlib.crc32(file.read(sum(each.total_compressed_size for each in columns)))

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


@lru_cache(maxsize=8)  # the release shown and its latest figures, and those of releases before
def _opened(path: Path, seal: Seal | None, _version: Version) -> _Opened:
    return _Opened(path, seal)
