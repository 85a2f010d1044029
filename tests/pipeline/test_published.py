"""What of an indicator's figures is published: what is said, and no more."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from etl.model import PublishedIndicator
from etl.run.join import _published
from tests.small import POPULATION, small

NAN = np.nan
COVERED = {"seam": "", "taken": date(2024, 8, 30), "ages": ["total"]}


def published(
    folder: Path, *rows: tuple[str, str, str, float, str]
) -> tuple[PublishedIndicator, pd.DataFrame]:
    """Of rows `region, sex, period, value, status`."""
    columns = ["region", "sex", "period", "value", "status"]
    frame = pd.DataFrame(rows, columns=columns).assign(age="total")
    return _published(small(folder, POPULATION)["invanare"], frame, COVERED)


@pytest.mark.parametrize(
    ("men", "sexes"),
    [((NAN, ".."), ["T"]), ((NAN, ""), ["T"]), ((4.0, ""), ["T", "K", "M"])],
)
def test_women_and_men_are_there_when_either_has_a_value(
    men: tuple[float, str], sexes: list[str], tmp_path: Path
) -> None:
    both = ("00", "T", "2022", 9.0, "")
    told, frame = published(
        tmp_path, both, ("00", "K", "2022", NAN, ".."), ("00", "M", "2022", *men)
    )
    assert (told.sexes, told.by_sex) == (sexes, sexes != ["T"])
    assert set(frame["sex"]) == set(sexes)
    assert told.levels == ["country"]


@pytest.mark.parametrize(("symbol", "stays"), [("..", True), ("", False)])
def test_a_null_that_is_told_stays_and_of_what_nothing_is_said_there_is_nothing(
    symbol: str, stays: Any, tmp_path: Path
) -> None:
    valued = ("00", "T", "2022", 9.0, ""), ("24", "T", "2022", 3.0, "")
    told, frame = published(tmp_path, *valued, ("00", "T", "2023", NAN, symbol))
    assert ("2023" in set(frame["period"])) == stays
    assert (told.first_period, told.last_period) == ("2022", "2022")
    assert told.levels == ["country", "county"]
