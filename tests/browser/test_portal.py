"""The portal as readers use it: each page keeps to itself and says one number everywhere."""

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from playwright.sync_api import Browser, Route, expect

from dashboard.parts import assets, figures
from tests import PROJECT
from tests.browser.visits import (
    PATIENCE,
    PHONE,
    SPACE,
    Ask,
    Visit,
    awake,
    newest,
    rows,
    violations,
    width,
)
from tests.languages import SOURCE, not_swedish_numbers, swedish
from tests.pages import addresses

RATE = "eftergymnasial-utbildning"
TITLE = "Eftergymnasialt utbildade 25–64 år"
PAGES = [*addresses(), f"/indikatorer/{RATE}"]
EVERY = [*PAGES, *(f"{path}?lang=en" for path in PAGES)]


@pytest.mark.parametrize("path", EVERY, scope="module")
def test_every_page_passes_axe(seen: Ask, path: str) -> None:
    assert seen(path).violations == []


@pytest.mark.parametrize("path", EVERY, scope="module")
def test_no_page_scrolls_sideways_on_a_phone(seen: Ask, path: str) -> None:
    assert seen(path).width_on_a_phone == 320


@pytest.mark.parametrize("path", EVERY, scope="module")
def test_no_page_errs_in_the_console_or_asks_others(seen: Ask, path: str) -> None:
    assert seen(path).errors == []


@PHONE
def test_the_list_of_a_regions_figures_does_not_scroll_sideways(visit: Visit) -> None:
    assert width(visit.open("/indikatorer?region=2480")) == 320


@pytest.mark.parametrize("path", PAGES, scope="module")
def test_swedish_pages_write_swedish_numbers(seen: Ask, path: str) -> None:
    assert not_swedish_numbers(seen(path).words) == []


@pytest.mark.parametrize("path", PAGES, scope="module")
def test_english_pages_leave_no_swedish_behind(seen: Ask, path: str) -> None:
    page = seen(f"{path}?lang=en")
    assert page.lang == "en"
    assert swedish(page.every_word) == []
    assert [link for link in page.links if "lang=en" not in link] == []


@PHONE
def test_axe_passes_with_the_menu_the_choices_and_the_table_open(visit: Visit) -> None:
    page = visit.open(f"/indikatorer/{RATE}")
    page.click(".fold")  # before the menu, which lies over it
    page.click(".menu summary")
    for button in page.query_selector_all(".acts summary"):
        button.click()
    assert page.is_visible("#controls")
    assert violations(page) == []


def test_an_address_that_leads_nowhere_is_a_404_with_ways_on(portal: str, browser: Browser) -> None:
    for path in ("/finns-inte", "/indikatorer/finns-inte", "/status/finns-inte"):
        assert requests.get(portal + path, timeout=PATIENCE).status_code == 404
    page = browser.new_page()
    page.goto(portal + "/indikatorer/finns-inte")
    page.wait_for_selector("h1")
    assert page.inner_text("h1") == "Sidan finns inte"
    page.click("text=Alla indikatorer")
    page.wait_for_selector(".topic")
    page.close()


def test_the_start_pages_map_leads_to_a_municipality(visit: Visit) -> None:
    page = visit.open("/?lang=en")
    page.hover("#links a[href*='2480'] path")
    under = "document.querySelector('#links a:hover').getAttribute('href')"
    assert page.evaluate(under) == "/kommun/2480?lang=en"


def test_the_start_pages_topics_lead_to_their_place_in_the_list(visit: Visit) -> None:
    page = visit.open("/")
    page.click(".topics a >> nth=-1")
    page.wait_for_selector(".topic")
    expect(page.locator(".topic").last).to_be_in_viewport()


def test_every_key_figure_has_its_period_and_its_source(visit: Visit) -> None:
    cards = visit.open("/").locator("#lanen .card")
    assert cards.count() == 6
    for words in cards.all_inner_texts():
        assert re.search(r"\n.*, (\w+ )?20\d\d\n", words), words
        source = words.splitlines()[-1]
        assert re.fullmatch(SOURCE["sv"], source), words
        # An agency and its own tables, older ones too.
        for each in re.split(r"; (?=SCB|Kolada)", source.removeprefix("Källa: ")):
            tables = re.findall(r"\b(?:TAB\d+|[NU]\d{5})\b", each)
            agencies = {"SCB" if table.startswith("TAB") else "Kolada" for table in tables}
            assert agencies == {each.split(", ")[0]}, words


def test_a_name_in_the_search_leads_to_the_regions_figures(visit: Visit) -> None:
    page = visit.open("/")
    page.fill("#hero-search", "umea")
    page.press("#hero-search", "Enter")
    page.click(".best a:has-text('Umeå')")
    page.wait_for_selector("h1:has-text('Umeå')")
    held = newest(visit.portal, indicator="folkmangd", region="2480", sex="T")
    told = page.inner_text("#befolkning li:has-text('Folkmängd') .value")
    assert told.split() == [
        *f"{float(held['value']):,.0f} personer".replace(",", " ").split(),
        held["period"],
    ]


def test_the_list_is_filtered_while_typing_without_regard_to_diacritics(visit: Visit) -> None:
    page = visit.open("/indikatorer")
    everything = page.locator("[data-find]").count()
    page.fill("#filter", "medelalder")
    titles = page.locator("[data-find]:visible a").all_inner_texts()
    assert 0 < len(titles) < everything
    assert "Medelålder" in titles
    assert parse_qs(urlsplit(page.url).query)["q"] == ["medelalder"]
    page.fill("#filter", "xyzzy")
    assert page.is_visible("#none-found")


def test_choices_lead_to_one_number_in_address_map_chart_table_and_file(visit: Visit) -> None:
    page = visit.open(f"/indikatorer/{RATE}")
    page.select_option("#region", "2580")
    page.check("#sex input[value=K]")
    expect(page.locator("#lead")).to_contain_text("Luleå")
    expect(page.locator("#map-title")).to_contain_text("kvinnor")
    page.focus("#map-period")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("period="))
    query = parse_qs(urlsplit(page.url).query)
    assert (query["region"], query["sex"]) == (["2580"], ["K"])
    period = query["period"][0]
    found = rows(visit.portal, indicator=RATE, region="2580", sex="K", period=period)
    shown = f"{float(found[0]['value']):.1f}".replace(".", ",")
    assert shown in page.inner_text("#lead")
    assert shown in (page.get_attribute("#map [data-code='2580']", "aria-label") or "")
    page.click(".mapcard .as-table summary")
    assert shown in page.inner_text("#map-table tr:has-text('Luleå')")
    page.click("#trend-card .as-table summary")
    assert shown in page.inner_text(f"#trend-table tr:has(th:text-is('{period}'))")
    assert shown in page.inner_text("#ranking li:has-text('Luleå')")
    address = page.url
    page.reload()
    page.wait_for_selector("#map [data-code='2580']")
    expect(page.locator("#lead")).to_contain_text("Luleå")
    assert shown in page.inner_text("#lead")
    assert page.url == address


def test_regions_are_added_to_the_trend_one_by_one_and_stay_in_the_address(visit: Visit) -> None:
    page = visit.open(f"/indikatorer/{RATE}?compare=2580,2281")
    title = page.locator("#trend-title")
    span = f"2000–{newest(visit.portal, indicator=RATE, region='2480')['period']}"
    expect(title).to_have_text(f"{TITLE}: Umeå, riket, Luleå och Sundsvall, procent, {span}")
    page.select_option("#add", "2380")
    expect(title).to_contain_text("Sundsvall och Östersund")
    page.get_by_role("checkbox", name="Luleå").uncheck()
    expect(title).to_have_text(f"{TITLE}: Umeå, riket, Sundsvall och Östersund, procent, {span}")
    assert parse_qs(urlsplit(page.url).query) == {"compare": ["2281,2380"]}
    page.reload()
    expect(title).to_have_text(f"{TITLE}: Umeå, riket, Sundsvall och Östersund, procent, {span}")


@pytest.mark.parametrize(
    ("indicator", "lines"),
    [("folkmangd", 1), ("folkmangd-80-plus?sex=K", 2), ("fodda?sex=M", 2), ("medelalder", 2)],
)
def test_words_in_the_chart_stay_inside_the_picture(
    visit: Visit, indicator: str, lines: int
) -> None:
    page = visit.open(f"/indikatorer/{indicator}")
    rights = page.eval_on_selector_all(
        "#trend .wide-svg .label", "all => all.map(t => t.getBBox().x + t.getBBox().width)"
    )
    assert len(rights) == lines
    assert max(rights) <= figures.WIDTHS["wide-svg"]


def test_one_period_is_told_in_words_and_not_drawn_as_a_line(visit: Visit) -> None:
    words = visit.open("/indikatorer/personbilar").inner_text("#trend")
    assert words == "Det finns uppgifter bara för 2025, så ingen utveckling kan visas."


def test_stepping_through_the_years_asks_the_server_nothing(visit: Visit) -> None:
    page = visit.open(f"/indikatorer/{RATE}?show=sweden-municipality")
    awake(page)
    before = len(visit.requests)
    classes = "all => all.map(p => p.dataset.class).join()"
    first = page.eval_on_selector_all("#map [data-class]", classes)
    page.focus("#map-period")
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    assert page.eval_on_selector_all("#map [data-class]", classes) != first
    assert len(visit.requests) == before


def test_explore_brings_plotly_and_only_then(visit: Visit) -> None:
    page = visit.open(f"/indikatorer/{RATE}")
    assert not any("plotly" in url for url in visit.requests)
    page.click("#explore")
    page.wait_for_selector("#explored .js-plotly-plot .main-svg", timeout=30_000)
    assert any("plotly" in url for url in visit.requests)
    titles = page.locator(".modebar-btn").evaluate_all("all => all.map(b => b.dataset.title)")
    assert titles
    assert not any("hare" in title or "cloud" in title for title in titles)
    tabs = page.locator(".modebar-btn").evaluate_all("all => all.map(b => b.tabIndex)")
    assert set(tabs) == {-1}
    assert violations(page) == []


def test_the_promised_figures_are_on_the_pages(visit: Visit) -> None:
    page = visit.open("/indikatorer/folkmangd?region=2480&period=2022")
    assert f"132{SPACE}235{SPACE}personer" in page.inner_text("#lead")
    assert f"65{SPACE}992" in page.inner_text("#lead")
    assert f"66{SPACE}243" in page.inner_text("#lead")
    page = visit.open("/indikatorer/folkmangd?region=2580")
    assert f"80{SPACE}304" in page.inner_text("#lead")


def test_each_figure_says_its_source_and_the_day_it_was_taken(visit: Visit) -> None:
    page = visit.open(f"/indikatorer/{RATE}")
    lines = page.locator(".src").all_inner_texts()
    assert lines
    assert page.locator(".card:has(.acts):not(:has(.src))").count() == 0
    assert all(re.fullmatch(r"Källa: Kolada, N01982\. .* hämtade 2026-10-31\.", x) for x in lines)


def test_the_start_page_says_in_plain_words_how_old_the_figures_are(visit: Visit) -> None:
    words = visit.open("/").inner_text("#nytt > .muted")
    assert "Nyaste uppgift: augusti 2026." in words
    assert re.search(r"Hälften av indikatorerna är från 20\d\d eller äldre;", words)
    assert "make" not in words


FAILURES: dict[str, Callable[[Route], None]] = {
    "no answer": lambda route: route.abort(),
    "an error": lambda route: route.fulfill(status=500, body="no"),
}


@pytest.mark.parametrize("fail", FAILURES.values(), ids=FAILURES)
def test_a_failed_callback_is_told_to_the_reader(
    browser: Browser, portal: str, fail: Callable[[Route], None]
) -> None:
    page = browser.new_page()
    page.goto(f"{portal}/indikatorer/{RATE}")
    page.wait_for_selector("#map path")
    page.route(re.compile("_dash-update-component"), fail)
    page.select_option("#region", "2580")
    expect(page.locator("#alert")).to_contain_text("Servern svarade inte")
    page.close()


CASES = json.loads((PROJECT / "tests" / "unit" / "periods.json").read_text("utf-8"))["cases"]


def test_a_browser_knows_of_periods_what_the_pipeline_knows(visit: Visit) -> None:
    page = visit.open("/")
    asked = [case["period"] for case in CASES]
    script = "async ([src, codes]) => codes.map((await import(src)).period)"
    found = page.evaluate(script, [*assets.scripts(["period"]), asked])
    names = ("year", "part", "ordinal")
    assert found == [{name: case[name] for name in names} for case in CASES]
