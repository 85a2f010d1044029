"""The day figures were really taken from the agency: the Date header of the answers they are in.

    what                                   day          how it is known
    a table in an envelope                 its own      `fetchedAt`, to the second
    Kolada's lists and values              its own      the date the file's name ends in
    other SCB bodies, TAB6471              2026-06-12   told is "June 2026"; the newest day that any
                                                        of those bodies names (search.json)
    population by county, sex, single age  2017-01-18   told
    newer figures, fresh/                  2026-10-31   told, but for those of FRESH
    monthly files                          2024-04-30   told is "March-April 2024", and no body
                                                        narrows it down: its last day

Where only the day is known the time is noon UTC, which is the same day in Sweden.
"""

from datetime import UTC, date, datetime, time
from pathlib import Path


def noon(day: str) -> datetime:
    """Noon UTC of an ISO date."""
    return datetime.combine(date.fromisoformat(day), time(12), UTC)


def by_name(path: Path) -> datetime:
    """The day a file's name ends in: `values_2024-08-30.parquet`."""
    return noon(path.stem[-10:])


RECORDED = noon("2026-06-12")
POPULATION = noon("2017-01-18")
MONTHLY = noon("2024-04-30")
FRESH = {  # by how a file's name begins
    "kolada_halso_regioner": noon("2026-03-31"),
    "scb_befolkningsforandringar": noon("2025-02-21"),
    "trafa_personbilar": noon("2026-03-05"),
    "": noon("2026-10-31"),
}


def fresh(path: Path) -> datetime:
    """The day that a file of newer figures is to be served as taken."""
    return next(day for start, day in FRESH.items() if path.name.startswith(start))
