"""What is computed is as fresh as the stalest of what it is computed from, wherever it is told."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard import web
from dashboard.pages import status as page
from etl.model import Meaning
from etl.store import releases, status
from etl.store.files import write_whole
from tests.replay import Emulator
from tests.runs import Run, runner
from tests.sample import without_figures
from tests.shown import words
from tests.small import BY_AGE, POPULATION, entry

DIFFERENCE = entry("skillnad", "difference", ["invanare", "alder"])


@pytest.fixture
def run(agencies: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    assert agencies.faults == []
    return runner(tmp_path, monkeypatch, POPULATION, BY_AGE, DIFFERENCE)


def told(run: Run) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in json.loads(run("status", "--json").output)}


def served() -> dict[str, dict[str, Any]]:
    answer = web.create_app().server.test_client().get("/api/v1/indicators")
    return {each["id"]: each for each in answer.get_json()}


def confirmed(id_: str, ago: timedelta) -> datetime:
    """As if the indicator had been confirmed so long ago."""
    path, then = releases.folder() / "status.json", datetime.now(UTC).replace(microsecond=0) - ago
    noted = json.loads(path.read_text())
    noted["indicators"][id_] |= {"checked": then.isoformat()}
    write_whole(path, json.dumps(noted).encode())
    return then


def test_its_parts_well_it_is_as_well_as_they_are(run: Run) -> None:
    assert run("update").exit_code == 0
    assert [each["stale"] for each in told(run).values()] == [False] * 3
    then = confirmed("invanare", timedelta(days=9))
    run("publish")
    assert told(run)["skillnad"]["checked"] == f"{then:%Y-%m-%dT%H:%M:%SZ}"
    assert served()["skillnad"]["confirmed"] == str(then.date())
    assert told(run)["skillnad"]["of"] == "invanare"


@pytest.mark.parametrize("command", ["update", "fetch"])
def test_a_part_that_fails_is_told_of_it_everywhere(
    run: Run, agencies: Emulator, command: str
) -> None:
    run("update")
    agencies.strike("500@TAB9001")
    ran = run(command, "--full")
    rows, records = told(run), served()
    why = f"computed from alder, which is stale: {rows['alder']['problem']}"

    assert (ran.exit_code, ran.output.splitlines()[-1]) == (1, "stale: alder, skillnad")
    assert (rows["skillnad"]["problem"], rows["skillnad"]["since"]) == (why, rows["alder"]["since"])
    assert {id_: each["stale"] for id_, each in rows.items()} == {
        "invanare": False, "alder": True, "skillnad": True,
    }  # fmt: skip
    assert {id_: each["stale"] for id_, each in records.items()} == {
        id_: each["stale"] for id_, each in rows.items()
    }
    assert (records["skillnad"]["problem"], records["invanare"]["problem"]) == (why, None)
    assert why in words(page.layout())
    agencies.heal()
    assert run(command, "--full").exit_code == 0
    assert (told(run)["skillnad"]["problem"], told(run)["skillnad"]["stale"]) == (None, False)


def test_a_part_that_was_confirmed_too_long_ago_makes_it_stale(run: Run) -> None:
    run("update")
    confirmed("alder", timedelta(days=36))
    run("update", "invanare", "--full")
    assert {id_: each["stale"] for id_, each in told(run).items()} == {
        "invanare": False, "alder": True, "skillnad": True,
    }  # fmt: skip


def test_what_is_told_of_freshness_is_asked_for_anew_when_that_is_another(
    run: Run, agencies: Emulator
) -> None:
    run("update")
    client, path = web.create_app().server.test_client(), "/api/v1/indicators/skillnad"
    tag = {"If-None-Match": client.get(path).headers["ETag"]}
    assert client.get(path, headers=tag).status_code == 304
    agencies.strike("500@TAB9001")
    run("update", "--full")
    assert client.get(path, headers=tag).get_json()["stale"] is True


def test_a_file_that_holds_longer_than_a_run_confirms_is_not_the_stalest(tmp_path: Path) -> None:
    filed = without_figures().model_copy(update={"source": "inbox"})
    fetched = filed.model_copy(update={"id": "hamtad", "source": "kolada"})
    of: dict[str, list[Meaning]] = {"ny": [filed, fetched]}
    published = datetime.now(UTC).replace(microsecond=0) - timedelta(days=20)
    status.write(
        tmp_path, {filed.id: None, "hamtad": None}, [filed.id, "hamtad", "ny"], (),
        {filed.id: published}, computed=of,
    )  # fmt: skip
    assert filed.brought
    assert status.read(tmp_path).of("ny").of == "hamtad"


def test_a_problem_of_its_own_is_told_before_and_after_those_of_its_parts(tmp_path: Path) -> None:
    part = without_figures()
    of: dict[str, list[Meaning]] = {"ny": [part]}
    for problems, expected in (
        ({part.id: None, "ny": "no value"}, "no value"),
        ({part.id: "no answer"}, "no value"),
        ({part.id: "no answer", "ny": None}, f"computed from {part.id}, which is stale: no answer"),
        ({part.id: None}, None),
    ):
        status.write(tmp_path, problems, [part.id, "ny"], (), computed=of)
        assert status.read(tmp_path).of("ny").problem == expected
