"""The page of a place in a browser: to everyone, on a phone, without scripts, and on paper."""

import io

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from pypdf import PdfReader

from tests.browser.visits import PHONE, Ask, Visit

PATHS = [
    "/kommun/2480",
    "/kommun/2584",
    "/kommun/2403",
    "/kommun/0980",
    "/lan/24",
    "/norra-sverige",
]
ENGLISH = ("/kommun/2480", "/lan/24", "/norra-sverige")  # in other words, one of each kind
EVERY = [*PATHS, *(f"{path}?lang=en" for path in ENGLISH)]
BUDGET = 60_000  # bytes of the document, compressed: all that the first view takes
SHEETS = 2


@pytest.mark.parametrize("path", EVERY)
def test_the_page_passes_axe(seen: Ask, path: str) -> None:
    assert seen(path).violations == []


@pytest.mark.parametrize("path", EVERY)
def test_the_page_errs_nowhere_and_keeps_to_a_phone(seen: Ask, path: str) -> None:
    assert seen(path).errors == []
    assert seen(path).width_on_a_phone == 320


@pytest.mark.parametrize("path", PATHS)
def test_the_document_is_light(readers: BrowserContext, portal: str, path: str) -> None:
    answer = readers.request.get(f"{portal}{path}", headers={"Accept-Encoding": "br"})
    assert int(answer.headers["content-length"]) <= BUDGET


@PHONE
def test_a_row_tells_the_figure_and_opens_to_all_of_it(visit: Visit) -> None:
    page = visit.open("/kommun/2480")
    row = page.locator("#befolkning ol > li", has_text="Medelålder")
    expect(row.locator(".value")).to_be_visible()
    expect(row.locator(".against li").first).to_be_visible()
    for hidden in (row.locator(".strip"), row.locator(".against li").nth(1), row.locator(".sexes")):
        expect(hidden).to_be_hidden()
    row.locator("summary").click()
    for shown in (row.locator(".strip"), row.locator(".against li").nth(2), row.locator(".sexes")):
        expect(shown).to_be_visible()


def test_without_scripts_all_is_there_and_another_comparison_can_be_chosen(
    browser: Browser, portal: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/kommun/2480")
    expect(page.locator(".strip").first).to_be_visible()
    page.locator("#mot").select_option("riket")
    page.locator(".compare button[type=submit]").click()
    assert page.url.endswith("/kommun/2480?mot=riket")
    expect(page.locator("#mot")).to_have_value("riket")
    context.close()


@pytest.mark.parametrize("path", ["/kommun/2480", "/kommun/2584?lang=en"])
def test_a_browser_prints_it_on_two_sheets(browser: Browser, portal: str, path: str) -> None:
    page = browser.new_page()
    page.goto(f"{portal}{path}")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    assert len(printed.pages) == SHEETS
    assert "1/2" in printed.pages[0].extract_text()
