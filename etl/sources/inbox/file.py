"""Reads a CSV that a person filled in: every row of it is good, or all that is wrong is told. Pure.

    column     what                                                  where it is left out
    region     00, two digits for a county, four for a municipality, must be there
               that is in the register of regions
    period     2026, 2026K3 or 2026M09, as the indicator has it       must be there
    value      a number, or a symbol where there is none: .. . -      must be there
    unit       the unit, as the catalogue's entry says it             must be there
    published  the day the agency published it: 2026-10-12            must be there
    sex        T, K or M                                              T
    age        total, 0-9, 65+                                        total
    status     the agency's own symbol beside a value: p              none

Columns in any order. Semicolons go with decimal commas, commas with decimal points; UTF-8 with or
without BOM, or Windows-1252. A zero that Excel took from the front of a region is put back. A
month or quarter that had not begun when it was published is a slip of the hand; a year can be
forecast.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from io import StringIO
from itertools import zip_longest
from typing import Any, NamedTuple

from etl import regions
from etl.errors import AnswerUnreadable, briefly
from etl.formats.number import figure
from etl.model import Indicator, Level
from etl.observations.checks import AGES
from etl.periods import Frequency, allowed, can_be, frequency, of, year_can_be

NEEDED = ["region", "period", "value", "unit", "published"]
OTHERWISE = {"sex": "T", "age": "total", "status": ""}
TOLD = 20  # faults told at once; the rest are counted
COUNTED = 1000  # more are not looked for
REGION: dict[Level, tuple[str, str]] = {
    "country": ("00", "00"),
    "county": ("(?!00)[0-9]{2}", "two digits for a county"),
    "municipality": ("[0-9]{4}", "four digits for a municipality"),
}
PERIOD: dict[Frequency, str] = {"year": "2026", "quarter": "2026K3", "month": "2026M09"}
NO_TEXT = "row 1: is no text but a workbook, or UTF-16: save it as “CSV UTF-8 (kommaavgränsad)”"
STATUS = r"[.\-*A-Za-z0-9]{0,7}"

Reader = Callable[[str], Any]  # raises ValueError with what is allowed


class Row(NamedTuple):
    """One observation, and the day its agency published it."""

    region: str
    sex: str
    age: str
    period: str
    value: float | None
    status: str
    published: date


def decoded(content: bytes) -> str:
    """A file's text. What is no text at all comes out as cells that no column allows."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def rows(name: str, text: str, indicator: Indicator) -> list[Row]:
    """All observations of a file, in its order, at least one.

    Raises AnswerUnreadable with the file's name and each fault: its row as Excel numbers them,
    its column, and what is allowed there; the first TOLD of them.
    """
    found, faults = _read(text, indicator)
    if not found and not faults:
        faults.append("row 2: there are no figures below the heading")
    if faults:
        more = [f"and {len(faults) - TOLD} more"] if len(faults) > TOLD else []
        if len(faults) >= COUNTED:
            more = [f"and at least {COUNTED - TOLD} more"]
        raise AnswerUnreadable(f"{name}: {'; '.join([*faults[:TOLD], *more])}")
    return list(found.values())


def _read(text: str, indicator: Indicator) -> tuple[dict[int, Row], list[str]]:
    """The rows that are good by their number, and what is wrong with the others."""
    first = re.split("[\r\n]", text, maxsplit=1)[0]
    if "\0" in first:
        return {}, [NO_TEXT]
    separator = ";" if ";" in first else ","
    readers = _readers(indicator, "," if separator == ";" else ".")
    lines = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    found: dict[int, Row] = {}
    faults: list[str] = []
    number = 0  # of the last row that is CSV
    try:
        heading = [name.strip().casefold() for name in next(lines, [])]
        faults += [f"row 1: {each}" for each in _of_heading(heading)]
        number = 1
        for number, cells in enumerate([] if faults else lines, 2):
            row = _row(heading, [cell.strip() for cell in cells], readers)
            if isinstance(row, Row):
                found[number] = row
            else:
                faults += [f"row {number}{each}" for each in row]
            if len(faults) >= COUNTED:
                break
    except csv.Error as error:  # what comes after is not to be told apart
        faults.append(f"row {number + 1}: is not CSV: {error}")
    return found, [*faults, *_twice(found)]


def _twice(found: dict[int, Row]) -> Iterator[str]:
    first: dict[tuple[str, ...], int] = {}
    for number, row in found.items():
        before = first.setdefault(row[:4], number)
        if before != number:
            yield f"row {number}: is the same observation as row {before}"


def _of_heading(heading: list[str]) -> Iterator[str]:
    allowed = ", ".join([*NEEDED, *OTHERWISE])
    missing = [name for name in NEEDED if name not in heading]
    known = [*NEEDED, *OTHERWISE]
    strange = [str(n) for n, name in enumerate(heading, 1) if name and name not in known]
    twice = [name for name, times in Counter(heading).items() if name in known and times > 1]
    told = {"lacks": missing, "has none of ours as column": strange, "has twice": twice}
    for what, names in told.items():
        if names:
            yield f"{what} {briefly(*names)}, where the columns are {allowed}"


def _row(heading: list[str], cells: list[str], readers: dict[str, Reader]) -> Row | list[str]:
    """One row read, or what is wrong with it: nothing, when it is empty."""
    if not any(cells):
        return []
    given = dict(zip(heading, cells, strict=False))
    beyond = [cell for name, cell in zip_longest(heading, cells) if cell and not name]
    faults = [": a cell stands in a column without a name"] if beyond else []
    read: dict[str, Any] = {}
    for column, reader in readers.items():
        cell = given.get(column) or OTHERWISE.get(column, "")
        try:
            read[column] = reader(cell)
        except ValueError as allowed:
            faults.append(f", {column}: is not {allowed}")
    if faults:
        return faults
    value, symbol = read["value"]
    status = read["status"] or symbol
    if symbol and status != symbol:
        return [f", status: is not the symbol that stands for the value, {symbol}"]
    if not _begun(read["period"], read["published"]):
        return [f", period: {read['period']!r} had not begun on {read['published']}, its published"]
    return Row(
        read["region"], read["sex"], read["age"], read["period"], value, status, read["published"]
    )


def _begun(period: str, day: date) -> bool:
    """Whether a month or a quarter had begun by a day; a year can be one that is forecast."""
    kind = frequency(period)
    return kind == "year" or period <= of(day, kind)


def _readers(indicator: Indicator, mark: str) -> dict[str, Reader]:
    """What each column may hold in an indicator's file, and how it is spelt here."""
    codes, levels = zip(*(REGION[level] for level in indicator.levels), strict=True)
    sexes = "[TKM]" if indicator.by_sex else "T"
    return {
        "region": partial(_region, "|".join(codes), " or ".join(levels)),
        "period": partial(_period, indicator.frequency),
        "value": partial(_value, mark, *indicator.range, {odd.value for odd in indicator.known}),
        "unit": partial(_unit, indicator.source_unit),
        "published": _published,
        "sex": partial(_upper, sexes, "T, K or M" if indicator.by_sex else "T"),
        "age": partial(_code, AGES, "total, 0-9 or 65+"),
        "status": partial(_code, STATUS, "a symbol of the agency's, such as p"),
    }


def _code(pattern: str, allowed: str, text: str) -> str:
    if not re.fullmatch(pattern, text, re.ASCII):
        raise ValueError(allowed)
    return text


def _upper(pattern: str, allowed: str, text: str) -> str:
    return _code(pattern, allowed, text.upper())


def _period(frequency: Frequency, text: str) -> str:
    if not can_be(text.upper(), frequency):
        raise ValueError(f"{allowed(frequency)}, such as {PERIOD[frequency]}")
    return text.upper()


def _region(pattern: str, allowed: str, text: str) -> str:
    """0 is 00 and 180 is 0180: no code has an odd number of digits.

    One that is not in the register is named, with the one that has taken its place.
    """
    code = text.zfill(len(text) + len(text) % 2)
    if regions.unknown([code]):
        raise ValueError(f"a region there is: {regions.told(code)}")
    return _code(pattern, allowed, code)


def _value(
    mark: str, least: float, greatest: float, known: set[float], text: str
) -> tuple[float | None, str]:
    """Outside the range only what is known to be true; in which cell it is the checks look at."""
    value, symbol = figure(text, mark)
    if value is not None and not least <= value <= greatest and value not in known:
        raise ValueError(f"between {least:g} and {greatest:g}")
    return value, symbol


def _unit(wanted: str, text: str) -> str:
    if text.casefold() != wanted.casefold():
        raise ValueError(wanted)
    return text


def _published(text: str) -> date:
    allowed = "a day up to today, written 2026-10-12"
    _code(r"\d{4}-\d\d-\d\d", allowed, text)
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(allowed) from error
    if not year_can_be(day.year) or day > datetime.now(UTC).date():
        raise ValueError(allowed)
    return day
