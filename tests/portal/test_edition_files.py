"""Drafts, introductions, addresses and tagged PDFs of Månadsläge, as their readers meet them."""

import io
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pptx import Presentation
from pypdf import PdfReader

from dashboard.pages import monthly
from dashboard.web import create_app
from tests.issues import got, kept, printed, tagged, within
from tests.shown import links, words

ISSUE = "/manadslage/24/2026-09"
MARK = {
    "sv": "Inledning, skriven av en person",
    "en": "Introduction, written by a person",
}


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


# --- a draft ---


def test_a_draft_says_so_and_is_neither_served_nor_listed(
    issued: Path, client: FlaskClient
) -> None:
    before = kept(issued)
    assert within(issued, "--region", "24", "--draft").exit_code == 0
    drafts = kept(issued).items() - before.items()
    assert {path.split("/")[1] for path, _ in drafts} == {"2026-09-utkast"}
    assert before.items() <= kept(issued).items()
    told = {"sv": ("Utkast", "av dataversion"), "en": ("Draft", "of release")}
    for lang, (word, of) in told.items():
        draft = issued / "reports/24/2026-09-utkast"
        assert f"{word}, {of} 2026-09-14-" in (draft / f"{lang}.html").read_text()
        slides = Presentation(str(draft / f"{lang}.pptx")).slides
        said = [any(f"{word} ·" in s.text_frame.text for s in slide.shapes if s.has_text_frame)
                for slide in slides]  # fmt: skip
        assert said[1:] == [True] * (len(slides) - 1)
        for issue in ("2026-09-utkast", "utkast"):
            assert client.get(f"/manadslage/24/{issue}.html?lang={lang}").status_code == 404
        assert "utkast" not in " ".join(links(monthly.layout(region="24", lang=lang))).lower()
        assert word.lower() not in got(client, f"/manadslage/24.atom?lang={lang}").text.lower()
    assert "2026-09-utkast" in within(issued, "--region", "24", "--draft").output


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


def test_the_page_that_is_kept_follows_what_an_editor_writes(
    issued: Path, client: FlaskClient
) -> None:
    address, held = "/manadslage?region=24", {}
    for word in ("Ord.", "Andra ord.", "Och ännu fler."):
        held = {"If-None-Match": got(client, address).headers["ETag"]}
        assert client.get(address, headers=held).status_code == 304
        introduce(issued, word.encode())
        anew = client.get(address, headers=held)
        assert anew.status_code == 200
        assert word in anew.text


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
    place = {"sv": "Läget i Västerbotten", "en": "The state of Västerbotten"}
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
    assert all(each["/A"]["/Headers"] for each in elements if each["/S"] == "/TD")
    drawn = [str(each.get("/Alt", "")) for each in elements if each["/S"] == "/Figure"]
    assert len(drawn) == 3
    assert all(any(letter.isdigit() for letter in alt) for alt in drawn), drawn
