"""Kolada's rows of values as observations in our words. No I/O."""

from collections.abc import Callable, Sequence
from types import NoneType
from typing import Any

import numpy as np
import pandas as pd

SEXES = {"T": "T", "K": "K", "M": "M"}

Cell = tuple[str, str, int | str, float | None, str]  # municipality, gender, period, value, status


def cells(row: dict[str, Any]) -> list[Cell]:
    """A row's cells, but for those withdrawn; none of a group's."""
    unit, year = row["municipality"], row["period"]
    return [
        (unit, cell["gender"], year, cell["value"], cell.get("status") or "")
        for cell in ([] if is_group(unit) else row["values"])
        if not cell.get("isdeleted")
    ]


def framed(rows: list[Cell]) -> pd.DataFrame:
    """`region, sex, age, period, value, status`; raises TypeError when a value is no number."""
    units, genders, years, values, status = zip(*rows, strict=True) if rows else [()] * 5
    if not set(map(type, values)) <= {int, float, NoneType}:
        raise TypeError("a value is no number")
    return pd.DataFrame(
        {
            "region": _named(units, region),
            "sex": _named(genders, SEXES.__getitem__),
            "age": pd.Series("total", index=range(len(rows)), dtype="str"),
            "period": _named(years, str),
            "value": pd.Series(values, dtype="float64"),
            "status": _named(status, str),
        }
    )


def is_group(unit_id: str) -> bool:
    """`G…` are groups of municipalities with unweighted means: nothing we show."""
    return unit_id.startswith("G")


def region(unit_id: str) -> str:
    """SCB's code of a Kolada unit: `0000` is riket `00`, `0024` is county `24`."""
    return unit_id[2:] if unit_id.startswith("00") else unit_id


def _named(given: Sequence[Any], name: Callable[[Any], str]) -> Any:
    """Each of them by our name for it; a name is looked up once for each that is different."""
    codes, different = pd.factorize(np.array(given, dtype=object), use_na_sentinel=False)
    return pd.Series([name(each) for each in different], dtype="str").array.take(codes)
