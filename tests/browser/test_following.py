"""A place follows through choices that are answered into the page, and is kept only when asked."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page

from tests.browser.visits import DESK, Visit

MENU = ".menu nav a:not(.lang)"


def region(link: str) -> list[str]:
    return parse_qs(urlsplit(link).query).get("region", [])


def kept(page: Page) -> int:
    count: int = page.evaluate("localStorage.length + document.cookie.length")
    return count


def menu(page: Page) -> list[str]:
    links: list[str] = page.eval_on_selector_all(MENU, "all => all.map(each => each.href)")
    return links


def test_a_place_chosen_on_a_page_is_in_the_menu_at_once_and_on_the_next_page(visit: Visit) -> None:
    page = visit.open("/manadslage")
    assert all(region(link) == [] for link in menu(page))
    page.select_option("#region", "2584")
    page.wait_for_selector("h1:has-text('Kiruna')")
    assert all(region(link) == ["2584"] for link in menu(page))
    page.click(".menu a:has-text('Indikatorer')")
    page.wait_for_selector("h1:has-text('Kiruna')")
    page.go_back()
    page.wait_for_selector("h1:has-text('Kiruna')")
    assert kept(page) == 0


def test_a_place_that_is_a_pages_first_one_stays_in_the_address_when_it_is_chosen(
    visit: Visit,
) -> None:
    page = visit.open("/indikatorer/medelalder?region=2584")
    page.select_option("#region", "2480")
    page.wait_for_function("() => document.title.startsWith('Umeå')")
    assert region(page.url) == ["2480"]
    assert all(region(link) == ["2480"] for link in menu(page))


def test_only_who_says_so_has_a_place_remembered_and_can_have_it_forgotten(
    browser: Browser, portal: str
) -> None:
    context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{portal}/manadslage?region=2584")
    own = page.locator(".menu [data-own]")
    before = own.get_attribute("href")
    assert kept(page) == 0
    page.click("text=Kom ihåg Kiruna på den här enheten")
    assert own.get_attribute("href") == "/kommun/2584"
    page.goto(f"{portal}/?lang=en")
    assert page.inner_text("#remembered") == "To Kiruna"
    assert page.get_attribute("#remembered", "href") == "/kommun/2584?lang=en"
    page.goto(f"{portal}/min-kommun")
    page.wait_for_url("**/kommun/2584")
    page.goto(f"{portal}/min-kommun?region=")
    assert page.is_visible("#choose-place")
    page.goto(f"{portal}/manadslage?region=2584")
    page.click("text=Glöm Kiruna på den här enheten")
    assert own.get_attribute("href") == before
    assert kept(page) == 0
    assert not context.cookies()
    page.goto(portal)
    assert not page.is_visible("#remembered")
    context.close()
