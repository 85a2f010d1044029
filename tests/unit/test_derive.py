"""Indicators computed from indicators: what is missing stays missing, and nothing is summed."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.numbers import rounded
from etl import catalogue
from etl.__main__ import main
from etl.errors import CatalogueError
from etl.model import Indicator
from etl.observations import derive
from etl.observations.median import median_age
from etl.store import releases
from tests.replay import Emulator
from tests.small import POPULATION, SHARE, entry, small

LEVELS = 'levels = ["country", "county", "municipality"]'


def cells(*rows: tuple[str, str, str, float | None, str]) -> pd.DataFrame:
    """Observations of `region, sex, period, value, status`."""
    frame = pd.DataFrame(rows, columns=["region", "sex", "period", "value", "status"])
    return frame.assign(age="total", indicator="x").astype({"value": "float64"})


def computed(folder: Path, of: dict[str, pd.DataFrame], toml: str) -> list[tuple[object, ...]]:
    """`region, sex, period, value, status` of the one derived indicator of the catalogue."""
    indicator = small(folder, POPULATION, POPULATION.replace("invanare", "andra"), toml)["ny"]
    frame = derive.derived(indicator, of)
    frame = frame.astype({"value": "object"}).mask(frame.isna(), None)
    return list(frame[["region", "sex", "period", "value", "status"]].itertuples(index=False))


def test_a_share_is_of_what_is_there_and_keeps_the_symbol_of_what_is_not(tmp_path: Path) -> None:
    first = cells(
        ("24", "T", "2020", 5, ""),
        ("25", "T", "2020", None, ".."),
        ("22", "T", "2020", 0, ""),
        ("23", "T", "2020", 1, ""),
        ("24", "K", "2020", 2, ""),
        ("24", "T", "2021", 7, ""),
    )
    second = cells(
        ("24", "T", "2020", 200, ""),
        ("25", "T", "2020", 100, ""),
        ("22", "T", "2020", 100, ""),
        ("23", "T", "2020", 0, ""),
        ("24", "K", "2020", 100, ""),
    )
    toml = entry("ny", "share", ["invanare", "andra"], times=1000)

    assert computed(tmp_path, {"invanare": first, "andra": second}, toml) == [
        ("24", "T", "2020", 25.0, ""),
        ("25", "T", "2020", None, ".."),
        ("22", "T", "2020", 0.0, ""),
        ("23", "T", "2020", None, "."),
    ]


@settings(max_examples=40)  # most of an example's time is pandas' own
@given(
    st.integers(0, 99_999), st.integers(1, 99_999), st.sampled_from([1, 100, 1000, 100_000]),
    st.sampled_from(["share", "difference", "change", "gap", "sex-ratio"]),
    st.integers(0, 2), st.integers(0, 3),
)  # fmt: skip
def test_a_computed_value_is_rounded_once_where_it_is_shown(
    first: int, second: int, times: int, how: Any, places: int, decimals: int
) -> None:
    """What readers see is the exact value of the source's decimals, half away from zero."""
    one, other = Fraction(first, 10**places), Fraction(second, 10**places)
    exact = {
        "share": one / other * times,
        "sex-ratio": one / other * times,
        "difference": (one - other) * times,
        "gap": (one - other) * times,
        "change": (one / other - 1) * 100,
    }[how]
    of = {
        "gap": [cells(("24", "K", "2020", float(one), ""), ("24", "M", "2020", float(other), ""))],
        "sex-ratio": [
            cells(("24", "M", "2020", float(one), ""), ("24", "K", "2020", float(other), ""))
        ],
        "change": [
            cells(("24", "T", "2020", float(one), ""), ("24", "T", "2019", float(other), ""))
        ],
    }.get(how, [cells(("24", "T", "2020", float(n), "")) for n in (one, other)])
    query = derive.Query(how=how, of=list("ab"[: len(of)]), times=1 if how == "change" else times)
    kept = derive.computed(query, of).query("period == '2020'")["value"].iloc[0]

    assert rounded(kept, decimals) == _half_away(exact, decimals)


def _half_away(exact: Fraction, decimals: int) -> Decimal:
    units = int(abs(exact) * 10**decimals + Fraction(1, 2))
    return Decimal(-units if exact < 0 else units).scaleb(-decimals)


def test_what_is_missing_has_the_symbol_of_what_is_missing_and_no_other(tmp_path: Path) -> None:
    places = ["22", "23", "24", "25"]
    first = [(5, "p"), (None, ""), (None, ".."), (5, "p")]
    second = [(None, ".."), (9, "p"), (None, "-"), (10, "r")]
    of = {
        name: cells(*((at, "T", "2020", *cell) for at, cell in zip(places, given, strict=True)))
        for name, given in {"invanare": first, "andra": second}.items()
    }
    toml = entry("ny", "share", ["invanare", "andra"])

    assert [row[3:] for row in computed(tmp_path, of, toml)] == [
        (None, ".."),
        (None, ""),
        (None, ".."),
        (0.5, "p"),
    ]


def test_a_gap_is_women_less_men(tmp_path: Path) -> None:
    of = cells(
        ("24", "K", "2020", 80, ""),
        ("24", "M", "2020", 100, ""),
        ("24", "T", "2020", 90, ""),
        ("25", "K", "2020", 80, ""),
        ("25", "M", "2020", None, ".."),
        ("22", "K", "2020", 80, ""),
    )
    assert computed(tmp_path, {"invanare": of}, entry("ny", "gap", ["invanare"])) == [
        ("24", "T", "2020", -20.0, ""),
        ("25", "T", "2020", None, ".."),
    ]


def test_a_sex_ratio_is_men_to_women_in_each_age(tmp_path: Path) -> None:
    of = cells(
        ("24", "K", "2020", 80, ""),
        ("24", "M", "2020", 100, "p"),
        ("24", "T", "2020", 180, ""),
        ("25", "K", "2020", 0, ""),
        ("25", "M", "2020", 3, ""),
        ("22", "K", "2020", None, ".."),
        ("22", "M", "2020", 3, ""),
        ("23", "M", "2020", 3, ""),
    )
    old = of.assign(age="80+", value=of["value"] / 2).iloc[:2]
    toml = entry("ny", "sex-ratio", ["invanare"], times=100)

    assert sorted(computed(tmp_path, {"invanare": pd.concat([of, old])}, toml)) == [
        ("22", "T", "2020", None, ".."),
        ("24", "T", "2020", 125.0, "p"),
        ("24", "T", "2020", 125.0, "p"),
        ("25", "T", "2020", None, "."),
    ]


def aged(region: str, people: dict[str, float | None], status: str = "") -> pd.DataFrame:
    """Women of the given ages in 2020."""
    rows = [(region, "K", "2020", value, status) for value in people.values()]
    return cells(*rows).assign(age=list(people))


def test_the_median_age_halves_the_one_year_classes(tmp_path: Path) -> None:
    of = {
        "22": aged("22", {"total": 99, "0": 1, "1": 2, "2+": 1, "0-9": 50}),
        "23": aged("23", {"2+": 3, "1": 0, "0": 1}),
        "24": aged("24", {"0": 1, "1": None, "2+": 1}, ".."),
        "25": aged("25", {"0": 1, "2+": 1}),
        "20": aged("20", {"0": 0, "1": 0}),
        "21": aged("21", {"0": 2, "1": 2}, "p"),
    }
    toml = entry("ny", "median-age", ["invanare"], by_sex=True)
    rows = computed(tmp_path, {"invanare": pd.concat(of.values())}, toml)

    assert {row[0]: row[3:] for row in rows} == {
        "22": (1.5, ""),
        "23": (2.3333333333, ""),
        "24": (None, ".."),
        "25": (None, "."),
        "20": (None, "."),
        "21": (1.0, "p"),
    }


people = st.lists(st.integers(0, 50), min_size=1, max_size=101).filter(any)


@settings(max_examples=25)  # of several regions each: most of an example's time is pandas' own
@given(st.lists(people, min_size=1, max_size=8))
def test_just_half_of_the_people_are_below_the_median_age(regions: list[list[int]]) -> None:
    every = [aged(f"{code:02}", dict(zip(map(str, range(101)), numbers, strict=False)))
             for code, numbers in enumerate(regions)]  # fmt: skip
    values = median_age(pd.concat(every)).set_index("region")["value"]

    assert len(values) == len(regions)
    for code, numbers in enumerate(regions):
        value = float(values[f"{code:02}"])
        age = int(value)
        below = sum(numbers[:age]) + (value - age) * numbers[age]
        assert below == pytest.approx(sum(numbers) / 2)


def test_a_difference_is_the_first_less_the_second(tmp_path: Path) -> None:
    of = {"invanare": cells(("24", "T", "2020", 8, "")), "andra": cells(("24", "T", "2020", 9, ""))}
    toml = entry("ny", "difference", ["invanare", "andra"])

    assert computed(tmp_path, of, toml) == [("24", "T", "2020", -1.0, "")]


def test_a_change_is_against_the_same_time_before(tmp_path: Path) -> None:
    of = cells(
        ("24", "T", "2019", 50, ""),
        ("24", "T", "2020", 100, ""),
        ("24", "T", "2021", 110, ""),
        ("24", "K", "2021", 60, ""),
    )
    toml = entry("ny", "change", ["invanare"], lag=1)

    assert computed(tmp_path, {"invanare": of}, toml) == [
        ("24", "T", "2020", 100.0, ""),
        ("24", "T", "2021", 10.0, ""),
    ]


def test_a_change_is_left_without_a_value_only_where_it_goes_over_one_of_the_seams(
    tmp_path: Path,
) -> None:
    years = [str(year) for year in range(2016, 2025)]
    of = cells(
        *(("24", "T", year, None if year == "2018" else 100, "" if year != "2018" else "..")
          for year in years)
    )  # fmt: skip
    indicator = small(tmp_path, POPULATION, entry("ny", "change", ["invanare"], lag=2))["ny"]
    frame = derive.derived(indicator, {"invanare": of}, {"2018", "2021"})

    assert dict(zip(frame["period"], frame["status"], strict=True)) == {
        "2018": "..", "2019": ".", "2020": "..", "2021": "",
        "2022": ".", "2023": ".", "2024": "",
    }  # fmt: skip
    assert frame["value"].notna().tolist() == [s == "" for s in frame["status"]]


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (entry("ny", "gap", ["borta"]), r"\[ny.query\].of: ids of fetched indicators"),
        (entry("ny", "gap", ["ny"]), r"\[ny.query\].of: ids of fetched indicators"),
        (entry("ny", "gap", ["andel"]), r"\[ny\]: andel lacks its levels, sexes or frequency"),
        (entry("ny", "change", ["andel"], by_sex=True), r"\[ny\]: andel lacks"),
        (entry("ny", "change", ["andel"]).replace('"year"', '"month"'), r"\[ny\]: andel lacks"),
        (entry("ny", "share", ["andel"]), r"\[ny.query\].*share is of 2, not 1"),
        (entry("ny", "gap", ["invanare", "andel"]), r"\[ny.query\].*gap is of 1, not 2"),
        (entry("ny", "sum", ["invanare"]), r"\[ny.query\].how"),
    ],
)
def test_what_cannot_be_computed_is_told_by_file_and_table(
    toml: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(CatalogueError, match=rf"^pahittat\.toml: {said}"):
        small(tmp_path, POPULATION, SHARE, toml)


@pytest.fixture
def entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Indicator]:
    """Two fetched indicators, one computed from one of them, and one from what has no figures."""
    gone = POPULATION.replace("invanare", "borta").replace("N01951", "N77777")
    ours = (entry("klyfta", "gap", ["invanare"]), entry("tom", "gap", ["borta"]))
    entries = small(tmp_path / "catalogue", POPULATION, SHARE, gone, *ours)
    monkeypatch.setattr(catalogue, "load", lambda: entries)
    monkeypatch.setattr(releases, "DEFAULT", tmp_path / "none")
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path / "data"))
    return entries


def test_an_update_publishes_what_can_be_computed_and_awaits_the_rest(
    entries: dict[str, Indicator], agencies: Emulator, tmp_path: Path
) -> None:
    result = CliRunner().invoke(main, ["update"])
    release = releases.current(tmp_path / "data")

    assert (list(release.indicators), list(release.awaited)) == (
        ["invanare", "andel", "klyfta"],
        ["borta", "tom"],
    )
    assert "awaited, without figures yet: borta, tom" in result.output
    gap, of = release.indicators["klyfta"], release.indicators["invanare"]
    assert (gap.agency, gap.table, gap.taken) == ("Kolada", "N01951", of.taken)
    assert (gap.sexes, gap.first_period) == (["T"], of.first_period)
    assert not [r for r in agencies.requests if "klyfta" in r.path]
    assert entries["tom"].agency == "Kolada"


def test_what_is_computed_waits_for_what_it_is_of_also_when_only_that_is_fetched(
    entries: dict[str, Indicator], agencies: Emulator, tmp_path: Path
) -> None:
    CliRunner().invoke(main, ["update", "invanare"])

    assert list(releases.current(tmp_path / "data").indicators) == ["invanare", "klyfta"]
    assert len(entries) > 2
    assert agencies.requests


def test_what_is_computed_equals_the_published_figures_it_is_of(
    entries: dict[str, Indicator],  # noqa: ARG001  # what is run
    agencies: Emulator,  # noqa: ARG001  # it must answer
    tmp_path: Path,
) -> None:
    CliRunner().invoke(main, ["update"])
    release = releases.current(tmp_path / "data")
    wide = release.observations("invanare").pivot_table(
        index=["region", "period"], columns="sex", values="value"
    )
    gap = release.observations("klyfta").dropna().set_index(["region", "period"])["value"]

    both = wide.dropna(subset=["K", "M"]).index
    assert len(both) > 0
    assert set(gap.index) == set(both)
    assert gap.to_dict() == (wide["K"] - wide["M"]).loc[gap.index].to_dict()
