"""What of an SCB table's dimensions is known to be ours: the query that a proposal starts from."""

import re
from typing import Any

from etl.model import Level, level_of
from etl.observations.checks import AGES
from etl.periods import PER_YEAR, Frequency, can_be
from etl.sources.scb import Query
from etl.upkeep import metadata
from etl.upkeep.metadata import Dimension, Table

LEVELS: list[Level] = ["country", "county", "municipality"]
# A label: `0-9 år`, `100+ år`, `totalt 15-74 år`, which is not all ages.
AGE = re.compile(r"(?:totalt |total )?(\d{1,3}(?:-\d{1,3}|\+)?) (?:år|years?)", re.IGNORECASE)

Known = dict[str, Any]  # fields of the query
Asks = dict[str, str]  # a field: what to ask the editor about it


def query(table: Table, contents: str) -> tuple[Known, Asks]:
    """The query's fields with what is known of each dimension, and what to ask about the others."""
    known: Known = {"contents": contents, "period": table.time, "fixed": {}, "eliminated": []}
    asks: Asks = {}
    for name, dimension in table.dimension.items():
        match _kind(name, dimension):
            case _ if name in (table.contents, table.time):
                pass
            case "region":
                known["region"] = name
            case "sex":
                known |= {"sex": name, "sexes": _sexes(dimension)}
            case "age":
                known |= {"age": name, "ages": _ages(dimension, asks)}
            case _:
                _other(name, dimension, known, asks)
    return {field: known[field] for field in Query.model_fields if known.get(field)}, asks


def levels(table: Table, region: str | None) -> list[Level]:
    """The levels whose regions the table has; without a region dimension it is riket."""
    if region is None:
        return ["country"]
    there = {level_of(code) for code in table.regions(region)}
    return [level for level in LEVELS if level in there]


def frequency(table: Table) -> Frequency | None:
    """What all of the table's periods are, if they are one thing."""
    periods = table.codes(table.time)
    for name in PER_YEAR:
        if periods and all(can_be(period, name) for period in periods):
            return name
    return None


def _kind(name: str, dimension: Dimension) -> str:
    """Which of our dimensions it is, by its code or its label; codes alone look alike."""
    words = f"{name} {dimension.label}".casefold()
    if re.search(r"\b(region|län|kommun)", words) and any(map(str.isdecimal, dimension.codes)):
        return "region"
    if re.search(r"\b(kon|kön|sex)\b", words) and _sexes(dimension):
        return "sex"
    return "age" if re.search(r"\b(alder|ålder|age)\b", words) else ""


def _sexes(dimension: Dimension) -> dict[str, str]:
    found = {metadata.sex(dimension.label_of(code)): code for code in reversed(dimension.codes)}
    return {sex: found[sex] for sex in ("T", "K", "M") if sex in found}


def _ages(dimension: Dimension, asks: Asks) -> dict[str, str] | str:
    """All ages together where they have a code; else every class that is known as ours."""
    totals = [code for code in _totals(dimension) if not re.search(r"\d", dimension.label_of(code))]
    if not totals and all(code.removesuffix("+").isdigit() for code in dimension.codes):
        return "*"
    known = {"total": totals[0]} if totals else _classes(dimension)
    others = [code for code in dimension.codes if code not in known.values()]
    if others:
        asks["ages"] = f"left out: {', '.join(others)}"
    return known


def _classes(dimension: Dimension) -> dict[str, str]:
    """The classes that can be spelt as ours; of several that are alike, the first."""
    known: dict[str, str] = {}
    for code in dimension.codes:
        match = AGE.fullmatch(dimension.label_of(code))
        ours = match[1] if match else code
        if re.fullmatch(AGES, ours):
            known.setdefault(ours, code)
    return known


def _other(name: str, dimension: Dimension, known: Known, asks: Asks) -> None:
    """A dimension that we do not have: its code for all, else left out, else asked about."""
    totals = _totals(dimension)
    if totals or len(dimension.codes) == 1:
        known["fixed"][name] = (totals or dimension.codes)[0]
    elif dimension.extension.elimination:
        known["eliminated"].append(name)
        asks["eliminated"] = "SCB then sums its codes: is that meant?"
    else:
        known["fixed"][name] = ""
        choices = ", ".join(f"{code} {dimension.label_of(code)}" for code in dimension.codes[:9])
        asks["fixed"] = "; ".join([*filter(None, [asks.get("fixed")]), f"{name}: {choices}"])


def _totals(dimension: Dimension) -> list[str]:
    """The codes that mean all of the dimension, by code or label."""
    return [c for c in dimension.codes if any(map(metadata.total, (c, dimension.label_of(c))))]
