"""Women beside men in a browser: on a phone as on a desk, with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.visits import CONTRAST, Visit, violations, width

PATH = "/kvinnor-och-man"
# The first, whose colours the second has too, is looked at by test_every_page_passes_axe.
VIEWS = ["", "region=2403&kapitel=halsa", "region=2480&vy=karta", "region=2403&vy=tabell&lang=en"]


@pytest.mark.parametrize("query", VIEWS)
def test_a_phone_shows_it_without_moving_sideways_and_nothing_is_in_the_way(
    visit: Visit, query: str
) -> None:
    page = visit.open(f"{PATH}?{query}")
    page.set_viewport_size({"width": 360, "height": 800})
    assert width(page) <= 360
    if query:
        assert violations(page, *((CONTRAST,) if query == VIEWS[1] else ())) == []
    folded = page.locator("details.topic")
    if folded.count() > 1:
        folded.nth(1).locator("summary").click()
        expect(folded.nth(1).locator(".gaps")).to_be_visible()
        assert width(page) <= 360
