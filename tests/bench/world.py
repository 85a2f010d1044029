"""A made-up world that can answer the whole catalogue, as a folder the emulator serves.

Every table and KPI that an entry names is there with every code it asks for and SCB's own sizes:
312 regions, and periods from 2000 on where the table is not known to begin later. The figures are
random, inside the range the entry believes.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from etl.model import Indicator, level_of
from etl.periods import Frequency
from etl.sources import kolada, scb
from maps.regions import read
from tests.replay.made import Variable, make

DAY = datetime(2026, 9, 8, 6, tzinfo=UTC)
LAST = 2025
FIRST = {"TAB6471": "2025M01", "TAB6260": "2020M01"}  # as recorded; the others: 2000
FILLER = 6099  # KPIs there are in Kolada, so that its list takes as many pages
AGES = {"tot": "totalt", **{str(age): f"{age} år" for age in range(100)}, "100+": "100+ år"}
NUMBERS = np.random.default_rng(1)


def write(folder: Path, indicators: Iterable[Indicator]) -> None:
    """Make the world in an empty folder."""
    those = list(indicators)
    _write_scb(folder / "scb", those)
    parts = [part for each in those for part in each.parts]
    _write_kolada(folder / "kolada", [e for e in parts if isinstance(e.query, kolada.Query)])


def periods(frequency: Frequency) -> list[str]:
    """What a table of ours goes over."""
    years = range(2000, LAST + 1)
    match frequency:
        case "month":
            return [f"{year}M{month:02d}" for year in years for month in range(1, 13)]
        case "quarter":
            return [f"{year}K{quarter}" for year in years for quarter in range(1, 5)]
    return [str(year) for year in years]


def _write_scb(folder: Path, indicators: list[Indicator]) -> None:
    folder.mkdir(parents=True)
    config = {"maxDataCells": 150000, "maxCallsPerTimeWindow": 3, "timeWindow": 1}
    language = {"defaultLanguage": "sv", "languages": [{"id": "sv", "label": "Svenska"}]}
    _dump(folder / "config.json", config | language)
    for name in ("tables", "search"):
        _dump(folder / f"{name}.json", {"tables": []})
    tables, times = defaultdict(list), {}
    for indicator in indicators:
        for part, there in zip(indicator.parts, _periods(indicator), strict=True):
            if part.source != "scb":
                continue
            tables[part.table].append(part)
            both = set(there) & set(times.get(part.table, there))
            times[part.table] = sorted(time for time in both if time >= FIRST.get(part.table, ""))
    for id_, of in tables.items():
        _dump(folder / f"{id_}.json", _table(id_, of, times[id_]))


def _periods(indicator: Indicator) -> Iterator[list[str]]:
    """The periods of each part: a split series' tables follow each other, or hold the same."""
    every = periods(indicator.frequency)
    yield [period for period in every if period > indicator.seam]
    for part in indicator.earlier:
        yield [period for period in every if not part.last or period <= part.last]


def _table(id_: str, parts: list[Indicator], times: list[str]) -> dict[str, Any]:
    """The recorded answer of a whole table, in the envelope the emulator reads."""
    dimensions = _dimensions(parts)
    units = {_query(part).contents: part.source_unit for part in parts}
    variables = [
        Variable(code, code, dict.fromkeys(codes, code), eliminable=code in _eliminated(parts))
        for code, codes in dimensions.items()
    ]
    decimals = {"decimals": max(part.decimals for part in parts)}
    variables += [
        Variable(
            "ContentsCode",
            "tabellinnehåll",
            dict.fromkeys(units, "innehåll"),
            units={code: {"base": unit} | decimals for code, unit in units.items()},
        ),
        Variable(_query(parts[0]).period, "tid", {time: time for time in times}),
    ]
    size = [len(variable.labels) for variable in variables]
    summed = prod(len(dimensions[code]) for code in _eliminated(parts))  # by who leaves them out
    cells = NUMBERS.random([prod(size) // len(units) // len(times), len(units), len(times)])
    for at, contents in enumerate(units):
        low, high = _believed([part for part in parts if _query(part).contents == contents])
        cells[:, at] = np.round((low + (high - low) * cells[:, at]) / summed, decimals["decimals"])
    metadata = make(id_, "Påhittat", variables, cells, DAY, "XX/XX0001/XX0001A").metadata
    metadata["role"]["time"] = [_query(parts[0]).period]
    return {"fetchedAt": DAY.isoformat(), "response": metadata | {"value": cells.ravel().tolist()}}


def _believed(parts: list[Indicator]) -> tuple[float, float]:
    """What every entry believes of a contents."""
    low = max(part.range[0] for part in parts)
    return low, max(low, min(part.range[1] for part in parts))


def _dimensions(parts: list[Indicator]) -> dict[str, list[str]]:
    """All codes that any entry asks of the table, by dimension; riket and its parts by level."""
    codes: defaultdict[str, dict[str, None]] = defaultdict(dict)
    regions = list(read()["code"])
    for part in parts:
        query = _query(part)
        if query.region:
            wanted = [code for code in regions if level_of(code) in part.levels]
            codes[query.region] |= dict.fromkeys(wanted)
        if query.sex:
            codes[query.sex] |= dict.fromkeys(query.sexes.values())
        if query.age:
            ages = AGES if isinstance(query.ages, str) else query.ages.values()
            codes[query.age] |= dict.fromkeys(ages)
        for dimension, code in query.fixed.items():
            codes[dimension][code] = None
        for dimension in query.eliminated:
            codes[dimension].setdefault("X", None)
    return {dimension: list(found) for dimension, found in codes.items()}


def _eliminated(parts: list[Indicator]) -> set[str]:
    return {dimension for part in parts for dimension in _query(part).eliminated}


def _query(part: Indicator) -> scb.Query:
    assert isinstance(part.query, scb.Query)
    return part.query


def _write_kolada(folder: Path, parts: list[Indicator]) -> None:
    folder.mkdir(parents=True)
    units = list(_units())
    day = DAY.date().isoformat()
    _dump(folder / f"municipality_{day}.json", [{"id": u, "title": u, "type": t} for u, t in units])
    kpis = {part.table: part for part in parts}
    records = [_record(id_, f"Påhittat, {part.source_unit}") for id_, part in kpis.items()]
    filler = [_record(f"U9{number:04d}", "Påhittat") for number in range(FILLER - len(records))]
    _dump(folder / f"kpi_{day}.json", sorted(records + filler, key=lambda record: record["id"]))
    _dump(folder / f"municipality_groups_{day}.json", [])
    _write_values(folder / f"values_{day}.parquet", kpis, [unit for unit, _ in units])


def _units() -> Iterator[tuple[str, str]]:
    """Kolada's units for our regions, with their type."""
    for code in read()["code"]:
        level = level_of(code)
        yield (code, "K") if level == "municipality" else (code.zfill(4), "L")


def _record(id_: str, title: str) -> dict[str, Any]:
    return {
        "id": id_,
        "title": title,
        "description": "",
        "is_divided_by_gender": True,
        "municipality_type": "A",
        "publ_period": str(LAST),
    }


def _write_values(path: Path, kpis: dict[str, Indicator], units: list[str]) -> None:
    years = list(range(2000, LAST + 1))
    schema = pa.schema(
        [("kpi", pa.string()), ("municipality", pa.string()), ("period", pa.int16()),
         ("gender", pa.string()), ("value", pa.float64())]
    )  # fmt: skip
    with pq.ParquetWriter(path, schema) as file:
        for id_, part in sorted(kpis.items()):
            file.write_table(_values(id_, part, units, years).cast(schema))


def _values(id_: str, part: Indicator, units: list[str], years: list[int]) -> pa.Table:
    sexes = list("TKM") if part.by_sex else ["T"]
    rows = len(units) * len(years) * len(sexes)
    low, high = part.range
    return pa.table(
        {
            "kpi": [id_] * rows,
            "municipality": np.repeat(sorted(units), len(years) * len(sexes)),
            "period": np.tile(np.repeat(np.array(years, np.int16), len(sexes)), len(units)),
            "gender": sexes * (len(units) * len(years)),
            "value": np.round(low + (high - low) * NUMBERS.random(rows) * 0.9, part.decimals),
        }
    )


def _dump(path: Path, document: object) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
