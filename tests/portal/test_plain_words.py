"""What the portal never says: words that claim more than the figures bear out, or read as code."""

import io
import re
from collections.abc import Iterator
from html import unescape
from itertools import product

import pytest
from flask.testing import FlaskClient
from pptx import Presentation

from dashboard import data
from dashboard.claims.series import Figures
from dashboard.indicator import lead
from dashboard.report import model, words
from dashboard.text import Lang
from dashboard.web import create_app

# By what it is taken for: what stands in its place is in docs/glossary.md.
NEVER: dict[str, dict[Lang, str]] = {
    "a test of chance by its term": {
        "sv": r"signifikan|statistiskt säkerställ", "en": r"\bsignifican",
    },
    "no difference where it is not known": {
        "sv": r"ingen skillnad|i stort sett", "en": r"\bno difference\b|largely unchanged",
    },
    "no change where none is tested": {
        "sv": r"ingen förändring|\bstabilt\b|ligger still",
        "en": r"\bno change\b|\bstable\b|standing still",
    },
    "a rank without its interval": {
        "sv": r"\bsämst\b|bäst i Sverige", "en": r"\bworst\b|best in Sweden",
    },
    "an average that is a median": {"sv": r"\bsnittet\b", "en": r"^$"},
    "a projection as a fact": {
        "sv": r"kommer att (ha|öka|minska|bli)", "en": r"\bwill (have|rise|fall)\b",
    },
    "Norrland for its four northern counties": {"sv": r"\bNorrlands?\b", "en": r"\bNorrland\b"},
    "a sign for a word": {"sv": r"(?<![\w/])\+\d", "en": r"(?<![\w/])\+\d"},
    "a null of code": {"sv": r"\b(None|nan|NaN)\b", "en": r"\b(None|nan|NaN)\b"},
}  # fmt: skip
REGIONS = ["00", "24", "2480", "2403", "2418", "2584", "norra-sverige"]
OF_REGION = [f"/{page}?region={code}" for page in ("manadslage", "demografi") for code in REGIONS]
INDICATORS = ["flyttnetto", "inkomstskillnad", "arbetsloshet-manad", "folkmangd", "fodda-manad"]
PAGES = ["/", "/indikatorer", "/kartbank", "/revideringar", "/status", "/om/osakerhet", *OF_REGION,
         *(f"/indikatorer/{each}" for each in INDICATORS)]  # fmt: skip


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def said(document: str) -> str:
    """The words of a page without its scripts, styles and drawings' numbers."""
    plain = re.sub(r"(?s)<(script|style|svg|table|code)\b.*?</\1>", " ", document)
    spoken = re.findall(r'(?:alt|aria-label|content)="([^"]*)"', plain)
    return unescape(" ".join([re.sub(r"<[^>]+>", " ", plain), *spoken]))


def found(told: str, lang: Lang) -> list[tuple[str, str]]:
    """What of it is never said, with the words around."""
    return [
        (what, told[max(0, hit.start() - 60) : hit.end() + 40])
        for what, patterns in NEVER.items()
        for hit in re.finditer(patterns[lang], told)
    ]


def test_what_is_never_said_would_be_found() -> None:
    assert found("I stort sett: en statistiskt säkerställd ökning med +3", "sv")
    assert found("Norrlands län", "sv")
    assert not found("Västernorrlands län ökade från minus 3 till plus 4", "sv")


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_says_it(client: FlaskClient, path: str, lang: Lang) -> None:
    answer = client.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert answer.status_code == 200
    assert found(said(answer.text), lang) == []


@pytest.mark.parametrize(("region", "lang"), [*product(REGIONS, ["sv", "en"])])
def test_no_document_or_slide_says_it(client: FlaskClient, region: str, lang: Lang) -> None:
    document = client.get(f"/manadslage/{region}/senaste.html?lang={lang}").text
    assert found(said(document), lang) == []
    if region in ("24", "norra-sverige"):
        deck = client.get(f"/manadslage/{region}/senaste.pptx?lang={lang}").data
        assert found("\n".join(spoken(deck)), lang) == []


def spoken(deck: bytes) -> Iterator[str]:
    """The words on each slide."""
    for slide in Presentation(io.BytesIO(deck)).slides:
        yield from (shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_sentence_of_any_report_says_it(lang: Lang) -> None:
    for region in model.regions():
        report = model.report(region)
        told = [words.summary_line(each, report, lang) for each in report.summary]
        for card in report.cards:
            told += [*words.figures_of(card, lang), words.women_and_men(card, lang)]
        assert found("\n".join(told), lang) == []


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_lead_of_any_indicator_says_it(lang: Lang) -> None:
    for indicator in data.indicators().values():
        for region in ("2480", "2403", "24", "00"):
            told = leads(indicator.id, region, lang)
            assert found(told, lang) == []
            assert told.endswith(".")


def leads(indicator: str, region: str, lang: Lang) -> str:
    """What the page of an indicator says of a region's newest period."""
    figures = Figures(data.indicators(), lambda each: data.rows(each, [region, "00"]))
    newest = data.periods(indicator)[-1:]
    age = data.indicators()[indicator].ages[0]
    return lead.leads(figures, indicator, region, age, newest, lang)[newest[0]]
