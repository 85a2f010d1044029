"""The door to the data: a million rows as CSV, 100 000 as a workbook, an indicator as JSON-stat."""

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch

import numpy as np
import pandas as pd
from flask.testing import FlaskClient

from dashboard import data
from dashboard.web import create_app
from etl.model import COLUMNS, PublishedIndicator
from etl.store import releases
from etl.store.release import DEFAULT, Release

MANY = 1_000_000  # rows of the indicator that is made up
PLAIN = {"Accept-Encoding": "identity"}


def run() -> Iterator[str]:
    """Seconds to the first byte and to the last, and megabytes; each asked for by nobody before."""
    with TemporaryDirectory() as folder, patch.dict(os.environ, {"NORRLAGET_DATA": folder}):
        releases.publish(Path(folder), made())
        client = create_app().server.test_client()
        for name, path in addresses().items():
            yield f"{name:44} {taken(client, path)}"


def addresses() -> dict[str, str]:
    """What is measured, by what it is."""
    small, large = (each.id for each in data.indicators().values())
    hundred = f"region={','.join([*data.regions()][:30])}"
    return {
        "CSV, 1 000 000 rows": f"/data/{large}.csv",
        "Parquet, 1 000 000 rows": f"/data/{large}.parquet",
        "workbook, some 100 000 rows": f"/data/{large}.xlsx?{hundred}",
        "JSON-stat, an indicator of 28 000 rows": f"/data/{small}.json",
        "workbook, the same": f"/data/{small}.xlsx",
        "package, the same": f"/data/{small}.zip",
    }


def taken(client: FlaskClient, path: str) -> str:
    """One answer, read as it comes."""
    began = perf_counter()
    answer = client.get(path, headers=PLAIN)
    pieces = iter(answer.response)
    size = len(next(pieces))
    first = perf_counter() - began
    size += sum(map(len, pieces))
    whole = perf_counter() - began
    rows = answer.headers.get("X-Rows", "?")
    return (
        f"{answer.status_code} {rows:>8} rows {first:6.2f} s {whole:6.2f} s {size / 2**20:6.1f} MB"
    )


def made() -> Iterator[tuple[PublishedIndicator, pd.DataFrame]]:
    """The population as it ships, and one of its kind with MANY rows: ages by one year."""
    shipped = Release(DEFAULT)
    known = shipped.indicators["folkmangd"]
    yield known, shipped.observations("folkmangd")
    regions, sexes = sorted(data.regions()), ["K", "M", "T"]
    ages, years = [str(age) for age in range(100)], [str(year) for year in range(2000, 2011)]
    rows = pd.DataFrame(list(product(regions, sexes, ages, years)), columns=COLUMNS[1:5])
    rows = rows.iloc[:MANY].assign(indicator="many", status="")
    rows["value"] = np.random.default_rng(1).integers(0, 10_000, len(rows)) / 10
    told = {"id": "many", "ages": ages, "first_period": years[0], "last_period": years[-1]}
    yield known.model_copy(update=told | {"earlier": [], "roles": {}}), rows[COLUMNS]
