"""Comparisons in a browser: every view passes axe, the table scrolls in its own box, forms work."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visits import PHONE, Ask, Visit

PLACES = "region=2480,2482,2580,24"
FIGURES = "indikator=eftergymnasial-utbildning,ohalsotal,folkmangd,medelalder"
TABLE = f"/jamfor?{PLACES}&{FIGURES}"
VIEWS = [
    TABLE,
    f"{TABLE}&matt=utveckling&kon=K,M",
    f"{TABLE}&vy=varme",
    f"{TABLE}&vy=diagram",
    f"/jamfor?region=norra-sverige&{FIGURES}&vy=diagram",
    f"{TABLE}&vy=spridning",
    f"/jamfor?region=Umeaa,2482&{FIGURES}",
]
EVERY = [*VIEWS, *(f"{path}&lang=en" for path in VIEWS)]


@pytest.mark.parametrize("path", EVERY, scope="module")
def test_every_view_passes_axe_and_fits_a_phone(seen: Ask, path: str) -> None:
    found = seen(path)
    assert found.violations == []
    assert found.width_on_a_phone == 320


@PHONE
def test_the_table_scrolls_in_its_own_box_and_keeps_the_names(visit: Visit) -> None:
    page = visit.open(TABLE)
    box, name = page.locator(".wide"), page.locator("tbody th").first
    assert box.evaluate("each => each.scrollWidth > each.clientWidth")
    before = name.bounding_box()
    box.evaluate("each => each.scrollTo({ left: 200 })")
    assert name.bounding_box() == before
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_places_and_figures_are_added_removed_and_shown_in_another_way(visit: Visit) -> None:
    page = visit.open("/jamfor")
    page.fill("#add-region", "umea")
    page.press("#add-region", "Enter")
    expect(page.locator(".chips li")).to_have_text(["Umeå×"])
    page.fill("#add-indikator", "Ohälsotal")
    page.click("#send-indikator")
    expect(page.locator("tbody th")).to_have_text(["Umeå", "Riket"])
    page.click("text=+ Kommunerna i Västerbottens län")
    expect(page.locator("tbody tr")).to_have_count(16)
    page.select_option("#matt", "rang")
    expect(page).to_have_url(re.compile("matt=rang"))
    page.click("nav.views >> text=Värmekarta")
    expect(page).to_have_url(re.compile("matt=rang.*|vy=varme.*"))
    page.click("[aria-label='Ta bort Umeå']")
    expect(page.locator(".chips li").first).to_contain_text("Kommunerna")
    page.go_back()
    expect(page.locator(".chips li")).to_have_count(3)


def test_without_scripts_the_form_gives_the_same_table(browser: Browser, portal: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}{TABLE}")
    page.fill("#add-region", "Vilhelmina")
    page.select_option("#period", "senaste")
    page.click("button.send")
    names = page.locator("tbody th")
    expect(names).to_have_text(
        ["Umeå", "Skellefteå", "Luleå", "Västerbottens län", "Vilhelmina", "Riket"]
    )
    context.close()
