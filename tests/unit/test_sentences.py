"""The sentence over a figure: every number in it is one of the figures, and a null is told."""

from datetime import date

import pandas as pd
import pytest

from dashboard.claims.series import rows_of
from dashboard.indicator import sentences
from etl.model import COLUMNS, PublishedIndicator
from tests.sample import UNITS

SPACE = "\u00a0"
RATE = PublishedIndicator(
    id="andel", title="Andel", title_en="Share", description="x", description_en="x",
    unit="%", unit_en="%", measure=UNITS["%"], decimals=1, kind="rate", topic="t",
    topic_title="T", topic_title_en="T", source="kolada", table="N1", by_sex=True,
    levels=["country", "municipality"], frequency="year", sexes=["T", "K", "M"], ages=["total"],
    first_period="2021", last_period="2022", taken=date(2024, 8, 30),
)  # fmt: skip
COUNT = RATE.model_copy(update={"kind": "count", "measure": UNITS["personer"], "decimals": 0})


def leads(indicator: PublishedIndicator, *rows: tuple[object, ...], lang: str = "sv") -> list[str]:
    """The sentences of Umeå for 2021 and 2022 out of (region, sex, period, value) rows."""
    full = [
        ("andel", region, sex, "total", period, value, "") for region, sex, period, value in rows
    ]
    frame = pd.DataFrame(full, columns=COLUMNS)
    found, umea = rows_of(frame), ("2480", "Umeå")
    told = sentences.leads(found, indicator, umea, "total", ["2021", "2022"], lang)
    return list(told.values())


def test_women_are_told_before_men_and_riket_beside() -> None:
    rows = [("2480", "K", "2022", 65.6), ("2480", "M", "2022", 50.3), ("00", "K", "2022", 52.9),
            ("00", "M", "2022", 39.9)]  # fmt: skip
    assert leads(RATE, *rows)[1] == (
        f"Umeå 2022: 65,6{SPACE}% bland kvinnor och 50,3{SPACE}% bland män. "
        f"Riket: 52,9{SPACE}% bland kvinnor och 39,9{SPACE}% bland män."
    )


def test_a_count_is_told_whole_and_by_sex_without_being_summed() -> None:
    rows = [
        ("2480", "T", "2022", 132235),
        ("2480", "K", "2022", 65992),
        ("2480", "M", "2022", 66240),
    ]
    told = leads(COUNT, *rows)[1]
    assert (
        told
        == f"Umeå 2022: 132{SPACE}235{SPACE}personer, 65{SPACE}992 kvinnor och 66{SPACE}240 män."
    )


def test_where_there_is_no_figure_the_sentence_says_so() -> None:
    assert leads(RATE, ("2480", "T", "2022", 5.0))[0] == "Umeå 2021: uppgift saknas."
    assert leads(RATE, ("2480", "T", "2021", None))[0] == "Umeå 2021: uppgift saknas."


def test_one_sex_alone_is_not_told_as_both() -> None:
    rows = [("2480", "T", "2022", 5.0), ("2480", "K", "2022", 4.0), ("2480", "M", "2022", None)]
    assert leads(RATE, *rows)[1] == f"Umeå 2022: 5,0{SPACE}%."


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_sentence_is_in_one_language(lang: str) -> None:
    told = leads(RATE, ("2480", "K", "2022", 1.0), ("2480", "M", "2022", 2.0), lang=lang)[1]
    assert ("women" in told) == (lang == "en")
    assert ("kvinnor" in told) == (lang == "sv")
