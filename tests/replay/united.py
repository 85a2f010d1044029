"""Two recordings of one SCB table as one: all codes of both, and the day of each one's figures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tests.replay.tables import Cells, Json, Table, in_order


def united(older: Table, newer: Table, by: str) -> Table:
    """A table of both, of the same variables; the newer's cells go before.

    `by` is the variable whose codes tell the two apart: an answer is of the day of the recording
    that has the codes asked for. A cell that neither has is null.
    """
    dimensions = {name: _dimension(older, newer, name) for name in older.variables}
    codes = [in_order(dimension["category"]) for dimension in dimensions.values()]
    sums = [name in newer.sums for name in dimensions]
    cells = np.full([len(c) + more for c, more in zip(codes, sums, strict=True)], np.nan)
    for table in (older, newer):
        values = _summed(table, sums)
        places = [
            [*map(every.index, in_order(table.metadata["dimension"][name]["category"])), *last]
            for name, every, last in zip(
                dimensions, codes, [[-1] if more else [] for more in sums], strict=True
            )
        ]
        there = np.ix_(*places)
        cells[there] = np.where(np.isnan(values), cells[there], values)
    metadata = {**older.metadata, "dimension": dimensions, "size": [len(c) for c in codes]}
    mine = dict.fromkeys(in_order(older.metadata["dimension"][by]["category"]), older.taken)
    return replace(
        older, metadata=metadata, values=cells, taken=newer.taken, sums=newer.sums, days={by: mine}
    )


def _summed(table: Table, sums: Sequence[bool]) -> Cells:
    """With what all codes are at the end of each axis that is to have it."""
    values = table.values
    for axis, more in enumerate(sums):
        if more and table.variables[axis] not in table.sums:
            values = np.concatenate([values, values.sum(axis, keepdims=True)], axis)
    return values


def _dimension(older: Table, newer: Table, name: str) -> Json:
    one, other = (table.metadata["dimension"][name] for table in (older, newer))
    labels = {**_labels(one), **_labels(other)}
    in_time = sorted(labels) if name in (older.time, "Region") else list(labels)
    category: dict[str, Any] = {
        **one["category"],
        "index": {code: at for at, code in enumerate(in_time)},
        "label": {code: labels[code] for code in in_time},
    }
    return {**one, "category": category}


def _labels(dimension: Mapping[str, Any]) -> dict[str, str]:
    category = dimension["category"]
    return {code: category["label"][code] for code in in_order(category)}
