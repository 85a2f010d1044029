"""Observations as Parquet: sorted, in small row groups; a reader takes only what it wants."""

import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from math import nan
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.errors import unreadable
from etl.model import COLUMNS, KEY, Row
from etl.store import seals
from etl.store.files import flushed, regular
from etl.store.kept import Kept
from etl.store.seals import Seal

Version = tuple[int, int, int]  # inode, time and size: another file has others

ROW_GROUP = 50_000
KEPT = 4 * 2**20  # bytes of whole frames that a process keeps
KEPT_CODED = 16 * 2**20  # bytes of row groups: what the pages of a region read lies in some thirty
# Of values hardly any two are the same: a dictionary of them is larger than they are.
WRITTEN: Any = {
    "compression": "zstd",
    "compression_level": 12,
    "use_dictionary": [name for name in COLUMNS if name != "value"],
    "write_page_checksum": True,
}
SCHEMA = pa.schema(
    [
        *((name, pa.dictionary(pa.int32(), pa.string())) for name in KEY),
        ("value", pa.float64()),
        ("status", pa.dictionary(pa.int32(), pa.string())),
    ]
)
Limits = Mapping[str, Collection[str] | None]
NONE: Limits = {}
Among = Mapping[str, Collection[str]]
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
        key = (path, seal, column, wanted, _version(path))
        return _kept.get(key, lambda: _Rows(some(path, seal, {column: [wanted]}))).frame


class _Rows(NamedTuple):
    frame: pd.DataFrame

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return int(self.frame.memory_usage(deep=True).sum())


_kept = Kept[_Rows](KEPT)  # a page asks for the same few indicators again and again


def some(path: Path, seal: Seal | None, among: Among, limits: Limits = NONE) -> pd.DataFrame:
    """The rows with some codes of the columns that the file is sorted by, as a frame of its own.

    Of other columns only the codes of `limits`. The row groups it reads are kept as they are
    written, in codes, for as long as the very same file lies there: the next that asks for
    another region of an indicator finds it with no more reading. Raises what `rows` raises.
    """
    with _of_a_release(path):
        tables = (each.table(*span) for each, span in _spans(path, seal, among))
        plain = [_limited(each, limits).cast(PLAIN) for each in tables]
        return _frame(pa.concat_tables([PLAIN.empty_table(), *plain]))


def coded(path: Path, seal: Seal | None, among: Among) -> pd.DataFrame:
    """The same with texts as categories, which many rows are made to and looked through soon."""
    with _of_a_release(path):
        tables = (each.table(*span) for each, span in _spans(path, seal, among))
        whole = pa.concat_tables([SCHEMA.empty_table(), *(each.cast(SCHEMA) for each in tables)])
        frame: pd.DataFrame = whole.unify_dictionaries().to_pandas(use_threads=False)
        return frame


def told(path: Path, seal: Seal | None, among: Among) -> list[Row]:
    """The same, row by row: of a few, which a frame takes longer to be made of and looked into."""
    with _of_a_release(path):
        return [row for each, span in _spans(path, seal, among) for row in each.rows(*span)]


def _spans(
    path: Path, seal: Seal | None, among: Among
) -> Iterator[tuple["_Coded", tuple[int, int]]]:
    version = _version(path)
    opened = _opened(path, seal, version)
    for group in opened.holding(among):
        key = (path, seal, group, version)
        coded = _groups.get(key, partial(_coded, opened, group))
        yield from ((coded, span) for span in coded.spans(among))


class _Coded:
    """A row group in memory: each text once, and rows as numbers of few bytes.

    It is a fifth of its frame, and says at once where the rows of a code stand.
    """

    def __init__(self, table: pa.Table) -> None:
        self._table = pa.table([_small(each) for each in table.columns], table.column_names)
        self._texts = {name: _texts(self._table[name].chunk(0)) for name in (*KEY, "status")}
        self._runs: dict[str, dict[str, list[tuple[int, int]]]] = {}

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return int(self._table.nbytes)

    def table(self, start: int, end: int) -> pa.Table:
        """The rows from `start` to before `end`."""
        return self._table.slice(start, end - start)

    def rows(self, start: int, end: int) -> Iterator[Row]:
        """The same, one by one."""
        values = self._table["value"].chunk(0)[start:end].to_numpy(zero_copy_only=False).tolist()
        *key, status = (
            map(self._texts[name].__getitem__, self._codes(name)[start:end].tolist())
            for name in (*Row._fields[:4], "status")
        )
        return map(Row, *key, values, status)

    def spans(self, among: Among) -> list[tuple[int, int]]:
        """Where the rows stand that have some codes of some columns, in the order of the file."""
        found = [(0, len(self._table))]
        for column, codes in among.items():
            runs = self._where(column)
            those = sorted(span for code in dict.fromkeys(codes) for span in runs.get(code, ()))
            found = [
                (max(a, c), min(b, d)) for a, b in found for c, d in those if max(a, c) < min(b, d)
            ]
        return found

    def _where(self, column: str) -> dict[str, list[tuple[int, int]]]:
        """By code, from where to where it stands without another in between."""
        if column not in self._runs:
            codes, found = self._codes(column), dict[str, list[tuple[int, int]]]()
            ends = [*(np.flatnonzero(np.diff(codes)) + 1).tolist(), len(codes)]
            for start, end in zip([0, *ends], ends, strict=False):
                found.setdefault(self._texts[column][codes[start]], []).append((start, end))
            self._runs[column] = found
        return self._runs[column]

    def _codes(self, column: str) -> Any:
        codes = self._table[column].chunk(0).indices
        none = len(self._texts[column]) - 1
        return (codes.fill_null(none) if codes.null_count else codes).to_numpy(zero_copy_only=False)


def _coded(opened: "_Opened", group: int) -> _Coded:
    return _Coded(opened.table([group]))


def _small(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece, its codes in as few bytes as there are texts for."""
    whole = column.unify_dictionaries().combine_chunks()
    if not pa.types.is_dictionary(whole.type):
        return whole
    bytes_ = np.min_scalar_type(-len(whole.dictionary) - 1)  # one more than there are: for none
    return pa.DictionaryArray.from_arrays(whole.indices.cast(str(bytes_)), whole.dictionary)


def _texts(column: pa.DictionaryArray) -> list[Any]:
    """A column's texts by their codes; last what a frame has where there is none."""
    return [*map(sys.intern, column.dictionary.to_pylist()), nan]


_groups = Kept[_Coded](KEPT_CODED)


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
    for group in opened.holding({column: [wanted]}):
        table, end = opened.table([group]), opened.ends(column)[group]
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

    def holding(self, among: Among) -> list[int]:
        """The row groups that can hold rows with some codes of each of some columns."""
        groups = set(range(self.metadata.num_row_groups))
        for column, codes in among.items():
            ends = [(group, end) for group, end in enumerate(self.ends(column)) if group in groups]
            groups = {
                group for code in codes for group, end in ends if end and end[0] <= code <= end[1]
            }
        return sorted(groups)

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
