"""Kolada's API v3 as its clients describe it, from the lists and values of a folder."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.replay.fresh import Fresh
from tests.replay.taken import by_name
from tests.replay.values import open_values, rows
from tests.replay.wire import Reply, Request

Json = dict[str, Any]

MOST_IDS = 25  # in one segment or filter; years count too
LARGEST_PAGE = 5000
ENTITIES = ("kpi", "kpi_groups", "municipality", "municipality_groups", "ou")
# What the path and the query form call the three filters of /data.
FILTERS = {"kpi": "kpi_id", "municipality": "municipality_id", "year": "year"}


class Refused(Exception):
    """A request Kolada refuses. Its v3 error body is not known; this is its framework's usual."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


@dataclass(frozen=True)
class Listing:
    """One kind of entity: its records, and the day they were taken."""

    records: list[Json]
    taken: datetime | None


class Kolada:
    """The API; `answer` is all a server needs of it."""

    def __init__(self, folder: Path) -> None:
        kolada = folder / "kolada"
        self.listings = {name: _listing(kolada, name) for name in ENTITIES}
        values = next(kolada.glob("values_*"))
        self.taken = by_name(values)
        self._fresh = Fresh(folder)
        self._parts = self._fresh.over(open_values(values))
        groups = self.listings["municipality_groups"].records
        self._members = {g["id"]: [m["member_id"] for m in g["members"]] for g in groups}
        self._records = lru_cache(maxsize=8)(self._compute)

    def answer(self, request: Request) -> Reply:
        """One reply, errors included."""
        try:
            found, taken = self._find(request)
            return _reply(200, _page(request, found), taken)
        except Refused as refusal:
            return _reply(refusal.status, {"detail": str(refusal)}, None)

    def _find(self, request: Request) -> tuple[Sequence[Json], datetime | None]:
        match request.path.split("/"):
            case ["data", *segments]:
                return self._data(request, segments)
            case [name] if name in self.listings:
                listing = self.listings[name]
                return list(_filtered(listing.records, request)), listing.taken
            case [name, ids] if name in self.listings:
                wanted, listing = _ids(ids.split(",")), self.listings[name]
                return [r for r in listing.records if r["id"] in wanted], listing.taken
        raise Refused(404, "Not Found")

    def _data(
        self, request: Request, segments: list[str]
    ) -> tuple[Sequence[Json], datetime | None]:
        asked = _from_path(segments) if segments else _from_query(request)
        if sum(map(bool, asked.values())) < 2:
            raise Refused(422, "at least two of kpi, municipality and year are needed")
        years = tuple(_year(text) for text in asked["year"])
        days = {kpi: self._fresh.taken.get(kpi, self.taken) for kpi in asked["kpi"]}
        day = min(days.values(), default=self.taken)
        # Nothing changed after the day that values were taken.
        kpis = tuple(kpi for kpi, each in days.items() if _since(request) <= each.date())
        if not kpis and (asked["kpi"] or _since(request) > self.taken.date()):
            return [], day
        return self._records(kpis, tuple(asked["municipality"]), years), day

    def _compute(
        self, kpis: tuple[str, ...], units: tuple[str, ...], years: tuple[int, ...]
    ) -> list[Json]:
        """All records of a query; the last few queries are kept, as each is asked page by page."""
        plain = [unit for unit in units if unit not in self._members]
        groups = [unit for unit in units if unit in self._members]
        found = list(_records(rows(self._parts, kpis, plain, years))) if plain or not units else []
        for group in groups:
            members = rows(self._parts, kpis, self._members[group], years)
            found += _records(_means(group, members))
        return found


def _listing(kolada: Path, name: str) -> Listing:
    """The newest recorded list of a kind; a kind never recorded is an empty list."""
    paths = sorted(kolada.glob(f"{name}_[0-9]*.json"))
    if not paths:
        return Listing([], None)
    return Listing(json.loads(paths[-1].read_text(encoding="utf-8")), by_name(paths[-1]))


def _filtered(records: Iterable[Json], request: Request) -> Iterator[Json]:
    title = (request.param("title") or "").lower()
    kind = request.param("region_type")
    for record in records:
        if title in record["title"].lower() and kind in (None, record.get("type")):
            yield record


def _ids(texts: Sequence[str]) -> list[str]:
    ids = [text.strip() for text in texts if text.strip()]
    if len(ids) > MOST_IDS:
        raise Refused(422, f"at most {MOST_IDS} ids, {len(ids)} given")
    return ids


def _from_path(segments: list[str]) -> dict[str, list[str]]:
    names, values = segments[::2], segments[1::2]
    known = len(names) == len(values) == len(set(names)) and set(names) <= set(FILTERS)
    if not known:
        raise Refused(404, "Not Found")
    given = dict(zip(names, values, strict=True))
    return {name: _ids(given.get(name, "").split(",")) for name in FILTERS}


def _from_query(request: Request) -> dict[str, list[str]]:
    """The query form: keys are repeated, or their ids separated with commas."""
    given: dict[str, list[str]] = defaultdict(list)
    for key, value in request.params:
        given[key] += value.split(",")
    return {name: _ids(given[key]) for name, key in FILTERS.items()}


def _year(text: str) -> int:
    if not re.fullmatch(r"\d{4}", text):
        raise Refused(422, f"year: '{text}' is not a year")
    return int(text)


def _since(request: Request) -> date:
    text = request.param("from_date")
    try:
        return date.fromisoformat(text) if text else date.min
    except ValueError as error:
        raise Refused(422, f"from_date: '{text}' is not a date") from error


def _records(found: Iterable[Json]) -> Iterator[Json]:
    for (kpi, unit, period), genders in groupby(found, _key):
        values = [_value(row) for row in genders]
        yield {"kpi": kpi, "period": period, "municipality": unit, "values": values}


def _key(row: Json) -> tuple[str, str, int]:
    return row["kpi"], row["municipality"], row["period"]


def _value(row: Json) -> Json:
    return {
        "gender": row["gender"],
        "value": row["value"],
        "status": row.get("status") or "",
        "count": row.get("count", 1),
        "isdeleted": False,
    }


def _means(group: str, members: Iterable[Json]) -> list[Json]:
    """A group's rows: the unweighted mean of its members, and how many are behind it."""
    values: dict[tuple[str, int, str], list[float]] = defaultdict(list)
    for row in members:
        if row["value"] is not None:
            values[row["kpi"], row["period"], row["gender"]].append(row["value"])
    return [
        {
            "kpi": kpi,
            "municipality": group,
            "period": period,
            "gender": gender,
            "value": sum(given) / len(given),
            "count": len(given),
        }
        for (kpi, period, gender), given in sorted(values.items())
    ]


def _page(request: Request, found: Sequence[Json]) -> Json:
    """One page and the addresses of its neighbours. `count` is the length of this page."""
    number, size = _number(request, "page", 1), _number(request, "per_page", LARGEST_PAGE)
    if size > LARGEST_PAGE:
        raise Refused(422, f"per_page: at most {LARGEST_PAGE}")
    values = found[(number - 1) * size : number * size]
    return {
        "values": values,
        "count": len(values),
        "next_url": _address(request, number + 1, size) if number * size < len(found) else None,
        "previous_url": _address(request, number - 1, size) if number > 1 else None,
    }


def _number(request: Request, name: str, otherwise: int) -> int:
    text = request.param(name)
    if text is None:
        return otherwise
    if not re.fullmatch(r"[1-9]\d*", text):
        raise Refused(422, f"{name}: '{text}' is not a whole number from 1")
    return int(text)


def _address(request: Request, number: int, size: int) -> str:
    kept = [(key, value) for key, value in request.params if key not in ("page", "per_page")]
    query = urlencode([*kept, ("page", number), ("per_page", size)])
    return f"{request.base}/{request.path}?{query}"


def _reply(status: int, body: Json, taken: datetime | None) -> Reply:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Reply(status, text.encode(), "application/json", date=taken)
