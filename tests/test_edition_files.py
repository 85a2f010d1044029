"""Månadsläge's drafts, introductions and tagged PDFs, and what is told of what is in the way."""

import fcntl
import io
import os
import shutil
import signal
import subprocess
import time
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from pptx import Presentation
from pypdf import PdfReader

from dashboard.pages import monthly
from dashboard.report import pdf
from dashboard.report.__main__ import main
from dashboard.web import create_app
from etl import lock
from tests.issues import COMMAND, command, first, got, kept, printed, tagged
from tests.killed import MORTAL, PROJECT
from tests.small import messages
from tests.test_revisions_page import links, words

ISSUE = "/manadslage/24/2026-09"
MARK = {
    "sv": "Inledning, skriven av en person",
    "en": "Introduction, written by a person",
}


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def ran(data: Path, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """The command within this process, where nothing is to be made: exit code and what it told."""
    monkeypatch.setenv("NORRLAGET_DATA", str(data))
    result = CliRunner().invoke(main, arguments)
    told = result.output if "Usage:" in result.output else messages(result.output)
    return result.exit_code, told


# --- a draft ---


def test_a_draft_says_so_and_is_neither_served_nor_listed(
    issued: Path, client: FlaskClient
) -> None:
    before = kept(issued)
    assert command(issued, "--region", "24", "--draft").returncode == 0
    drafts = kept(issued).items() - before.items()
    assert {path.split("/")[1] for path, _ in drafts} == {"2026-09-utkast"}
    assert before.items() <= kept(issued).items()
    for lang, word in (("sv", "Utkast"), ("en", "Draft")):
        draft = issued / "reports/24/2026-09-utkast"
        assert f"{word}, av siffrorna" in (page := (draft / f"{lang}.html").read_text()) or (
            f"{word}, of the figures" in page
        )
        slides = Presentation(str(draft / f"{lang}.pptx")).slides
        said = [any(f"{word} ·" in s.text_frame.text for s in slide.shapes if s.has_text_frame)
                for slide in slides]  # fmt: skip
        assert said[1:] == [True] * (len(slides) - 1)
        for issue in ("2026-09-utkast", "utkast"):
            assert client.get(f"/manadslage/24/{issue}.html?lang={lang}").status_code == 404
        assert "utkast" not in " ".join(links(monthly.layout(region="24", lang=lang))).lower()
        assert word.lower() not in got(client, f"/manadslage/24.atom?lang={lang}").text.lower()
    again = command(issued, "--region", "24", "--draft")
    assert "2026-09-utkast" in messages(again.stdout)


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
def test_a_wrong_question_is_told_in_words(
    arguments: list[str], told: str, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept(made)
    code, output = ran(made, *arguments, monkeypatch=monkeypatch)
    assert code == 2
    assert told in output
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
    again = command(tmp_path, "--region", "25", "--region", "2480")
    assert again.returncode == 0
    assert "25/2026-09/report.json" in kept(tmp_path)
    assert "2480" not in messages(again.stdout).split("reports")[0]


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
        code, told = ran(issued, "--region", "25", monkeypatch=monkeypatch)
    assert (code, told) == (
        2, f"error: another run is at work on {issued}; try when it is done\n"
    )  # fmt: skip


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
    assert process.communicate()[0] == ""
    time.sleep(1)
    assert set(kept(tmp_path)) - {f"24/.aside-2026-09/{name}" for name in names(folder)} == {
        "24/2026-09/introduktion.md"
    }
    assert command(tmp_path, "--region", "24").returncode == 0
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
        "report.json", "sv.html", "en.html", "sv.pptx", "en.pptx"
    }  # fmt: skip

    monkeypatch.setenv("NORRLAGET_DATA", str(data))
    with monkeypatch.context() as patched:
        patched.syspath_prepend(str(no_pango))
        patched.delitem(__import__("sys").modules, "weasyprint", raising=False)
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
    assert "Månadsläge Västerbottens län" in printed(got(client, f"{ISSUE}.pdf").data)


# --- an introduction ---


def introduce(data: Path, content: bytes, name: str = "introduktion.md") -> None:
    (data / "reports/24/2026-09" / name).write_bytes(content)


def test_an_editors_introduction_is_shown_in_every_form_and_marked(
    issued: Path, client: FlaskClient
) -> None:
    introduce(issued, "# Läget\n\nEn **stark** höst med [mer](https://example.org/).".encode())
    introduce(issued, b"\xef\xbb\xbf# The state\n\nA *strong* autumn.", "introduction.md")
    for lang, title, told in (
        ("sv", "Läget", "<p>En <strong>stark</strong> höst med"),
        ("en", "The state", "<p>A <em>strong</em> autumn.</p>"),
    ):
        page = got(client, f"{ISSUE}.html?lang={lang}").text
        shown = words(monthly.layout(region="24", lang=lang))
        paper = printed(got(client, f"{ISSUE}.pdf?lang={lang}").data)
        record = got(client, f"{ISSUE}.json?lang={lang}").json
        assert f"<h3>{title}</h3>" in page
        assert told in page
        assert title in record["added"]["introduction"]
        for each in (page, shown, paper):
            assert MARK[lang] in each
            assert title in each


@pytest.mark.parametrize("issue", ["2026-09", "senaste"])
@pytest.mark.parametrize("kind", ["html", "json", "pdf"])
def test_who_has_an_issue_is_told_when_an_introduction_is_added(
    issued: Path, client: FlaskClient, issue: str, kind: str
) -> None:
    address = f"/manadslage/24/{issue}.{kind}"
    tag = {"If-None-Match": got(client, address).headers["ETag"]}
    assert client.get(address, headers=tag).status_code == 304
    introduce(issued, b"Ord.")
    assert client.get(address, headers=tag).status_code == 200


def test_only_swedish_words_are_shown_to_an_english_reader_as_swedish(
    issued: Path, client: FlaskClient
) -> None:
    introduce(issued, "Hösten är här.".encode())
    introduce(issued, b" \n", "introduction.md")
    page = got(client, f"{ISSUE}.html?lang=en").text
    assert f'<h2>{MARK["en"]}</h2>\n<div lang="sv">\n<p>Hösten är här.</p>' in page


HARMFUL = """\
<script>alert(1)</script> <img src=x onerror=alert(1)>

[klick](javascript:alert(1)) <javascript:alert(2)> [data](data:text/html,x)

![bild](https://example.org/spion.png)

<div onclick="alert(1)">

&lt;script&gt;
"""


def test_an_introduction_brings_no_scripts_and_fetches_nothing(
    issued: Path, client: FlaskClient
) -> None:
    introduce(issued, HARMFUL.encode())
    page = got(client, f"{ISSUE}.html").text.partition(MARK["sv"])[2].partition("</section>")[0]
    for harm in ("<script", "<img", "<div onclick", 'href="javascript:', 'href="data:'):
        assert harm not in page
    assert "&lt;script&gt;alert(1)" in page
    found = links(monthly.layout(region="24"))
    assert not [link for link in found if link.startswith(("javascript:", "data:"))]
    assert "alert(1)" in printed(got(client, f"{ISSUE}.pdf").data)


def test_broken_letters_are_shown_as_such(issued: Path, client: FlaskClient) -> None:
    introduce(issued, b"H\xf6sten \x00\xff och v\xc3\xa5ren.")
    assert "och våren." in got(client, f"{ISSUE}.html").text
    assert "\ufffd" in got(client, f"{ISSUE}.json").json["added"]["introduction"]
    assert "och våren." in words(monthly.layout(region="24"))
    assert "och våren." in printed(got(client, f"{ISSUE}.pdf").data)


# --- addresses ---


@pytest.mark.parametrize(
    "address",
    [
        "../2026-09.html", "%2e%2e/2026-09.html", "24%2f..%2f24/2026-09.html", "24/../../x.html",
        "24/..%2f24%2f2026-09.html", "24/2026-09%00.html", "24%00/2026-09.html", "24%00.atom",
        "24/2026-09-utkast.html", "24/2026-9.html", "24/2025-01.html", "24/٢٠٢٦-٠٩.html",
        "24/2026-09.md", "24/introduktion.md", "24/2026-09.exe", "0180/2026-09.html", "0180.atom",
        "...atom", "%2e%2e.atom", "24/kort/..", "24/kort/%2e%2e%2fmedelalder", "24/kort/nej",
        "0180/kort/medelalder", f"{'a' * 300}/2026-09.html", f"24/{'a' * 300}.html",
        f"{'a' * 300}.atom",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("issued")
def test_an_address_of_nothing_is_404(client: FlaskClient, address: str) -> None:
    assert client.get(f"/manadslage/{address}").status_code == 404


# --- tags of the PDF ---


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_pdf_can_be_read_aloud(issued: Path, client: FlaskClient, lang: str) -> None:
    introduce(issued, b"# Rubrik\n\nOrd.")
    reader = PdfReader(io.BytesIO(got(client, f"{ISSUE}.pdf?lang={lang}").data))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == lang
    assert reader.metadata is not None
    place = {"sv": "Månadsläge Västerbottens län", "en": "Monthly report for Västerbotten County"}
    assert (reader.metadata.title or "").startswith(place[lang])
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = root["/Metadata"].get_data().decode()
    assert "pdfuaid" in xmp
    assert 'pdfuaid:part="1"' in xmp or "<pdfuaid:part>1<" in xmp

    elements = list(tagged(reader))
    kinds = [str(each["/S"]) for each in elements]
    levels = [int(kind[2:]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdigit()]
    assert set(levels) == {1, 2, 3}
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {"/TH", "/TD", "/TR", "/Table", "/L", "/LI"} <= set(kinds)
    drawn = [str(each.get("/Alt", "")) for each in elements if each["/S"] == "/Figure"]
    assert len(drawn) == 3
    assert all(any(letter.isdigit() for letter in alt) for alt in drawn), drawn
