"""Loads the units that entries are measured in: one TOML table each, by its Swedish word."""

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from etl.errors import CatalogueError
from etl.model import Unit

NAME = "units.toml"  # beside the topics' files


def load(folder: Path) -> dict[str, Unit]:
    """Every unit by the word that an entry's `unit` says.

    Raises CatalogueError naming file, table and field of the first that is wrong.
    """
    path = folder / NAME
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{NAME}: not readable as TOML: {error}") from error
    return {name: _unit(name, document) for name in document}


def _unit(name: str, document: dict[str, Any]) -> Unit:
    fields = document[name]
    if not isinstance(fields, dict):
        raise CatalogueError(f"{NAME}: {name}: stands outside any unit's table")
    if "difference" in fields:
        fields = fields | {"difference": _difference(name, fields["difference"], document)}
    try:
        unit = Unit.model_validate(fields)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise CatalogueError(f"{NAME}: [{name}].{where}: {fault['msg']}") from error
    if unit.sv[1] != name:
        raise CatalogueError(f"{NAME}: [{name}].sv: the second is the table's own name")
    return unit


def _difference(name: str, other: Any, document: dict[str, Any]) -> Unit:
    """The unit that another's differences are told in; one that has no other for its own."""
    if other not in document:
        raise CatalogueError(f"{NAME}: [{name}].difference: {missing(other, document)}")
    if "difference" in document[other]:
        raise CatalogueError(f"{NAME}: [{name}].difference: {other} has another for its own")
    return _unit(other, document)


def missing(name: Any, known: dict[str, Any]) -> str:
    """What is said of a unit that there is no table of: those whose names are nearest."""
    near = get_close_matches(str(name), known, n=3, cutoff=0.5)
    nearest = f"; the nearest are {', '.join(near)}" if near else ""
    return f"{name!r} is no unit of {NAME}{nearest}"
