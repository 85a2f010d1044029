"""PxWeb's API v1 as four agencies have it.

A table is a file of `pxweb_v1/<source>/` in the folder, its path the table's. Of the real figures
only the barometer's are told (`monthly/nier_barometer…csv`); what no file holds is not there.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from tests.replay import taken
from tests.replay.limits import Punishing
from tests.replay.wire import Api, Reply, Request

Json = dict[str, Any]

AGENCIES = {  # by the environment variable: the source, and the base path of its API
    "KONJ_API_URL": ("konj", "/PxWeb/api/v1/sv"),
    "TILLVAXTANALYS_API_URL": ("tillvaxtanalys", "/PxWeb/api/v1/sv"),
    "SJV_API_URL": ("sjv", "/PXWeb/api/v1/sv"),
    "FOHM_API_URL": ("fohm", "/Folkhalsodata/api/v1/sv"),
}
USUAL = {"maxValues": 110_000, "maxCells": 150_000, "maxCalls": 30, "timeWindow": 10, "CORS": True}
PARAMETER_ERROR = "Parameter error"  # the server's word for nearly everything

# The barometer's table; a public script asks for these six codes and keeps these six texts.
BAROMETER = "KonjBar/indikatorer/Indikatorm.px"
CODES = {
    "KIFI": "Barometerindikatorn",
    "BTVI": "Tillverkningsindustri (SNI 10-33)",
    "BBYG": "Byggindustri (SNI 41-43)",
    "BDHAN": "Detaljhandel (SNI 45 + 47)",
    "BTJA": "Tjänstesektorn (SNI 49-82 + 95-96)",
    "bhus": "Konfidensindikator hushåll",
}


class No(Exception):
    """A refusal: the status, and the word that goes with it."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(word)
        self.status = status


@dataclass(frozen=True)
class Table:
    """One table: what its metadata tells, and its cells row by row."""

    title: str
    contents: str
    unit: str
    decimals: int
    updated: str
    taken: datetime
    variables: list[Json]  # code, text, values, valueTexts, perhaps elimination and time
    values: list[float | None]
    status: Mapping[str, str] = field(default_factory=dict)

    @property
    def metadata(self) -> Json:
        """What GET tells."""
        return {"title": self.title, "variables": self.variables}


def apis(folder: Path) -> Iterator[Api]:
    """Each agency's API, with what the folder holds of it."""
    for variable, (source, path) in AGENCIES.items():
        own = folder / "pxweb_v1" / source
        told = own / "config.json"
        config = USUAL | (json.loads(told.read_text(encoding="utf-8")) if told.exists() else {})
        tables = dict(_tables(own))
        if source == "konj":
            tables |= dict(_barometers(folder))
        guard = Punishing(config["maxCalls"], config["timeWindow"]).around
        yield Api(variable, source, path, PxWeb(config, tables).answer, guard)


def _tables(own: Path) -> Iterator[tuple[str, Table]]:
    for path in sorted(own.rglob("*.px.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        document["taken"] = datetime.fromisoformat(document["taken"])
        yield path.relative_to(own).as_posix().removesuffix(".json"), Table(**document)


def _barometers(folder: Path) -> Iterator[tuple[str, Table]]:
    for path in folder.glob("monthly/nier_barometer*.csv"):
        yield BAROMETER, barometer(path)


def barometer(path: Path) -> Table:
    """Konjunkturinstitutet's indicators by month; a month that no row tells of is `..`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told = {(row["indicator"], row["period"]): float(row["value"]) for row in rows}
    periods = sorted({row["period"] for row in rows})
    values = [told.get(cell) for cell in product(CODES.values(), periods)]
    return Table(
        title="Barometerindikatorn och andra indikatorer efter Indikator och Period",
        contents="Barometerindikatorn och andra indikatorer",
        unit="index",
        decimals=1,
        updated=f"{taken.MONTHLY:%Y-%m-%dT%H:%M:%S}",
        taken=taken.MONTHLY,
        variables=[
            _variable("Indikator", list(CODES), list(CODES.values())),
            _variable("Period", periods, periods) | {"time": True},
        ],
        values=values,
        status={str(at): ".." for at, value in enumerate(values) if value is None},
    )


def _variable(code: str, values: list[str], texts: list[str]) -> Json:
    return {"code": code, "text": code, "values": values, "valueTexts": texts}


class PxWeb:
    """One agency's API; `answer` is all a server needs of it."""

    def __init__(self, config: Json, tables: dict[str, Table]) -> None:
        self.config, self.tables = config, tables

    def answer(self, request: Request) -> Reply:
        """One reply, errors included."""
        table = self.tables.get(request.path)
        try:
            body = self._post(table, request) if request.method == "POST" else self._get(request)
        except No as no:
            return _json(no.status, {"error": str(no)}, table)
        return _json(200, body, table)

    def _get(self, request: Request) -> Json | list[Json]:
        if not request.path and request.param("config") is not None:
            return self.config
        if request.path in self.tables:
            return self.tables[request.path].metadata
        return self._node(request.path)

    def _node(self, path: str) -> list[Json]:
        """What stands right below a folder: folders (l) and tables (t)."""
        below = f"{path}/" if path else ""
        rows: dict[str, Json] = {}
        for name, table in self.tables.items():
            if name.startswith(below):
                id_, _, deeper = name[len(below) :].partition("/")
                rows[id_] = {"id": id_, "type": "l", "text": id_} if deeper else _row(id_, table)
        if path and not rows:
            raise No(400, PARAMETER_ERROR)
        if not path:  # at the top stand databases
            return [{"dbid": row["id"], "text": row["text"]} for row in rows.values()]
        return list(rows.values())

    def _post(self, table: Table | None, request: Request) -> Json:
        try:
            asked = json.loads(request.body)
            wanted = {part["code"]: part["selection"] for part in asked["query"]}
            form = asked["response"]["format"]
        except (ValueError, KeyError, TypeError) as error:
            raise No(400, PARAMETER_ERROR) from error
        if table is None or form != "json-stat2":
            raise No(400, PARAMETER_ERROR)
        chosen = chosen_of(table, wanted)
        if prod(map(len, chosen)) > min(self.config["maxValues"], self.config["maxCells"]):
            raise No(403, "Too many values selected")
        return dataset(table, chosen)


def chosen_of(table: Table, wanted: Mapping[str, Json]) -> list[list[int]]:
    """The positions chosen of each variable; one that is left out is chosen whole."""
    chosen = [_positions(variable, wanted.get(variable["code"])) for variable in table.variables]
    if wanted.keys() - {variable["code"] for variable in table.variables}:
        raise No(400, PARAMETER_ERROR)
    return chosen


def _positions(variable: Json, selection: Json | None) -> list[int]:
    codes = variable["values"]
    match selection:
        case None if not variable.get("elimination"):
            return list(range(len(codes)))
        case {"filter": "all", "values": ["*"]}:
            return list(range(len(codes)))
        case {"filter": "item", "values": [_, *_] as values} if set(values) <= set(codes):
            return [at for at, code in enumerate(codes) if code in values]
    raise No(400, PARAMETER_ERROR)


def dataset(table: Table, chosen: list[list[int]]) -> Json:
    """JSON-stat 2; a table without contents of its own has them as a first dimension of one."""
    sizes = [len(variable["values"]) for variable in table.variables]
    cells = [_flat(at, sizes) for at in product(*chosen)]
    only = "EliminatedValue"
    unit = {only: {"base": table.unit, "decimals": table.decimals}}
    dimensions: Json = {
        "ContentsCode": {
            "label": "EliminatedContents",
            "category": {"index": {only: 0}, "label": {only: table.contents}, "unit": unit},
        }
    }
    for variable, at in zip(table.variables, chosen, strict=True):
        codes = [variable["values"][i] for i in at]
        label = {variable["values"][i]: variable["valueTexts"][i] for i in at}
        index = {code: i for i, code in enumerate(codes)}
        category = {"index": index, "label": label}
        dimensions[variable["code"]] = {"label": variable["text"], "category": category}
    marks = {str(i): table.status[str(c)] for i, c in enumerate(cells) if str(c) in table.status}
    time = [variable["code"] for variable in table.variables if variable.get("time")]
    return {
        "version": "2.0",
        "class": "dataset",
        "label": table.title,
        "updated": f"{table.updated}Z",
        "role": {"metric": ["ContentsCode"], "time": time},
        "id": list(dimensions),
        "size": [len(dimension["category"]["index"]) for dimension in dimensions.values()],
        "dimension": dimensions,
        "value": [table.values[cell] for cell in cells],
        **({"status": marks} if marks else {}),
    }


def _flat(at: tuple[int, ...], sizes: list[int]) -> int:
    flat = 0
    for position, size in zip(at, sizes, strict=True):
        flat = flat * size + position
    return flat


def _row(id_: str, table: Table) -> Json:
    return {"id": id_, "type": "t", "text": table.title, "updated": table.updated}


def _json(status: int, body: Any, table: Table | None) -> Reply:
    text = json.dumps(body, ensure_ascii=False).encode()
    kind = "application/json; charset=utf-8"
    return Reply(status, text, kind, date=table.taken if table else None)
