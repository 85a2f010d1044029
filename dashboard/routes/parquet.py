"""Frames as Parquet: what analysts' tools read by columns."""

from collections.abc import Iterable, Iterator

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.routes.sink import Sink

MIMETYPE = "application/vnd.apache.parquet"


def written(frames: Iterable[pd.DataFrame]) -> Iterator[bytes]:
    """The file in pieces: a first frame gives the columns, each with rows is a row group."""
    sink, rest = Sink(), iter(frames)
    schema = pa.Schema.from_pandas(next(rest), preserve_index=False).remove_metadata()
    with pq.ParquetWriter(sink, schema) as writer:
        for frame in rest:
            table = pa.Table.from_pandas(frame, schema, preserve_index=False, nthreads=1)
            writer.write_table(table)
            yield sink.taken()
    yield sink.taken()
