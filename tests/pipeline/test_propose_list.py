"""`propose kolada`: the values decide; and a whole list of KPIs becomes one file to go through."""

import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from etl import catalogue
from etl.__main__ import main
from etl.catalogue import FOLDER, units
from etl.model import Indicator
from etl.net.session import Session
from etl.upkeep import kolada_values
from etl.upkeep.kolada_kpis import Kpi
from etl.upkeep.kolada_values import Values
from etl.upkeep.propose_kolada import of_kpi
from tests import RECORDED
from tests.replay import Emulator, serve
from tests.small import SHARE, TOPIC, small

UNITS = units.load(FOLDER)
WRONG = {  # the list says counties only, and no sexes
    "id": "N12345", "title": "Nöjda, andel (%)", "is_divided_by_gender": False,
    "municipality_type": "L", "description": "Text.", "publ_period": "2026",
}  # fmt: skip

Cell = tuple[str, str, int, float]  # unit, sex, year, value
Listed = Callable[..., Any]


def seen(*cells: Cell, newest: int = 2021) -> Values:
    values = Values()
    for unit, sex, year, value in cells:
        values.add(unit, sex, year, value, newest=year >= newest)
    return values


def fields(values: Values, **changed: Any) -> dict[str, Any]:
    """The entry's fields, and its query's."""
    entry = of_kpi(Kpi.model_validate(WRONG | changed), values, UNITS)
    return entry.fields | entry.query | {"asks": entry.asks}


def numbers(*values: float) -> Values:
    return seen(*(("2480", "T", 2020 + at, value) for at, value in enumerate(values)))


@pytest.fixture
def listed(tmp_path: Path, agencies: Emulator, monkeypatch: pytest.MonkeyPatch) -> Listed:
    """The command given a list, beside a catalogue of one entry."""
    assert agencies
    there = small(tmp_path / "catalogue", SHARE)
    monkeypatch.setattr(catalogue, "load", lambda: there)

    def run(text: str | bytes) -> Any:
        path = tmp_path / "list.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return CliRunner().invoke(main, ["propose", "kolada", "--from", str(path)])

    return run


def test_the_values_decide_levels_and_sexes_and_the_list_does_not() -> None:
    cells: Iterable[Cell] = [
        (unit, sex, 2021, 50.5) for unit in ("0000", "0024", "2480") for sex in "TKM"
    ]
    found = fields(seen(*cells, ("0000", "T", 1999, 40)))

    assert found["levels"] == ["country", "county", "municipality"]
    assert (found["by_sex"], found["first"], found["range"]) == (True, 1999, [0, 100])
    assert found["decimals"] == 1
    english = {"title_en", "subject_en", "description_en"}
    assert found["asks"].keys() == {*english, "subject", "better"}


@pytest.mark.parametrize(
    ("cells", "question"),
    [
        (
            [("0000", "T", 2021, 1.5), *[("2480", sex, 2021, 1.5) for sex in "KM"]],
            "women and men are not told for country: is that well?",
        ),
        (
            [("0000", "T", 2021, 1.5), *[("0000", sex, 2015, 1.5) for sex in "KM"]],
            "women and men are told until 2015 only: are they worth it?",
        ),
    ],
)
def test_sexes_of_some_levels_or_years_only_are_asked_about(
    cells: list[Cell], question: str
) -> None:
    found = fields(seen(*cells))
    assert (found["by_sex"], found["asks"]["by_sex"]) == (True, question)


def test_a_level_that_has_ended_is_asked_about() -> None:
    found = fields(seen(("0000", "T", 2022, 1.5), ("2480", "T", 2019, 1.5)))

    assert found["levels"] == ["country", "municipality"]
    assert found["asks"]["levels"] == "municipality until 2019 only: is it worth it?"


@pytest.mark.parametrize(
    ("title", "values", "decimals", "range_", "kind"),
    [
        ("Nöjda, andel (%)", [12.345, 99.9], 1, [0, 100], "rate"),
        ("Nöjda, andel (%)", [12, 99], 0, [0, 100], "rate"),
        ("Inrikes flyttnetto, andel (%)", [-2.5, 3.1], 1, [-5, 8], "balance"),
        ("Utsläpp till luft, kg", [8322.13, 59713408.91], 0, [0, 150000000], "count"),
        ("Invånare, antal", [2300, 10500000], 0, [0, 30000000], "count"),
        ("Utsläpp till luft, kg/inv", [0.512, 3.1], 2, [0, 8], "rate"),
        ("Inkomst, kr", [250321.5, 310000.25], 0, [0, 800000], "rate"),
        ("Ginikoefficient, index", [0.312, 0.52], 2, [0, 1], "rate"),
        ("Underskott, kr/inv", [-310.5, -20.25], 0, [-800, 0], "rate"),
        ("Inget, kr/inv", [0, 0, 2], 0, [0, 4], "rate"),
    ],
)
def test_decimals_range_and_kind_are_those_of_the_values(
    title: str, values: list[float], decimals: int, range_: list[float], kind: str
) -> None:
    found = fields(numbers(*values), title=title)

    assert (found["decimals"], found["range"], found["kind"]) == (decimals, range_, kind)
    assert not found["asks"].keys() & {"decimals", "range", "kind"}


@pytest.mark.parametrize("title", ["Har en plan (Ja=1, Nej=0)", "Har en plan, andel (%)"])
def test_codes_are_no_rate_and_are_asked_about(title: str) -> None:
    found = fields(numbers(0, 1, 1), title=title)

    assert (found["kind"], found["range"]) == ("", [0, 1])
    assert "codes" in found["asks"]["kind"]


def test_values_on_both_sides_of_0_that_no_word_explains_are_asked_about() -> None:
    assert "balance" in fields(numbers(-1.5, 2.5))["asks"]["kind"]


def test_without_values_the_list_is_followed_with_a_question_and_no_range() -> None:
    found = fields(Values())

    assert (found["levels"], found["by_sex"], found["range"]) == (["county"], False, [])
    assert found["asks"].keys() >= {"levels", "by_sex", "decimals", "range"}
    assert "first" not in found


def test_a_list_becomes_one_file_of_entries_and_what_is_wrong_is_told_by_line(
    listed: Listed, agencies: Emulator
) -> None:
    result = listed(
        "why,code,x\n,N01951,1\n,N90002\n,N90001\n,N01951\n\n,N99999\n,ett \x07 två\n,\nx,\n"
    )
    found = tomllib.loads(TOPIC + result.stdout)

    assert result.exit_code == 1
    assert [each["table"] for each in found.values() if isinstance(each, dict)] == [
        "N01951",
        "N90002",
    ]
    assert result.stdout.endswith(
        "# Not proposed:\n"
        "# line 7: N99999: Kolada has no such KPI\n"
        "# line 8: “…”: Kolada has no such KPI\n"
        "# line 10: no code\n"
        "# line 4: N90001: already in the catalogue: andel\n"
        "# line 5: N01951: is on line 2 already\n"
    )
    assert result.stdout.startswith("# list.csv: 2 entries, ")
    assert result.stderr.splitlines()[-3:-1] == [
        f"2 entries of 7 lines, {len(re.findall('(?m)^[a-z_]+ = .*← ', result.stdout))} questions",
        "2 lines left out, 3 failed",
    ]
    assert len([each for each in agencies.requests if "/data/" in each.path]) == 3


def test_a_list_of_what_is_there_or_new_alone_is_well(listed: Listed) -> None:
    result = listed("\ufeffCode;why\r\nN90001;a\r\nN01951;b\r\n")

    assert result.exit_code == 0
    assert "[invanare-pahittade-siffror]" not in result.stdout
    assert 'kpi = "N01951"\nfirst = 2020' in result.stdout


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("kpi,why\nN01951,x\n", "list.csv: line 1: no column `code`; it has kpi, why"),
        ("", "list.csv: line 1: no column `code`; it has nothing"),
        (b"code\n\xe5\xe4\xf6\n", "list.csv: cannot be read as CSV: UnicodeDecodeError"),
    ],
)
def test_a_list_that_is_none_is_told_in_a_sentence(
    text: str | bytes, problem: str, listed: Listed
) -> None:
    result = listed(text)

    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in result.stderr


def test_kpis_whose_values_cannot_be_had_fail_and_are_told(
    listed: Listed, agencies: Emulator
) -> None:
    agencies.strike("html-200@/data/kpi/N01951")
    result = listed("code\nN01951\n")

    assert result.exit_code == 1
    assert "# line 2: N01951: http" in result.stdout


@pytest.mark.usefixtures("agencies")
@pytest.mark.parametrize("words", [[], ["N01951", "--from", __file__]])
def test_either_a_kpi_or_a_list_is_needed(words: list[str]) -> None:
    result = CliRunner().invoke(main, ["propose", "kolada", *words])

    assert result.exit_code == 2
    assert "either a KPI or --from a list is needed" in result.stderr


@pytest.mark.skipif(not RECORDED.is_dir(), reason="../shared/replay is not here")
def test_the_values_of_many_kpis_are_few_requests_and_mend_the_list(
    monkeypatch: pytest.MonkeyPatch, indicators: dict[str, Indicator]
) -> None:
    """Two of these the list denies women and men; all that the catalogue has are compared."""
    assert indicators
    ours = [each for each in catalogue.load().values() if each.source == "kolada"]
    kpis = list(dict.fromkeys(["N01804", "N00927", *(each.table for each in ours)]))
    monkeypatch.setattr(Session, "pace", lambda *_, **__: None)
    with serve(RECORDED, limits=False) as emulator, Session() as session:
        monkeypatch.setenv("KOLADA_API_URL", emulator.kolada_url)
        looked = kolada_values.look(kpis, session, lambda _: None)
        asked = len(emulator.requests)

    assert not looked.failed
    assert asked < len(kpis) / 2
    assert looked.values["N01804"].by_sex
    assert looked.values["N00927"].by_sex
