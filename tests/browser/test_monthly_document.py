"""Månadsläge as a document in a browser: read without scripts, by everyone, and on paper."""

import itertools
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit
from tests.browser.test_monthly import BOTH_WIDTHS, LANGS, PERIOD, REGIONS, overflow
from tests.browser.test_portal import violations


def paper(region: str, lang: str = "sv") -> str:
    """The document's address."""
    return f"/manadslage/{region}/senaste.html" + ("?lang=en" if lang == "en" else "")


@pytest.fixture
def without_scripts(browser: Browser, portal: str) -> Iterator[Visit]:
    """A visit on a phone where no script runs."""
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, java_script_enabled=False, locale="sv-SE"
    )
    visiting = Visit(context, portal)
    yield visiting
    context.close()
    assert visiting.errors == []


@BOTH_WIDTHS
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("region", REGIONS)
def test_the_document_passes_axe(visit: Visit, region: str, lang: str) -> None:
    page = visit.open(paper(region, lang))
    assert page.get_attribute("html", "lang") == lang
    assert violations(page) == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("region", [*REGIONS, "2403"])
def test_the_document_reads_without_scripts_on_a_phone(
    without_scripts: Visit, region: str, lang: str
) -> None:
    page = without_scripts.open(paper(region, lang))
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
    page = without_scripts.open(paper(region))
    tables = page.locator("table")
    assert tables.count() >= 7
    for table in tables.all():
        assert table.locator("caption").inner_text()
        assert table.locator("thead th:not([scope=col])").count() == 0
        assert table.locator("tbody tr:not(:has(> th[scope=row]:first-child))").count() == 0
    pictures = page.locator("figure svg")
    assert pictures.count() >= 12
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
