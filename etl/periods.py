"""Periods: `2024`, `2024K1`, `2024M05`; read, ordered, stepped, spanned and named. Pure.

All that is computed on periods is computed here. The scripts' one function of the kind
(`norrlaget.period` in assets) is held to the same table of cases.
"""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from math import inf
from typing import Literal, NamedTuple

Frequency = Literal["year", "quarter", "month"]

PATTERN: dict[Frequency, str] = {
    "year": r"\d{4}",
    "quarter": r"\d{4}K[1-4]",
    "month": r"\d{4}M(?:0[1-9]|1[0-2])",
}
ANY = "|".join(PATTERN.values())
FIRST, AHEAD = 1700, 80  # the year no series is older than; how many to come are projected
PER_YEAR: dict[Frequency, int] = {"year": 1, "quarter": 4, "month": 12}
_LETTER: dict[str, Frequency] = {"": "year", "K": "quarter", "M": "month"}
_FORM: dict[Frequency, str] = {"year": "{:04}", "quarter": "{:04}K{}", "month": "{:04}M{:02}"}
_MONTHS = {
    "sv": ["januari", "februari", "mars", "april", "maj", "juni", "juli",
           "augusti", "september", "oktober", "november", "december"],
    "en": ["January", "February", "March", "April", "May", "June", "July",
           "August", "September", "October", "November", "December"],
}  # fmt: skip


class Parsed(NamedTuple):
    """A period's year, its place within the year from 1, and how many such a year has."""

    year: int
    part: int
    frequency: Frequency

    @property
    def ordinal(self) -> int:
        """Its place in time, counted in periods of its frequency."""
        return self.year * PER_YEAR[self.frequency] + self.part - 1


@lru_cache(maxsize=4096)
def parse(period: str) -> Parsed:
    """A period's parts; raises ValueError for what is none."""
    if not re.fullmatch(ANY, period, re.ASCII):
        raise ValueError(f"{period!r} is no period such as 2024, 2024K1 or 2024M05")
    return Parsed(int(period[:4]), int(period[5:] or 1), _LETTER[period[4:5]])


def can_be(text: str, frequency: Frequency | None = None) -> bool:
    """Whether it is a period that figures can be of, in that frequency where one is given.

    Whatever comes from outside is held to this: sources, files, catalogue and questions.
    """
    form = PATTERN[frequency] if frequency else ANY
    return bool(re.fullmatch(form, text, re.ASCII)) and year_can_be(parse(text).year)


def year_can_be(year: int) -> bool:
    """Whether figures can be of a year: of no other can they be known, or projected."""
    return FIRST <= year <= _last_year()


def allowed(frequency: Frequency | None = None) -> str:
    """What can be, in words: `a month from 1700 to 2106`."""
    return f"a {frequency or 'period'} from {FIRST} to {_last_year()}"


def demanded(frequency: Frequency | None = None) -> Callable[[str], str]:
    """A check of a text that gives it back; it raises ValueError with what is allowed."""

    def check(text: str) -> str:
        if not can_be(text, frequency):
            raise ValueError(allowed(frequency))
        return text

    return check


def frequency(period: str) -> Frequency:
    """Whether it is a year, a quarter or a month."""
    return parse(period).frequency


def year(period: str) -> int:
    """The year it lies in."""
    return parse(period).year


def per_year(period: str) -> int:
    """How many of such periods a year has."""
    return PER_YEAR[frequency(period)]


def begins_year(period: str) -> bool:
    """Whether it is a year, or the first month or quarter of one."""
    return parse(period).part == 1


def ordinal(period: str) -> int:
    """A period's place in time, counted in periods: `2024` 2024, `2024K2` 8097, `2024M05` 24292."""
    return parse(period).ordinal


def step(period: str, by: int) -> str:
    """The period so many later, or earlier, in the same frequency: `2024M02` by −3 `2023M11`."""
    found = parse(period)
    return _at(found.ordinal + by, found.frequency)


def before(period: str, years: int) -> str:
    """The same part of the year so many years earlier: `2024M02` one back `2023M02`."""
    return step(period, -years * per_year(period))


def between(first: str, last: str) -> list[str]:
    """Every period from `first` to `last`, both in the same frequency, with none left out."""
    start, end = parse(first), parse(last)
    return [_at(n, start.frequency) for n in range(start.ordinal, end.ordinal + 1)]


def within(period: str, first: str = "", last: str = "") -> bool:
    """Whether it lies from `first` to `last`; an empty end is open.

    A year bounds any period, a quarter only quarters, a month only months.
    """
    return bool(among([period], first, last))


def among(periods: Iterable[str], first: str = "", last: str = "") -> list[str]:
    """Those of some periods that lie from `first` to `last`, as `within` has it."""
    kinds = {frequency(end) for end in (first, last) if end} - {"year"}
    begin = _months(first)[0] if first else -inf
    end = _months(last)[1] if last else inf
    return [p for p in periods if _bounded(p, begin, end) and kinds <= {frequency(p)}]


def _bounded(period: str, begin: float, end: float) -> bool:
    begins, ends = _months(period)
    return begin <= begins and ends <= end


def of(day: date, frequency: Frequency) -> str:
    """The period of a frequency that a day lies in."""
    parts = PER_YEAR[frequency]
    return _at(day.year * parts + (day.month - 1) * parts // 12, frequency)


def start(period: str) -> date:
    """Its first day."""
    found = parse(period)
    return date(found.year, (found.part - 1) * 12 // PER_YEAR[found.frequency] + 1, 1)


def after(period: str) -> date:
    """The day after its last: `2024K1` ends before 2024-04-01."""
    return start(step(period, 1))


def last_month(period: str) -> str:
    """The month it ends with, to set a year beside months: `2024` is `2024M12`."""
    found = parse(period)
    return _FORM["month"].format(found.year, found.part * 12 // PER_YEAR[found.frequency])


def name(period: str, lang: Literal["sv", "en"] = "sv") -> str:
    """`2024`, `kvartal 2 2024` (`Q2 2024`), `maj 2024` (`May 2024`); another code is itself."""
    try:
        found = parse(period)
    except ValueError:
        return period
    if found.frequency == "month":
        return f"{_MONTHS[lang][found.part - 1]} {period[:4]}"
    if found.frequency == "quarter":
        return (
            f"Q{found.part} {found.year}" if lang == "en" else f"kvartal {found.part} {found.year}"
        )
    return period


def _last_year() -> int:
    return datetime.now(UTC).year + AHEAD


@lru_cache(maxsize=4096)
def _months(period: str) -> tuple[int, int]:
    """Its first and its last month, counted in months."""
    found = parse(period)
    months = 12 // PER_YEAR[found.frequency]
    return found.ordinal * months, (found.ordinal + 1) * months - 1


def _at(ordinal: int, frequency: Frequency) -> str:
    year, part = divmod(ordinal, PER_YEAR[frequency])
    return _FORM[frequency].format(year, part + 1)
