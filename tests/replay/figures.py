"""Reads a folder of SCB answers and figures into tables, with the day each was taken from SCB.

`scb/` holds bodies as recorded, some in an envelope with `fetchedAt`; `population/` and `monthly/`
may hold figures without metadata.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from tests.replay import recent
from tests.replay.made import MONTHLY, population, value_set
from tests.replay.tables import HOST, Cells, Choice, Codelist, Json, Table, in_order, narrowed
from tests.replay.taken import RECORDED
from tests.replay.united import united

PARTS = {"TAB638": "Alder"}  # recorded in parts, which have other codes of that variable


@dataclass(frozen=True)
class World:
    """All that the SCB emulator answers from."""

    config: Json
    tables: dict[str, Table]
    rows: list[Json]  # of tables known by their /tables row only
    codelists: dict[tuple[str, str], Json]  # (id in lower case, language) -> body
    taken: datetime = RECORDED  # of config, rows and code lists


def open_world(folder: Path) -> World:
    """Everything of SCB that lies in a folder; shapes are README's of that folder."""
    scb = folder / "scb"
    recorded_lists = [_json(path) for path in _code_list_files(scb)]
    tables: dict[str, Table] = {}
    for table in _tables(folder, recorded_lists):
        # Another part of the same table, or the whole of it at a later day.
        joins = table.id in tables and table.id in PARTS
        tables[table.id] = united(tables[table.id], table, PARTS[table.id]) if joins else table
    listed = [path for name in ("tables", "search") for path in scb.glob(f"{name}.json")]
    rows = {row["id"]: row for path in listed for row in _json(path)["tables"]}
    return World(
        config=_json(scb / "config.json"),
        tables=tables,
        rows=[row for id_, row in rows.items() if id_ not in tables],
        codelists=dict(_code_lists(recorded_lists, tables.values())),
    )


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _code_list_files(scb: Path) -> list[Path]:
    return [*sorted(scb.glob("agg_*.json")), *sorted(scb.glob("codelist_*.json"))]


def _tables(folder: Path, code_lists: Sequence[Json]) -> Iterator[Table]:
    documents = [_json(path) for path in sorted((folder / "scb").glob("TAB*.json"))]
    yield from (recorded(document) for document in documents if "response" in document)
    names: dict[str, str] = {}
    if (folder / "scb/TAB6471_data.json").exists():
        metadata = _json(folder / "scb/TAB6471_metadata.json")
        names = metadata["dimension"]["Region"]["category"]["label"]
        yield monthly_population(metadata, _json(folder / "scb/TAB6471_data.json"))
    ten_year = [_as_codelist(body) for body in code_lists if body["id"] == "agg_Ålder10årJ"]
    for path in sorted((folder / "population").glob("*.parquet")):
        yield population(path, names, ten_year)
    for path in sorted((folder / "monthly").glob("*.csv")):
        yield from (
            make(path, names) for start, make in MONTHLY.items() if path.name.startswith(start)
        )
    yield from recent.tables(folder, names)


def recorded(envelope: Json) -> Table:
    """A table made of one recorded answer (`response`), promising just the codes in it.

    `metadata` in the envelope corrects what a data answer does not tell of the whole table,
    `codelists` holds bodies of code lists by variable.
    """
    answer = envelope["response"]
    codelists = {
        variable: {body["id"]: _as_codelist(body) for body in bodies}
        for variable, bodies in envelope.get("codelists", {}).items()
    }
    dimensions = {
        name: _as_metadata(part, codelists.get(name, {}))
        for name, part in answer["dimension"].items()
    }
    extension = {k: v for k, v in answer["extension"].items() if k != "discontinued"}
    metadata = {k: v for k, v in answer.items() if k not in ("value", "status")}
    metadata |= {"dimension": dimensions, "extension": extension, "value": []}
    return Table(
        metadata=_merged(metadata, envelope.get("metadata", {})),
        values=_cells(answer),
        taken=datetime.fromisoformat(envelope["fetchedAt"]),
        symbols=_symbols(answer),
        elimination=_elimination(answer),
        codelists=codelists,
    )


def _as_metadata(dimension: Json, codelists: Mapping[str, Codelist]) -> Json:
    extension = {k: v for k, v in dimension["extension"].items() if k != "eliminationValueCode"}
    extension["codelists"] = [codelist.reference for codelist in codelists.values()]
    return {**dimension, "extension": extension}


def _merged(document: Json, more: Json) -> Json:
    """`document` with the leaves of `more` put in."""
    for key, value in more.items():
        both = isinstance(value, dict) and isinstance(document.get(key), dict)
        document[key] = _merged(document[key], value) if both else value
    return document


def _cells(answer: Json) -> Cells:
    values = [np.nan if value is None else value for value in answer["value"]]
    return np.array(values, dtype=np.float64).reshape(answer["size"])


def _symbols(answer: Json) -> dict[tuple[int, ...], str]:
    size = answer["size"]
    return {
        tuple(map(int, np.unravel_index(int(flat), size))): symbol
        for flat, symbol in answer.get("status", {}).items()
    }


def _elimination(answer: Json) -> dict[str, str]:
    told = {v: d["extension"].get("eliminationValueCode") for v, d in answer["dimension"].items()}
    return {variable: code for variable, code in told.items() if code}


def monthly_population(metadata: Json, answer: Json) -> Table:
    """TAB6471: its recorded metadata narrowed to the codes whose figures were recorded."""
    lists = {"Region": ("vs_CKM02Län", "län"), "Alder": ("vs_CKM0410årN", "10-årsklasser 0-100+")}
    codelists = {}
    for name, part in answer["dimension"].items():
        labels = part["category"]["label"]
        choices = [Choice(code, labels[code], ()) for code in in_order(part["category"])]
        dimension = narrowed(metadata["dimension"][name], choices)
        whole = [value_set(*lists[name], labels)] if name in lists else []
        codelists[name] = {codelist.id: codelist for codelist in whole}
        references = {"codelists": [codelist.reference for codelist in whole]}
        metadata["dimension"][name] = dimension | {"extension": dimension["extension"] | references}
    path = [("BE", "Befolkning"), ("BE0101", "Befolkningsstatistik"), ("BE0101A", "Folkmängd")]
    return Table(
        metadata={**metadata, "size": answer["size"]},
        values=_cells(answer),
        taken=RECORDED,
        elimination=_elimination(answer),
        codelists=codelists,
        paths=[[{"id": id_, "label": label, "sortCode": label} for id_, label in path]],
    )


def _as_codelist(body: Json) -> Codelist:
    values = {v["code"]: (v["label"], tuple(v["valueMap"])) for v in body["values"]}
    return Codelist(body["id"], body["label"], values)


def _code_lists(
    bodies: Sequence[Json], tables: Iterable[Table]
) -> Iterator[tuple[tuple[str, str], Json]]:
    """Those the tables use, in Swedish; then the recorded bodies, which win."""
    for table in tables:
        for lists in table.codelists.values():
            yield from (((c.id.lower(), "sv"), _body(c)) for c in lists.values())
    yield from (((body["id"].lower(), body["language"]), body) for body in bodies)


def _body(codelist: Codelist) -> Json:
    link = {"rel": "self", "hreflang": "sv", "href": f"{HOST}/codeLists/{codelist.id}?lang=sv"}
    return {
        "id": codelist.id,
        "label": codelist.label,
        "language": "sv",
        "languages": ["sv"],
        "elimination": False,
        "type": codelist.kind,
        "values": [
            {"code": code, "label": label, "valueMap": list(parts)}
            for code, (label, parts) in codelist.values.items()
        ],
        "links": [link],
    }
