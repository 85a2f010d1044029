"""Kolada's figures: the rows of some KPIs, out of a file too large to hold as Python objects.

Columns kpi, municipality, period, gender, value and perhaps status, sorted by the first three.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

COLUMNS = {
    "kpi": pa.string(),
    "municipality": pa.string(),
    "period": pa.int16(),
    "gender": pa.string(),
    "value": pa.float64(),
    "status": pa.string(),
}

# The parts of the file that may hold rows of these KPIs (of all, when none are named).
Parts = Callable[[Sequence[str]], Iterator[pa.Table]]


def open_values(path: Path) -> Parts:
    """A `.parquet` file, read by row group when asked for, or a small `.csv` file."""
    if path.suffix == ".csv":
        options = pyarrow.csv.ConvertOptions(column_types=COLUMNS, strings_can_be_null=False)
        table = pyarrow.csv.read_csv(path, convert_options=options)
        return lambda _: iter([table])
    return _row_groups(pq.ParquetFile(path))


def _row_groups(file: pq.ParquetFile) -> Parts:
    statistics = [
        file.metadata.row_group(i).column(0).statistics for i in range(file.num_row_groups)
    ]
    read = lru_cache(maxsize=3)(file.read_row_group)  # 15 MB each

    def parts(kpis: Sequence[str]) -> Iterator[pa.Table]:
        for i, kpi in enumerate(statistics):
            if not kpis or any(kpi.min <= wanted <= kpi.max for wanted in kpis):
                yield read(i)

    return parts


def rows(
    parts: Parts, kpis: Sequence[str], units: Sequence[str], periods: Sequence[int]
) -> Iterator[dict[str, object]]:
    """The rows that meet all three filters, in file order; an empty filter lets all through."""
    filters = {"kpi": kpis, "municipality": units, "period": periods}
    for part in parts(kpis):
        for column, wanted in filters.items():
            if wanted:
                among = pa.array(wanted, COLUMNS[column])
                part = part.filter(pc.is_in(part[column], value_set=among))
        yield from part.to_pylist()
