"""What is no region of the register is published from no source, costs no more, and is told."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etl import regions
from etl.net.session import Session
from etl.store import releases
from tests.replay import SAMPLE, Emulator, serve
from tests.runs import FAST, Run, figures, lines, runner
from tests.small import BY_AGE, HEALTH, NEW, NIGHTS, POPULATION, entry

GHOSTS = {"2580": "1229", "2480": "2499", "25": "15", "22": "99"}
SAID = {
    "1229": "1229 Bara (until 1976, now 1263 Svedala)",
    "2499": "2499",
    "15": "15 Älvsborgs län (until 1997, now 14 Västra Götalands län)",
    "99": "99",
}


def haunted(folder: Path) -> Path:
    """The sample in which some places have codes that are no region's, in every agency's file."""
    shutil.copytree(SAMPLE, folder)
    for path in (folder / "kolada").glob("values_*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        for row in rows:
            row[1] = {"2580": "1229", "0025": "0099"}.get(row[1], row[1])
        path.write_text("".join(f"{','.join(row)}\n" for row in rows), encoding="utf-8")
    for path in folder.rglob("*.json"):
        if path.parts[-2] != "kolada":
            document = json.loads(path.read_text(encoding="utf-8"))
            path.write_text(json.dumps(_renamed(document)), encoding="utf-8")
    text = next((folder / "tillvaxtverket").glob("*.txt"))
    content = text.read_bytes()
    text.write_bytes(content.replace(b"\t2480\t", b"\t2499\t"))
    return folder


def _renamed(document: Any) -> Any:
    if isinstance(document, dict):
        return {_renamed(key): _renamed(value) for key, value in document.items()}
    if isinstance(document, list):
        return [_renamed(value) for value in document]
    if not isinstance(document, str):
        return document
    code, blank, name = document.partition(" ")
    return f"{GHOSTS.get(code, code)}{blank}{name}"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    with serve(haunted(tmp_path_factory.mktemp("world") / "sample"), limits=False) as emulator:
        yield emulator


@pytest.fixture
def ghosts(world: Emulator, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    for variable, url in world.urls.items():
        monkeypatch.setenv(variable, url)
    monkeypatch.setattr(Session, "pace", lambda *_, **__: None)
    monkeypatch.setattr("etl.net.session.PATIENCE", FAST)
    return world


@pytest.mark.usefixtures("ghosts")
@pytest.mark.parametrize(
    ("id_", "table", "codes"),
    [
        ("invanare", POPULATION, ["1229", "99"]),
        ("alder", BY_AGE, ["1229", "2499"]),
        ("halsa", HEALTH, ["2499", "99"]),
        ("nya", NEW, ["15", "99"]),
        ("natter", NIGHTS, ["2499"]),
    ],
)
def test_no_source_s_strange_regions_are_published_and_all_are_told(
    id_: str, table: str, codes: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = runner(tmp_path, monkeypatch, table)
    ran = run("update", id_, "--accept")
    published = {region for region, *_ in figures(id_)}

    assert ran.exit_code == 0, ran.output
    assert published
    assert published <= regions.known()
    (told,) = lines(ran.output, f"{id_}: new figures")
    there = [code for code in codes if SAID[code] in told]
    assert there == codes
    assert "; left out, not in the register of regions: " in told
    assert told.partition("; left out")[2] in run("status").output
    state = json.loads(run("status", "--json").output)[0]
    assert state["apart"]["regions"] == sorted(codes)


@pytest.mark.usefixtures("ghosts")
def test_what_is_computed_has_no_strange_regions_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = runner(tmp_path, monkeypatch, POPULATION, entry("gap", "gap", ["invanare"]))
    run("update", "--accept", "invanare")

    assert figures("gap")
    assert {region for region, *_ in figures("gap")} <= regions.known()


def older(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A release as a version before the register published it, with a ghost and no word of it."""
    with monkeypatch.context() as before:
        before.setattr(regions, "known", lambda: {*regions.names(), *GHOSTS.values()})
        assert run("update", "invanare", "--accept").exit_code == 0
    assert "1229" in {region for region, *_ in figures("invanare")}
    (releases.folder() / "made.json").unlink()  # it was other code that made it


def test_what_an_older_version_published_of_them_goes_and_is_not_missed(
    ghosts: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = runner(tmp_path, monkeypatch, POPULATION)
    older(run, monkeypatch)
    assert run("update", "--full").exit_code == 0
    assert {region for region, *_ in figures("invanare")} <= regions.known()
    assert ghosts.requests


def test_they_are_not_kept_either_where_the_agency_fails(
    ghosts: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = runner(tmp_path, monkeypatch, POPULATION, BY_AGE)
    older(run, monkeypatch)
    (releases.folder() / "snapshots" / "invanare.json.gz").unlink()
    ghosts.strike("503@N01951")
    try:
        run("update", "--full", "--accept", "alder", "invanare")
    finally:
        ghosts.heal()
    assert figures("invanare")
    assert {region for region, *_ in figures("invanare")} <= regions.known()


def test_each_code_that_is_no_more_leads_to_one_that_is() -> None:
    assert all(was.successor in regions.known() for was in regions.retired().values())
    assert not regions.retired().keys() & regions.known()
    assert regions.all_told(["1917", "2499"]) == "1917 Heby (until 2006, now 0331 Heby), 2499"


def test_what_is_no_region_s_code_is_not_taken_for_one_that_is_gone() -> None:
    assert regions.unknown(["00", "24", "2480", "24800", "riket", "2499", "99"]) == {"2499", "99"}
