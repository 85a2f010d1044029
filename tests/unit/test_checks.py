"""The checks: each is seen to fail on the one thing it is for, and all are told at once."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from etl.errors import CheckFailed
from etl.model import Indicator
from etl.observations import checks
from etl.observations.checks import Case
from tests.small import POPULATION, small

UNIT = "antal"


@pytest.fixture
def indicator(tmp_path: Path) -> Indicator:
    return small(tmp_path, POPULATION)["invanare"]


def figures(**changes: Any) -> pd.DataFrame:
    """Ten years of three regions by sex, all 1 000, with whole columns changed."""
    rows = [
        (region, sex, "total", str(year), 1000.0, "")
        for region in ("00", "24", "2480")
        for sex in "TKM"
        for year in range(2013, 2023)
    ]
    columns = ["region", "sex", "age", "period", "value", "status"]
    return pd.DataFrame(rows, columns=columns).assign(**changes)


def problems(indicator: Indicator, frame: pd.DataFrame, **more: Any) -> list[str]:
    case = Case(indicator, frame, more.get("unit", UNIT), more.get("previous"))
    return [problem for check in checks.CHECKS for problem in check(case)]


def without(frame: pd.DataFrame, **key: str) -> pd.DataFrame:
    for column, code in key.items():
        frame = frame[frame[column] != code]
    return frame


def test_that_there_is_nothing_is_told_once(indicator: Indicator) -> None:
    assert problems(indicator, figures().iloc[:0]) == ["there is no value at all"]


def test_good_figures_pass_every_check(indicator: Indicator) -> None:
    assert problems(indicator, figures(), previous=figures()) == []


BROKEN: dict[str, tuple[pd.DataFrame, str]] = {
    "no value": (figures(value=np.nan), "there is no value at all"),
    "no row": (figures().iloc[:0], "there is no value at all"),
    "a key twice": (
        pd.concat([figures(), figures().iloc[:2]]),
        "2 observations come twice, first 00 T total 2013",
    ),
    "a strange region": (figures(region="248"), "region 248 is not a code we know"),
    "a strange age": (figures(age="TotSA"), "age TotSA is not a code we know"),
    "a strange sex": (figures(sex="F"), "sex F is not a code we know"),
    "a level gone": (without(figures(), region="24"), "there is no county"),
    "a sex gone": (without(figures(), sex="K"), "by sex is promised, and there is only M, T"),
    "two frequencies": (
        figures(period=["2022", "2022M01"] * 45),
        "period 2022M01 is not a year",
    ),
    "too great": (figures(value=1e7), "90 values are outside 0…1e+06, first 00 T total 2013"),
    "below nothing": (figures(value=-1.0), "90 values are outside 0…1e+06"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_of_the_figures_is_told(name: str, indicator: Indicator) -> None:
    frame, said = BROKEN[name]

    assert any(problem.startswith(said) for problem in problems(indicator, frame))


def test_a_unit_that_is_no_longer_the_source_s_is_told(indicator: Indicator) -> None:
    assert problems(indicator, figures(), unit="Invånare totalt, andel (%)") == [
        "the source's unit is not ours, “antal”: see what `etl verify` says"
    ]


def test_scb_s_unit_must_be_ours_word_for_word(indicator: Indicator) -> None:
    scb = indicator.model_copy(update={"source": "scb"})

    assert problems(scb, figures(), unit="antal") == []
    assert problems(scb, figures(), unit="antal personer")


COMPARED: dict[str, tuple[pd.DataFrame, str]] = {
    "a region lost": (
        pd.concat([figures(), figures(region="2580")]),
        "region 2580 was in the last release and is gone",
    ),
    "a period lost": (
        pd.concat([figures(), figures(period="2012").iloc[:1]]),
        "period 2012 was in the last release and is gone",
    ),
    "ten times greater": (
        figures(value=99.0),
        "a typical value of the newest period is 1000, in the last release 99",
    ),
    "ten times smaller": (
        figures(value=10_001.0),
        "a typical value of the newest period is 1000, in the last release 10001",
    ),
}


@pytest.mark.parametrize("name", COMPARED)
def test_what_changed_too_much_since_the_last_release_is_told(
    name: str, indicator: Indicator
) -> None:
    previous, said = COMPARED[name]

    assert said in problems(indicator, figures(), previous=previous)


def test_every_check_can_fail(indicator: Indicator) -> None:
    nothing = figures(value=np.nan)
    cases = [
        Case(indicator, figures(), "another unit"),
        Case(indicator, figures(), UNIT, register={"2580"}),
        Case(indicator.model_copy(update={"by_sex": False}), figures(), UNIT),
        Case(indicator, nothing, UNIT, previous=figures()),
        *(Case(indicator, frame, UNIT) for frame, _ in BROKEN.values()),
        *(Case(indicator, figures(), UNIT, previous) for previous, _ in COMPARED.values()),
    ]
    for check in checks.CHECKS:
        assert any(list(check(case)) for case in cases), check.__name__


def test_values_that_became_missing_are_told(indicator: Indicator) -> None:
    now = figures()
    now.loc[::10, "value"] = np.nan

    assert problems(indicator, now, previous=figures()) == [
        "there are 81 values, and 90 in the last release",
        "10.0% of the values are missing, and 0.0% in the last release",
    ]


def test_a_newest_period_of_nothing_but_zeros_is_told(indicator: Indicator) -> None:
    now = figures()
    now.loc[now["period"] == "2022", "value"] = 0.0

    assert problems(indicator, now, previous=figures()) == [
        "a typical value of the newest period is 0, in the last release 1000"
    ]


def test_a_new_period_and_small_revisions_pass(indicator: Indicator) -> None:
    now = pd.concat([figures(value=1001.0), figures(period="2023").drop_duplicates()])

    assert problems(indicator, now, previous=figures()) == []


def test_a_level_no_longer_promised_is_not_missed(indicator: Indicator) -> None:
    promised = indicator.model_copy(update={"levels": ["country", "county"]})
    now = without(figures(), region="2480")

    assert problems(promised, now, previous=figures()) == []


def test_sexes_no_longer_promised_are_not_missed(indicator: Indicator) -> None:
    promised = indicator.model_copy(update={"by_sex": False})
    now = without(figures(), sex="K").pipe(without, sex="M")

    assert problems(promised, now, previous=figures()) == []


def test_all_that_is_wrong_is_told_at_once(indicator: Indicator) -> None:
    bad = figures(value=-1.0, age="alla")

    with pytest.raises(CheckFailed) as failure:
        checks.demand(Case(indicator, bad, "kronor"))

    assert len(failure.value.problems) == 3
