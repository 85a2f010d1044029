"""What people come for: on a phone in four acts at most, typed, pressed and clicked.

And an analyst's whole way with one figure: found, taken to Excel, cited, frozen and embedded.
"""

import csv
import html
import io
import re
from hashlib import sha256

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import Visit

PHONE = pytest.mark.parametrize(
    "visit", [{"width": 360, "height": 800}], indirect=True, ids=["phone"]
)
CLIPBOARD = """() => Object.defineProperty(navigator, "clipboard", {
  value: { writeText: (text) => { window.copied = text; return Promise.resolve(); } } })"""


def asked(page: Page, words: str) -> None:
    """Two acts: words typed into the box of the start page, and sent."""
    page.fill("#hero-search", words)
    page.press("#hero-search", "Enter")


@PHONE
def test_how_it_goes_for_kiruna_from_the_start_page(visit: Visit) -> None:
    page = visit.open("/")
    asked(page, "kiruna")
    page.click(".best a")
    expect(page.locator("h1")).to_have_text("Så går det för Kiruna")
    expect(page.locator("#befolkning .value").first).to_be_visible()


@PHONE
def test_a_place_and_a_subject_typed_together_lead_to_that_figure_of_that_place(
    visit: Visit,
) -> None:
    page = visit.open("/")
    asked(page, "Skellefteå arbetslöshet")
    expect(page.locator(".best small").first).to_contain_text("Skellefteå")
    page.click(".best a")
    expect(page.locator("h1")).to_contain_text("rbets")
    expect(page.locator(".lead").first).to_contain_text("I Skellefteå")


@PHONE
def test_dorotea_beside_places_like_it_and_why_they_are(visit: Visit) -> None:
    page = visit.open("/")
    asked(page, "dorotea")
    page.click(".best a")
    expect(page.locator(".compare")).to_contain_text("Medianen bland")
    page.click("text=Kommuner som liknar Dorotea")
    expect(page.locator("h1")).to_contain_text("Dorotea")
    assert page.locator(".peers > li").count() == 7


@PHONE
def test_a_journalist_takes_sentence_picture_and_link(visit: Visit) -> None:
    page = visit.open("/indikatorer/eftergymnasial-utbildning?region=2480")
    page.evaluate(CLIPBOARD)
    page.click("text=Kopiera mening")
    page.wait_for_function("() => window.copied")
    assert page.evaluate("window.copied").startswith("I Umeå var ")
    picture = page.locator("a[href*='/diagram/'][href*='.png']").first
    answer = page.request.get(visit.portal + (picture.get_attribute("href") or ""))
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    page.locator("button.share").first.click()
    page.wait_for_function("() => window.copied.startsWith('http')")
    assert "region=2480" in page.evaluate("window.copied")


@PHONE
def test_back_again_the_place_is_kept(visit: Visit) -> None:
    page = visit.open("/kommun/2584?mot=riket")
    page.click(".menu summary")
    page.click(".menu nav a:has-text('Indikatorer')")
    expect(page.locator("h1")).to_contain_text("Kiruna")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Så går det för Kiruna")
    expect(page.locator("select[name=mot]")).to_have_value("riket")


def test_a_stranger_takes_a_figure_to_excel_cites_it_freezes_it_and_embeds_it(
    visit: Visit,
) -> None:
    page = visit.open("/")
    asked(page, "medelålder umeå")
    page.click(".best a")
    expect(page.locator("h1")).to_have_text("Medelålder")
    sheet, table = (taken(visit, f"format={kind}") for kind in ("xlsx", "csv&"))
    book = openpyxl.load_workbook(io.BytesIO(sheet))["Data"]
    head, *rows = ([*row] for row in book.iter_rows(values_only=True))
    of_excel = [dict(zip(head, map(written, row), strict=True)) for row in rows]
    assert of_excel == [*csv.DictReader(io.StringIO(table.decode()))]
    assert any(row["region"] == "2480" for row in of_excel)

    page.click("text=Frys den här vyn")
    release = page.locator("#frozen b").inner_text()
    expect(page.locator("#freeze")).to_contain_text(f"Dataversion {release}")
    digest = page.locator("#freeze code").nth(1).inner_text()
    frozen = page.locator("#freeze a[href*='format=csv']").get_attribute("href") or ""
    assert sha256(got(visit, frozen)).hexdigest() == digest

    code = html.unescape(page.locator("#trend-frozen").text_content() or "")
    (source,) = re.findall(r'src="[^"/]*//[^"/]*(/[^"]*)"', code)
    assert f"release={release}" in source
    assert "39,4" in got(visit, source).decode()


def taken(visit: Visit, kind: str) -> bytes:
    """The file of a kind that the page offers first."""
    links = visit.page.locator("main a[download]").evaluate_all("all => all.map(a => a.href)")
    address = next(each for each in links if kind in f"{each}&")
    return got(visit, address.removeprefix(visit.portal))


def got(visit: Visit, address: str) -> bytes:
    answer = visit.page.request.get(visit.portal + address)
    assert answer.status == 200, address
    return answer.body()


def written(cell: object) -> str:
    """A cell as CSV has it."""
    return "" if cell is None else str(cell)
