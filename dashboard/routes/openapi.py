"""Every address of files, feeds and API as OpenAPI 3.1 tells it, with what the release has."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import etl
from dashboard import data, limits, origin
from dashboard.door import terms
from dashboard.plan import reader
from dashboard.routes import versions
from dashboard.routes.files import FORMATS
from etl.model import PublishedIndicator

LIST = Path(__file__).with_suffix(".toml")
MIMETYPE = "application/vnd.oai.openapi+json;version=3.1"
PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457): one sentence, and what is allowed.",
    "required": ["type", "title", "status", "detail", "allowed"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "allowed": {"type": "array", "items": {"type": "string"}},
    },
}
RELEASE = {
    "type": "object",
    "required": ["release", "current", "rows", "indicators", "sha256", "changes", "files"],
    "properties": {
        "release": {"type": "string"},
        "current": {"type": "boolean"},
        "rows": {"type": ["integer", "null"]},
        "indicators": {"type": "integer"},
        "sha256": {"type": "string"},
        "changes": {"type": "string"},
        "files": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["size", "sha256", "address"],
                "properties": {
                    "size": {"type": "integer"},
                    "sha256": {"type": "string"},
                    "address": {"type": "string"},
                },
            },
        },
    },
}
# What may be answered in place of what was asked for, wherever it is asked.
REFUSED = {
    "400": "A word of the question means nothing here, or an answer would be too large.",
    "404": "What stands in the path or the question is not there.",
    "503": "The figures cannot be read just now.",
}
OF_FILES = {
    "410": "The release that was asked for is kept no longer.",
    "416": "The file has no such bytes.",
    "429": "Too many files are being written already.",
    "501": "This machine cannot make it.",
}


def document() -> dict[str, Any]:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": terms.NAME,
            "version": etl.__version__,
            "description": DESCRIPTION,
            "license": {"name": "CC0 1.0", "url": terms.own().licence},
        },
        "servers": [{"url": origin.address()}],
        "paths": {each["path"]: {"get": _operation(each)} for each in _listed()["path"]},
        "components": {"schemas": _schemas()},
    }


DESCRIPTION = (
    "Statistics for municipalities, counties and Sweden. Everything is asked for by its address; "
    "an ETag tells whether anything is new. Nobody is registered. At most "
    f"{limits.ROWS} rows of several indicators in one answer, of one indicator all; JSON of rows "
    "has no pages, for JSON-stat gives the whole answer."
)


def example(path: str) -> str:
    """The address of an example, of the release that is shown."""
    found: str = next(each["example"] for each in _listed()["path"] if each["path"] == path)
    return found.replace("{current}", data.release().id)


def paths() -> list[str]:
    """Every address there is a description of."""
    return [each["path"] for each in _listed()["path"]]


@cache
def _listed() -> dict[str, Any]:
    """The list, with the files of each plan."""
    told = tomllib.loads(LIST.read_text(encoding="utf-8"))
    plans = (each.path for each in reader.plans().served)
    found = [told["plan"] | {"path": f"{at}.{{kind}}", "example": f"{at}.csv"} for at in plans]
    return told | {"path": [*told["path"], *found]}


def _operation(of: dict[str, Any]) -> dict[str, Any]:
    content = {each: {"schema": _schema(of, each)} for each in of["types"]}
    given = {"description": of["text"], "headers": _headers(of), "content": content}
    return {
        "operationId": re.sub(r"\W+", "-", of["path"]).strip("-"),
        "summary": of["text"],
        "parameters": [*_in_path(of), *_in_query(of)],
        "responses": {"200": given, **_refusals(of)},
        "x-example": origin.address() + example(of["path"]),
    }


def _headers(of: dict[str, Any]) -> dict[str, Any]:
    told = {
        "ETag": "The same as long as the answer is.",
        "Cache-Control": "How long it may be kept.",
    }
    if of.get("file"):
        told["X-SHA256"] = "The hash of the file's bytes before they are packed."
    if "interval" in of.get("query", ()):
        told["X-Rows"] = "How many rows the answer has."
    return {
        name: {"description": words, "schema": {"type": "string"}} for name, words in told.items()
    }


def _refusals(of: dict[str, Any]) -> dict[str, Any]:
    """Answers in place of what was asked for."""
    several = REFUSED | (OF_FILES if of.get("file") else {"410": OF_FILES["410"]})
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    found: dict[str, Any] = {
        status: {"description": words, "content": problem} for status, words in several.items()
    }
    if "text/html" in of["types"]:  # a frame says so itself
        found["404"]["content"] = problem | {"text/html": {"schema": {"type": "string"}}}
    if of["path"] == "/health":
        found["503"]["content"] = {"application/json": {"schema": {"type": "object"}}}
    if of.get("leads"):
        found["303"] = {"description": "The file lies at another address."}
    return found | {"304": {"description": "The reader has it already."}}


def _schema(of: dict[str, Any], kind: str) -> dict[str, Any]:
    if name := of.get("schema"):
        return {"$ref": f"#/components/schemas/{name}"}
    if "json" in kind:
        return {}
    return {"type": "string"} if kind.startswith("text/") or "xml" in kind else BINARY


BINARY = {"type": "string", "format": "binary"}


# --- parameters ---


def _in_path(of: dict[str, Any]) -> list[dict[str, Any]]:
    names = re.findall("{([^}]+)}", of["path"])
    return [_parameter(name, "path", of, required=True) for name in names]


def _in_query(of: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        _parameter(name.removesuffix("!"), "query", of, required=name.endswith("!"))
        for name in of.get("query", ())
    ]


def _parameter(name: str, place: str, of: dict[str, Any], *, required: bool) -> dict[str, Any]:
    known = _listed()["parameter"][name]
    schema: dict[str, Any] = {"type": "string", "minLength": 1}
    words = of["kinds"] if name == "kind" else _enum(known.get("enum", ()), of)
    if words and place == "path":
        schema = {"type": "string", "enum": words}
    elif words:
        schema = {"type": "array", "minItems": 1, "items": {"type": "string", "enum": words}}
    told = {"name": name, "in": place, "required": required, "description": known["text"]}
    told["schema"] = schema
    if place == "query" and words:
        told |= {"style": "form", "explode": False}
    return told


def _enum(known: Any, of: dict[str, Any]) -> list[str]:
    """The words there are of a parameter, of the release that is shown."""
    match known:
        case "indicators":
            return [*data.indicators(), *data.awaited()]
        case "formats":
            return _formats(of)
        case "releases":
            return [each["release"] for each in versions.listed()]
        case "places":
            level = {"/kommun": ("municipality",), "/lan/": ("county",)}
            wanted = next((of_ for start, of_ in level.items() if of["path"].startswith(start)), ())
            return [
                code
                for code, each in data.regions().items()
                if (each.level in wanted if wanted else each.level != "country")
            ]
    return list(known)


def _formats(of: dict[str, Any]) -> list[str]:
    return list(FORMATS) if of["path"] == "/api/v1/observations" else ["csv", "csv-sv"]


# --- what is answered ---


def _schemas() -> dict[str, Any]:
    meaning = PublishedIndicator.model_json_schema(ref_template="#/components/schemas/{model}")
    parts = meaning.pop("$defs", {})
    names = [*PublishedIndicator.model_fields, "confirmed", "problem", "stale"]
    indicator = {"type": "object", "required": names}
    return {
        **parts,
        "Problem": PROBLEM,
        "release": RELEASE,
        "releases": {"type": "array", "items": {"$ref": "#/components/schemas/release"}},
        "indicator": indicator,
        "indicators": {"type": "array", "items": {"$ref": "#/components/schemas/indicator"}},
    }
