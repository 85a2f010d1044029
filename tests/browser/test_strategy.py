"""A strategy in a browser: on a phone as on a desk, with its parts folded and open."""

import pytest
from playwright.sync_api import expect

from tests.browser.visits import Visit, violations, width

VIEWS = ["/rus", "/rus?vy=kommuner&kapitel=halsa&lang=en", "/agenda-2030?region=2480"]


@pytest.mark.parametrize("address", VIEWS)
def test_a_phone_shows_it_without_moving_sideways_and_nothing_is_in_the_way(
    visit: Visit, address: str
) -> None:
    page = visit.open(address)
    page.set_viewport_size({"width": 360, "height": 800})
    assert width(page) <= 360
    assert violations(page) == []
    folded = page.locator("details.topic")
    if folded.count() > 1:
        folded.nth(1).locator("summary").click()
        expect(folded.nth(1).locator(".followed")).to_be_visible()
        assert width(page) <= 360
        assert violations(page) == []
