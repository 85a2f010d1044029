"""What a data query selects, decided as SCB's server decides it: same order, same refusals."""

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.replay.expressions import exact, matching
from tests.replay.refusals import Crash, InvalidModel, Problem
from tests.replay.tables import Choice, Table


@dataclass(frozen=True)
class Wanted:
    """One variable of a query: codes and expressions as sent."""

    variable: str
    codes: Sequence[str]
    codelist: str | None = None


@dataclass(frozen=True)
class Selection:
    """A whole query; without `wanted` it means the default selection."""

    wanted: Sequence[Wanted] = ()
    heading: Sequence[str] = ()
    stub: Sequence[str] = ()


@dataclass(frozen=True)
class Plan:
    """A query made certain: the choices per variable, and the order of the answer's dimensions."""

    choices: dict[str, list[Choice]]
    order: list[str]


def from_params(params: Iterable[tuple[str, str]]) -> Selection:
    """The query in a URL. What is not spelt as the server spells it is ignored, silently."""
    codes: dict[str, list[str]] = {}
    codelists: dict[str, str] = {}
    placed: dict[str, list[str]] = {"heading": [], "stub": []}
    for key, value in params:
        if key.lower().startswith("valuecodes"):
            codes.setdefault(_bracketed(key), []).extend(_split(value))
        elif match := re.fullmatch(r"codelist\[(.+)\]", key, re.IGNORECASE):
            codelists[match[1]] = value
        elif key.lower() in placed:
            placed[key.lower()] = [part.strip() for part in value.split(",")]
    # A codelist counts only beside valuecodes for the same variable in the same case.
    wanted = [Wanted(name, codes[name], codelists.get(name)) for name in codes]
    return Selection(wanted, placed["heading"], placed["stub"])


def _bracketed(key: str) -> str:
    match = re.fullmatch(r"valuecodes\[(.+)\]", key, re.IGNORECASE)
    if match is None:
        raise InvalidModel(
            f"valuecodes-parameter should be like valuecodes[<variable>]. {key} is not."
        )
    return match[1]


def _split(value: str) -> list[str]:
    """Codes between commas; a comma within brackets belongs to its code."""
    parts = re.split(r",(?=[^\]]*(?:\[|$))", value)
    return [p[1:-1] if p.startswith("[") and p.endswith("]") else p.strip() for p in parts]


def from_body(body: bytes) -> Selection:
    """The query in a POST body; an empty body is an empty query."""
    if not body.strip():
        return Selection()
    try:
        document = json.loads(body) or {}
        wanted = [
            Wanted(part["variableCode"], part.get("valueCodes") or [], part.get("codelist"))
            for part in document.get("selection") or []
        ]
        placement = document.get("placement") or {}
        return Selection(wanted, placement.get("heading") or [], placement.get("stub") or [])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidModel("The JSON value could not be converted.") from error


def resolve(table: Table, selection: Selection, max_cells: int) -> Plan:
    """Which cells a query means. Raises Problem, in the server's order of checks, or Crash."""
    wanted = [_known(table, part) for part in selection.wanted]
    asked = {part.variable: part for part in wanted}
    for variable in table.variables:
        if variable not in asked and not table.eliminable(variable):
            raise Problem("Missing selection for mandantory variable")
    expanded = {v: _expand(table, asked[v]) for v in table.variables if v in asked}
    if math.prod(len(choices) for choices in expanded.values() if choices) > max_cells:
        raise Problem("Too many cells selected", detailed=True)
    kept = {variable: choices for variable, choices in expanded.items() if choices}
    return Plan(kept, _placed(table, selection, list(kept)))


def _known(table: Table, part: Wanted) -> Wanted:
    """The part with the variable's own spelling. `Time` is an alias of the time variable."""
    name = table.time if part.variable.lower() == "time" else part.variable
    variable = next((v for v in table.variables if v.lower() == name.lower()), None)
    if variable is None:
        raise Problem("Non-existent variable")
    if part.codelist and part.codelist not in table.codelists.get(variable, {}):
        raise Problem("Non-existent codelist")
    return Wanted(variable, part.codes, part.codelist or None)


def _expand(table: Table, part: Wanted) -> list[Choice]:
    """The choices of one variable in table order; none when it is to be eliminated."""
    available = table.choices(part.variable, part.codelist)
    codes = [choice.code for choice in available]
    named = [exact(codes, text) for text in part.codes]
    explicit = [code for code in named if code is not None]
    if len(explicit) != len(set(explicit)):
        raise Crash  # explicit duplicates are not caught by the server
    picked = set(explicit)
    for text, code in zip(part.codes, named, strict=True):
        if code is None:
            picked.update(matching(codes, text, is_time=part.variable == table.time))
    if not picked and not table.eliminable(part.variable):
        raise Problem("Missing selection for mandantory variable")
    return [choice for choice in available if choice.code in picked]


def _placed(table: Table, selection: Selection, kept: list[str]) -> list[str]:
    """The answer's dimension order: stub then heading when placed, else the table's own."""
    sides = [
        [_alias(table, name, kept) for name in side] for side in (selection.stub, selection.heading)
    ]
    named = [variable for side in sides for variable in side]
    if not named:
        return kept
    rest = [variable for variable in kept if variable not in named]
    if len(named) != len(set(named)) or (rest and all(sides)):
        raise Problem("Illegal placment")
    stub, heading = sides
    return [*stub, *(heading or rest)] if stub else [*rest, *heading]


def _alias(table: Table, name: str, kept: list[str]) -> str:
    wanted = table.time if name.lower() == "time" else name
    variable = exact(kept, wanted)
    if variable is None:
        raise Problem("Illegal placment")
    return variable
