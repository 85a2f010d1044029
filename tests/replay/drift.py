"""The agencies changing under their reader: refusals, caches, renamings, other symbols and pages.

Each is a fault as those in faults.py, and stands in its list.
"""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from math import prod
from typing import Any

from tests.replay.wire import Answerer, Reply, Request

Json = dict[str, Any]
Rows = list[Json]
Cell = tuple[float | None, str]  # value and symbol

FEW = 20  # cells that a lower limit than the one in /config allows
SMALL_PAGE = 2
MOVED = ("N01951", "0180", "2021")  # KPI, unit and year of the record that an agency changes
SEX = "Kon"


def changed(request: Request, answer: Answerer, change: Callable[[Json], None]) -> Reply:
    """The reply with its JSON changed; a reply that is not 200 stays as it is."""
    reply = answer(request)
    if reply.status != 200:
        return reply
    document = json.loads(reply.body)
    change(document)
    return replace(reply, body=json.dumps(document, ensure_ascii=False).encode())


def _refusal(title: str, status: int = 400) -> Reply:
    body = {"type": "Parameter error", "title": title, "status": status}
    return Reply(status, json.dumps(body).encode(), "application/json")


def _selection(request: Request) -> Rows:
    return json.loads(request.body)["selection"] if request.body else []


def _cells(request: Request) -> int:
    return prod(len(part["valueCodes"]) for part in _selection(request))


def few_cells_400(request: Request, answer: Answerer, _: int) -> Reply:
    """400 for more than 20 cells, fewer than /config says (D3)."""
    few = _cells(request) <= FEW
    return answer(request) if few else _refusal("Too many cells selected")


def few_cells_403(request: Request, answer: Answerer, _: int) -> Reply:
    """403 for more than 20 cells, fewer than /config says (D3)."""
    few = _cells(request) <= FEW
    return answer(request) if few else _refusal("Too many cells selected", 403)


def no_cells(_: Request, __: Answerer, ___: int) -> Reply:
    """400 for any number of cells, even one (D3)."""
    return _refusal("Too many cells selected")


def renamed_code(request: Request, answer: Answerer, _: int) -> Reply:
    """The last code of every dimension but time has another name in the metadata (D5)."""

    def change(document: Json) -> None:
        for name, dimension in document["dimension"].items():
            for part in ("index", "label") if name not in document["role"]["time"] else ():
                codes = dimension["category"][part]
                last = list(codes)[-1]
                codes[f"{last}X"] = codes.pop(last)

    return changed(request, answer, change)


def unrevised(request: Request, answer: Answerer, _: int) -> Reply:
    """The table a day before it was revised, with other values (D6)."""
    return changed(request, answer, _day_before)


def _day_before(document: Json) -> None:
    if "updated" in document:
        then = datetime.fromisoformat(document["updated"]) - timedelta(days=1)
        document["updated"] = then.strftime("%Y-%m-%dT%H:%M:%SZ")
        _one_more(document)


def _one_more(document: Json) -> None:
    document["value"] = [None if v is None else v + 1 for v in document["value"]]


def earlier(request: Request, answer: Answerer, _: int) -> Reply:
    """The table a day before its newest period came, with other values (D6)."""
    metadata = _metadata(request, answer)
    if metadata is None:
        return answer(request)
    time = metadata["role"]["time"][0]
    newest = list(metadata["dimension"][time]["category"]["index"])[-1]
    if any(newest in part["valueCodes"] for part in _selection(request)):
        return _refusal("Non-existent value")

    def change(document: Json) -> None:
        _day_before(document)
        for part in ("index", "label"):
            document["dimension"][time]["category"][part].pop(newest, None)
        document["size"] = [len(d["category"]["index"]) for d in document["dimension"].values()]

    return changed(request, answer, change)


def _metadata(request: Request, answer: Answerer) -> Json | None:
    """The metadata of the table that a request is about, if it is about one."""
    match request.path.split("/"):
        case ["tables", id_, "metadata" | "data"]:
            path = f"tables/{id_}/metadata"
            asked = replace(request, method="GET", path=path, params=(("lang", "sv"),), body=b"")
            return dict(json.loads(answer(asked).body))
    return None


def eliminated(request: Request, answer: Answerer, _: int) -> Reply:
    """The selection of sexes is lost, and their total comes back without the dimension (D8)."""
    kept = [part for part in _selection(request) if part["variableCode"] != SEX]
    return answer(replace(request, body=json.dumps({"selection": kept}).encode()))


def no_variable(_: Request, __: Answerer, ___: int) -> Reply:
    """400 Non-existent variable, whatever was asked (D9)."""
    return _refusal("Non-existent variable")


def long_500(request: Request, answer: Answerer, _: int) -> Reply:
    """500 with an empty body for more than one period (D10)."""
    periods = [len(part["valueCodes"]) for part in _selection(request)][-1:]
    return Reply(500) if periods > [1] else answer(request)


def not_found(_: Request, __: Answerer, ___: int) -> Reply:
    """404 as when a table is gone, but it is the backend that threw (D11)."""
    return _refusal("Non-existent table", 404)


def truncated_gzip(request: Request, answer: Answerer, _: int) -> Reply:
    """Half of a compressed body, and a Content-Length that agrees with it (D15)."""
    reply = answer(request)
    body = gzip.compress(reply.body)
    headers = {**reply.headers, "Content-Encoding": "gzip"}
    return replace(reply, body=body[: len(body) // 2], headers=headers)


def _by_cell(request: Request, answer: Answerer, told: Callable[[str, Cell], Cell]) -> Reply:
    """SCB's data with each cell told anew, by its code of sex and what it was."""

    def change(document: Json) -> None:
        codes = [list(document["dimension"][name]["category"]["index"]) for name in document["id"]]
        sex = document["id"].index(SEX)
        symbols = document.get("status", {})
        cells = [
            told(key[sex], (value, symbols.get(str(at), "")))
            for at, (key, value) in enumerate(zip(product(*codes), document["value"], strict=True))
        ]
        document["value"] = [value for value, _ in cells]
        document["status"] = {str(at): symbol for at, (_, symbol) in enumerate(cells) if symbol}

    return changed(request, answer, change)


def dots_in_parts(request: Request, answer: Answerer, _: int) -> Reply:
    """No figures for men, `..`, beside numeric totals (D16)."""
    return _by_cell(request, answer, lambda sex, cell: (None, "..") if sex == "1" else cell)


def other_symbols(request: Request, answer: Answerer, _: int) -> Reply:
    """Symbols of another table: seven dots for `..`, `r` beside each value that had none (D17)."""

    def told(_: str, cell: Cell) -> Cell:
        value, symbol = cell
        return value, {"..": ".......", "": "r"}.get(symbol, symbol)

    return _by_cell(request, answer, told)


def perturbed(request: Request, answer: Answerer, _: int) -> Reply:
    """Totals 8 off the sum of their parts, by design (D31)."""

    def told(sex: str, cell: Cell) -> Cell:
        value, symbol = cell
        return (value + 8 if sex == "TotSa" and value is not None else value), symbol

    return _by_cell(request, answer, told)


def other_values(request: Request, answer: Answerer, _: int) -> Reply:
    """Every value is one more, and `updated` says nothing of it (D18)."""

    def change(document: Json) -> None:
        if "value" in document:
            _one_more(document)
        for row in document.get("values", []):
            for cell in row["values"]:
                cell["value"] = None if cell["value"] is None else cell["value"] + 1

    return changed(request, answer, change)


def same_labels(request: Request, answer: Answerer, _: int) -> Reply:
    """Every code of every dimension has the same label (D19)."""

    def change(document: Json) -> None:
        for dimension in document["dimension"].values():
            labels = dimension["category"]["label"]
            dimension["category"]["label"] = dict.fromkeys(labels, "lika")

    return changed(request, answer, change)


def no_codelist(request: Request, answer: Answerer, _: int) -> Reply:
    """400 for what names a codelist, which costs notes or is mishandled (D21, D22)."""
    named = "codelist" in request.text.lower()
    return _refusal("Non-existent codelist") if named else answer(request)


def bad_request(_: Request, __: Answerer, ___: int) -> Reply:
    """400 in plain text (D23)."""
    return Reply(400, b"Bad Request", "text/plain")


def small_pages(request: Request, answer: Answerer, _: int) -> Reply:
    """No fault: Kolada gives pages of 2 records, whatever is asked for (D25, D27, D28)."""
    kept = _without(request, "per_page").params
    return answer(replace(request, params=(*kept, ("per_page", f"{SMALL_PAGE}"))))


def _paged(request: Request, answer: Answerer, change: Callable[[Rows], Rows]) -> Reply:
    """A page of Kolada's as it would be cut from other records."""
    number, size = (int(request.param(name) or 0) for name in ("page", "per_page"))
    start = max(number - 1, 0) * size
    all_ = change(json.loads(answer(_without(request, "page", "per_page")).body)["values"])
    page = all_[start : start + size] if size else all_
    return changed(request, answer, lambda document: document.update(values=page))


def _without(request: Request, *names: str) -> Request:
    return replace(request, params=tuple(each for each in request.params if each[0] not in names))


def reordered(request: Request, answer: Answerer, _: int) -> Reply:
    """Records stand in reverse order: with `+1`, from the second page on (D25)."""
    return _paged(request, answer, lambda rows: rows[::-1])


def deleted(request: Request, answer: Answerer, _: int) -> Reply:
    """The first record is gone: with `+1`, after the first page was read (D28)."""
    return _paged(request, answer, lambda rows: rows[1:])


def inserted(request: Request, answer: Answerer, strike: int) -> Reply:
    """Before each page is asked for, one more record comes to stand first (D25, D28)."""

    def change(rows: Rows) -> Rows:
        new = [_renamed(rows[0], number) for number in range(strike, 0, -1)]
        return new + rows

    return _paged(request, answer, change)


def _renamed(record: Json, number: int) -> Json:
    if "id" in record:
        return {**record, "id": f"{record['id']}-{number}"}
    return {**record, "period": record["period"] - number}


def endless(request: Request, answer: Answerer, strike: int) -> Reply:
    """Kolada's next_url leads on and on, each time to another page (D27)."""
    address = f"{request.base}/{request.path}?page={strike + 1}"
    return changed(request, answer, lambda document: document.update(next_url=address))


def revised(request: Request, answer: Answerer, _: int) -> Reply:
    """A record of one KPI has other values since today, and `from_date` tells it."""
    return _moved(request, answer, lambda cell: {**cell, "value": cell["value"] + 1})


def withdrawn(request: Request, answer: Answerer, _: int) -> Reply:
    """A record of one KPI is withdrawn since today, and `from_date` tells it (C.2)."""
    return _moved(request, answer, lambda cell: {**cell, "value": None, "isdeleted": True})


def _moved(request: Request, answer: Answerer, change: Callable[[Json], Json]) -> Reply:
    """Kolada's data with the one record changed: with `from_date` it and what else is as new."""
    since = request.param("from_date")

    def told(document: Json) -> None:
        plain = answer(_without(request, "from_date", "page", "per_page"))
        for row in json.loads(plain.body)["values"]:
            if _name(row) == MOVED:
                row["values"] = [change(cell) for cell in row["values"]]
                others = [each for each in document["values"] if _name(each) != MOVED]
                gone = since is None and all(cell["isdeleted"] for cell in row["values"])
                document["values"] = others if gone else [*others, row]

    later = since is not None and date.fromisoformat(since) > datetime.now(UTC).date()
    return answer(request) if later else changed(request, answer, told)


def _name(row: Json) -> tuple[str, str, str]:
    return row.get("kpi", ""), row.get("municipality", ""), str(row.get("period", ""))


def from_date_unknown(request: Request, answer: Answerer, _: int) -> Reply:
    """Kolada takes no notice of `from_date` and gives all rows (C.1)."""
    return answer(_without(request, "from_date"))


def torn_list(request: Request, answer: Answerer, _: int) -> Reply:
    """SCB's list of tables is made anew while it is read: it counts a row more (D25)."""

    def change(document: Json) -> None:
        document["page"]["totalElements"] += 1

    return changed(request, answer, change)


def doubled_list(request: Request, answer: Answerer, _: int) -> Reply:
    """SCB's list of tables has one row twice in place of another (D25)."""

    def change(document: Json) -> None:
        rows = document["tables"]
        rows[-1:] = rows[:1]

    return changed(request, answer, change)


def missing_unit(request: Request, answer: Answerer, _: int) -> Reply:
    """Kolada leaves out the rows of the last municipality, silently (D29)."""

    def change(document: Json) -> None:
        rows = document["values"]
        last = max(row["municipality"] for row in rows)
        document["values"] = [row for row in rows if row["municipality"] != last]

    return changed(request, answer, change)


def retyped(request: Request, answer: Answerer, _: int) -> Reply:
    """Kolada calls its KPIs discontinued; years are text, truth is 0 or 1 (D30)."""

    def change(document: Json) -> None:
        for record in document.get("values", []):
            if "is_divided_by_gender" in record:
                record |= {"title": f"{record['title']} (-2024)", "publ_period": None}
                record["is_divided_by_gender"] = int(record["is_divided_by_gender"])
            if "period" in record:
                record["period"] = str(record["period"])
                record["values"] = [{**cell, "isdeleted": 0} for cell in record["values"]]

    return changed(request, answer, change)


Break = Callable[[Request, Answerer, int], Reply]


def cached(fault: Break) -> Break:
    """A fault that a cache gives again and again, until it is asked under a new key (D26)."""

    def broken(request: Request, answer: Answerer, strike: int) -> Reply:
        return answer(request) if request.param("_") else fault(request, answer, strike)

    broken.__doc__ = f"From a cache, until a nonce is sent (D26): {fault.__doc__}"
    return broken


DRIFT: dict[str, Break] = {
    "few-cells-400": few_cells_400,
    "few-cells-403": few_cells_403,
    "no-cells": no_cells,
    "renamed-code": renamed_code,
    "unrevised": unrevised,
    "earlier": earlier,
    "eliminated": eliminated,
    "400-variable": no_variable,
    "500-long": long_500,
    "404": not_found,
    "truncated-gzip": truncated_gzip,
    "dots-in-parts": dots_in_parts,
    "other-symbols": other_symbols,
    "perturbed": perturbed,
    "other-values": other_values,
    "same-labels": same_labels,
    "no-codelist": no_codelist,
    "400-text": bad_request,
    "small-pages": small_pages,
    "reordered": reordered,
    "deleted": deleted,
    "inserted": inserted,
    "endless": endless,
    "revised": revised,
    "withdrawn": withdrawn,
    "from-date-unknown": from_date_unknown,
    "torn-list": torn_list,
    "doubled-list": doubled_list,
    "missing-unit": missing_unit,
    "retyped": retyped,
    "404-cached": cached(not_found),
    "400-cached": cached(no_variable),
    "unrevised-cached": cached(unrevised),
    "earlier-cached": cached(earlier),
    "deleted-cached": cached(deleted),
}
