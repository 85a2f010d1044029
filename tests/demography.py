"""Made-up releases with what the agencies have and the shipped release still awaits."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from etl.model import COLUMNS, PublishedIndicator
from etl.store import releases

Row = tuple[str, str, str, str, str, float | None, str]

AWAITED = {
    each["id"]: each
    for name in ("awaited", "catalogue")
    for each in json.loads((releases.DEFAULT / f"{name}.json").read_text(encoding="utf-8"))
}


def meaning(id_: str, rows: list[Row], **changed: Any) -> PublishedIndicator:
    """An indicator as the catalogue has it, published with these rows."""
    periods = sorted({row[4] for row in rows})
    sexes = [sex for sex in "TKM" if any(row[2] == sex for row in rows)]
    fields = {
        "sexes": sexes,
        "ages": list(dict.fromkeys(row[3] for row in rows)),
        "first_period": periods[0],
        "last_period": periods[-1],
        "taken": date(2026, 10, 22),
        "updated": date(2026, 10, 1),
    }
    return PublishedIndicator.model_validate(AWAITED[id_] | fields | changed)


def publish(folder: Path, rows: Iterable[Row], **changed: Any) -> str:
    """Publish rows of any of the catalogue's indicators, with other fields where given."""
    by: dict[str, list[Row]] = {}
    for row in rows:
        by.setdefault(row[0], []).append(row)
    parts = [
        (
            meaning(id_, some, **changed),
            pd.DataFrame(some, columns=COLUMNS).astype({"value": "float64"}),
        )
        for id_, some in by.items()
    ]
    release = releases.publish(folder, parts)
    assert release is not None
    return release


def series(id_: str, region: str, values: dict[str, float | None], sex: str = "T") -> list[Row]:
    """One series as rows, all ages."""
    return [(id_, region, sex, "total", period, value, "") for period, value in values.items()]


def months(first: int, last: int, until: int = 12) -> Iterator[str]:
    """Every month of the years, those of the last year until a month."""
    for year in range(first, last + 1):
        for month in range(1, (until if year == last else 12) + 1):
            yield f"{year}M{month:02}"


def everything(region: str = "2480") -> list[Row]:
    """Months with all components, and a projection: what the shipped release awaits."""
    rows: list[Row] = []
    stock = 100_000.0
    parts = {
        "fodda-manad": 110, "doda-manad": 80, "inflyttade-inrikes-manad": 500,
        "utflyttade-inrikes-manad": 480, "invandrade-manad": 60, "utvandrade-manad": 25,
    }  # fmt: skip
    for number, period in enumerate(months(2012, 2026, 10)):
        flows = {id_: value + number % 7 for id_, value in parts.items()}
        signs = [1, -1, 1, -1, 1, -1]
        change = sum(s * v for s, v in zip(signs, flows.values(), strict=True)) + 3
        stock += change
        rows += [(id_, region, "T", "total", period, v, "") for id_, v in flows.items()]
        rows.append(("folkokning-manad", region, "T", "total", period, change, ""))
        rows.append(("folkmangd-manadens-slut", region, "T", "total", period, stock, ""))
    years = {str(year): 90_000.0 + 700 * (year - 1968) for year in range(1968, 2026)}
    for sex, share in (("T", 1.0), ("K", 0.5), ("M", 0.5)):
        values = {period: value * share for period, value in years.items()}
        rows += series("folkmangd", region, values, sex)
    ahead = {str(year): 130_000.0 + 400 * (year - 2026) for year in range(2026, 2041)}
    return rows + series("framskrivning-folkmangd", region, ahead)
