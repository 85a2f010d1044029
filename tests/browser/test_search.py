"""The search box in a browser: by keyboard, by pointer, to a screen reader, and without scripts."""

import re
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visits import CONTRAST, Visit, violations, width

PAGE = "/indikatorer/folkmangd"
BOX, LIST = "#find", "#find-list"
OPTIONS = f"{LIST} [role=option]"


def typed(visit: Visit, words: str, path: str = PAGE, box: str = BOX) -> Page:
    """A page in whose box these words are typed, with the list that answers them."""
    page = visit.open(path)
    with page.expect_response(lambda each: f"q={quote_plus(words)}&" in each.url):
        page.locator(box).press_sequentially(words)
    expect(page.locator(f"{box}-list [role=option]").first).to_be_visible()
    return visit.still()


def test_arrows_walk_the_list_and_enter_opens_what_is_marked(visit: Visit) -> None:
    page = typed(visit, "skellefteå arbetsl")
    box, options = page.locator(BOX), page.locator(OPTIONS)
    assert box.get_attribute("role") == "combobox"
    expect(box).to_have_attribute("aria-expanded", "true")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    marked = box.get_attribute("aria-activedescendant")
    assert marked == options.first.get_attribute("id")
    assert page.locator(f"#{marked}").get_attribute("aria-selected") == "true"
    expect(page.locator(f"{OPTIONS}[aria-selected=true]")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visit.portal}/indikatorer/arbetslosa?region=2482")


def test_escape_closes_the_list_and_leaves_what_was_typed(visit: Visit) -> None:
    page = typed(visit, "jobb")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(LIST)).to_be_hidden()
    expect(page.locator(BOX)).to_have_attribute("aria-expanded", "false")
    assert page.locator(BOX).get_attribute("aria-activedescendant") is None
    assert page.input_value(BOX) == "jobb"
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visit.portal}/sok?q=jobb")
    expect(page.locator("h1")).to_have_text("Sök: jobb")


def test_a_screen_reader_is_told_how_many_there_are(visit: Visit) -> None:
    page = typed(visit, "jobb")
    count = page.locator(OPTIONS).count()
    expect(page.locator(".top .find [role=status]")).to_have_text(f"{count} förslag")
    assert page.locator(BOX).get_attribute("aria-controls") == "find-list"
    assert page.get_by_role("combobox", name="Sök kommun, län eller ämne").count() == 1
    assert violations(page) == []


def test_a_suggestion_is_opened_by_a_click_and_the_list_goes_with_the_focus(visit: Visit) -> None:
    page = typed(visit, "umeå medelålder")
    page.keyboard.press("Tab")
    expect(page.locator(LIST)).to_be_hidden()
    page.locator(BOX).press_sequentially("n")
    page.locator(OPTIONS).first.click()
    expect(page).to_have_url(f"{visit.portal}/indikatorer/medelalder?region=2480")


def test_a_later_key_overtakes_the_answer_to_an_earlier(visit: Visit) -> None:
    page = visit.open(PAGE)
    held = []
    page.route(re.compile("/api/v1/search.*q=kiruna&"), lambda route: held.append(route))
    page.fill(BOX, "kiruna")
    page.wait_for_timeout(300)
    page.fill(BOX, "luleå")
    expect(page.locator(OPTIONS).first).to_contain_text("Luleå")
    assert len(held) == 1
    held[0].abort()
    expect(page.locator(OPTIONS).first).to_contain_text("Luleå")
    visit.errors.clear()  # the browser tells of what was held back


# In the head, in the page itself, with words in it, and in English; whose colours are the same.
@pytest.mark.parametrize("path", [PAGE, "/", "/sok?q=ume%C3%A5", "/om?lang=en"])
def test_on_a_phone_there_is_one_box_in_the_first_view_and_its_list_fits(
    visit: Visit, path: str
) -> None:
    visit.page.set_viewport_size({"width": 320, "height": 740})
    page = visit.open(path)
    box = page.locator(".find input[type=search]:visible")
    expect(box).to_have_count(1)
    place = box.bounding_box()
    assert place
    assert place["y"] + place["height"] < 740
    box.fill("arbetslöshet i skellefteå")
    listed = page.locator(".find [role=listbox]:visible")
    expect(listed).to_have_count(1)
    inside = listed.bounding_box()
    assert inside
    assert inside["x"] >= 0
    assert inside["x"] + inside["width"] <= 320
    assert width(page) == 320
    assert violations(page, *((CONTRAST,) if "lang=en" in path else ())) == []


def test_without_scripts_the_box_is_a_form(browser: Browser, portal: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/indikatorer?lang=en")
    page.fill(BOX, "unemployment kiruna")
    page.press(BOX, "Enter")
    assert page.url == f"{portal}/sok?q=unemployment+kiruna&lang=en"
    page.click(".best a")
    assert page.url == f"{portal}/indikatorer/arbetslosa?region=2584&lang=en"
    context.close()
