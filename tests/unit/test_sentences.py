"""The sentences over a figure: a verb, both levels, the period, who; a null is told as such."""

import pytest

from dashboard.claims.series import Figures
from dashboard.indicator import lead
from etl.model import PublishedIndicator, Row, Uncertainty
from tests.sample import indicator

SPACE = "\u00a0"
RATE = indicator(
    id="andel", title="Andel", title_en="Share", subject="andelen", subject_en="the share",
    unit="%", kind="rate", decimals=1, by_sex=True,
)  # fmt: skip
COUNT = indicator(id="andel", subject="antalet boende", subject_en="the number of residents")
GAP = indicator(
    id="andel", subject="inkomstskillnaden", subject_en="the income gap", unit="kr",
    kind="balance", form="ratio",
)  # fmt: skip
NET = indicator(id="andel", subject="flyttnettot", subject_en="net migration", kind="balance")


def leads(of: PublishedIndicator, *rows: tuple[object, ...], lang: str = "sv") -> list[str]:
    """The sentences of Umeå for 2021 and 2022 out of (region, sex, period, value) rows."""
    full = [
        Row(region, sex, "total", period, float("nan") if value is None else value, "")
        for region, sex, period, value in rows
    ]
    figures = Figures({"andel": of}, lambda _: full)
    told = lead.leads(figures, "andel", "2480", "total", ["2021", "2022"], lang)  # type: ignore[arg-type]
    return list(told.values())


def test_the_level_stands_beside_rikets_with_the_period() -> None:
    rows = [("2480", "T", "2022", 3.2), ("00", "T", "2022", 5.6)]
    assert leads(RATE, *rows)[1] == "I Umeå var andelen 3,2 procent 2022, mot 5,6 procent i riket."
    assert leads(RATE, *rows, lang="en")[1] == (
        "In Umeå the share was 3.2% in 2022, against 5.6% in Sweden."
    )


def test_women_are_told_before_men_and_the_unit_once() -> None:
    rows = [("2480", "T", "2022", 5.0), ("2480", "K", "2022", 4.0), ("2480", "M", "2022", 6.0)]
    assert leads(RATE, *rows)[1] == (
        "I Umeå var andelen 5,0 procent 2022. Den var 4,0 procent bland kvinnor och 6,0 bland män."
    )


def test_women_and_men_alone_are_a_sentence_too() -> None:
    rows = [("2480", "K", "2022", 4.0), ("2480", "M", "2022", 6.0)]
    assert leads(RATE, *rows)[1] == (
        "I Umeå var andelen 4,0 procent bland kvinnor och 6,0 bland män 2022."
    )


def test_people_are_counted_and_never_summed() -> None:
    rows = [
        ("2480", "T", "2022", 132235),
        ("2480", "K", "2022", 65992),
        ("2480", "M", "2022", 66243),
    ]
    assert leads(COUNT, *rows)[1] == (
        f"I Umeå var antalet boende 132{SPACE}235{SPACE}personer 2022. "
        f"Det var 65{SPACE}992 kvinnor och 66{SPACE}243 män."
    )


@pytest.mark.parametrize("rows", [("2022", 5.0), ("2021", None)])
def test_where_there_is_no_figure_the_sentence_says_so(rows: tuple[str, float | None]) -> None:
    assert leads(RATE, ("2480", "T", *rows))[0] == "Uppgift saknas: Umeå 2021."


def test_one_sex_alone_is_not_told_as_both() -> None:
    rows = [("2480", "T", "2022", 5.0), ("2480", "K", "2022", 4.0), ("2480", "M", "2022", None)]
    assert leads(RATE, *rows)[1] == "I Umeå var andelen 5,0 procent 2022."


def test_a_gap_says_how_large_and_who_has_less() -> None:
    rows = [("2480", "T", "2022", -65100.0), ("00", "T", "2022", -67400.0)]
    assert leads(GAP, *rows)[1] == (
        f"I Umeå var inkomstskillnaden 65{SPACE}100{SPACE}kr (lägre bland kvinnor) 2022, "
        f"mot 67{SPACE}400{SPACE}kr i riket."
    )
    turned = [("2480", "T", "2022", -30.0), ("00", "T", "2022", 22.0)]
    assert f"mot 22{SPACE}kr (högre bland kvinnor) i riket" in leads(GAP, *turned)[1]


def test_a_balance_has_its_sign_as_a_word() -> None:
    rows = [("2480", "T", "2021", 38.0), ("2480", "T", "2022", -66.0)]
    assert leads(NET, *rows) == [
        f"I Umeå var flyttnettot plus 38{SPACE}personer 2021.",
        f"I Umeå var flyttnettot minus 66{SPACE}personer 2022.",
    ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], "Den har ökat sedan 2017."),
        ([6.0, 5.0, 4.0, 3.0, 2.0, 1.0], "Den har minskat sedan 2017."),
        ([5.0, 5.0, 5.1, 5.0, 5.0, 5.0], "Den är oförändrad sedan 2017."),
        ([5.0, 9.0, 2.0, 8.0, 1.0, 7.0], "Den har ingen tydlig riktning sedan 2017."),
        ([5.0, 9.0, 2.0, 8.0], ""),
    ],
)
def test_which_way_it_has_gone_is_a_tested_outcome(values: list[float], words: str) -> None:
    years = range(2022 - len(values) + 1, 2023)
    rows = [("2480", "T", str(year), v) for year, v in zip(years, values, strict=True)]
    told = leads(RATE, *rows)[1]
    assert (
        told.removeprefix(
            f"I Umeå var andelen {values[-1]:.1f} procent 2022.".replace(".", ",", 1)
        ).strip()
        == words
    )


def test_what_chance_may_have_done_is_about_the_same() -> None:
    unsure = RATE.model_copy(update={"uncertainty": Uncertainty(method="series")})
    rows = [("2480", "T", str(year), 5.0 + year % 2) for year in range(2013, 2023)]
    assert "ungefär som i riket (5,6 procent)" in leads(unsure, *rows, ("00", "T", "2022", 5.6))[1]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_sentence_is_in_one_language(lang: str) -> None:
    told = leads(RATE, ("2480", "K", "2022", 1.0), ("2480", "M", "2022", 2.0), lang=lang)[1]
    assert ("women" in told) == (lang == "en")
    assert ("kvinnor" in told) == (lang == "sv")


def test_parts_that_are_not_the_whole_say_so() -> None:
    for men, told in ((66240, True), (66243, False)):
        rows = [
            ("2480", "T", "2022", 132235), ("2480", "K", "2022", 65992), ("2480", "M", "2022", men),
        ]  # fmt: skip
        assert ("inte exakt hela antalet" in leads(COUNT, *rows)[1]) == told
