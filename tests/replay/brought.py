"""Figures of agencies without an API here, as a person would bring them: files for the inbox."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tests.replay import taken
from tests.replay.made import rows_of


class File(NamedTuple):
    """A file of `fresh/` by how its name begins, and its column of values."""

    start: str
    column: str
    unit: str


FILES = {  # by the name in the inbox
    "gastnatter-manad.csv": File("gastnatter_manad_", "value", "gästnätter"),
    "gastnatter-svenska-manad.csv": File("gastnatter_svenska_manad_", "value", "gästnätter"),
    "gastnatter-utlandska-manad.csv": File("gastnatter_utlandska_manad_", "value", "gästnätter"),
    "gastnatter-antal.csv": File("gastnatter_ar_", "value", "gästnätter"),
    "personbilar.csv": File("trafa_personbilar_", "personbilar", "bilar"),
    "personbilar-el.csv": File("trafa_personbilar_", "el", "bilar"),
}
HEADING = ["region", "period", "value", "unit", "published"]


def bring(folder: Path, inbox: Path) -> None:
    """Lay in the inbox what the folder has of them."""
    inbox.mkdir(parents=True, exist_ok=True)
    for name, file in FILES.items():
        for path in (folder / "fresh").glob(f"{file.start}*.csv"):
            with (inbox / name).open("w", encoding="utf-8", newline="") as made:
                writer = csv.writer(made)
                writer.writerow(HEADING)
                writer.writerows(_rows(path, file, taken.fresh(path).date()))


def _rows(path: Path, file: File, day: date) -> Iterator[list[str]]:
    for row in rows_of(path):
        period, value = row.get("period") or row["year"], row[file.column]
        if value:
            yield [row["region"], period, value, file.unit, day.isoformat()]
