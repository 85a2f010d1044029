"""Observations as JSON-stat 2.0: a cube of dimensions, its values row by row, and their status."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import pandas as pd

from dashboard import data, limits, text
from dashboard.door import terms
from dashboard.numbers import Floats
from dashboard.routes.observed import Observed, fewer
from dashboard.routes.tables import SLICE, plain
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

DIMENSIONS = {  # in the order of a release's rows
    "indicator": ("Indikator", "Indicator"),
    "region": ("Område", "Region"),
    "sex": ("Kön", "Sex"),
    "age": ("Ålder", "Age"),
    "period": ("Period", "Period"),
}
INNER = ("region", "sex", "age", "period")  # of one indicator
MEASURES = {  # a last dimension, where intervals are asked for
    "value": ("Värde", "Value"),
    "low": ("Undre gräns", "Lower bound"),
    "high": ("Övre gräns", "Upper bound"),
}
TITLES = DIMENSIONS | {"measure": ("Mått", "Measure")}
ROLE = {"geo": ["region"], "time": ["period"], "metric": ["indicator"]}
SPARSE = 0.5  # of the cells; of fewer that are known only those are told


@dataclass(frozen=True)
class Cube:
    """The codes of each dimension, and how many values there are among its cells."""

    axes: dict[str, list[str]]
    known: int

    @property
    def size(self) -> list[int]:
        """The length of each dimension."""
        return [len(codes) for codes in self.axes.values()]

    @property
    def cells(self) -> int:
        """How many there are in all."""
        return prod(self.size)

    @property
    def sparse(self) -> bool:
        """Whether most of them are empty."""
        return self.known < SPARSE * self.cells


def written(observed: Observed) -> Iterator[bytes]:
    """The dataset in pieces; raises Refused where the cube has more cells than one may have."""
    cube = _cube(observed)
    fewer(observed, "cells", limits.CELLS, cube.cells)
    return _pieces(observed, cube)


def _pieces(observed: Observed, cube: Cube) -> Iterator[bytes]:
    """Head, values and status; of one indicator at a time there is a cube in memory."""
    status: list[str] = []
    yield _json(_head(observed, cube)).removesuffix("}").encode()
    yield b',"value":' + (b"{" if cube.sparse else b"[")
    comma = ""
    for at, indicator in enumerate(observed.question.indicators):
        start = at * cube.cells // len(cube.axes["indicator"])
        values = _values(observed, indicator, cube, start, status)
        for piece in _told(values, start, sparse=cube.sparse):
            yield f"{comma}{piece}".encode()
            comma = ","
    yield b"}" if cube.sparse else b"]"
    yield f',"status":{{{",".join(status)}}}}}'.encode()


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


# --- its dimensions ---


def _cube(observed: Observed) -> Cube:
    """What there is of each dimension: the figures are looked through once for it."""
    found: dict[str, dict[str, None]] = {name: {} for name in DIMENSIONS}
    known = 0
    for indicator in observed.question.indicators:
        found["indicator"][indicator.id] = None
        for piece in observed.bare(indicator):
            known += int(piece["value"].notna().sum())
            for name in INNER:
                found[name].update(dict.fromkeys(piece[name].unique()))
    axes = {name: _ordered(name, [*codes], observed) for name, codes in found.items()}
    if observed.question.interval:
        axes["measure"] = [*MEASURES]
    return Cube(axes, known * (len(MEASURES) if observed.question.interval else 1))


def _ordered(name: str, codes: list[str], observed: Observed) -> list[str]:
    """Codes in reading order, where that is another than their own."""
    if name in ("sex", "age"):
        those = observed.question.indicators
        read = [code for each in those for code in (each.sexes if name == "sex" else each.ages)]
        return [code for code in dict.fromkeys(read) if code in codes]
    return codes if name == "indicator" else sorted(codes)


def _head(observed: Observed, cube: Cube) -> dict[str, Any]:
    """All but values and status."""
    those, lang, release = observed.question.indicators, observed.question.lang, data.release()
    role = ROLE | {"metric": [name for name in cube.axes if name in ("indicator", "measure")]}
    return {
        "version": "2.0",
        "class": "dataset",
        "href": observed.address(format="json-stat"),
        "label": text.listed((text.title(each, lang) for each in those), lang),
        "source": text.listed(dict.fromkeys(text.source(each) for each in those), lang),
        "updated": f"{observed.taken.isoformat()}T00:00:00Z",
        "note": [*_notes(those, lang)],
        "id": [*cube.axes],
        "size": cube.size,
        "role": role,
        "dimension": {name: _dimension(name, cube, those, lang) for name in cube.axes},
        "extension": {
            "release": release.id,
            "sha256": release.content,
            "table": {each.id: text.tables(each, lang) for each in those},
            "licence": {each.id: terms.of(each).licence or None for each in those},
            "terms": terms.told(those, lang),
            "status": {each: text.status(each, lang) for each in ("..", ".", "-", "p", "r")},
        },
    }


def _notes(those: Iterable[PublishedIndicator], lang: Lang) -> Iterator[str]:
    for each in those:
        yield say(lang, each.description, each.description_en)
        yield from filter(None, [say(lang, each.notes, each.notes_en), text.seam_note(each, lang)])


def _dimension(
    name: str, cube: Cube, those: list[PublishedIndicator], lang: Lang
) -> dict[str, Any]:
    codes = cube.axes[name]
    category: dict[str, Any] = {"index": codes, "label": _labels(name, codes, lang)}
    if name == "indicator":
        category["unit"] = {
            each.id: {"base": text.measured(each, lang), "decimals": each.decimals}
            for each in those
        }
    return {"label": say(lang, *TITLES[name]), "category": category}


def _labels(name: str, codes: list[str], lang: Lang) -> dict[str, str]:
    return {code: _label(name, code, lang) for code in codes}


def _label(name: str, code: str, lang: Lang) -> str:
    match name:
        case "indicator":
            return text.title(data.release().indicators[code], lang)
        case "region":
            return data.region_name(code, lang)
        case "sex":
            return text.sex(code, lang)
        case "age":
            return text.age(code, lang)
        case "measure":
            return say(lang, *MEASURES[code])
    return text.period(code, lang)


# --- its values ---


def _values(
    observed: Observed, indicator: PublishedIndicator, cube: Cube, start: int, status: list[str]
) -> Floats:
    """An indicator's part of the cube, row by row; `status` gets what stands beside its values."""
    shape = tuple(len(cube.axes[name]) for name in INNER)
    measures = cube.axes.get("measure", ["value"])
    values = np.full((prod(shape), len(measures)), np.nan)
    for piece in observed.of(indicator):
        places = np.ravel_multi_index(
            tuple(_places(cube.axes[name], piece[name]) for name in INNER), shape
        )
        values[places] = piece[measures].to_numpy(float)
        marked = (piece["status"] != "").to_numpy()
        numbers = start + places[marked] * len(measures)
        symbols = piece["status"][marked]
        status += [f'"{at}":{_json(each)}' for at, each in zip(numbers, symbols, strict=True)]
    return values.ravel()


def _places(codes: list[str], column: "pd.Series[str]") -> np.ndarray:
    return pd.Index(codes).get_indexer(pd.Index(column))


def _told(values: Floats, start: int, *, sparse: bool) -> Iterator[str]:
    """The values as JSON, so many at once; of a sparse cube each that is known with its place."""
    for at in range(0, len(values), SLICE):
        piece = plain(values[at : at + SLICE].tolist())
        if sparse:
            told = [f'"{start + at + n}":{each}' for n, each in enumerate(piece) if each]
        else:
            told = [each or "null" for each in piece]
        if told:
            yield ",".join(told)
