"""Several indicators of one SCB table in as few queries as there can be, and each one's own cells.

No I/O. A table is asked for all that a run wants of it at once; what comes is dealt out, so that
each indicator has an answer that is its own, the same however the queries were cut.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from etl.errors import AnswerUnreadable
from etl.formats import jsonstat
from etl.sources.scb.table import Selection, size, split

WASTE = 1.1  # cells that a common query may ask for, to each that is wanted

Positions = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Bundle:
    """One query, and the parts (by id) whose cells are all in it."""

    whole: Selection
    wanted: dict[str, Selection]


def bundles(wanted: Mapping[str, Selection], limit: int) -> list[Bundle]:
    """Queries that together hold all that is wanted, at most `limit` cells a request.

    Two become one where that takes no more requests and hardly more cells.
    """
    found: list[Bundle] = []
    for id_, selection in wanted.items():
        alone = Bundle(selection, {id_: selection})
        for at, bundle in enumerate(found):
            if joined := _joined(bundle, alone, limit):
                found[at] = joined
                break
        else:
            found.append(alone)
    return found


def _joined(one: Bundle, other: Bundle, limit: int) -> Bundle | None:
    """Both in one query; None where they have other dimensions, or apart is less."""
    if one.whole.keys() != other.whole.keys():
        return None
    whole = {
        dimension: list(dict.fromkeys([*codes, *other.whole[dimension]]))
        for dimension, codes in one.whole.items()
    }
    requests = _requests(one.whole, limit) + _requests(other.whole, limit)
    cells = size(one.whole) + size(other.whole)
    if _requests(whole, limit) > requests or size(whole) > WASTE * cells:
        return None
    return Bundle(whole, {**one.wanted, **other.wanted})


def _requests(selection: Selection, limit: int) -> int:
    return sum(1 for _ in split(selection, limit))


@dataclass
class Share:
    """One part's cells, gathered from the answers as they come."""

    selection: Selection
    _updated: str | None = field(default=None, init=False)
    _values: npt.NDArray[np.object_] = field(init=False)
    _symbols: dict[int, str] = field(default_factory=dict, init=False)  # of the cells that have one
    _came: npt.NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        cells = size(self.selection)
        self._values = np.full(cells, None)
        self._came = np.zeros(cells, bool)

    def take(self, dataset: Any) -> bool:
        """Take what is of this part out of an answer; False when nothing is.

        Raises AnswerUnreadable when the answer is no JSON-stat, or a cell of it had come before.
        """
        codes = jsonstat.dimensions(dataset)
        theirs, ours = _places(codes, self.selection), _places(self.selection, codes)
        if not len(ours):
            return False
        if self._came[ours].any():
            raise AnswerUnreadable("a cell asked for once came twice")
        cells = prod(map(len, codes.values()))
        self._values[ours] = jsonstat.every("value", dataset.get("value"), cells)[theirs]
        if dataset.get("status") is not None:
            symbols = jsonstat.every("status", dataset["status"], cells)[theirs]
            there = np.flatnonzero(symbols)
            self._symbols |= dict(zip(ours[there].tolist(), symbols[there], strict=True))
        self._came[ours] = True
        self._updated = dataset.get("updated")
        return True

    def dataset(self) -> dict[str, Any]:
        """All of it as one JSON-stat document, dense, in the order of the selection.

        Raises AnswerUnreadable when a cell has not come.
        """
        if missing := int(np.count_nonzero(~self._came)):
            raise AnswerUnreadable(f"{missing} cells asked for are not in the answers")
        return {
            "version": "2.0",
            "class": "dataset",
            "updated": self._updated,
            "id": list(self.selection),
            "size": [len(codes) for codes in self.selection.values()],
            "dimension": {name: _dimension(codes) for name, codes in self.selection.items()},
            "value": self._values.tolist(),
            "status": {str(at): self._symbols[at] for at in sorted(self._symbols)},
        }


def _dimension(codes: list[str]) -> dict[str, Any]:
    """Only the codes: their labels, units and notes are in the metadata."""
    return {"category": {"index": codes}}


def _places(codes: Selection, others: Selection) -> Positions:
    """Where the cells that both have stand in the first, in the order of its codes' names.

    Both are walked by the same names, so that the same cell has the same place in both lists.
    """
    common = [sorted(set(codes[d]) & set(others[d])) for d in sorted(codes)]
    at = {d: {code: place for place, code in enumerate(those)} for d, those in codes.items()}
    strides = dict(zip(codes, _strides([len(those) for those in codes.values()]), strict=True))
    places = np.zeros([1] * len(codes), np.intp)
    for axis, (dimension, those) in enumerate(zip(sorted(codes), common, strict=True)):
        steps = np.array([at[dimension][code] for code in those], np.intp) * strides[dimension]
        places = places + steps.reshape([-1 if n == axis else 1 for n in range(len(codes))])
    return places.ravel()


def _strides(sizes: list[int]) -> list[int]:
    return [prod(sizes[at + 1 :]) for at in range(len(sizes))]
