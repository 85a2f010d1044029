"""Charts as they are seen: on paper, in forced colours, on every width, explored and taken."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visits import DESK, Visit, awake

CHART = "/indikatorer/medelalder?region=2580&compare=2480,2481"
PAGES = [CHART, f"{CHART}&sex=K", "/demografi?region=2480"]
LEAST = 12  # pixels of a chart's smallest words
SIZES = """() => [...document.querySelectorAll("svg.chart text")]
  .filter((text) => text.getBoundingClientRect().width)
  .map((text) => {
    const svg = text.ownerSVGElement, root = svg.ownerSVGElement ?? svg;
    const scale = root.getBoundingClientRect().width / root.viewBox.baseVal.width;
    return [text.textContent, parseFloat(getComputedStyle(text).fontSize) * scale];
  })"""
CONTRAST = """() => {
  const light = (colour) => {
    const part = (value) => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = colour.match(/[\\d.]+/g).map((value) => part(value / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (colour !== "rgba(0, 0, 0, 0)") return colour;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(0,0,0)" : "rgb(255,255,255)";
  };
  return [...document.querySelectorAll("svg.chart text")]
    .filter((text) => text.getBoundingClientRect().width)
    .map((text) => {
      const [a, b] = [light(getComputedStyle(text).fill), light(ground(text.parentElement))];
      return [text.textContent, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
    });
}"""


@pytest.fixture(params=["dark", "light"])
def forced(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a reader whose colours are forced."""
    context = browser.new_context(forced_colors="active", color_scheme=request.param, viewport=DESK)
    yield context.new_page()
    context.close()


def test_the_words_of_a_chart_are_read_in_forced_colours(forced: Page, portal: str) -> None:
    for path in PAGES:
        forced.goto(portal + path)
        found = forced.evaluate(CONTRAST)
        assert len(found) > 10
        assert [each for each in found if each[1] < 4.5] == []


@pytest.mark.parametrize("path", PAGES)
def test_the_words_of_a_chart_are_never_small_and_its_lines_have_room(
    visit: Visit, path: str
) -> None:
    page = visit.open(path)
    for width in (320, 360, 420, 768, 900, 1366):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(SIZES)
        assert len(found) > 10
        assert [each for each in found if each[1] < LEAST - 0.01] == [], width
        grid = page.locator("svg.chart .grid >> visible=true").first.bounding_box()
        assert grid
        assert grid["height"] >= 130, width
        assert grid["width"] >= 135, width


def test_what_is_compared_is_printed(visit: Visit) -> None:
    page = visit.open(CHART)
    parts = page.locator("#trend svg >> visible=true").locator(".compare")
    assert parts.count() == 6  # a line and a label of riket and of each place
    page.emulate_media(media="print")
    assert page.locator("#trend svg >> visible=true").locator(".compare >> visible=true").count()
    assert parts.evaluate_all(
        "all => all.every((each) => getComputedStyle(each).display !== 'none')"
    )
    assert not page.locator("#compare").is_visible()


def test_explore_takes_the_pictures_place_and_leads_back(visit: Visit) -> None:
    page = visit.open(CHART)
    small = page.locator("#trend").bounding_box()
    page.click("#explore")
    page.wait_for_selector("#explored .js-plotly-plot .main-svg", timeout=30_000)
    expect(page.locator("#trend")).to_be_hidden()
    large = page.locator("#explored .js-plotly-plot").bounding_box()
    assert small
    assert large
    assert large["height"] > small["height"]
    assert abs(large["y"] - small["y"]) < 40  # in its place
    page.click("#explore")
    expect(page.locator("#trend")).to_be_visible()
    expect(page.locator("#explored")).to_be_hidden()


def test_the_sentence_is_copied_by_keyboard_with_source_and_address_and_said(visit: Visit) -> None:
    page = visit.open(CHART)
    awake(page)
    page.evaluate(
        "() => Object.defineProperty(navigator, 'clipboard', { value: {"
        " writeText: (words) => { window.copied = words; return Promise.resolve(); } } })"
    )
    page.focus(".copy")
    page.keyboard.press("Enter")
    expect(page.locator(".copied")).to_have_text("Kopierad")
    assert page.locator(".copied").get_attribute("role") == "status"
    lead, source, address = page.evaluate("window.copied").split("\n")
    assert lead == page.text_content("#lead")
    assert source.startswith("Källa: Kolada, N00959.")
    assert address == page.url
