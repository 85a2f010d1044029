"""What can be read before scripts have run, and without: the same as Dash draws afterwards."""

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.visits import Visit

PAGES = ["/manadslage?region=24", "/manadslage?region=norrland&lang=en"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_the_same_without_scripts(
    browser: Browser, portal: str, visit: Visit, path: str
) -> None:
    without = browser.new_context(java_script_enabled=False)
    page = without.new_page()
    page.goto(f"{portal}{path}")
    drawn = visit.open(path)
    drawn.wait_for_selector("#_pages_content h1")
    assert page.inner_text("main") == drawn.inner_text("main")
    pictures = [
        [image.get_attribute("alt") for image in each.query_selector_all("main img")]
        for each in (page, drawn)
    ]
    assert pictures[0] == pictures[1]
    without.close()


def test_a_card_opened_before_scripts_drew_the_page_stays_open(visit: Visit) -> None:
    page = visit.page
    held: list[Route] = []
    page.route(
        "**/_dash-layout", lambda route: held.append(route)
    )  # Dash waits for it, and the reader does not
    page.goto(f"{visit.portal}{PAGES[0]}", wait_until="domcontentloaded")
    page.click("#first details.more >> nth=2 >> summary")
    page.wait_for_selector("#first .opened svg >> nth=0")
    assert page.locator("#_pages_content h1").count() == 0
    held[0].continue_()
    page.wait_for_selector("#_pages_content details.more[open] .opened svg >> nth=0")
    assert page.locator("#first").count() == 0
    assert page.locator("details.more[open]").count() == 1
