"""What a CSV of observations holds, for programs: CSV on the Web, of both kinds of CSV."""

import json
from collections.abc import Iterator
from typing import Any

from dashboard import data, text
from dashboard.door import columns, terms
from dashboard.door.columns import Column
from dashboard.routes.observed import Observed

MIMETYPE = "application/csvm+json"
CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "sv"}]
SWEDISH = {"base": "decimal", "decimalChar": ","}


def written(observed: Observed) -> Iterator[bytes]:
    """The description of the CSV at the same address, and of the one for Swedish Excel."""
    told = described(observed, observed.address(format="csv"))
    yield json.dumps(told, ensure_ascii=False, indent=1).encode()


def described(observed: Observed, url: str) -> dict[str, Any]:
    """The description of the CSV at an address; the other kind stands beside it in a note."""
    return {
        "@context": CONTEXT,
        "url": url,
        **about(observed),
        "null": "",
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True},
        "tableSchema": schema(observed),
        "notes": [swedish(observed)],
    }


def swedish(observed: Observed) -> dict[str, Any]:
    """What is other in the CSV for Swedish Excel, where codes it would spoil follow a tab."""
    return {
        "url": observed.address(format="csv-sv"),
        "dialect": {"delimiter": ";", "encoding": "utf-8", "header": True, "trim": True},
        "datatype": SWEDISH,
    }


def about(observed: Observed) -> dict[str, Any]:
    """Title, description, publisher, day, source and licence of what was asked for."""
    those = observed.question.indicators
    told = {
        "dc:title": _both([text.title(each) for each in those], [each.title_en for each in those]),
        "dc:description": _both(
            [each.description for each in those], [each.description_en for each in those]
        ),
        "dc:publisher": terms.NAME,
        "dc:issued": observed.taken.isoformat(),
        "dc:source": [*dict.fromkeys(text.source(each) for each in those)],
        "dc:identifier": data.release().id,
        "dc:rights": _both(terms.told(those, "sv"), terms.told(those, "en")),
    }
    licence = terms.licence(those)
    return told | ({"dc:license": {"@id": licence}} if licence else {})


def _both(swedish: list[str], english: list[str]) -> list[dict[str, str]]:
    return [
        {"@value": " ".join(words), "@language": lang}
        for words, lang in ((swedish, "sv"), (english, "en"))
    ]


def schema(observed: Observed) -> dict[str, Any]:
    """The columns, and which of them are the key."""
    told = [_column(each) for each in columns.named(observed.columns)]
    return {"columns": told, "primaryKey": columns.KEY}


def _column(of: Column) -> dict[str, Any]:
    sv, en = of.titles
    return {
        "name": of.name,
        "titles": {"sv": [of.name, sv], "en": [of.name, en]},
        "datatype": of.datatype,
        "required": of.required,
        "null": "",
    }
