"""The register of regions: of those in it figures are published, and of no others.

It is the portal's own (`maps/regions.csv`): what is not there has no name and no place on a map.
"""

import re
from collections.abc import Iterable, Set
from functools import cache
from typing import NamedTuple

from maps import regions

CODE = r"\d\d(\d\d)?"  # how a region's code is written
FILES = regions.FILES


class Retired(NamedTuple):
    """A code that is no more: what it was, its last year, and the code that has it now."""

    name: str
    until: str
    successor: str


@cache
def names() -> dict[str, str]:
    """The name of each region there is, by its code."""
    frame = regions.read()
    return dict(zip(frame["code"], frame["name"], strict=True))


@cache
def retired() -> dict[str, Retired]:
    """The codes that are surely known to be no more."""
    columns = regions.retired().set_index("code")
    return {str(row.Index): Retired(*row[1:]) for row in columns.itertuples()}


def known() -> Set[str]:
    """The codes of the regions there are."""
    return names().keys()


def unknown(codes: Iterable[str]) -> set[str]:
    """Those that are written as a region's code is, and are none's."""
    return {code for code in codes if re.fullmatch(CODE, code) and code not in known()}


def told(code: str) -> str:
    """A code that is not in the register, with what is known of it: `1229 Bara (now 1263 Svedala)`.

    Of one that never was there is nothing to tell.
    """
    was = retired().get(code)
    if was is None:
        return code
    return f"{code} {was.name} (until {was.until}, now {was.successor} {names()[was.successor]})"


def all_told(codes: Iterable[str]) -> str:
    """Several of them, in the order of their codes."""
    return ", ".join(told(code) for code in sorted(codes))
