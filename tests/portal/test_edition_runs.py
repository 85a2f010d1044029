"""Runs of Månadsläge's command that are asked for nothing, shut out, killed, or lack Pango."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.pages import monthly
from dashboard.report import pdf
from dashboard.web import create_app
from etl.store import lock
from tests import PROJECT
from tests.issues import COMMAND, command, first, got, kept, printed, within
from tests.killed import MORTAL
from tests.shown import links, words
from tests.small import messages

ISSUE = "/manadslage/24/2026-09"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


# --- what cannot be made ---


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--issue", "2025-01"], "error: 2025-01: no release of that month is left; "
         "the current one is 2026-09-14-"),
        (["--issue", "2026-9"], "2026-9: a month is YYYY-MM, as 2026-09"),
        (["--issue", "2026-13"], "2026-13: a month is YYYY-MM"),
        (["--issue", "**"], "**: a month is YYYY-MM"),
        (["--issue", "/etc"], "/etc: a month is YYYY-MM"),
        (["--issue", ""], ": a month is YYYY-MM"),
        (["--region", "0180"], "0180: there is no report of it"),
        (["--region", "../24"], "../24: there is no report of it"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_told_in_words(arguments: list[str], told: str, made: Path) -> None:
    before = kept(made)
    ran = within(made, *arguments)
    assert ran.exit_code == 2
    assert told in ran.output
    assert kept(made) == before


def test_one_regions_fault_costs_the_others_nothing(tmp_path: Path) -> None:
    """A file lies where a region's folder would."""
    first(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/25").write_text("")
    both = command(tmp_path, "--region", "25", "--region", "2480")
    assert both.returncode == 1
    assert len(both.stderr.splitlines()) == 1
    assert messages(both.stderr).startswith("25: 2026-09 is not made: the data folder")
    assert "2480/2026-09/sv.pdf" in kept(tmp_path)
    (tmp_path / "reports/25").unlink()
    again = within(tmp_path, "--region", "25", "--region", "2480")
    assert again.exit_code == 0
    assert "25/2026-09/report.json" in kept(tmp_path)
    assert "2480" not in again.output.split("reports")[0]


@pytest.mark.skipif(bool(MORTAL) and not shutil.which(MORTAL[0]), reason="root, and no setpriv")
def test_a_folder_that_may_not_be_written_is_told_in_one_sentence(issued: Path) -> None:
    (issued / "lock").unlink()
    issued.chmod(0o555)
    shut = command(issued, "--region", "24", "--draft", before=tuple(MORTAL))
    issued.chmod(0o755)
    assert shut.returncode == 2
    assert len(shut.stderr.splitlines()) == 1
    told = messages(shut.stderr)
    assert told.startswith(f"error: the data folder {issued} cannot be written, Permission denied")
    assert "or set NORRLAGET_DATA to another folder" in told
    assert "Errno" not in told


def test_of_two_runs_at_once_the_second_is_told(
    issued: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "WAIT", 0.1)
    with (issued / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        ran = within(issued, "--region", "25")
    assert ran.exit_code == 2
    assert ran.output == f"error: another run is at work on {issued}; try when it is done\n"


def test_a_killed_run_leaves_no_issue_and_an_editors_words(tmp_path: Path) -> None:
    first(tmp_path)
    folder = tmp_path / "reports/24/2026-09"
    folder.mkdir(parents=True)
    (folder / "introduktion.md").write_text("Ord.")
    process = subprocess.Popen(
        [*COMMAND, "--region", "24"], cwd=PROJECT, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"NORRLAGET_DATA": str(tmp_path)},
    )  # fmt: skip
    while not list(folder.parent.glob(".aside-*/sv.html")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.communicate(timeout=20)[0] == ""  # no worker outlives it to hold its output
    time.sleep(1)
    assert set(kept(tmp_path)) - {f"24/.aside-2026-09/{name}" for name in names(folder)} == {
        "24/2026-09/introduktion.md"
    }
    assert within(tmp_path, "--region", "24").exit_code == 0
    assert not list(folder.parent.glob(".aside-*"))
    assert (folder / "introduktion.md").read_text() == "Ord."
    assert (folder / "report.json").exists()


def names(folder: Path) -> set[str]:
    """What a run may have written aside when it was killed, itself aside or whole."""
    return {path.name for path in folder.parent.glob(".aside-*/*")}


# --- without Pango ---


@pytest.fixture
def no_pango(tmp_path: Path) -> Path:
    """Where WeasyPrint is found that fails as it does on a machine without Pango."""
    lacking = tmp_path / "lacking"
    lacking.mkdir()
    (lacking / "weasyprint.py").write_text(
        "raise OSError(\"cannot load library 'libpango-1.0-0'\")\n", encoding="utf-8"
    )
    return lacking


def test_without_pango_all_but_the_pdf_is_made_and_served(
    no_pango: Path, tmp_path: Path, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    first(data)
    made = command(data, "--region", "24", PYTHONPATH=str(no_pango))
    assert made.returncode == 0, made.stderr
    assert "2026-09: without PDF, since this machine lacks the Pango library" in messages(
        made.stdout
    )
    assert {Path(name).name for name in kept(data)} == {
        "report.json", "seals.json", "sv.html", "en.html", "sv.pptx", "en.pptx"
    }  # fmt: skip

    monkeypatch.setenv("NORRLAGET_DATA", str(data))
    with monkeypatch.context() as patched:
        patched.syspath_prepend(str(no_pango))
        patched.setenv("PYTHONPATH", str(no_pango))
        patched.delitem(sys.modules, "weasyprint", raising=False)
        pdf.available.cache_clear()
        refused = client.get(f"{ISSUE}.pdf")
        page = monthly.layout(region="24")
        got(client, f"{ISSUE}.html")
    pdf.available.cache_clear()
    assert refused.status_code == 501
    assert refused.mimetype == "application/problem+json"
    assert "apt-get install libpango-1.0-0" in refused.get_json()["detail"]
    assert refused.get_json()["allowed"] == ["html", "json", "pptx"]
    assert not [link for link in links(page) if ".pdf" in link]
    assert "PDF kan inte göras här" in words(page)
    assert "Läget i Västerbotten" in printed(got(client, f"{ISSUE}.pdf").data)
