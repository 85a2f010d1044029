"""An agency's clock that is wrong: not believed, told by name, and no harm done later."""

import json
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.pages import status as page
from dashboard.report import archive
from etl.net import clock, reply
from etl.net.clock import Dated
from etl.run import join
from etl.store import prune, releases, snapshots, status
from tests.replay import Emulator
from tests.runs import Run, runner
from tests.shown import words
from tests.small import BY_AGE, POPULATION

AGENCY, HERE = "https://api.kolada.se/v3/kpi", "http://127.0.0.1:8113/v3/kpi"
AHEAD = date(2031, 2, 1)


def today() -> str:
    """Asked anew by each test: a run of all of them can go on past midnight."""
    return datetime.now(UTC).date().isoformat()


def headers(then: datetime, *, recorded: bool = False) -> dict[str, str]:
    given = {"Date": format_datetime(then, usegmt=True)}
    return given | {clock.REPLAYED: "recorded"} if recorded else given


@given(st.floats(-23.9, 23.9))
def test_a_clock_that_agrees_to_a_day_dates_its_answer(hours: float) -> None:
    then = (datetime.now(UTC) + timedelta(hours=hours)).replace(microsecond=0)
    assert clock.dated(AGENCY, headers(then)) == Dated(then)


@given(st.floats(24.1, 800_000), st.sampled_from([-1, 1]), st.booleans())
def test_one_that_does_not_is_doubted_and_ours_is_used_whatever_the_agency_says_besides(
    hours: float, sign: int, recorded: bool
) -> None:
    then = (datetime.now(UTC) + sign * timedelta(hours=hours)).replace(microsecond=0)
    for url in (AGENCY, AGENCY.replace("api.kolada.se", "localhost"), "http://10.0.0.7/v3"):
        found = clock.dated(url, headers(then, recorded=recorded))
        assert found.doubted == then
        assert abs(found.date - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("url", [HERE, "http://[::1]:80/", "http://127.3.4.5/"])
def test_a_recorded_answer_of_this_machine_keeps_its_day_but_none_to_come(url: str) -> None:
    then = datetime(2017, 1, 18, 12, tzinfo=UTC)
    assert clock.dated(url, headers(then, recorded=True)) == Dated(then)
    assert clock.dated(url, headers(then)).doubted == then
    ahead = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
    assert clock.dated(url, headers(ahead, recorded=True)).doubted == ahead


@pytest.mark.parametrize("given", ["", "yesterday", "Sat, 99 Feb 2031 09:00:00 GMT"])
def test_where_no_date_is_told_nothing_is_doubted(given: str) -> None:
    found = clock.dated(AGENCY, {"Date": given})
    assert found.doubted is None
    assert abs(found.date - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.fixture
def run(agencies: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    assert agencies.faults == []
    return runner(tmp_path, monkeypatch, POPULATION, BY_AGE)


@pytest.mark.parametrize("year", [2031, 1970])
def test_it_is_told_by_name_until_the_clock_is_right_again(
    run: Run, agencies: Emulator, year: int
) -> None:
    agencies.strike(f"clock-{year}@/v3/")
    ran = run("update")
    said = f"{year}-02-01T09:00:00Z"
    told = f"Kolada: its clock says {year}-02-01 09:00 UTC, which is not believed: ours is used"
    records = {each["id"]: each for each in json.loads(run("status", "--json").output)}

    assert (ran.exit_code, ran.output.count(told)) == (0, 1)
    assert str(releases.published(releases.folder())).startswith(today())
    assert {id_: each["clock"] for id_, each in records.items()} == {
        "invanare": said,
        "alder": None,
    }
    assert records["invanare"]["taken"] == today()
    assert f"well; its source's clock said {said}, not believed" in run("status").output
    assert f"Källans klocka visade {year}-02-01" in words(page.layout())
    assert f"The source's clock said {year}-02-01" in words(page.layout(lang="en"))

    agencies.heal()
    run("update", "alder")
    assert status.read(releases.folder()).clocks.keys() == {"kolada"}  # it was not asked
    assert "not believed" not in run("update", "--full").output
    assert status.read(releases.folder()).clocks == {}
    assert "klocka" not in words(page.layout())


@pytest.fixture
def believed(run: Run, agencies: Emulator, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder as an older version left it, which believed a clock of 2031."""
    with monkeypatch.context() as older:
        older.setattr(reply, "dated", lambda _, given: Dated(clock.moment(given["Date"])))
        older.setattr(join, "_has_been", lambda day: day)
        agencies.strike("clock-2031@/v3/")
        run("update")
        agencies.heal()
    assert str(releases.published(releases.folder())).startswith(str(AHEAD))
    return releases.folder()


def test_a_release_of_a_day_to_come_is_followed_by_one_of_the_right_day(
    run: Run, believed: Path
) -> None:
    wrong = str(releases.published(believed))
    ran = run("update")
    release = releases.current(believed)

    assert "invanare: new figures" in ran.output  # read again, though Kolada says: unchanged
    assert release.id[:10] == str(max(each.taken for each in release.indicators.values()))
    assert release.id[:10] <= today()
    assert (release.content, release.id[11:]) == (release.content, wrong[11:])
    assert snapshots.head(believed, "invanare")["taken"][:10] <= today()
    assert f"nothing new: {release.id} stays" in run("update", "--full").output


def test_it_is_mended_without_the_network_too_and_kept_no_longer_than_others(
    run: Run, believed: Path, agencies: Emulator
) -> None:
    wrong = str(releases.published(believed))
    agencies.strike("503")
    run("publish")
    assert str(releases.published(believed)).startswith(today())
    agencies.heal()
    agencies.publish("TAB9001")
    run("update")
    assert [path.name for path in prune.dispensable(believed, ["invanare", "alder"])] == [wrong]


RECORD = {"release": "2026-09-14-0", "title": {"sv": ""}, "told": {"sv": []}, "summary": [],
          "sections": []}  # fmt: skip


def test_an_issue_of_a_month_to_come_is_not_the_newest(believed: Path) -> None:
    for issue in (f"{AHEAD:%Y-%m}", "2026-09", today()[:7]):
        (believed / "reports" / "24" / issue).mkdir(parents=True)
        (believed / "reports" / "24" / issue / archive.RECORD).write_text(json.dumps(RECORD))
    assert archive.issues("24") == [today()[:7], "2026-09"]
    assert archive.record("24", f"{AHEAD:%Y-%m}") == RECORD  # who has its address still reads it
