"""Månadsläge as a document in a browser: read without scripts, by everyone, and on paper."""

import itertools
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.monthly import LANGS, PERIOD, PLACES, REGIONS, overflow
from tests.browser.visits import CONTRAST, Visit, violations


def paper(region: str, lang: str = "sv") -> str:
    """The document's address."""
    return f"/manadslage/{region}/senaste.html" + ("?lang=en" if lang == "en" else "")


def read(visit: Visit, path: str) -> Page:
    """A document as it comes: without scripts nothing of it comes later."""
    visit.page.goto(visit.portal + path)
    return visit.page


@pytest.fixture(scope="module")
def scriptless(browser: Browser) -> Iterator[BrowserContext]:
    """A profile in which no script runs."""
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    yield context
    context.close()


@pytest.fixture
def without_scripts(scriptless: BrowserContext, portal: str) -> Iterator[Visit]:
    """A visit on a phone where no script runs."""
    visiting = Visit(scriptless, portal, width=360, height=800)
    yield visiting
    visiting.page.close()
    assert visiting.errors == []


# A county, a municipality, riket and counties side by side; each language of two of them.
@pytest.mark.parametrize(
    ("region", "lang"), [("24", "sv"), ("2480", "en"), ("00", "en"), ("norra-sverige", "sv")]
)
def test_the_document_passes_axe_on_a_desk_and_on_a_phone(
    visit: Visit, region: str, lang: str
) -> None:
    """All documents have the colours of one style sheet: they are looked at once."""
    page = visit.open(paper(region, lang))
    assert page.get_attribute("html", "lang") == lang
    elsewhere = () if region == "24" else (CONTRAST,)
    assert violations(page, *elsewhere) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert violations(visit.still(), CONTRAST) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("region", PLACES)
def test_the_document_reads_without_scripts_on_a_phone(
    without_scripts: Visit, region: str, lang: str
) -> None:
    page = read(without_scripts, paper(region, lang))
    assert without_scripts.requests == [without_scripts.portal + paper(region, lang)]
    assert overflow(page) == 0
    levels = page.eval_on_selector_all(
        "h1, h2, h3, h4, h5, h6", "all => all.map(each => +each.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("region", REGIONS)
def test_the_documents_tables_and_pictures_are_told_to_those_who_do_not_see_them(
    without_scripts: Visit, region: str
) -> None:
    page = read(without_scripts, paper(region))
    tables = page.locator("table").all()
    assert tables
    for table in tables:
        assert table.locator("caption").inner_text()
        assert table.locator("thead th:not([scope=col])").count() == 0
        assert table.locator("tbody tr:not(:has(> th[scope=row]:first-child))").count() == 0
    pictures = page.locator("figure svg")
    assert pictures.count() == page.locator("figure").count() > 0
    named = """all => all.map(svg => [svg.getAttribute('role'),
      svg.getAttribute('aria-labelledby').split(' ').map(
        id => document.getElementById(id).textContent).join(' ')])"""
    for role, name in pictures.evaluate_all(named):
        assert role == "img"
        assert re.search(rf"senast [−\d][\d\u00a0,]* \({PERIOD}\)", name), name


def test_printing_the_document_hides_its_navigation(visit: Visit) -> None:
    page = visit.open(paper("24"))
    expect(page.locator("nav")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("nav")).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
