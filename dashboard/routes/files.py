"""Turns observations into files: CSV for programs, CSV for Swedish Excel, Parquet."""

import math
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard import data, text
from dashboard.routes.ask import Question, Refused
from dashboard.text import fold
from etl.model import PublishedIndicator

MOST = 500_000  # rows in one answer: what a worker writes in a second or two

COLUMNS = [
    "indicator", "region", "region_name", "sex", "age", "period",
    "value", "unit", "status", "source",
]  # fmt: skip


class Format(NamedTuple):
    """How a table is written, what the file is called and how it is announced."""

    write: Callable[[pd.DataFrame], bytes]
    extension: str
    mimetype: str


def table(question: Question) -> pd.DataFrame:
    """The observations asked for, one row each, in COLUMNS; `value` is float64, a null NaN.

    An indicator whose figures are awaited has no rows. Raises Refused when they are more than
    MOST; a single indicator is given whole all the same.
    """
    parts, rows = [], 0
    for indicator in question.indicators:
        parts.append(_part(indicator, question))
        rows += len(parts[-1])
        if rows > MOST and len(question.indicators) > 1:
            sentence = f"That is more than {MOST} rows; ask for fewer indicators at a time."
            raise Refused(400, sentence, ["one indicator", f"at most {MOST} rows"])
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else [*parts, _no_rows()][0]


def _no_rows() -> pd.DataFrame:
    return pd.DataFrame(columns=COLUMNS, dtype="str").astype({"value": "float64"})


def _part(indicator: PublishedIndicator, question: Question) -> pd.DataFrame:
    found = data.observations(
        indicator.id,
        regions=question.regions,
        sexes=question.sexes,
        ages=question.ages,
        periods=None if question.periods is None else question.periods[indicator.id],
    )
    names = found["region"].map(data.region_names("sv")).fillna("")
    sources = {each: text.source_at(indicator, each) for each in found["period"].unique()}
    tables = found["period"].map(sources)
    return found.assign(region_name=names, unit=indicator.unit, source=tables)[COLUMNS]


def name(question: Question) -> str:
    """The file's name without extension, in ASCII: what, where and when the figures were taken."""
    asked = [*(each.id for each in question.indicators), *question.awaited]
    single = asked[0] if len(asked) == 1 else "norrlaget"
    taken = (
        [max(each.taken for each in question.indicators).isoformat()] if question.indicators else []
    )
    return "_".join([single, *_place(question.regions or []), *taken])


def _place(regions: list[str]) -> list[str]:
    if len(regions) != 1:
        return []
    letters = fold(data.region_name(regions[0]))
    return [f"{regions[0]}-{letters.replace(' ', '-')}"]


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.assign(value=plain(frame["value"])).to_csv(index=False).encode()


def _csv_sv(frame: pd.DataFrame) -> bytes:
    """Semicolons, decimal commas and a byte order mark: what Excel in Sweden opens rightly."""
    numbers = [number.replace(".", ",") for number in plain(frame["value"])]
    return frame.assign(value=numbers).to_csv(index=False, sep=";").encode("utf-8-sig")


def plain(values: Iterable[float]) -> list[str]:
    """Each number in the fewest digits that read back as it, no exponent; a null is empty."""
    return ["" if math.isnan(value) else _digits(value) for value in values]


def _digits(value: float) -> str:
    digits = repr(value).removesuffix(".0")
    return np.format_float_positional(value, trim="-") if "e" in digits else digits


def _parquet(frame: pd.DataFrame) -> bytes:
    file = BytesIO()
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False, nthreads=1), file)
    return file.getvalue()


FORMATS = {
    "csv": Format(_csv, "csv", "text/csv"),
    "csv-sv": Format(_csv_sv, "csv", "text/csv"),
    "parquet": Format(_parquet, "parquet", "application/vnd.apache.parquet"),
}
