"""A few odd figures are held back and told, and the rest is published; many fail the check."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.pages import revisions
from dashboard.pages import status as page
from etl import regions
from etl.errors import CatalogueError
from etl.model import UNDER_REVIEW
from etl.net.session import Session
from etl.observations import odd
from etl.store import releases, status
from tests.replay import SAMPLE, serve
from tests.runs import FAST, Run, figures, lines, runner
from tests.shown import words
from tests.small import NOTICES, POPULATION, entry, small

Cell = tuple[str, str, str]  # region, sex, year
World = Callable[[dict[Cell, float]], None]
HELD = {("2480", "K", "2023"): 43_849_000.0, ("2425", "T", "2022"): -83.0}
SAID = "under review, outside the range: 2425 T total 2022 -83, 2480 K total 2023 43849000"


@contextmanager
def agencies(folder: Path, changed: dict[Cell, float]) -> Iterator[None]:
    """Kolada with all regions, 1 000 each, but for what is changed."""
    shutil.copytree(SAMPLE, folder)
    values = next((folder / "kolada").glob("values_*.csv"))
    rows = [
        f"N01951,{code.zfill(4)},{year},{sex},{changed.get((code, sex, year), 1000)},"
        for code in regions.names()
        for year in ("2021", "2022", "2023")
        for sex in "TKM"
    ]
    values.write_text("\n".join(["kpi,municipality,period,gender,value,status", *rows]) + "\n")
    with serve(folder, limits=False) as emulator, pytest.MonkeyPatch.context() as patch:
        for variable, url in emulator.urls.items():
            patch.setenv(variable, url)
        patch.setattr(Session, "pace", lambda *_, **__: None)
        patch.setattr("etl.net.session.PATIENCE", FAST)
        yield


def update(folder: Path, run: Run, changed: dict[Cell, float]) -> str:
    """A run over such a world, which must end well; what it told of the indicator."""
    shutil.rmtree(folder / "world", ignore_errors=True)
    with agencies(folder / "world", changed):
        ran = run("update", "--full")
    assert ran.exit_code == 0, ran.output
    return lines(ran.output, "invanare: ")[0]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(tmp_path, monkeypatch, POPULATION, entry("gap", "gap", ["invanare"]))


def test_a_few_odd_figures_are_held_back_and_all_others_published(run: Run, tmp_path: Path) -> None:
    assert update(tmp_path, run, HELD) == f"new figures; {SAID}"

    found = figures("invanare")
    assert found["2480", "K", "total", "2023"] == (None, UNDER_REVIEW)
    assert found["2425", "T", "total", "2022"] == (None, UNDER_REVIEW)
    assert [value for value, _ in found.values()].count(1000) == len(found) - 2
    assert len(found) == 312 * 9
    assert figures("gap")["2480", "T", "total", "2023"] == (None, UNDER_REVIEW)


def test_they_are_told_by_status_and_on_its_page_for_as_long_as_they_are_held(
    run: Run, tmp_path: Path
) -> None:
    update(tmp_path, run, HELD)
    assert lines(run("status").output, "invanare: ")[0].endswith(f"; {SAID}")
    said = json.loads(run("status", "--json").output)[0]["apart"]["odd"]
    assert [(each["region"], each["value"]) for each in said] == [("2425", -83), ("2480", 43849000)]
    told = " ".join(words(page.layout()).split())
    assert "Siffror som inte visas: 1" in told
    assert "Dorotea 2022: −83 personer; Umeå kvinnor 2023: 43 849 000 personer." in told.replace(
        "\u00a0", " "
    )
    assert "Under review, as the value is outside" in words(page.layout(lang="en"))

    assert update(tmp_path, run, {}) == "new figures"
    assert "under review" not in run("status").output
    assert "Siffror som inte visas" not in words(page.layout())


def test_what_did_not_change_is_told_as_before(run: Run, tmp_path: Path) -> None:
    update(tmp_path, run, HELD)
    with agencies(tmp_path / "again", HELD):
        assert "invanare: unchanged" in run("update").output
    assert SAID in run("status").output


def test_that_a_figure_is_held_and_that_it_is_shown_again_is_a_change_like_any(
    run: Run, tmp_path: Path
) -> None:
    update(tmp_path, run, {})
    update(tmp_path, run, HELD)
    told = words(revisions.layout(indicator="invanare"))
    assert "uppgiften granskas" in told
    update(tmp_path, run, {})
    assert "uppgiften granskas" in words(revisions.layout(indicator="invanare"))


def test_what_is_known_to_be_true_is_published_and_at_another_value_it_is_odd_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = """known = [
    { region = "2480", sex = "K", period = "2023", value = 43849000 },
    { region = "2425", period = "2022", value = -83.0 },
]
[invanare.query]"""
    run = runner(tmp_path, monkeypatch, POPULATION.replace("[invanare.query]", known))
    assert update(tmp_path, run, HELD) == "new figures"
    assert figures("invanare")["2480", "K", "total", "2023"] == (43849000, "")
    assert figures("invanare")["2425", "T", "total", "2022"] == (-83, "")

    other = {**HELD, ("2480", "K", "2023"): 43849001.0, ("2480", "K", "2022"): 43849000.0}
    told = update(tmp_path, run, other)
    assert told.endswith("range: 2480 K total 2022 43849000, 2480 K total 2023 43849001")
    assert figures("invanare")["2425", "T", "total", "2022"] == (-83, "")


def test_what_is_known_since_is_published_without_asking_anyone(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(tmp_path, run, HELD)
    known = 'known = [{ region = "2425", period = "2022", value = -83 }]\n[invanare.query]'
    run = runner(tmp_path, monkeypatch, POPULATION.replace("[invanare.query]", known))
    assert run("publish").exit_code == 0
    assert figures("invanare")["2425", "T", "total", "2022"] == (-83, "")
    (left,) = status.read(releases.folder()).of("invanare").apart.odd
    assert left.region == "2480"


def test_many_odd_figures_are_no_slips_and_nothing_is_believed(run: Run, tmp_path: Path) -> None:
    update(tmp_path, run, {})
    many = {(code, "T", "2023"): -1.0 for code in list(regions.names())[: odd.MOST + 1]}
    with agencies(tmp_path / "many", many):
        ran = run("update", "--full")
    assert ran.exit_code == 1
    assert f"{odd.MOST + 1} values are outside 0…1e+06, first 00 T total 2023 -1" in ran.output
    assert figures("invanare")["00", "T", "total", "2023"] == (1000, "")


def test_what_is_computed_has_its_own_range(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gap = entry("gap", "gap", ["invanare"]).replace("[-1000000, 1000000]", "[-10, 10]")
    run = runner(tmp_path, monkeypatch, POPULATION, gap)
    with agencies(tmp_path / "world", {("2480", "K", "2023"): 1500}):
        ran = run("update")
    assert ran.exit_code == 0, ran.output
    assert "gap: under review, outside the range: 2480 T total 2023 500" in ran.output
    assert figures("gap")["2480", "T", "total", "2023"] == (None, UNDER_REVIEW)
    assert "under review" in lines(run("status").output, "gap: ")[0]


@pytest.mark.parametrize("bound", ["inf", "-inf", "nan"])
def test_a_range_that_bounds_nothing_is_refused(bound: str, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"\[invanare\]\.range\.1: "):
        small(tmp_path, POPULATION.replace("[0, 1000000]", f"[0, {bound}]"))


def test_a_file_may_hold_what_is_known_and_nothing_else_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = 'known = [{ region = "00", period = "2024M09", value = -4 }]\n'
    run = runner(tmp_path, monkeypatch, NOTICES + known)
    file = releases.folder() / "inbox" / "varsel.csv"
    file.parent.mkdir(parents=True)
    rows = ["00;2024M09;{};personer;2024-10-12", "24;2024M09;1;personer;2024-10-12"]
    text = "\n".join(["region;period;value;unit;published", *rows])
    file.write_text(text.format("-4"))
    run("update", "--accept", "varsel")
    assert figures("varsel")["00", "T", "total", "2024M09"] == (-4, "")
    file.write_text(text.format("-5"))
    assert "row 2, value: is not between 0 and 1e+06" in run("update").output
