"""A figure as its agency is asked for it: the table's own dimensions and codes (PxWebApi 2)."""

import json
from typing import Any, NamedTuple
from urllib.parse import urlencode

from dashboard import data
from etl.model import PublishedIndicator

CONTENTS = "ContentsCode"  # SCB's dimension of what is measured
PERIOD = "Tid"

Codes = dict[str, str]  # one code of each dimension


class Figure(NamedTuple):
    """One figure, in our codes."""

    region: str
    sex: str
    age: str
    period: str


def codes(of: PublishedIndicator, table: str, figure: Figure) -> Codes:
    """The table's code of each dimension; none where the release does not tell, or it has none.

    A figure that is computed is made of figures of others, which are told in its place.
    """
    for each in _made_of(of):
        query = each.queries.get(table, {})
        if "contents" in query:
            return _codes(query, figure._replace(age=_own(figure.age, each.ages)))
    return {}


def _made_of(indicator: PublishedIndicator) -> list[PublishedIndicator]:
    asked = (id_ for query in indicator.queries.values() for id_ in query.get("of", ()))
    known = data.release().indicators
    return [indicator, *(known[id_] for id_ in asked if id_ in known)]


def _own(age: str, ages: list[str]) -> str:
    return age if age in ages else ages[0]


def _codes(query: dict[str, Any], figure: Figure) -> Codes:
    ages = query.get("ages", {})
    theirs = {
        query.get("region"): figure.region,
        query.get("sex"): query.get("sexes", {}).get(figure.sex),
        query.get("age"): ages.get(figure.age) if isinstance(ages, dict) else figure.age,
        **query.get("fixed", {}),
        CONTENTS: query.get("contents"),
        query.get("period", PERIOD): figure.period,
    }
    named = {dimension: code for dimension, code in theirs.items() if dimension}
    return named if all(named.values()) else {}


def body(codes: Codes) -> str:
    """What is sent to the table's address."""
    chosen = (
        json.dumps({"variableCode": each, "valueCodes": [code]}, ensure_ascii=False)
        for each, code in codes.items()
    )
    return f'{{"selection": [\n  {f",{chr(10)}  ".join(chosen)}\n]}}'


def query(codes: Codes) -> str:
    """The same as the query of an address."""
    return urlencode({f"valueCodes[{each}]": code for each, code in codes.items()})
