"""The world outside: whatever comes of any source is bounded, dated, and never said back."""

import re
import shutil
import tracemalloc
from pathlib import Path

import pytest

from dashboard.pages import status as page
from etl import periods
from etl.errors import AnswerUnreadable, CatalogueError, SourceUnavailable
from etl.net import bounds
from etl.net.session import Session
from etl.sources import tillvaxtverket
from etl.store import releases, status
from tests.replay import Emulator
from tests.replay.strangers import MARK, STRANGERS, spaces
from tests.replay.wire import Reply, Server
from tests.runs import FAST, Run, figures, runner
from tests.shown import words
from tests.small import (
    BY_AGE,
    NEW,
    NOTICES,
    OF_EACH_SOURCE,
    POPULATION,
    RATE,
    SHARE,
    small,
)

SECRET = MARK.split()[0]
ASKED = {"invanare", "alder", "lage", "nya", "halsa", "ranta", "natter"}  # one of each agency
DATA = ["/data", "json-stat2", "Observations", "GuestNights"]  # what figures are asked for by
FILE = "region,sex,period,value,unit,published\n" + "".join(
    f"{region},{sex},2024M09,7,personer,2024-10-12\n"
    for region in ("00", "24", "0180")
    for sex in "TKM"
)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("good")


@pytest.fixture
def run(good: Path, agencies: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs of one indicator of each source, over good figures."""
    if not (good / "data").exists():
        with pytest.MonkeyPatch.context() as patch:
            first = runner(good, patch, *OF_EACH_SOURCE)
            put(FILE)
            ran = first("update")
        assert ran.exit_code == 0, ran.output
    assert agencies.faults == []
    shutil.copytree(good / "data", tmp_path / "data")
    return runner(tmp_path, monkeypatch, *OF_EACH_SOURCE)


def put(text: str) -> None:
    path = releases.folder() / "inbox" / "varsel.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def problems() -> dict[str, str]:
    """What the next run, and every reader, is told of each that failed."""
    noted = status.read(releases.folder()).indicators
    return {id_: each.problem for id_, each in noted.items() if each.problem}


def everything() -> dict[str, object]:
    return {id_: figures(id_) for id_ in ASKED | {"varsel"}}


# what is told

MARKED = [name for name in STRANGERS if name.startswith("marked")]
EACH_TIME = ["marked-texts-3", "marked-names-2", "marked-numbers-3", "marked-400", "marked-kind"]


def often(names: list[str], each_time: list[str]) -> list[object]:
    """Some of several each time, the others among the slow ones."""
    slow = pytest.mark.slow
    return [pytest.param(each, marks=() if each in each_time else slow) for each in names]


@pytest.mark.parametrize("fault", often(MARKED, EACH_TIME))
def test_what_a_stranger_writes_is_told_nowhere(
    fault: str, run: Run, agencies: Emulator, capfd: pytest.CaptureFixture[str]
) -> None:
    agencies.strike(fault)
    put(FILE.replace("personer", MARK).replace("24,", f"{MARK},") + f"{MARK};")
    ran = run("update", "--full")
    assert "inbox/varsel.csv: row 2, unit: is not personer" in problems()["varsel"]
    assert problems().keys() > {"varsel"}
    shown = words(page.layout()) + words(page.layout(lang="en"))
    noted = (releases.folder() / "status.json").read_text(encoding="utf-8")
    for told in (ran.output, run("status").output, noted, shown, *capfd.readouterr()):
        assert SECRET not in told
        assert not re.search("[\x1b\u202e]|<b>", told)


def test_a_name_that_acts_on_a_terminal_does_nothing_there(run: Run) -> None:
    put(FILE)
    (releases.folder() / "inbox" / "a\x1b[31m\u202eb.csv").touch()
    assert "inbox/a [31m b.csv is read by nothing" in run("update").output


# what comes

PACKINGS = ["gzip", "deflate", "br", "zstd", "503"]


@pytest.mark.parametrize("packing", often(PACKINGS, ["gzip"]))
def test_a_bomb_of_any_agency_is_refused_by_name_and_its_figures_stay(
    packing: str, run: Run, agencies: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tillvaxtverket, "LARGEST", 1_000_000)
    before = everything()
    agencies.strike(*(f"bomb-{packing}@{each}" for each in DATA))
    run("update", "--full")
    assert problems().keys() == ASKED
    assert {bool(re.search(r"/.*: more than [\d.]+ MB came", each)) for each in problems().values()}
    assert everything() == before


@pytest.mark.parametrize("packing", PACKINGS)
def test_of_a_bomb_no_more_than_was_asked_for_is_ever_in_memory(
    packing: str, agencies: Emulator
) -> None:
    agencies.strike(f"bomb-{packing}")
    spaces(packing.replace("503", "gzip"))  # made before
    tracemalloc.start()
    with Session(FAST) as session, pytest.raises(AnswerUnreadable, match="more than 1 MB came"):
        session.get(f"{agencies.kolada_url}/kpi", most=1_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000


def test_what_leads_on_is_not_read_however_much_it_is() -> None:
    headers = {"Location": "/there"}

    def answer(request: object) -> Reply:
        there = "there" in request.target
        return Reply(200, b"{}", "application/json") if there else endless

    endless = Reply(302, b"x", None, headers | {"Content-Length": str(10**12)})
    server = Server(0, "", answer)
    server.start()
    try:
        with Session(FAST) as session:
            assert session.get(f"{server.url}/here").body == {}
            assert session.calls == 1
    finally:
        server.stop()


def test_an_answer_that_goes_on_and_is_nothing_ends_in_time(agencies: Emulator) -> None:
    agencies.strike("empties")
    with Session(FAST) as session, pytest.raises(SourceUnavailable, match="came too slowly"):
        session.get(f"{agencies.kolada_url}/kpi")


def test_a_table_of_more_cells_than_can_be_meant_is_not_asked_for(
    run: Run, agencies: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "CELLS", 1)
    agencies.requests.clear()
    run("update", "--full")
    told = problems()
    assert told.keys() == {"alder", "lage", "nya", "halsa"}
    assert all("cells, and none we know has 1" in each for each in told.values())
    assert not any("json-stat2" in f"{each.path}{each.body!r}" for each in agencies.requests)


# when it is of

QUERY = BY_AGE.partition("[alder.query]")[2]


@pytest.mark.parametrize("century", often(["10", "16", "99"], ["16", "99"]))
def test_figures_of_years_that_cannot_be_are_refused_of_every_source(
    century: str, run: Run, agencies: Emulator
) -> None:
    before = everything()
    agencies.strike(f"years-{century}")
    put(FILE.replace("2024M", f"{century}24M"))
    run("update", "--full")
    assert problems().keys() == ASKED | {"varsel"}
    assert f"is not {periods.allowed('year')}" in problems()["alder"]
    assert f"is not {periods.allowed('month')}" in problems()["natter"]
    assert f"row 2, period: is not {periods.allowed('month')}" in problems()["varsel"]
    assert everything() == before


@pytest.mark.parametrize("year", ["0204", "2999"])
def test_a_stamp_of_a_day_that_cannot_be_is_not_told(
    year: str, agencies: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = runner(tmp_path, monkeypatch, BY_AGE, NEW)
    agencies.strike(f"stamped-{year}")
    assert run("update").exit_code == 0
    published = releases.current(releases.folder()).indicators
    assert {id_: published[id_].updated for id_ in ("alder", "nya")} == {"alder": None, "nya": None}


@pytest.mark.parametrize(
    "text",
    [
        RATE.replace("2023M10", "0204M10"),
        RATE.replace("2023M10", "2023"),
        f'{BY_AGE}[[alder.earlier]]\ntable = "T"\nlast = "9999"\n[alder.earlier.query]{QUERY}',
    ],
    ids=["too early", "another frequency", "too late"],
)
def test_a_period_of_the_catalogue_that_cannot_be_is_named(text: str, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"a (month|period) from 1700 to 2\d{3}"):
        small(tmp_path, text)


def test_what_an_older_version_published_of_such_years_goes_without_a_word(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = FILE.replace("2024M", "1024M")
    with monkeypatch.context() as older:
        older.setattr(periods, "FIRST", 1000)
        put(FILE + strange.partition("\n")[2])
        assert run("update").exit_code == 0
        assert len(figures("varsel")) == 18
    (releases.folder() / "made.json").unlink()  # it was other code that made it
    assert run("publish").exit_code == 1
    assert {period for *_, period in figures("varsel")} == {"2024M09"}
    put(FILE)
    assert run("update").exit_code == 0


# what is not there


@pytest.fixture
def first(agencies: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs of indicators that have no figures yet, beside a release that ships with all regions."""
    assert agencies.faults == []
    role = POPULATION.replace("by_sex", "roles = { population = 1 }\nby_sex")
    ships = runner(tmp_path / "ships", monkeypatch, role)
    assert ships("update").exit_code == 0
    path = releases.current(releases.folder()).path
    ran = runner(tmp_path / "first", monkeypatch, SHARE, BY_AGE, NOTICES)
    monkeypatch.setattr(releases, "DEFAULT", path)
    return ran


def test_a_first_answer_that_lacks_a_region_is_named_and_accepted_only_by_name(
    first: Run, agencies: Emulator
) -> None:
    agencies.strike("missing-unit@N90001", "wrong-codes@TAB9001/metadata")
    put(FILE)
    ran = first("update")
    said = "is not there, in a first answer: where that is so, `etl update andel --accept`"
    assert (ran.exit_code, problems().keys()) == (1, {"andel", "alder"})
    assert f"region 2580 {said}" in problems()["andel"]
    assert "region 0180, 2580 is not there, in a first answer" in problems()["alder"]
    assert figures("varsel")
    assert not figures("andel")
    assert "accepted: region 2580" in first("update", "andel", "--accept").output
    assert figures("andel")
    agencies.heal()
    assert "accepted: region 0180 is" in first("update", "alder", "--accept").output
    assert first("update").exit_code == 0
