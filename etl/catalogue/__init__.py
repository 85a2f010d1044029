"""Loads and validates the catalogue: one TOML file a topic, one table an indicator; its units."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from etl.catalogue import units
from etl.errors import CatalogueError
from etl.model import Break, Indicator, Query, Unit
from etl.observations import derive
from etl.sources import SOURCES

FOLDER = Path(__file__).parent
KINDS: dict[str, Any] = {**SOURCES, derive.NAME: derive}
# What a margin of error has in common with the figure that it is of.
LIKE_ITS_BASE = ["decimals", "source", "by_sex", "levels", "frequency", "source_unit", "evidence"]
HEADING = {"topic": str, "topic_en": str, "order": int}  # the file's own keys


def load(folder: Path = FOLDER) -> dict[str, Indicator]:
    """Every indicator by id, topics in file order of `order`, entries in the order written.

    Raises CatalogueError naming file, table and field of the first entry that is wrong.
    """
    measures = units.load(folder if (folder / units.NAME).exists() else FOLDER)
    indicators: dict[str, Indicator] = {}
    for path, document in sorted(_documents(folder), key=lambda pair: pair[1]["order"]):
        for indicator in _entries(path, document, measures):
            if indicator.id in indicators:
                raise CatalogueError(f"{path.name}: [{indicator.id}]: the id is used twice")
            indicators[indicator.id] = indicator
    resolved = {id_: _resolved(each, indicators) for id_, each in indicators.items()}
    _demand_bases(resolved)
    return resolved


def _documents(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(each for each in folder.glob("*.toml") if each.name != units.NAME):
        try:
            document = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CatalogueError(f"{path.name}: not readable as TOML: {error}") from error
        for key, kind in HEADING.items():
            if not isinstance(document.get(key), kind):
                raise CatalogueError(
                    f"{path.name}: {key}: missing at the top, or no {kind.__name__}"
                )
        yield path, document


def _entries(
    path: Path, document: dict[str, Any], measures: dict[str, Unit]
) -> Iterator[Indicator]:
    """The file's own keys hold for each of its tables; none of these may say otherwise."""
    shared = {
        "topic": path.stem,
        "topic_title": document["topic"],
        "topic_title_en": document["topic_en"],
    }
    margins = {
        table["margin_of"]: name
        for name, table in document.items()
        if isinstance(table, dict) and isinstance(table.get("margin_of"), str)
    }
    for name, entry in document.items():
        if isinstance(entry, dict):
            table = entry
            if "margin_of" in entry:
                table = _margin(f"{path.name}: [{name}]", entry, document)
            elif name in margins:
                table = {"uncertainty": {"method": "margin", "of": margins[name]}, **entry}
            for key in table.keys() & {"id", *shared}:
                raise CatalogueError(f"{path.name}: [{name}].{key}: is given by the file")
            measured = _measured(f"{path.name}: [{name}]", table, measures)
            yield _indicator(path, name, {"id": name, **shared, **table, **measured})
        elif name not in HEADING:
            raise CatalogueError(f"{path.name}: {name}: stands outside any indicator's table")


def _margin(where: str, table: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """A margin of error: what it does not say itself is as that is which it is of."""
    base = document.get(table["margin_of"])
    if not isinstance(base, dict):
        raise CatalogueError(f"{where}.margin_of: an entry of the same file is needed")
    like = {key: base[key] for key in LIKE_ITS_BASE if key in base}
    first = {key: year for key, year in base.get("query", {}).items() if key == "first"}
    return {**like, **_about(base), **table, "query": first | table.get("query", {})}


def _about(base: dict[str, Any]) -> dict[str, Any]:
    """What is said of a margin, which is as many per cent up as down: percentage points."""
    title, title_en = base.get("title", ""), base.get("title_en", "")
    return {
        "title": f"Felmarginal: {title}",
        "title_en": f"Margin of error: {title_en}",
        "description": "Hur långt värdet kan vara från det sanna åt vardera hållet, enligt källan.",
        "description_en": "How far the figure may be from the true one either way, by its source.",
        "unit": "procentenheter" if base.get("unit") == "%" else base.get("unit"),
        "kind": "rate",
    }


def _measured(where: str, table: dict[str, Any], measures: dict[str, Unit]) -> dict[str, Any]:
    """What follows from an entry's unit: how it is written, and its English word."""
    if not isinstance(name := table.get("unit"), str):
        return {}  # a fault of the entry, told with its others
    if name not in measures:
        raise CatalogueError(f"{where}.unit: {units.missing(name, measures)}")
    given = {"unit_en": measures[name].en[1], "measure": measures[name]}
    for key in table.keys() & given.keys():
        if table[key] != given[key]:
            raise CatalogueError(f"{where}.{key}: is given by {units.NAME}")
    return given


def _indicator(path: Path, name: str, fields: dict[str, Any]) -> Indicator:
    source = KINDS.get(str(fields.get("source")))
    if source is None:
        raise CatalogueError(f"{path.name}: [{name}].source: one of {', '.join(KINDS)} is needed")
    fields = {"agency": source.NAME, **fields}
    if source is derive:  # what it is made of says these; see _resolved
        fields = {"table": derive.NAME, "source_unit": fields.get("unit"), **fields}
    earlier = [
        _earlier(f"{path.name}: [{name}.earlier", source, p) for p in fields.get("earlier", [])
    ]
    query = _query(f"{path.name}: [{name}.query]", source, fields)
    try:
        return Indicator.model_validate({**fields, "query": query, "earlier": earlier})
    except ValidationError as error:
        raise CatalogueError(f"{path.name}: [{name}]{_first(error)}") from error


def _earlier(where: str, source: Any, part: dict[str, Any]) -> dict[str, Any]:
    """A part of a series; of the source that it says, else of the newest table's."""
    own = SOURCES.get(part["source"]) if "source" in part else source
    if own is None:
        raise CatalogueError(f"{where}].source: one of {', '.join(SOURCES)} is needed")
    return {"agency": own.NAME, **part, "query": _query(f"{where}.query]", own, part)}


def _query(where: str, source: Any, fields: dict[str, Any]) -> Query:
    try:
        query: Query = source.Query.model_validate(fields.get("query", {}))
    except ValidationError as error:
        raise CatalogueError(f"{where}{_first(error)}") from error
    return query


def _resolved(indicator: Indicator, all_: dict[str, Indicator]) -> Indicator:
    """A derived indicator has the agencies and tables of those that it is made of."""
    if not isinstance(indicator.query, derive.Query):
        return indicator
    of = [all_[id_] for id_ in indicator.query.of if id_ in all_]
    if len(of) < len(indicator.query.of) or any(each.source == derive.NAME for each in of):
        told = "ids of fetched indicators are needed"
        raise CatalogueError(f"{indicator.topic}.toml: [{indicator.id}.query].of: {told}")
    for each in of:
        if not derive.can_be_of(indicator, each):
            told = f"{each.id} lacks its levels, sexes or frequency"
            raise CatalogueError(f"{indicator.topic}.toml: [{indicator.id}]: {told}")
    return indicator.model_copy(
        update={
            "agency": ", ".join(dict.fromkeys(each.agency for each in of)),
            "table": ", ".join(dict.fromkeys(table for each in of for table in _tables(each))),
            "breaks": _breaks([indicator, *of]),
        }
    )


def _demand_bases(indicators: dict[str, Indicator]) -> None:
    """What an uncertainty is reckoned from is an indicator, with its places and periods."""
    for each in indicators.values():
        if each.uncertainty is None:
            continue
        for key, other in each.uncertainty.rests_on.items():
            base = indicators.get(other)
            if base is None or not _covers(base, each):
                where = f"{each.topic}.toml: [{each.id}.uncertainty].{key}"
                told = f"no indicator {other} with its levels, sexes and frequency"
                raise CatalogueError(f"{where}: {told}")


def _covers(base: Indicator, of: Indicator) -> bool:
    """Whether it has the levels, sexes and frequency of what is reckoned from it.

    Nobody moves within the country into it: there a flow may have no figure, and a net no interval.
    """
    levels = set(of.levels) - ({"country"} if of.kind == "balance" else set())
    whole = levels <= set(base.levels) and base.by_sex >= of.by_sex
    return whole and base.frequency == of.frequency


def _breaks(those: Iterable[Indicator]) -> list[Break]:
    """The changes of method of all of them, each period's once."""
    found = {each.period: each for indicator in those for each in reversed(indicator.breaks)}
    return [found[period] for period in sorted(found)]


def _tables(indicator: Indicator) -> list[str]:
    """Its own and those that its agency had before; what others give is told with its day."""
    return [indicator.table, *(part.table for part in indicator.earlier if not part.same)]


def _first(error: ValidationError) -> str:
    fault = error.errors()[0]
    return f".{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
