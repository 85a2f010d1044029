"""SCB's catalogue of tables: one row a table, and the pages /tables gives of them."""

import re
from math import ceil

from tests.replay.refusals import Crash, Problem
from tests.replay.tables import HOST, Json, Table, in_order

UNIT_OF_TIME = {4: "Annual", 6: "Quarterly", 7: "Monthly"}  # by the length of a time code


def row(table: Table) -> Json:
    """A table's row in the catalogue, from its metadata, so that the two always agree."""
    metadata = table.metadata
    times = in_order(metadata["dimension"][table.time]["category"])
    return {
        "id": table.id,
        "label": metadata["label"],
        "description": "",
        "sortCode": metadata["label"],
        "updated": metadata["updated"],
        "firstPeriod": times[0],
        "lastPeriod": times[-1],
        "category": "public",
        "discontinued": metadata["extension"].get("discontinued"),
        "variableNames": [metadata["dimension"][v]["label"] for v in table.variables],
        "source": metadata["source"],
        "subjectCode": metadata["extension"]["px"].get("subject-code", ""),
        "timeUnit": UNIT_OF_TIME.get(len(times[0]), "Other"),
        "paths": [list(path) for path in table.paths],
    }


def links(id_: str, language: str) -> list[Json]:
    hrefs = {
        "self": f"tables/{id_}?lang={language}",
        "metadata": f"tables/{id_}/metadata?lang={language}",
        "data": f"tables/{id_}/data?lang={language}&outputFormat=json-stat2",
    }
    return [
        {"rel": rel, "hreflang": language, "href": f"{HOST}/{path}"} for rel, path in hrefs.items()
    ]


def meets(row: Json, query: str) -> bool:
    """Whether a row holds every word of the query; wildcards are ignored, bad syntax crashes."""
    if query.count('"') % 2 or query.count("(") != query.count(")"):
        raise Crash
    words = re.findall(r"[\w-]+", query.lower())
    text = " ".join([row["id"], row["label"], *row["variableNames"]]).lower()
    return all(word in text for word in words)


def page(
    found: list[Json], number: int, size: int, language: str, query: str, days: int | None
) -> Json:
    """One page of /tables; the links, like the server's, forget includeDiscontinued."""
    pages = ceil(len(found) / size)
    if found and number > pages:
        raise Problem("Non-existent page", 404, detailed=True)

    def link(rel: str, to: int) -> Json:
        asked = [f"lang={language}", *([f"query={query}"] if query else [])]
        asked += [f"pagesize={size}", f"pageNumber={to}", *([f"pastDays={days}"] if days else [])]
        return {"rel": rel, "hreflang": language, "href": f"{HOST}/tables/?{'&'.join(asked)}"}

    around = [
        ("next", number + 1, number < pages),
        ("previous", number - 1, number > 1),
        ("last", pages, pages > 1),
    ]
    rows = found[(number - 1) * size : number * size]
    return {
        "language": language,
        "tables": [{**row, "links": links(row["id"], language)} for row in rows],
        "page": {
            "pageNumber": number,
            "pageSize": size,
            "totalElements": len(found),
            "totalPages": max(pages, 1),
            "links": [link(rel, to) for rel, to, there in around if there],
        },
        "links": [link("self", number)],
    }
