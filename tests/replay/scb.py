"""SCB's PxWebApi v2 as its server answers it, from the tables of a folder."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from tests.replay.defaults import default
from tests.replay.figures import World
from tests.replay.listing import links, meets, page, row
from tests.replay.refusals import Crash, InvalidModel, Problem
from tests.replay.selection import Selection, Wanted, from_body, from_params, resolve
from tests.replay.tables import HOST, Json, Table, narrowed
from tests.replay.wire import Reply, Request

LONGEST_URL = 2100  # characters; a longer one is stopped before the API, with the front's own page
DEFAULT_PAGE = 20
SWEDEN = ZoneInfo("Europe/Stockholm")
JSON_TYPE = "application/json; charset=utf-8"
DATA_TYPE = "application/json; charset=UTF-8"


class Scb:
    """The API; `answer` is all a server needs of it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._as_recorded = dict(world.tables)

    def publish(self, id_: str, *, discontinued: bool = False) -> None:
        """A table is published anew, now: every value is one more. It can be the last time."""
        table, now = self.world.tables[id_], datetime.now(UTC).replace(microsecond=0)
        metadata = table.metadata | {"updated": now.strftime("%Y-%m-%dT%H:%M:%SZ")}
        metadata["extension"] = metadata["extension"] | {"discontinued": discontinued or None}
        anew = replace(table, metadata=metadata, values=table.values + 1, taken=now)
        self.world.tables[id_] = anew

    def restore(self) -> None:
        """All tables as they were recorded."""
        self.world.tables.update(self._as_recorded)

    def answer(self, request: Request) -> Reply:
        """One reply, errors included."""
        if len(request.url) > LONGEST_URL:
            return Reply(404, b"<html><body>404 - not found</body></html>", "text/html")
        try:
            return self._route(request)
        except Problem as problem:
            return _json(request, problem.body, None, status=problem.http)
        except InvalidModel as error:
            return _json(request, error.body, None, "application/problem+json", status=400)
        except Crash:
            return Reply(500)

    def _route(self, request: Request) -> Reply:
        language = self._language(request)
        match [part.lower() for part in request.path.split("/")]:
            case ["config"]:
                return _json(request, self.world.config, self.world.taken)
            case ["tables"]:
                return _json(request, self._list(request, language), None)
            case ["tables", id_]:
                return _json(request, self._row(id_, language), self.world.taken)
            case ["tables", id_, "metadata"]:
                table = self._table(id_, language)
                return _json(request, metadata(table, request), table.taken)
            case ["tables", id_, "defaultselection"]:
                table = self._table(id_, language)
                return _json(request, _told(table, default(table)), table.taken)
            case ["tables", id_, "data"]:
                return self._data(request, id_, language)
            case ["codelists", id_] if body := self.world.codelists.get((id_, language)):
                return _json(request, body, self.world.taken)
            case ["codelists", _]:
                raise Problem("Non-existent codelist", http=404)
        return Reply(404)

    def _language(self, request: Request) -> str:
        asked = (request.param("lang") or self.world.config["defaultLanguage"]).lower()
        if asked not in [language["id"] for language in self.world.config["languages"]]:
            raise Problem("Unsupported language")
        return asked

    def _table(self, id_: str, language: str) -> Table:
        """The tables are there in Swedish only, as some of SCB's are."""
        if language != "sv" or id_.upper() not in self.world.tables:
            raise Problem("Non-existent table", 404)
        return self.world.tables[id_.upper()]

    def _data(self, request: Request, id_: str, language: str) -> Reply:
        _check_format(request)
        posted = request.method == "POST"
        selection = from_body(request.body) if posted else from_params(request.params)
        try:
            table = self._table(id_, language)
        except Problem as problem:  # here, and only here, 400 with 404 in its body
            raise Problem(str(problem), 404, http=400) from problem
        meant = selection if selection.wanted else default(table)
        plan = resolve(table, meant, self.world.config["maxDataCells"])
        inline = {"Content-Disposition": f'inline; filename="{table.id}.json"'}
        answer = table.cut(plan.choices, plan.order)
        day = table.taken_of(plan.choices)
        return _json(request, answer, day, DATA_TYPE, headers=inline)

    def _rows(self, language: str) -> list[Json]:
        ours = [row(table) for table in self.world.tables.values()]
        return [*self.world.rows, *ours] if language == "sv" else []

    def _row(self, id_: str, language: str) -> Json:
        found = next((row for row in self._rows(language) if row["id"] == id_.upper()), None)
        if found is None:
            raise Problem("Non-existent table", 404)
        return {**found, "language": language, "links": links(found["id"], language)}

    def _list(self, request: Request, language: str) -> Json:
        query = request.param("query") or ""
        found = [row for row in self._rows(language) if meets(row, query)]
        if (request.param("includeDiscontinued") or "").lower() != "true":
            found = [row for row in found if not row.get("discontinued")]
        days = _whole_number(request.param("pastDays"))
        if days is not None:
            found = [row for row in found if row["updated"] >= hour(days)]
        number = max(_whole_number(request.param("pageNumber")) or 1, 1)
        size = _whole_number(request.param("pageSize")) or 0
        return page(found, number, size if size > 0 else DEFAULT_PAGE, language, query, days)


def hour(days: int) -> str:
    """The hour so many days ago by the clock on the server's wall, compared with stamps in UTC."""
    return (datetime.now(SWEDEN) - timedelta(days=days)).strftime("%Y-%m-%dT%H")


def _json(
    request: Request,
    body: Any,
    date: datetime | None,
    kind: str = JSON_TYPE,
    *,
    status: int = 200,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Reply:
    """A JSON reply whose links lead back to this server."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).replace(HOST, request.base)
    return Reply(status, text.encode(), kind, headers, date)


def _check_format(request: Request) -> None:
    """Of SCB's formats the emulator knows JSON-stat 2, which takes no parameters."""
    wanted = request.param("outputFormat") or "json-stat2"
    if wanted != "json-stat2" or request.param("outputFormatParams"):
        raise Problem("Unsupported output format", detailed=True)


def _whole_number(text: str | None) -> int | None:
    if text is None or text == "":
        return None
    if not re.fullmatch(r"-?\d+", text):
        raise InvalidModel(f"The value '{text}' is not valid.")
    return int(text)


def metadata(table: Table, request: Request) -> Json:
    """The metadata, narrowed by `codelist[X]` or `defaultSelection=true` as the server does."""
    if (request.param("defaultSelection") or "").lower() == "true":
        return _narrowed(table, {w.variable: w for w in default(table).wanted if w.codes})
    codelists = dict(_codelists(table, request))
    return _narrowed(table, codelists) if codelists else table.metadata


def _codelists(table: Table, request: Request) -> Iterator[tuple[str, Wanted]]:
    """All variables of the table, each whole, by the code lists the request names."""
    named = {key: value for key, value in request.params if key.lower().startswith("codelist[")}
    wanted = {key[len("codelist[") : -1]: value for key, value in named.items()}
    if wanted.keys() - set(table.variables):
        raise Problem("Non-existent variable")
    if any(id_ not in table.codelists.get(v, {}) for v, id_ in wanted.items()):
        raise Problem("Non-existent codelist")
    for variable in table.variables if wanted else []:
        codes = [choice.code for choice in table.choices(variable, wanted.get(variable))]
        yield variable, Wanted(variable, codes, wanted.get(variable))


def _narrowed(table: Table, parts: Mapping[str, Wanted]) -> Json:
    dimensions = {}
    for variable, part in parts.items():
        choices = [c for c in table.choices(variable, part.codelist) if c.code in part.codes]
        dimensions[variable] = narrowed(table.metadata["dimension"][variable], choices)
    size = [len(d["category"]["index"]) for d in dimensions.values()]
    return {**table.metadata, "id": list(dimensions), "size": size, "dimension": dimensions}


def _told(table: Table, selection: Selection) -> Json:
    """A selection as /defaultselection words it."""
    wanted = [
        {"variableCode": w.variable, "valueCodes": list(w.codes), "codelist": w.codelist}
        for w in selection.wanted
    ]
    href = f"{HOST}/tables/{table.id}/defaultselection?lang=sv"
    return {
        "selection": wanted,
        "placement": {"heading": list(selection.heading), "stub": list(selection.stub)},
        "language": "sv",
        "links": [{"rel": "self", "hreflang": "sv", "href": href}],
    }
