"""A published figure as its agency is asked for it: the table's own dimensions and codes."""

from collections.abc import Mapping
from typing import Any, NamedTuple

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


def codes(
    of: PublishedIndicator, table: str, figure: Figure, known: Mapping[str, PublishedIndicator]
) -> Codes:
    """SCB's code of each dimension of a table; none where the release does not tell, or has none.

    A figure that is computed is made of figures of others among the `known`: these are told.
    """
    for each in [of, *_parents(of, known)]:
        query = each.queries.get(table, {})
        if "contents" in query:
            age = figure.age if figure.age in each.ages else each.ages[0]
            return _codes(query, figure._replace(age=age))
    return {}


def _parents(
    of: PublishedIndicator, known: Mapping[str, PublishedIndicator]
) -> list[PublishedIndicator]:
    asked = (id_ for query in of.queries.values() for id_ in query.get("of", ()))
    return [known[id_] for id_ in asked if id_ in known]


def _codes(query: Mapping[str, Any], figure: Figure) -> Codes:
    ages = query.get("ages", {})
    theirs = {
        query.get("region"): figure.region,
        query.get("sex"): query.get("sexes", {}).get(figure.sex),
        query.get("age"): ages.get(figure.age) if isinstance(ages, dict) else figure.age,
        **query.get("fixed", {}),
        CONTENTS: query["contents"],
        query.get("period", PERIOD): figure.period,
    }
    named = {dimension: code for dimension, code in theirs.items() if dimension}
    return named if all(named.values()) else {}


def selection(codes: Codes) -> list[dict[str, Any]]:
    """What is posted for them, a dimension each (PxWebApi 2)."""
    return [{"variableCode": each, "valueCodes": [code]} for each, code in codes.items()]
