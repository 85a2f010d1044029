"""JSON-stat 2 into a long frame of codes, value and status: pure, vectorised, dense and sparse."""

from collections.abc import Mapping
from math import prod
from types import NoneType
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from etl.errors import AnswerUnreadable, briefly


def decode(dataset: Any) -> pd.DataFrame:
    """One row per cell in the dataset's own order (row-major, last dimension fastest).

    Columns: each dimension's codes as a categorical named as the dimension, `value` float64
    (null is NaN), `status` a categorical of the source's symbols, "" where it gives none.
    Raises AnswerUnreadable naming the part that is not as the format says.
    """
    codes = dimensions(dataset)
    cells = prod(map(len, codes.values()))
    columns = _codes(codes)
    columns["value"] = _values(dataset.get("value"), cells)
    columns["status"] = _status(dataset.get("status"), cells)
    return pd.DataFrame(columns, copy=False)


def dimensions(dataset: Any) -> dict[str, list[str]]:
    """Each dimension's codes in position order, dimensions in the order of `id`.

    Holds for data and for metadata (the same document with no values).
    """
    try:
        ids, sizes, parts = dataset["id"], dataset["size"], dataset["dimension"]
        codes = {name: _index(name, parts[name]["category"]) for name in ids}
        counted = [len(codes[name]) for name in ids]
    except (KeyError, TypeError, AttributeError) as error:
        raise AnswerUnreadable("not a JSON-stat dataset") from error
    if len(codes) != len(ids) or {"value", "status"} & codes.keys():
        raise AnswerUnreadable("`id` has a name twice, or one that is not a dimension's")
    if counted != sizes:
        raise AnswerUnreadable(f"`size` says other than the dimensions have, {counted}")
    return codes


def every(part: str, given: Any, cells: int) -> npt.NDArray[np.object_]:
    """`value` or `status` with an element for each cell, as it was given; None where it has none.

    Raises AnswerUnreadable when it has not an element for each cell, or one outside them.
    """
    if part == "status" and isinstance(given, str):  # a lone text holds for every cell
        return np.full(cells, given or None, dtype=object)
    where, elements = _cells(part, given, cells)
    found = np.full(cells, None)
    found[where] = np.fromiter(elements, object, len(elements))
    return found


def _index(name: str, category: Mapping[str, Any]) -> list[str]:
    """`index` is a list of codes, or an object of positions, or absent when there is one code."""
    index = category.get("index") or list(category["label"])
    codes = sorted(index, key=index.__getitem__) if isinstance(index, dict) else list(index)
    positions = sorted(index.values()) if isinstance(index, dict) else list(range(len(codes)))
    if positions != list(range(len(codes))) or len(set(codes)) != len(codes):
        where = f"dimension {briefly(name)}"
        raise AnswerUnreadable(f"{where}: the positions of its codes are not 0, 1, 2 …")
    if not all(isinstance(code, str) for code in codes):
        raise AnswerUnreadable(f"dimension {briefly(name)}: a code is not text")
    return codes


def _codes(dimensions: dict[str, list[str]]) -> dict[str, Any]:
    """Every cell's code of each dimension, as positions in the smallest integer that holds them."""
    before, after = 1, prod(map(len, dimensions.values()))
    columns: dict[str, Any] = {}
    for name, codes in dimensions.items():
        after = after // len(codes) if codes else 0
        once = np.arange(len(codes), dtype=np.min_scalar_type(-max(len(codes), 1)))
        positions = np.tile(np.repeat(once, after), before)
        columns[name] = pd.Categorical.from_codes(positions, pd.Index(codes, dtype="str"))
        before *= len(codes)
    return columns


def _values(given: Any, cells: int) -> npt.NDArray[np.float64]:
    """Arrow converts and is strict at once: text, true and false are refused, null stays null."""
    where, numbers = _cells("value", given, cells)
    try:
        exact = pa.array(numbers)  # of the one type that all of them have
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError) as error:
        raise AnswerUnreadable("`value` holds something that is no number, or too large") from error
    if not (pa.types.is_floating(exact.type) or exact.type in (pa.int64(), pa.null())):
        raise AnswerUnreadable("`value` holds something that is no number")
    values = np.full(cells, np.nan)
    values[where] = exact.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    if np.isinf(values).any():
        raise AnswerUnreadable("`value` holds a number too large to be one")
    return values


def _status(given: Any, cells: int) -> "pd.Categorical[str]":
    """A lone text holds for every cell; null and absent are ""."""
    if given is None or isinstance(given, str):
        return pd.Categorical.from_codes(np.zeros(cells, np.int8), pd.Index([given or ""]))
    where, symbols = _cells("status", given, cells)
    if not set(map(type, symbols)) <= {str, NoneType}:
        raise AnswerUnreadable("`status` holds something that is not text")
    words = sorted({"", *filter(None, symbols)})
    position = {word: at for at, word in enumerate(words)} | {None: 0}
    positions = np.zeros(cells, np.min_scalar_type(-len(words)))
    positions[where] = [position[symbol] for symbol in symbols]
    return pd.Categorical.from_codes(positions, pd.Index(words, dtype="str"))


def _cells(part: str, given: Any, cells: int) -> tuple[Any, list[Any]]:
    """Where the given elements stand, and these: a list of all cells or an object of some."""
    if isinstance(given, list) and len(given) == cells:
        return slice(None), given
    if isinstance(given, dict):
        return _positions(part, given, cells), list(given.values())
    got = f"{len(given)}" if isinstance(given, list) else type(given).__name__
    raise AnswerUnreadable(f"`{part}` should have {cells} cells and has {got}")


def _positions(part: str, given: dict[str, Any], cells: int) -> npt.NDArray[np.int64]:
    try:
        where = np.fromiter(map(int, given), np.int64, len(given))
    except (ValueError, OverflowError) as error:
        raise AnswerUnreadable(f"`{part}` has a key that is no cell number") from error
    if where.size and not (where.min() >= 0 and where.max() < cells):
        raise AnswerUnreadable(f"`{part}` has a cell number outside 0…{cells - 1}")
    if len(np.unique(where)) != where.size:
        raise AnswerUnreadable(f"`{part}` gives a cell twice")
    return where
