"""Two recordings of one SCB table as one: all codes of both, and the day of each one's figures."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from tests.replay.tables import Cells, Json, Table, in_order

WHOLE = ("00", "tot")  # codes that stand for all of a variable's


def united(older: Table, newer: Table, by: str) -> Table:
    """A table of both, of the same variables; the newer's cells go before.

    `by` is the variable whose codes tell the two apart: an answer is of the day of the recording
    that has the codes asked for. A cell that neither has is null. What is answered where a
    variable is left out is what each recording says of that: riket, all ages, both sexes.
    """
    dimensions = {name: _dimension(older, newer, name) for name in older.variables}
    codes = {name: in_order(each["category"]) for name, each in dimensions.items()}
    sums = [name for name in codes if older.eliminable(name)]
    cells = np.full([len(those) + (name in sums) for name, those in codes.items()], np.nan)
    for table in (older, newer):
        values, places = table.values, []
        for axis, (name, every) in enumerate(codes.items()):
            own = [every.index(choice.code) for choice in table.choices(name)]
            if name in sums:
                values, own = _with_all(table, values, axis, name), [*own, -1]
            places.append(own)
        there = np.ix_(*places)
        cells[there] = np.where(np.isnan(values), cells[there], values)
    metadata = {**older.metadata, "dimension": dimensions, "size": [*map(len, codes.values())]}
    mine = dict.fromkeys((choice.code for choice in older.choices(by)), older.taken)
    return replace(
        older, metadata=metadata, values=cells, taken=newer.taken, sums=sums, days={by: mine}
    )


def _with_all(table: Table, values: Cells, axis: int, name: str) -> Cells:
    """With what all codes of a variable are at the end of its axis."""
    if name in table.sums:
        return values
    at = [choice.code for choice in table.choices(name)]
    whole = [at.index(code) for code in WHOLE if code in at]
    everything = values.take(whole or range(len(at)), axis).sum(axis, keepdims=True)
    return np.concatenate([values, everything], axis)


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
