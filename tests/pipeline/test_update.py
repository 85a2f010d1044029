"""A run of the pipeline: what is good is published, what fails is named and keeps its figures."""

import fcntl
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from click.testing import CliRunner

from dashboard import data as portal_data
from etl import catalogue
from etl.__main__ import main
from etl.errors import EtlError
from etl.model import KEY, Indicator
from etl.net.session import Session
from etl.run import update
from etl.store import releases, snapshots, status
from tests import PROJECT
from tests.replay import Emulator
from tests.runs import FAST
from tests.small import BY_AGE, EVERY, POPULATION, SHARE, messages, small


@dataclass(frozen=True)
class Ran:
    """What a command came to; `output` as a terminal would show it."""

    exit_code: int
    output: str
    stderr: str


Run = Callable[..., Ran]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(
    data: Path,
    agencies: Emulator,  # noqa: ARG001  # it must answer
    indicators: dict[str, Indicator],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """The command line on an empty data folder, the small catalogue, and nothing that ships."""
    monkeypatch.setenv("NORRLAGET_DATA", str(data))
    monkeypatch.setattr(catalogue, "load", lambda: indicators)
    monkeypatch.setattr(releases, "DEFAULT", tmp_path / "none")

    def run(*arguments: str) -> Ran:
        result = CliRunner().invoke(main, arguments)
        log = arguments[0] in ("update", "fetch", "publish")
        output = messages(result.stdout) if log else result.stdout
        stderr = result.stderr
        return Ran(result.exit_code, output, messages(stderr) if stderr[:1] == "{" else stderr)

    return run


def current(data: Path) -> releases.Release:
    return releases.current(data)


def test_an_update_publishes_every_indicator_with_a_line_for_each(run: Run, data: Path) -> None:
    result = run("update")

    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert sorted(lines[:3]) == [f"{id_}: new figures" for id_ in ("alder", "andel", "invanare")]
    assert lines[-1].startswith(f"published {current(data).id}: ")
    assert list(current(data).indicators) == ["invanare", "andel", "alder"]


def test_a_release_tells_what_its_figures_cover_and_when_they_were_taken(
    run: Run, data: Path
) -> None:
    run("update")
    by_age, people = (current(data).indicators[id_] for id_ in ("alder", "invanare"))

    assert (by_age.sexes, by_age.ages) == (["T", "K", "M"], ["total", "0-99", "100+"])
    assert (by_age.first_period, by_age.last_period) == ("2021", "2024")
    assert (by_age.taken.isoformat(), people.taken.isoformat()) == ("2024-01-16", "2024-01-15")


def test_the_same_world_again_publishes_nothing_and_is_well(run: Run, data: Path) -> None:
    run("update")
    before = files(data / "releases"), files(data / "snapshots")
    result = run("update", "--full")

    assert result.exit_code == 0
    assert "alder: as before" in result.output
    assert f"nothing new: {current(data).id} stays" in result.output
    assert (files(data / "releases"), files(data / "snapshots")) == before


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_published_observation_is_unique_and_none_is_lost(run: Run, data: Path) -> None:
    run("update")
    frame = current(data).observations("alder")

    assert len(frame) == 5 * 3 * 3 * 4
    assert not frame.duplicated(KEY).any()
    assert set(frame["status"]) == {"", "p", "..", "-", "."}


@pytest.mark.parametrize(
    "fault",
    ["429-bare:3", "500:3", "503:3", "reset:3", "truncated:2", "truncated-json:2", "html-200:2"],
)
def test_passing_faults_in_the_middle_cost_no_observation(
    fault: str, run: Run, data: Path, agencies: Emulator
) -> None:
    agencies.strike(f"{fault}@/data", f"{fault}@/metadata")
    result = run("update")

    assert result.exit_code == 0, result.output
    assert [len(current(data).observations(id_)) for id_ in ("invanare", "alder")] == [
        len(rows(data, "invanare")),
        180,
    ]


def rows(data: Path, id_: str) -> Any:
    answer = snapshots.opened(data, id_)
    assert answer is not None
    return [cell for row in answer.body["values"] for cell in row["values"]]


@pytest.mark.parametrize(
    "fault",
    ["500", "html-200", "wrong-format", "reset", "truncated", "default-selection", "wrong-codes"],
)
def test_a_failing_indicator_is_named_and_keeps_its_figures_and_its_day(
    fault: str, run: Run, data: Path, agencies: Emulator
) -> None:
    run("update")
    before = current(data).observations("alder")
    kept = files(data / "snapshots")
    agencies.strike(f"{fault}@TAB9001")
    result = run("update", "--full")

    assert result.exit_code == 1
    assert "alder: stale: " in result.output
    assert "TAB9001" in result.output
    assert result.output.splitlines()[-1] == "stale: alder"
    assert current(data).observations("alder").equals(before)
    assert current(data).indicators["alder"].taken.isoformat() == "2024-01-16"
    assert files(data / "snapshots") == kept


def test_an_indicator_that_fails_from_the_first_is_left_out_and_the_others_published(
    run: Run, data: Path, agencies: Emulator
) -> None:
    agencies.strike("wrong-codes@TAB9001")
    result = run("update")

    assert result.exit_code == 1
    assert list(current(data).indicators) == ["invanare", "andel"]
    assert not (data / "snapshots" / "alder.json.gz").exists()


def test_a_failed_check_stores_nothing_and_tells_every_reason(
    run: Run, data: Path, indicators: dict[str, Indicator]
) -> None:
    run("update")
    kept = files(data / "snapshots")
    indicators["andel"] = indicators["andel"].model_copy(
        update={"range": (0, 0.5), "source_unit": "kronor"}
    )
    result = run("update", "--full")

    assert result.exit_code == 1
    assert "andel: stale: Kolada N90001: the source's unit is" in result.output
    assert "values are outside 0…0.5" in result.output
    assert files(data / "snapshots") == kept


@pytest.mark.parametrize("part", ["tal", "anta", "folkmängd"])
def test_a_part_of_the_source_s_unit_is_another_unit(
    part: str, run: Run, indicators: dict[str, Indicator]
) -> None:
    indicators["invanare"] = indicators["invanare"].model_copy(update={"source_unit": part})

    assert f"the source's unit is not ours, “{part}”" in run("update").output


def test_agencies_that_are_down_leave_everything_as_it_was(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("update")
    before = files(data / "releases")
    down(monkeypatch)
    result = run("update", "--full")

    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == "stale: alder, andel, invanare"
    assert files(data / "releases") == before


def test_agencies_that_are_down_from_the_first_publish_nothing(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    down(monkeypatch)
    result = run("update")

    assert result.exit_code == 2
    assert result.output.splitlines()[-1] == "stale: alder, andel, invanare"
    assert "no connection" in result.output
    assert releases.published(data) is None


def down(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SCB_API_URL", "KOLADA_API_URL"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/api")


def test_a_source_that_is_down_is_asked_with_patience_only_once(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    down(monkeypatch)

    assert f"asked {2 * FAST.attempts} times" in run("update").output


def test_a_source_that_answers_for_nothing_is_given_up_after_three(
    agencies: Emulator, tmp_path: Path
) -> None:
    many = "".join(POPULATION.replace("invanare", f"invanare{number}") for number in range(6))
    entries = small(tmp_path / "many", many)
    agencies.strike("500@/data/")
    with Session(FAST) as session:
        outcomes = list(update.fetch(tmp_path, entries.values(), session))

    assert [outcome.problem is not None for outcome in outcomes] == [True] * 6
    assert [outcome.problem for outcome in outcomes[3:]] == [
        "not asked: Kolada N01951 did not answer for others"
    ] * 3


def kpis(folder: Path, count: int) -> list[Indicator]:
    """So many indicators, each with a table of its own, all answered alike."""
    many = [
        POPULATION.replace("invanare", f"a{n}").replace('table = "N01951"', f'table = "N{n:05}"')
        for n in range(count)
    ]
    return list(small(folder, *many).values())


@pytest.mark.parametrize("fault", ["html-200", "truncated-json", "cycle", "wrong-codes"])
def test_what_cannot_be_read_of_three_tables_says_nothing_of_the_fourth(
    fault: str, agencies: Emulator, tmp_path: Path
) -> None:
    entries = kpis(tmp_path / "many", 9)
    good = small(tmp_path / "one", SHARE)["andel"]
    agencies.strike(f"{fault}@/data/kpi/N01951")
    with Session(FAST) as session:
        outcomes = list(update.fetch(tmp_path, [*entries, good], session, accept=True))

    problems = {outcome.indicator.id: outcome.problem for outcome in outcomes}
    assert problems.pop("andel") is None
    assert len(problems) == 9
    assert not [each for each in problems.values() if (each or "").startswith("not asked")]


def test_a_source_that_answers_rubbish_to_everything_is_given_up_and_told_so(
    agencies: Emulator, tmp_path: Path
) -> None:
    entries = kpis(tmp_path / "many", 2 * update.RUBBISH)
    agencies.strike("html-200@/data/kpi")
    with Session(FAST) as session:
        outcomes = list(update.fetch(tmp_path, entries, session))

    said = [outcome.problem or "" for outcome in outcomes]
    asked = [each for each in said if "not JSON but text/html" in each]
    left = [
        each for each in said if each.startswith("not asked: nothing could be read that Kolada")
    ]
    assert len(asked) in (update.RUBBISH, update.RUBBISH + update.LANES - 1)
    assert len(asked) + len(left) == len(entries)


def test_one_answer_that_can_be_read_is_enough_to_go_on(agencies: Emulator, tmp_path: Path) -> None:
    good = small(tmp_path / "one", SHARE)["andel"]
    entries = [good, *kpis(tmp_path / "many", update.RUBBISH + update.LANES + 2)]
    agencies.strike("html-200@/data/kpi/N01951")
    with Session(FAST) as session:
        outcomes = list(update.fetch(tmp_path, entries, session))

    assert not [each for each in outcomes if "not asked" in (each.problem or "")]


def test_a_source_that_is_silent_for_three_tables_is_asked_no_more(
    agencies: Emulator, tmp_path: Path
) -> None:
    agencies.strike("503@/data/kpi")
    with Session(FAST) as session:
        outcomes = list(update.fetch(tmp_path, kpis(tmp_path / "many", 8), session))

    told = "not asked: Kolada did not answer for others"
    assert sum(each.problem == told for each in outcomes) >= 8 - update.GIVE_UP - update.LANES


def test_one_slow_table_holds_up_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [
        POPULATION.replace("invanare", f"a{n}").replace("N01951", f"N0000{n}") for n in range(6)
    ]
    entries = small(tmp_path / "many", *many)
    done: list[str] = []
    others = Event()

    def renewed(_: object, indicator: Indicator) -> update.Outcome:
        if indicator.id == "a0":
            assert others.wait(20), f"only {done}"
        done.append(indicator.id)
        if len(done) == len(entries) - 1:
            others.set()
        return update.Outcome(indicator, new=True)

    monkeypatch.setattr(update, "_renewed", renewed)
    with Session(FAST) as session:
        outcomes = list(update.fetch(tmp_path, entries.values(), session))

    assert [outcome.problem for outcome in outcomes] == [None] * 6
    assert done == ["a1", "a2", "a3", "a4", "a5", "a0"]


def test_only_the_indicators_named_are_fetched_and_all_are_published(run: Run, data: Path) -> None:
    result = run("update", "andel")
    assert list(current(data).indicators) == ["andel"]
    result = run("update", "alder")

    assert result.output.startswith("alder: new figures\nasked ")
    assert list(current(data).indicators) == ["andel", "alder"]


def test_an_id_that_is_not_in_the_catalogue_is_told(run: Run) -> None:
    result = run("update", "folkmangden")

    assert (result.exit_code, result.output) == (2, "")
    assert result.stderr == "error: there is no indicator folkmangden in the catalogue\n"


def test_fetching_and_publishing_apart_come_to_the_same(run: Run, data: Path) -> None:
    assert run("fetch").exit_code == 0
    assert releases.published(data) is None
    assert run("publish").exit_code == 0
    apart = current(data).id

    assert "nothing new" in run("update").output
    assert current(data).id == apart


def test_publishing_is_offline(run: Run, agencies: Emulator) -> None:
    run("fetch")
    agencies.requests.clear()
    run("publish")

    assert agencies.requests == []


def test_publishing_from_nothing_says_so(run: Run) -> None:
    result = run("publish")

    assert result.exit_code == 2
    assert "nothing published: there is no snapshot to publish" in result.output


def test_a_torn_snapshot_is_named_and_the_release_s_figures_go_on(run: Run, data: Path) -> None:
    run("update")
    before = current(data).id
    (data / "snapshots" / "alder.json.gz").write_bytes(b"torn")
    result = run("publish")

    assert result.exit_code == 1
    assert "alder: stale: alder.json.gz is not a whole snapshot" in result.output
    assert current(data).id == before
    assert len(current(data).observations("alder")) == 180


def test_a_release_whose_pointer_is_broken_is_made_again_from_the_snapshots(
    run: Run, data: Path
) -> None:
    run("update")
    before = current(data).id
    (data / "releases" / "current").write_text("2000-01-01-nothing\n")
    result = run("update", "--full")

    assert result.exit_code == 0, result.output
    assert current(data).id == before


@pytest.mark.parametrize("part", ["catalogue.json", "manifest.json", "observations.parquet"])
def test_a_release_damaged_or_of_another_version_is_made_again_from_the_snapshots(
    part: str, run: Run, data: Path
) -> None:
    run("update")
    before = current(data).observations("alder")
    (current(data).path / part).write_text('[{"id": "alder", "heading": "Older words"}]')
    result = run("update", "--full")

    assert result.exit_code == 0, result.output
    assert current(data).observations("alder").equals(before)


@pytest.mark.parametrize(
    "edited", [{"frequency": "month"}, {"source_unit": "kr"}, {"range": (0, 1)}]
)
def test_an_entry_edited_so_that_the_kept_answer_does_not_fit_it_leaves_the_figures_as_they_were(
    edited: dict[str, Any], run: Run, data: Path, indicators: dict[str, Indicator]
) -> None:
    run("update")
    before = current(data).id
    indicators["andel"] = indicators["andel"].model_copy(update={"title": "Ny", **edited})
    result = run("publish")

    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == "stale: andel"
    assert current(data).id == before
    assert current(data).indicators["andel"].title == "Påhittad"


def test_the_figures_decide_which_of_an_entry_s_sexes_and_levels_are_published(
    run: Run, data: Path, indicators: dict[str, Indicator]
) -> None:
    run("update")
    before = current(data)
    indicators["andel"] = indicators["andel"].model_copy(update={"title": "Ny", "by_sex": True})
    refused = run("update", "--full")
    assert "by sex is promised, and there is only T" in refused.output

    accepted = run("update", "andel", "--accept", "--full")
    assert "by sex is promised, and there is only T" in accepted.output
    now = current(data).indicators["andel"]
    assert (now.title, now.by_sex, now.sexes) == ("Ny", False, ["T"])
    assert current(data).observations("andel").equals(before.observations("andel"))


def test_an_entry_that_asks_for_something_else_does_not_take_the_old_answer(
    run: Run, data: Path, indicators: dict[str, Indicator], tmp_path: Path, agencies: Emulator
) -> None:
    run("update")
    indicators |= small(tmp_path / "edited", BY_AGE.replace('"100+" = "100+"', '"100+" = "100+5"'))
    agencies.strike("500@TAB9001")
    run("update", "--full")
    assert set(current(data).observations("alder")["status"]) == {"", "p", "..", "-", "."}
    agencies.heal()
    result = run("update", "--full")

    assert result.exit_code == 0, result.output
    assert set(current(data).observations("alder")["status"]) == {"", "p"}


def test_a_new_entry_is_one_table_more(
    run: Run, data: Path, indicators: dict[str, Indicator], tmp_path: Path
) -> None:
    run("update")
    more = SHARE.replace("andel", "ny").replace("N90001", "N01951").replace("(%)", "antal")
    indicators |= small(tmp_path / "more", *EVERY, more)
    result = run("update", "--full")

    assert result.exit_code == 0, result.output
    assert list(current(data).indicators) == ["invanare", "andel", "alder", "ny"]
    assert set(current(data).observations("ny")["sex"]) == {"T"}


def test_the_state_of_each_indicator_is_noted_for_people_and_machines(
    run: Run, data: Path, agencies: Emulator
) -> None:
    run("update")
    first = status.read(data).indicators
    agencies.strike("500@TAB9001")
    run("update", "--full")
    run("update", "--full")
    second = status.read(data).indicators

    assert first["alder"].problem is None
    assert second["alder"].checked == first["alder"].checked
    assert "TAB9001" in str(second["alder"].problem)
    assert second["alder"].since is not None
    assert second["alder"].since >= first["alder"].checked
    assert second["andel"].problem is None


def test_the_summary_counts_what_has_figures_by_topic_and_year(run: Run) -> None:
    run("update")
    told = run("status", "--summary").output.splitlines()
    assert told[:2] == [
        "3 indicators: 3 with figures, 0 awaited",
        "0 margins of error: 0 with figures, 0 awaited",
    ]
    head, row = ([cell.strip() for cell in line.split("|")] for line in told[3:])
    assert told[2].startswith("newest figure ")
    assert head[:3] == ["topic", "with figures", "awaited"]
    assert row[:3] == ["pahittat", "3", "0"]
    assert sum(map(int, row[3:])) == 3


def test_the_status_is_one_line_an_indicator_and_its_exit_code_says_whether_one_is_stale(
    run: Run, agencies: Emulator
) -> None:
    run("update")
    assert run("status").exit_code == 0
    agencies.strike("500@TAB9001")
    run("update", "--full")
    told = run("status")
    lines, records = told.output.splitlines(), json.loads(run("status", "--json").output)

    assert told.exit_code == 1
    assert [line.partition(":")[0] for line in lines] == ["invanare", "andel", "alder"]
    assert lines[1] == "andel: 2023, taken 2024-01-15, well"
    assert lines[2].startswith("alder: 2024, taken 2024-01-16, stale: http")
    assert [(each["id"], each["stale"]) for each in records] == [
        ("invanare", False),
        ("andel", False),
        ("alder", True),
    ]


def test_the_portal_and_the_command_line_call_the_same_figures_stale(
    run: Run, agencies: Emulator
) -> None:
    run("update")
    agencies.strike("500@TAB9001")
    run("update", "alder", "--full")
    records = json.loads(run("status", "--json").output)
    portal = portal_data.freshness(portal_data.noted())

    assert {each["id"]: each["stale"] for each in records} == {
        id_: fresh.stale for id_, fresh in portal.items()
    }
    assert portal["alder"].problem == records[2]["problem"]


def test_what_was_never_published_is_stale(run: Run) -> None:
    run("update", "andel")

    assert "alder: no figures, taken never, stale: not fetched" in run("status").output


def had_more(data: Path, run: Run) -> None:
    """As if Kolada had given one more municipality until now, and so the last release has it."""
    answer = snapshots.opened(data, "invanare")
    assert answer is not None
    more = [row | {"municipality": "1980"} for row in answer.body["values"][:1]]
    body = answer.body | {"values": answer.body["values"] + more}
    snapshots.keep(data, "invanare", replace(answer, body=body))
    assert run("publish").exit_code == 0
    assert "1980" in set(current(data).observations("invanare")["region"])


def test_a_loss_is_not_published_until_a_maintainer_accepts_it(run: Run, data: Path) -> None:
    run("update")
    had_more(data, run)
    told = "region 1980 was in the last release and is gone"
    refused = run("update", "invanare", "--full")

    assert refused.exit_code == 1
    assert refused.output.startswith(f"invanare: stale: Kolada N01951: {told}")
    assert "1980" in set(current(data).observations("invanare")["region"])
    accepted = run("update", "invanare", "--accept")
    assert accepted.exit_code == 0, accepted.output
    assert accepted.output.startswith(f"invanare: new figures; accepted: {told}")
    assert "1980" not in set(current(data).observations("invanare")["region"])
    assert run("update", "--full").exit_code == 0


def test_figures_that_are_wrong_in_themselves_are_never_accepted(
    run: Run, data: Path, indicators: dict[str, Indicator]
) -> None:
    run("update")
    kept = files(data / "snapshots")
    indicators["andel"] = indicators["andel"].model_copy(update={"range": (0, 0.5)})
    result = run("update", "andel", "--accept")

    assert result.exit_code == 1
    assert "values are outside 0…0.5" in result.output
    assert files(data / "snapshots") == kept


def test_a_loss_is_accepted_for_named_indicators_only(run: Run, agencies: Emulator) -> None:
    result = run("update", "--accept")

    assert result.exit_code == 2
    assert "--accept needs the indicators" in result.stderr
    assert agencies.requests == []


def test_a_second_run_leaves_with_a_clear_word(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.mkdir()
    monkeypatch.setattr("etl.store.lock.WAIT", 0.0)
    with (data / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        result = run("update")

    assert result.exit_code == 2
    assert "another run is at work" in result.stderr
    assert run("update", "--full").exit_code == 0


def test_what_a_torn_release_and_a_lost_snapshot_held_comes_from_the_last_whole_release(
    run: Run, data: Path, agencies: Emulator
) -> None:
    run("update")
    whole = current(data)
    figures = whole.observations("andel")
    agencies.strike("other-values@/data/kpi/N01951")
    assert run("update", "invanare", "--full").exit_code == 0
    torn = current(data)
    assert torn.id != whole.id
    (torn.path / "observations.parquet").write_bytes(b"PAR1")
    (data / "snapshots" / "andel.json.gz").unlink()
    result = run("publish")

    assert result.exit_code == 0, result.output
    assert current(data).whole().observations("andel").equals(figures)
    assert list(current(data).awaited) == []


def test_a_wrong_catalogue_is_one_clear_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong() -> None:
        raise EtlError("a.toml: [x].unit: Field required")

    monkeypatch.setattr(catalogue, "load", wrong)
    result = run("update")

    assert (result.exit_code, result.stderr) == (2, "error: a.toml: [x].unit: Field required\n")


def test_the_module_is_a_command() -> None:
    command = [sys.executable, "-m", "etl", "--help"]
    told = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout

    assert all(word in told for word in ("update", "fetch", "publish", "status", "NORRLAGET_DATA"))
