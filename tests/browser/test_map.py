"""The map in a browser: what is drawn, said and walked equals what the files hold."""

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.map.classes import breaks, class_of
from tests.browser.maps import SHADES, WALK, drawn, now
from tests.browser.visits import CONTRAST, Visit, awake, rows, violations

RATE = "eftergymnasial-utbildning"
PAGE = f"/indikatorer/{RATE}"


def open_map(visit: Visit, query: str = "") -> Page:
    page = visit.open(f"{PAGE}?{query}")
    page.wait_for_selector("#map path[data-class]")
    return page


def step_to(page: Page, period: str) -> None:
    """Move the slider, as dragging does, until the period stands beside it."""
    for _ in range(80):
        if now(page) == period:
            return
        page.press("#map-period", "ArrowLeft")
    raise AssertionError(f"the slider never came to {period}")


@pytest.mark.parametrize(
    "show", ["norra-sverige-municipality", "sweden-municipality", "sweden-county"]
)
@pytest.mark.parametrize("scale", ["period", "all"])
def test_each_region_has_the_class_that_the_file_gives_it(
    visit: Visit, portal: str, show: str, scale: str
) -> None:
    page = open_map(visit, f"show={show}&sex=K&scale={scale}")
    shown = drawn(page)
    period = now(page)
    held = [r for r in rows(portal, indicator=RATE) if r["region"] in shown and r["value"]]
    of = [r for r in held if r["sex"] == "K" and (scale == "all" or r["period"] == period)]
    limits = breaks([float(r["value"]) for r in of], 1)
    expected = {
        r["region"]: f"c{SHADES[len(limits) + 1][class_of(round(float(r['value']), 1), limits)]}"
        for r in held
        if r["sex"] == "K" and r["period"] == period
    }
    assert shown == {code: expected.get(code, "hatch") for code in shown}


@pytest.mark.parametrize(
    ("show", "count"),
    [
        ("norra-sverige-municipality", 44),
        ("sweden-municipality", 290),
        ("sweden-county", 21),
        *((f"{county}-municipality", count) for county, count in
          {"22": 7, "23": 8, "24": 15, "25": 14}.items()),
    ],
)  # fmt: skip
def test_arrow_keys_reach_every_region_from_one_tab_stop(
    visit: Visit, show: str, count: int
) -> None:
    page = open_map(visit, f"show={show}")
    assert page.locator("#map [tabindex='0']").count() == 1
    reached = page.evaluate(WALK)
    assert len(reached) == count
    assert reached == sorted(drawn(page))
    assert page.locator("#map [tabindex='0']").count() == 1


def test_hover_and_keyboard_say_the_same_and_escape_silences(visit: Visit) -> None:
    page = open_map(visit)
    page.focus("#map [role=option][tabindex='0']")
    page.keyboard.press("Home")
    assert page.inner_text("#map-live").startswith("Arjeplog. ")
    page.keyboard.press("End")
    said = page.inner_text("#map-live")
    assert said.startswith("Övertorneå. ")
    assert re.search(r"Plats \d+(–\d+)? av 44, räknat från högst\. Riket ", said)
    told = page.inner_text(".map-tip").split("\n")
    assert ". ".join(told) + "." == said
    page.keyboard.press("Escape")
    assert page.is_hidden(".map-tip")
    page.hover("#map [data-code='2518']")
    assert page.inner_text(".map-tip").split("\n") == told


def test_enter_chooses_the_region_and_keeps_the_readers_place(visit: Visit) -> None:
    page = open_map(visit)
    page.focus("#map [role=option][tabindex='0']")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator("#region")).to_have_value("2518")
    page.wait_for_selector("#map [data-code='2518'][aria-selected=true]")
    assert page.evaluate("document.activeElement.dataset.code") == "2518"


def test_a_step_in_time_asks_the_server_nothing_and_locks_the_scale(visit: Visit) -> None:
    page = open_map(visit)
    before = page.inner_text("#map-scale")
    awake(page)
    asked = len(visit.requests)
    step_to(page, "2015")
    assert "2015" in page.inner_text("#map-title")
    assert "2015" in page.inner_text("#ranking h2")
    assert "2015" in page.inner_text("#lead")
    assert page.inner_text("#map-scale") != before
    assert page.is_checked("#map-same")
    expect(page).to_have_url(re.compile("period=2015"))
    assert visit.requests[asked:] == []
    page.reload()
    page.wait_for_selector("#map path[data-class]")
    assert now(page) == "2015"
    assert page.is_checked("#map-same")


def test_play_goes_on_and_stops_at_the_end(visit: Visit) -> None:
    page = open_map(visit)
    last = now(page)
    page.press("#map-period", "ArrowLeft")
    page.click("#map-play")
    assert page.inner_text("#map-play") == "Stoppa"
    expect(page.locator("#period option:checked")).to_have_text(last)
    expect(page.locator("#map-play")).to_have_text("Spela upp")


def test_a_count_is_drawn_as_circles_with_areas_in_proportion(visit: Visit, portal: str) -> None:
    page = visit.open("/indikatorer/folkmangd")
    page.wait_for_selector("#map circle[data-code]")
    assert set(drawn(page).values()) == {"land"}
    script = "all => all.map(circle => [circle.dataset.code, +circle.getAttribute('r')])"
    radii = dict(page.eval_on_selector_all("#map circle[data-code]", script))
    held = rows(portal, indicator="folkmangd", sex="T", period=now(page))
    people = {r["region"]: float(r["value"]) for r in held if r["region"] in radii}
    shares = [radii[code] ** 2 / people[code] for code in radii if people[code] > 10_000]
    assert max(shares) / min(shares) == pytest.approx(1, rel=0.02)


@pytest.mark.parametrize("visit", [{"width": 320, "height": 640}], indirect=True, ids=["320"])
def test_the_tip_never_leaves_the_window(visit: Visit) -> None:
    page = open_map(visit)
    for code in ("2583", "2361", "2523", "2262"):
        page.focus(f"#map [data-code='{code}']")
        box = page.locator(".map-tip").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["y"] + box["height"] <= 640


@pytest.mark.parametrize("query", ["", "show=sweden-municipality&lang=en", "show=sweden-county"])
def test_axe_passes_with_the_tip_open_and_the_ranking_whole(visit: Visit, query: str) -> None:
    page = open_map(visit, query)
    page.click(".map-more")
    page.focus("#map [role=option][tabindex='0']")
    assert page.is_visible(".map-tip")
    assert violations(page, *((CONTRAST,) if query else ())) == []  # one map has all the colours


def test_on_paper_the_map_stands_without_its_controls(visit: Visit) -> None:
    page = open_map(visit)
    page.emulate_media(media="print")
    for control in ("#map-time", ".map-zoom", ".map-more"):
        assert page.is_hidden(control), control
    assert page.is_visible(".map-svg")
    assert page.is_visible(".map-key")


def test_the_map_is_one_stop_for_the_tab_key(visit: Visit) -> None:
    page = open_map(visit)
    page.focus("#map-same")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "option"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") is None
