"""Every page without scripts: it reads whole, and its choices are sent by a button and answered."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visits import DESK, Ask, newest, rows, send, violations
from tests.pages import addresses

RATE = "eftergymnasial-utbildning"
TITLE = "Eftergymnasialt utbildade 25–64 år"
ASKED = [*addresses(), f"/indikatorer/{RATE}"]
PAGES = [*ASKED, "/kartbank/karta?form=circles", "/manadslage?region=00"]
# Written as in test_portal, which looks at all but two of them too.
EVERY = [*PAGES, *(f"{path}?lang=en" for path in ASKED)]


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport=DESK, locale="sv-SE")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", EVERY)
def test_a_page_reads_the_same_without_scripts_as_with_them(
    plain: Page, portal: str, seen: Ask, address: str
) -> None:
    plain.goto(portal + address)
    assert words(plain.locator("main").inner_text()) == words(seen(address).words)
    assert seen(address).errors == []


def words(told: str) -> list[str]:
    """What can be read: all but buttons that stand in for scripts, and those that need them."""
    lines = told.split("\n")
    scripts = {
        "Visa",
        "Show",
        "Dela",
        "Share",
        "Utforska",
        "Explore",
        "Kopiera mening",
        "Copy sentence",
        "Spela upp",
        "Play",
        "Skriv ut",
        "Print",
    }
    signs = {"+", "−", "⤢"}
    kept = [line.strip() for line in lines]
    return [line for line in kept if line and line not in scripts | signs and not more(line)]


def more(line: str) -> bool:
    return line.startswith(("Visa alla ", "Show all ", "Kom ihåg ", "Remember "))


@pytest.mark.parametrize("path", PAGES)
def test_without_scripts_nothing_stands_that_needs_them_and_what_folds_opens_to_words(
    plain: Page, portal: str, path: str
) -> None:
    plain.goto(portal + path)
    assert plain.locator("h1").count() == 1
    for needs in plain.locator(".scripted, #react-entry-point").all():
        assert needs.is_hidden()
    for folded in plain.locator("main details").all():
        summary = folded.locator("summary").first.text_content() or ""
        assert len(folded.text_content() or "") > len(summary)


def test_a_region_a_sex_and_a_year_are_chosen_and_sent(plain: Page, portal: str) -> None:
    plain.goto(f"{portal}/indikatorer/{RATE}")
    plain.select_option("#region", "2580")
    plain.check("#sex-K")
    plain.select_option("#period", "2019")
    send(plain, "#controls .send")
    found = rows(portal, indicator=RATE, region="2580", sex="K", period="2019")
    shown = f"{float(found[0]['value']):.1f}".replace(".", ",")
    assert shown in plain.inner_text("#lead")
    assert "kvinnor" in plain.inner_text("#map-title")
    assert "2019" in plain.inner_text("#map-title")
    assert shown in (plain.get_attribute("#map [data-code='2580']", "aria-label") or "")
    assert shown in plain.inner_text("#ranking li:has-text('Luleå')")
    query = parse_qs(urlsplit(plain.url).query)
    assert (query["region"], query["sex"], query["period"]) == (["2580"], ["K"], ["2019"])
    plain.locator(".mapcard .as-table summary").click()
    assert shown in plain.inner_text("#map-table tr[data-code='2580']")


def test_regions_are_added_to_the_trend(plain: Page, portal: str) -> None:
    plain.goto(f"{portal}/indikatorer/{RATE}")
    for code in ("2580", "2281"):
        plain.select_option("#add", code)
        send(plain, "#compare .send")
    span = f"2000–{newest(portal, indicator=RATE, region='2480')['period']}"
    title = f"{TITLE}: Umeå, riket, Luleå och Sundsvall, procent, {span}"
    assert plain.inner_text("#trend-title") == title
    plain.get_by_role("checkbox", name="Luleå").uncheck()
    send(plain, "#compare .send")
    assert (
        plain.inner_text("#trend-title") == f"{TITLE}: Umeå, riket och Sundsvall, procent, {span}"
    )


def test_a_map_of_ones_own_is_made(plain: Page, portal: str) -> None:
    plain.goto(f"{portal}/kartbank/karta?indicator={RATE}")
    plain.select_option("#form", "tiles")
    plain.select_option("#method", "own")
    plain.fill("#numbers", "30; 42,5")
    plain.fill("#caption", "Min karta")
    send(plain, "#controls .send")
    assert plain.inner_text("h1") == "Min karta"
    assert plain.locator(".map-svg[data-form=tiles]").count() == 1
    assert plain.locator("#map-legend .classes li").count() == 3
    assert "30,0–42,4" in plain.inner_text("#map-legend")


@pytest.mark.parametrize("path", ["/manadslage", "/indikatorer"])
def test_another_region_is_sent_by_the_button(plain: Page, portal: str, path: str) -> None:
    plain.goto(portal + path)
    plain.select_option("main form #region", "2480")
    send(plain, "main form .send >> nth=0")
    expect(plain).to_have_url(f"{portal}{path}?region=2480" if path != "/indikatorer" else
                              f"{portal}/indikatorer?q=&region=2480")  # fmt: skip
    assert "Umeå" in plain.inner_text("h1")


def test_the_list_is_searched_by_the_server(plain: Page, portal: str) -> None:
    plain.goto(f"{portal}/indikatorer")
    plain.fill("#filter", "medelalder")
    send(plain, "#filter-form .send")
    assert plain.locator("[data-find]:visible a").all_inner_texts()
    assert "Medelålder" in plain.locator("[data-find]:visible a").all_inner_texts()


def test_a_page_whose_scripts_are_blocked_still_answers(browser: Browser, portal: str) -> None:
    """As an old browser or a strict network has it: scripts may run, and none of ours comes."""
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.route("**/*.mjs", lambda route: route.abort())
    page.goto(f"{portal}/indikatorer/{RATE}")
    page.select_option("#region", "2580")
    send(page, "#controls .send")
    assert "Luleå" in page.inner_text("#lead")
    context.close()


def test_axe_passes_without_scripts(browser: Browser, portal: str, plain: Page) -> None:
    """Axe is a script itself: the page is given to it as it stood without its own."""
    plain.goto(f"{portal}/indikatorer/{RATE}")
    context = browser.new_context(viewport=DESK, bypass_csp=True)
    page = context.new_page()
    page.route("**/*.mjs", lambda route: route.abort())
    page.goto(f"{portal}/indikatorer/{RATE}")
    assert violations(page) == []
    context.close()


def test_a_browser_too_old_for_the_scripts_has_the_page_without_them(
    browser: Browser, portal: str
) -> None:
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.route(
        "**/page.mjs", lambda route: route.fulfill(body="let ?", content_type="text/javascript")
    )
    page.goto(f"{portal}/indikatorer/{RATE}")
    page.select_option("#region", "2580")
    send(page, "#controls .send")
    expect(page.locator("#lead")).to_contain_text("Luleå")
    context.close()


def test_an_embedded_map_answers(plain: Page, portal: str) -> None:
    plain.goto(f"{portal}/embed/karta?indicator={RATE}&sex=K&region=2580")
    plain.select_option("#period", "2015")
    send(plain, ".send")
    assert "2015" in plain.inner_text("#map-title")
    assert "kvinnor" in plain.inner_text("#map-title")
