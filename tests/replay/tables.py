"""One SCB table in memory: its metadata, its cells, and any cut of them as JSON-stat2."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from typing import Any

import numpy as np

HOST = "https://statistikdatabasen.scb.se/api/v2"  # as the recorded links name it

Json = dict[str, Any]
Cell = tuple[int, ...]
Cells = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True)
class Choice:
    """One code of an answer, and the positions in the table that it stands for (summed)."""

    code: str
    label: str
    positions: tuple[int, ...]


@dataclass(frozen=True)
class Codelist:
    """A value set (each code itself) or an aggregation (each code a sum of others)."""

    id: str
    label: str
    values: Mapping[str, tuple[str, tuple[str, ...]]]  # code -> label, codes of the table

    @property
    def kind(self) -> str:
        """The API's word for it."""
        return "Aggregation" if self.id.startswith("agg_") else "Valueset"

    @property
    def reference(self) -> Json:
        """How metadata points to it."""
        href = f"{HOST}/codeLists/{self.id}?lang=sv"
        link = {"rel": "metadata", "hreflang": "sv", "href": href}
        return {"id": self.id, "label": self.label, "type": self.kind, "links": [link]}


@dataclass(frozen=True)
class Table:
    """A table: metadata as JSON-stat2 without values, cells (NaN is null), symbols beside them."""

    metadata: Json
    values: Cells
    taken: datetime
    symbols: Mapping[Cell, str] = field(default_factory=dict)
    elimination: Mapping[str, str] = field(default_factory=dict)  # variable -> code for all of it
    codelists: Mapping[str, Mapping[str, Codelist]] = field(default_factory=dict)
    paths: Sequence[Sequence[Json]] = ()
    missing: str = ""  # the symbol of every cell without a value
    sums: Sequence[str] = ()  # variables whose axis ends with what is told where they are left out
    # The day of another recording that a code's figures are of, by variable and code.
    days: Mapping[str, Mapping[str, datetime]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """TAB and a number."""
        return str(self.metadata["extension"]["px"]["tableid"])

    @property
    def variables(self) -> list[str]:
        """Variable codes in the table's order."""
        return list(self.metadata["id"])

    @property
    def time(self) -> str:
        """The time variable's code."""
        return str(self.metadata["role"]["time"][0])

    @property
    def contents(self) -> str:
        """The contents variable's code."""
        return str(self.metadata["role"]["metric"][0])

    def eliminable(self, variable: str) -> bool:
        """Whether a query may leave the variable out."""
        return bool(self.metadata["dimension"][variable]["extension"]["elimination"])

    def choices(self, variable: str, codelist: str | None = None) -> list[Choice]:
        """All codes of a variable, in table order, or those of one of its codelists."""
        category = self.metadata["dimension"][variable]["category"]
        index = category["index"]
        if codelist is None:
            return [Choice(c, category["label"][c], (index[c],)) for c in in_order(category)]
        return [
            Choice(code, label, tuple(index[c] for c in parts))
            for code, (label, parts) in self.codelists[variable][codelist].values.items()
        ]

    def everything(self, variable: str) -> Choice:
        """What elimination answers: the code for all if there is one, else the sum of all."""
        choices = self.choices(variable)
        if variable in self.sums:
            return Choice("", "", (len(choices),))
        total = self.elimination.get(variable)
        positions = [p for c in choices for p in c.positions if total in (None, c.code)]
        return Choice("", "", tuple(positions))

    def taken_of(self, picked: Mapping[str, Sequence[Choice]]) -> datetime:
        """The oldest day that any of the figures picked was taken."""
        of = [
            days.get(choice.code, self.taken)
            for variable, days in self.days.items()
            for choice in picked.get(variable, ())
        ]
        return min(of, default=self.taken)

    def cut(self, picked: Mapping[str, Sequence[Choice]], order: Sequence[str]) -> Json:
        """The JSON-stat2 answer: `picked` for the variables in `order`, the others eliminated."""
        axes = [picked.get(v) or [self.everything(v)] for v in self.variables]
        cells, symbols = _select(self.values, axes), dict(_place(self.symbols, axes))
        kept = [self.variables.index(v) for v in order]
        gone = [axis for axis in range(len(axes)) if axis not in kept]
        flat = cells.transpose([*kept, *gone]).ravel()
        size = [len(axes[axis]) for axis in kept]
        status = {_flat([cell[axis] for axis in kept], size): s for cell, s in symbols.items()}
        if self.missing:
            status |= dict.fromkeys(np.flatnonzero(np.isnan(flat)).tolist(), self.missing)
        return self._document(picked, order, size, flat, status)

    def _document(
        self,
        picked: Mapping[str, Sequence[Choice]],
        order: Sequence[str],
        size: list[int],
        flat: Cells,
        status: dict[int, str],
    ) -> Json:
        document = {k: v for k, v in self.metadata.items() if k not in ("dimension", "value")}
        document |= {
            "label": self._label(order),
            "id": list(order),
            "size": size,
            "dimension": {v: self._dimension(v, picked[v]) for v in order},
            "extension": {**self.metadata["extension"], "discontinued": None},
            "role": {
                role: [v for v in variables if v in order]
                for role, variables in self.metadata["role"].items()
            },
            "value": [_number(value) for value in flat.tolist()],
        }
        if status:
            document["status"] = {str(flat): status[flat] for flat in sorted(status)}
        return document

    def _label(self, order: Sequence[str]) -> str:
        labels = [self.metadata["dimension"][v]["label"] for v in order if v != self.contents]
        return efter(self.metadata["extension"]["px"]["contents"], labels)

    def _dimension(self, variable: str, choices: Sequence[Choice]) -> Json:
        """The dimension as an answer tells it: elimination now describes the extract."""
        dimension = narrowed(self.metadata["dimension"][variable], choices)
        extension = {k: v for k, v in dimension["extension"].items() if k != "codelists"}
        total = self.elimination.get(variable)
        extension["elimination"] = total in dimension["category"]["index"]
        if extension["elimination"]:
            extension["eliminationValueCode"] = total
        return {**dimension, "extension": extension}


def efter(title: str, labels: Sequence[str]) -> str:
    """A title as the server words it: "Folkmängden efter region, ålder och kön"."""
    listed = " och ".join([", ".join(labels[:-1]), labels[-1]] if labels[1:] else labels)
    return f"{title} efter {listed}" if labels else title


def in_order(category: Json) -> list[str]:
    """A JSON-stat category's codes by position."""
    index: dict[str, int] = category["index"]
    return sorted(index, key=index.__getitem__)


def narrowed(dimension: Json, choices: Sequence[Choice]) -> Json:
    """A JSON-stat dimension with these codes only; what is kept per code is narrowed alike."""
    codes = {choice.code: choice for choice in choices}
    category = dimension["category"] | {
        "index": {code: position for position, code in enumerate(codes)},
        "label": {code: choice.label for code, choice in codes.items()},
    }
    for part in ("unit", "note"):
        if part in category:
            category[part] = {c: v for c, v in category[part].items() if c in codes}
    return {**dimension, "category": category}


def _select(values: Cells, axes: Sequence[Sequence[Choice]]) -> Cells:
    for axis, choices in enumerate(axes):
        if all(len(choice.positions) == 1 for choice in choices):
            values = values.take([choice.positions[0] for choice in choices], axis)
        else:
            sums = [values.take(choice.positions, axis).sum(axis) for choice in choices]
            values = np.stack(sums, axis)
    return values


def _place(
    symbols: Mapping[Cell, str], axes: Sequence[Sequence[Choice]]
) -> Iterator[tuple[Cell, str]]:
    """Where each symbol of the table comes to stand in the cut."""
    for cell, symbol in symbols.items():
        places = [
            [i for i, choice in enumerate(choices) if position in choice.positions]
            for position, choices in zip(cell, axes, strict=True)
        ]
        for place in product(*places):
            yield place, symbol


def _flat(place: Sequence[int], size: Sequence[int]) -> int:
    flat = 0
    for position, length in zip(place, size, strict=True):
        flat = flat * length + position
    return flat


def _number(value: float) -> float | int | None:
    """As the server writes doubles: null for none, and no `.0` after a whole number."""
    if value != value:
        return None
    return int(value) if value.is_integer() else value
