"""What people come for, on a phone, each in four acts at most: typed, pressed and clicked."""

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
