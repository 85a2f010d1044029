"""A series that its agency split over tables is one indicator, with its seam told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.web import create_app
from etl import catalogue
from etl.__main__ import main
from etl.model import Answer, Indicator
from etl.net.session import Session
from etl.observations import checks
from etl.run import parts
from etl.run.update import fetch
from etl.sources import kolada, scb
from etl.store import releases, snapshots
from tests.replay import Emulator
from tests.runs import FAST, figures, runner
from tests.shown import page
from tests.small import BY_AGE, POPULATION, SHARE, entry, messages, small

# TAB9001 twice over: its years to 2022 as the earlier table's, its later ones as its own.
SPLIT = BY_AGE + (
    """[[alder.earlier]]
table = "TAB9001"
last = "2022"
[alder.earlier.query]
contents = "00000001"
region = "Region"
sex = "Kon"
age = "Alder"
sexes = { T = "TotSa", K = "2", M = "1" }
ages = { total = "TotSA", "100+" = "100+" }
"""
)
KPIS = POPULATION + (
    """[[invanare.earlier]]
table = "N90001"
last = "2020"
source_unit = "stycken"
[invanare.earlier.query]
kpi = "N90001"
first = 2015
"""
)


def kolada_answer(indicator: Indicator, title: str, **values: float) -> Answer:
    """Riket's total in some years: `y2020=1`."""
    rows = [
        {"kpi": indicator.table, "period": int(year[1:]), "municipality": "0000",
         "values": [{"gender": "T", "value": value, "status": "", "isdeleted": False}]}
        for year, value in values.items()
    ]  # fmt: skip
    body = {"kpi": {"id": indicator.table, "title": title}, "values": rows}
    return Answer(kolada.asked(indicator), datetime(2024, 1, 15, tzinfo=UTC), None, body)


def test_of_a_figure_of_every_so_many_years_what_repeats_it_is_left_out(tmp_path: Path) -> None:
    elected = POPULATION.replace("decimals =", "cycle = { years = 4, of = 2022 }\ndecimals =")
    indicator = small(tmp_path, elected)["invanare"]
    answer = kolada_answer(indicator, "x, antal", y2014=1, y2015=1, y2018=2, y2021=2, y2022=3)
    frame = parts.read(indicator, [answer]).frame

    assert [*frame["period"]] == ["2014", "2018", "2022"]
    before = frame.assign(period=["2014", "2015", "2016"])  # as an older version published it
    case = checks.Case(indicator, frame, "antal", before)
    assert list(checks.coverage_is_kept(case)) == []


def test_the_title_is_true_of_the_newest_figures(tmp_path: Path) -> None:
    called = (
        'called = [{ to = "2022", title = "18–64", title_en = "a", description = "b",'
        ' description_en = "c" }]\ndecimals ='
    )
    indicator = small(tmp_path, POPULATION.replace("decimals =", called))["invanare"]
    titles = [indicator.words(last).title for last in ("2021", "2022", "2023", "")]
    assert titles == ["18–64", "18–64", "Påhittad", "Påhittad"]


def test_each_table_gives_its_own_periods(tmp_path: Path) -> None:
    indicator = small(tmp_path, KPIS)["invanare"]
    newest, earlier = indicator.parts
    answers = [
        kolada_answer(newest, "x, antal", y2019=1, y2020=2, y2021=3),
        kolada_answer(earlier, "y, stycken", y2019=10, y2020=20, y2021=30),
    ]
    frame = parts.read(indicator, answers).frame

    assert dict(zip(frame["period"], frame["value"], strict=True)) == {
        "2019": 10, "2020": 20, "2021": 3,
    }  # fmt: skip
    assert parts.unit(indicator, answers) == indicator.source_unit


TWICE = POPULATION + (
    """[[invanare.earlier]]
source = "scb"
same = true
table = "TAB9001"
last = "2023"
source_unit = "antal personer"
[invanare.earlier.query]
contents = "00000001"
region = "Region"
sex = "Kon"
sexes = { T = "TotSa" }
fixed = { Alder = "TotSA" }
"""
)


def test_the_same_statistic_of_another_agency_fills_what_is_lacking(tmp_path: Path) -> None:
    indicator = small(tmp_path, TWICE)["invanare"]
    own, other = indicator.parts
    assert (own.source, other.source, other.agency) == ("kolada", "scb", "SCB")
    assert indicator.seam == ""
    cells = {"2021": 10, "2022": 20, "2023": 30, "2024": 40}
    table = {
        "version": "2.0", "class": "dataset", "size": [1, 1, 1, 4],
        "id": ["Region", "Kon", "Alder", "Tid"],
        "dimension": {"Region": {"category": {"index": ["00"]}},
                      "Kon": {"category": {"index": ["TotSa"]}},
                      "Alder": {"category": {"index": ["TotSA"]}},
                      "Tid": {"category": {"index": list(cells)}}},
        "value": list(cells.values()), "status": {},
    }  # fmt: skip
    theirs = Answer(scb.asked(other), datetime(2025, 2, 21, tzinfo=UTC), None, {"chunks": [table]})
    answers = [kolada_answer(own, "x, antal", y2020=1, y2021=2), theirs]
    frame, told, _ = parts.read(indicator, answers)

    assert dict(zip(frame["period"], frame["value"], strict=True)) == {
        "2020": 1, "2021": 2, "2022": 20, "2023": 30,
    }  # fmt: skip
    assert [(each.agency, each.first, each.last, str(each.taken), each.same) for each in told] == [
        ("SCB", "2022", "2023", "2025-02-21", True)
    ]


def test_a_table_that_two_sources_indicators_want_is_asked_for_once(
    tmp_path: Path, agencies: Emulator
) -> None:
    entries = small(tmp_path / "catalogue", TWICE, BY_AGE)
    agencies.requests.clear()
    with Session(FAST) as session:
        outcomes = list(fetch(tmp_path / "data", entries.values(), session, accept=True))
    assert [each.problem for each in outcomes] == [None, None]
    asked = [seen.path for seen in agencies.requests]
    assert sum("TAB9001/metadata" in path for path in asked) == 2  # before and after
    agencies.requests.clear()
    with Session(FAST) as session:
        list(fetch(tmp_path / "data", entries.values(), session, accept=True))
    assert sum("pastDays" in seen.path for seen in agencies.requests) <= 1


def test_another_source_s_silence_counts_against_no_one_else(
    tmp_path: Path, agencies: Emulator
) -> None:
    entries = small(tmp_path / "catalogue", TWICE)
    agencies.strike("503@TAB9001")
    with Session(FAST) as session:
        (outcome,) = fetch(tmp_path / "data", entries.values(), session, accept=True)
    assert "TAB9001" in (outcome.problem or "")
    assert not outcome.unavailable


def test_a_unit_that_is_another_in_any_of_the_tables_is_told(tmp_path: Path) -> None:
    indicator = small(tmp_path, KPIS)["invanare"]
    newest, earlier = indicator.parts
    answers = [kolada_answer(newest, "x, antal", y2021=1), kolada_answer(earlier, "y", y2019=1)]

    assert parts.unit(indicator, answers) == "y"


@pytest.fixture
def data(tmp_path: Path, agencies: Emulator, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001
    entries = small(tmp_path / "catalogue", SPLIT, SHARE)
    monkeypatch.setattr(catalogue, "load", lambda: entries)
    monkeypatch.setattr(releases, "DEFAULT", tmp_path / "none")
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def update(*arguments: str) -> str:
    return messages(CliRunner().invoke(main, ["update", *arguments]).stdout)


def test_a_split_series_is_published_whole_with_its_seam(data: Path) -> None:
    update()
    release = releases.current(data)
    frame = release.observations("alder")
    ages = {period: set(rows["age"]) for period, rows in frame.groupby("period")}

    told = release.indicators["alder"]
    assert (told.seam, [(each.table, each.last) for each in told.earlier]) == (
        "2022",
        [("TAB9001", "2022")],
    )
    assert (release.indicators["andel"].seam, release.indicators["andel"].earlier) == ("", [])
    assert ages["2022"] == {"total", "100+"}
    assert ages["2023"] == {"total", "0-99", "100+"}
    assert not frame.duplicated(["region", "sex", "age", "period"]).any()


def test_each_table_s_answer_is_kept_and_a_run_without_one_keeps_the_release(data: Path) -> None:
    update()
    assert {path.name for path in (data / "snapshots").iterdir()} == {
        "alder.json.gz",
        "alder.1.json.gz",
        "andel.json.gz",
    }
    before = releases.published(data)
    (data / "snapshots" / "alder.1.json.gz").unlink()
    CliRunner().invoke(main, ["publish"])

    assert releases.published(data) == before
    assert snapshots.opened(data, "alder.1") is None


def test_a_fault_in_the_earlier_table_keeps_the_whole_series_as_it_was(
    data: Path, agencies: Emulator
) -> None:
    update()
    before = releases.current(data).observations("alder")
    agencies.strike("400-variable@TAB9001/data")
    said = update("--full")

    assert "alder: stale: " in said
    assert releases.current(data).observations("alder").equals(before)


def test_no_change_is_computed_over_a_seam_and_its_place_says_so(
    agencies: Emulator,  # noqa: ARG001  # it must answer
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every_second = entry("langre", "change", ["alder"], lag=2)
    run = runner(tmp_path, monkeypatch, SPLIT, entry("ny", "change", ["alder"]), every_second)
    result = run("update")
    assert result.exit_code == 0, result.output
    of = {key: cell[0] for key, cell in figures("alder").items() if key[1:3] == ("T", "total")}
    found = {key: cell for key, cell in figures("ny").items() if key[2] == "total"}
    assert {key[3] for key in of} == {"2021", "2022", "2023", "2024"}
    assert {key[3] for key, cell in found.items() if cell == (None, ".")} == {"2023"}
    for (*place, year), value in of.items():
        before = of.get((*place, str(int(year) - 1)))
        if year != "2023" and value is not None and before:
            assert found[*place, year][0] == pytest.approx((value / before - 1) * 100, abs=0.005)
    assert "awaited, without figures yet: langre" in result.output


@pytest.mark.parametrize("how", ["share", "difference", "gap", "change"])
def test_what_is_computed_of_a_split_series_carries_its_seam_to_readers(
    how: str,
    agencies: Emulator,  # noqa: ARG001  # it must answer
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of = ["alder"] if how in ("gap", "change") else ["invanare", "alder"]
    run = runner(tmp_path, monkeypatch, POPULATION, SPLIT, entry("ny", how, of))
    assert run("update").exit_code == 0
    published = releases.current(releases.folder()).indicators["ny"]
    assert (published.seam, published.earlier) == ("2022", [])
    for lang, said in {
        "sv": "Källan bytte tabell efter 2022; ingen ändring räknas över bytet.",
        "en": "The source changed table after 2022; no change is computed over that.",
    }.items():
        assert said in page(create_app().server.test_client(), "/indikatorer/ny", f"?lang={lang}")
