"""One word for one thing, as readers meet it: on every page, in every file and feed."""

import html
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask.testing import FlaskClient
from pptx import Presentation
from werkzeug.test import TestResponse

from dashboard import pages
from dashboard.parameters import Parameters
from dashboard.report.forms import LANGS
from dashboard.text import Lang
from dashboard.web import create_app
from tests import addresses, issues

RELEASE = r"\d{4}-\d\d-\d\d-[0-9a-f]{8}"
MONTHLY, GLOSSARY = "/manadslage", "/om/ordlista"  # which says what an issue is
SPOKEN = r' (?:aria-label|alt|title|placeholder|content|value)="([^"]*)"'
SHOWN = "html", "svg", "xml"
ELSEWHERE = (
    ".pdf",
    ".png",
    ".gpkg",
    "/openapi.json",
)  # the document's words, the picture's, and those of no reader


class Said(NamedTuple):
    """What a reader is told at an address."""

    address: str
    lang: Lang
    words: str


# The words, for whom, and whether they may stand where Månadsläge's issues do.
FORBIDDEN: list[tuple[Lang, str, bool]] = [
    ("sv", r"\butgåv\w*", True),
    ("sv", rf"\butgåv\w* {RELEASE}", False),
    ("sv", r"\b(release|version|edition|issue)\w*", False),
    ("en", r"\bissues?\b", True),
    ("en", rf"\bissue {RELEASE}", False),
    ("en", r"\b(edition|data ?version|version|utgåv)\w*", False),
]


@pytest.fixture
def client(issued: Path) -> FlaskClient:
    """The portal where an issue is kept, a release came after it, and figures were revised."""
    issues.second(issued)
    return create_app().server.test_client()


def visible(markup: str) -> str:
    """The words of HTML, SVG or XML, with those that are read aloud; code to copy is no words."""
    text = re.sub(r"<(script|style|textarea|code)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    aloud = " ".join(re.findall(SPOKEN, text))
    return html.unescape(re.sub(r"<[^>]+>", " ", text) + " " + aloud)


def sentences(value: Any) -> Iterator[str]:
    """What is said in JSON: its texts of several words; keys and codes are for machines."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from sentences(each)
    elif isinstance(value, str) and " " in value:
        yield value


def slides(content: bytes) -> Iterator[str]:
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text


def words(answer: TestResponse) -> str:
    """What an answer tells a person."""
    if answer.mimetype.endswith(SHOWN):
        return visible(answer.text)
    if answer.mimetype.endswith("json"):
        return "\n".join(sentences(json.loads(answer.text)))
    if answer.mimetype.endswith("csv"):
        return answer.text.partition("\n")[2]
    return "\n".join(slides(answer.data)) if "presentation" in answer.mimetype else ""


def said(client: FlaskClient) -> Iterator[Said]:
    """Every page's content and every address that docs/api.md tells, in each of their languages."""
    for lang in LANGS:
        for page in pages.every():
            names = page.names()
            path = page.addresses(["folkmangd"] if "folkmangd" in names else list(names)[:1])[0]
            region = "" if page.leads(Parameters({"region": "24"})) else "&region=24"
            content = client.get(f"{path}?lang={lang}{region}").text
            yield Said(page.path, lang, visible(content.split("<main")[1].split("</main>")[0]))
        for address in addresses.told():
            path = addresses.asked(address, issue="2026-09")
            if path.endswith(ELSEWHERE):
                continue
            answer = client.get(
                f"{path}{'&' if '?' in path else '?'}lang={lang}", follow_redirects=True
            )
            if answer.status_code == 400:  # the same in both languages
                answer = client.get(path)
            assert answer.status_code == 200, path
            yield Said(path, lang, words(answer))


def test_utgava_is_an_issue_of_manadslage_and_a_release_is_a_dataversion(
    client: FlaskClient,
) -> None:
    told = list(said(client))
    misnamed = [
        (each.address, found.group())
        for each in told
        for lang, pattern, at_issues in FORBIDDEN
        if lang == each.lang and not (at_issues and each.address.startswith((MONTHLY, GLOSSARY)))
        for found in re.finditer(pattern, each.words, re.IGNORECASE)
    ]
    assert not misnamed
    for lang, one, other in (("sv", "dataversion", "utgåva"), ("en", "release", "issue")):
        at = [(each.address, each.words.lower()) for each in told if each.lang == lang]
        kept = f"{MONTHLY}/24/2026-09.html"
        assert {"/revideringar", "/status", kept} <= {address for address, w in at if one in w}
        assert {MONTHLY, kept} <= {address for address, w in at if other in w}


def test_a_map_that_is_frozen_says_of_which_dataversion(client: FlaskClient) -> None:
    release = client.get("/health").get_json()["release"]
    for lang, word in (("sv", "dataversion"), ("en", "release")):
        asked = f"/embed/karta?indicator=folkmangd&release={release}&lang={lang}"
        assert f"{word} {release}" in visible(client.get(asked).text)
