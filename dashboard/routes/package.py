"""Observations as a package to keep: the figures with their meaning, terms and citation (zip)."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dashboard import data, text
from dashboard.door import columns, terms
from dashboard.routes import csvw, workbook
from dashboard.routes.observed import Observed
from dashboard.routes.sink import Sink
from dashboard.routes.tables import FLAVOURS
from dashboard.text import Lang, say

NAME = "data.csv"
PROFILE = "tabular-data-package"
MEANT = {"string": "string", "number": "number"}  # types of CSVW as Frictionless calls them


class Csv(NamedTuple):
    """What is known of the CSV when it is written."""

    size: int
    sha256: str


def written(observed: Observed) -> Iterator[bytes]:
    """The package in pieces: the CSV first, then what tells of it."""
    sink, seen, size = Sink(), sha256(), 0
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        with archive.open(_member(NAME, observed), "w", force_zip64=True) as file:
            for piece in FLAVOURS["csv"].write(observed):
                file.write(piece)
                seen.update(piece)
                size += len(piece)
                yield sink.taken()
        for name, words in _beside(observed, Csv(size, seen.hexdigest())).items():
            archive.writestr(_member(name, observed), words)
    yield sink.taken()


def _member(name: str, observed: Observed) -> ZipInfo:
    """A file of the package, of the day of its figures: the same figures are the same bytes."""
    day = observed.taken
    member = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    member.compress_type = ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member


def _beside(observed: Observed, csv: Csv) -> dict[str, str]:
    return {
        f"{NAME}-metadata.json": _json(csvw.described(observed, NAME)),
        "datapackage.json": _json(described(observed, csv)),
        "README.txt": _readme(observed, csv),
        "CITATION.cff": _citation(observed),
    }


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)


def described(observed: Observed, csv: Csv) -> dict[str, Any]:
    """The package as Frictionless Data describes one: the same columns as CSVW tells."""
    those, lang = observed.question.indicators, observed.question.lang
    licence = terms.licence(those)
    return {
        "profile": PROFILE,
        "name": those[0].id if len(those) == 1 else "norrlaget",
        "title": text.listed((text.title(each, lang) for each in those), lang),
        "version": data.release().id,
        "homepage": observed.address(),
        "sources": [{"title": each} for each in dict.fromkeys(map(text.source, those))],
        **({"licenses": [{"path": licence}]} if licence else {}),
        "resources": [
            {
                "name": "data",
                "path": NAME,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": csv.size,
                "hash": f"sha256:{csv.sha256}",
                "schema": _schema(observed),
            }
        ],
    }


def _schema(observed: Observed) -> dict[str, Any]:
    lang = observed.question.lang
    fields = [
        {
            "name": each.name,
            "title": say(lang, *each.titles),
            "type": MEANT[each.datatype],
            "constraints": {"required": each.required},
        }
        for each in columns.named(observed.columns)
    ]
    return {"fields": fields, "primaryKey": columns.KEY, "missingValues": [""]}


def _readme(observed: Observed, csv: Csv) -> str:
    """What is in the package, what each figure means and what was asked for, in plain words."""
    lang = observed.question.lang
    rows = text.number(observed.rows, 0, lang)
    holds = say(lang, f"{NAME}: {rows} rader", f"{NAME}: {rows} rows")
    meanings = [
        "\n".join(f"{name}: {words}" for name, words in workbook.meaning(each, lang))
        for each in observed.question.indicators
    ]
    about = "\n".join(f"{name}: {words}" for name, words in workbook.about(observed))
    head = f"{terms.NAME}\n\n{holds}, sha256 {csv.sha256}\n{_columns(observed, lang)}"
    return "\n\n".join([head, *meanings, about]) + "\n"


def _columns(observed: Observed, lang: Lang) -> str:
    told = (f"- {each.name}: {say(lang, *each.titles)}" for each in columns.named(observed.columns))
    return "\n".join(told)


def _citation(observed: Observed) -> str:
    """How it is cited, as programs read it (Citation File Format 1.2.0): JSON is YAML too."""
    those, lang = observed.question.indicators, observed.question.lang
    title = text.listed((text.title(each, lang) for each in those), lang)
    licence = terms.licence(those)
    return _json(
        {
            "cff-version": "1.2.0",
            "type": "dataset",
            "message": terms.citation(those, observed.address(), lang),
            "title": title or terms.NAME,
            "authors": [{"name": terms.NAME}],
            "version": data.release().id,
            "date-released": observed.taken.isoformat(),
            "url": observed.address(),
            **({"license-url": licence} if licence else {}),
        }
    )
