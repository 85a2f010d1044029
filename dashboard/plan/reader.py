"""Reads the plans: what is wrong with one is told, and the others are served all the same."""

import logging
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from dashboard.plan.model import Plan

FOLDER = Path(__file__).parents[1] / "plans"
_log = logging.getLogger(__name__)


class PlanError(Exception):
    """A plan is wrong: names file, table and field."""


class Plans(NamedTuple):
    """Every plan that can be served, and what is wrong with the others."""

    served: tuple[Plan, ...]
    faults: tuple[PlanError, ...]


@cache
def plans() -> Plans:
    """Those of the portal, read once: a running portal serves what it began with."""
    found = load(FOLDER)
    for fault in found.faults:
        _log.error("%s", fault)
    return found


def load(folder: Path) -> Plans:
    """Every plan of a folder by file name; of two at one address the first."""
    served: list[Plan] = []
    faults: list[PlanError] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            served.append(_apart(path, read(path), served))
        except PlanError as fault:
            faults.append(fault)
    return Plans(tuple(served), tuple(faults))


def read(path: Path) -> Plan:
    """The plan of a file; raises PlanError."""
    try:
        return Plan.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise PlanError(f"{path.name}: {_first(error)}") from error
    except (OSError, ValueError) as error:  # TOML and its encoding too
        raise PlanError(f"{path.name}: not readable as TOML: {error}") from error


def _apart(path: Path, plan: Plan, others: Sequence[Plan]) -> Plan:
    """The plan, where no other has its id, address or place in the menu."""
    for each in others:
        for field in ("id", "path", "menu"):
            own = getattr(plan, field)
            if own is not None and own == getattr(each, field):
                raise PlanError(f"{path.name}: {field}: {own!r} is that of {each.id}")
    return plan


def _first(error: ValidationError) -> str:
    """The first fault, by table and field: `[[chapter]] 3.intro: 71 words; …`."""
    fault = error.errors()[0]
    where = "".join(_place(fault["loc"]))
    told = str(fault["msg"]).removeprefix("Value error, ")
    return f"{where}: {told}" if where else told


def _place(steps: Sequence[str | int]) -> Iterator[str]:
    """Tables are counted from 1, as a person does."""
    for at, step in enumerate(steps):
        if isinstance(step, int):
            yield f" {step + 1}"
        elif at + 1 < len(steps) and at == 0:
            yield f"[[{step}]]" if isinstance(steps[1], int) else f"[{step}]"
        elif step not in _KINDS:
            yield f".{step}" if at else step


_KINDS = ("constrained-str", "tuple[constrained-str, constrained-str]")  # of an alternative
