"""Dash sleeps until a reader acts, wakes without a trace, and loses nothing that the reader did."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from dashboard.search import find, index
from dashboard.search.words import hold
from tests.browser.maps import before
from tests.browser.visits import CONTRAST, Visit, newest, violations
from tests.pages import addresses

RATE = "eftergymnasial-utbildning"
PAGE = f"/indikatorer/{RATE}"
PAGES = [*addresses(), PAGE]
DASH = "_dash"
SHIFTS = """() => {
  window.shifts = [];
  const told = (list) => window.shifts.push(...list.getEntries().map((each) => each.value));
  new PerformanceObserver(told).observe({ type: "layout-shift" });
}"""


def asleep(visit: Visit) -> bool:
    return not any(DASH in url for url in visit.requests)


class Held:
    """What a page asks for by a pattern comes no sooner than it is let go."""

    def __init__(self, page: Page, pattern: str) -> None:
        self.waiting: list[Route] = []
        self.free = False
        page.route(pattern, self._asked)

    def _asked(self, route: Route) -> None:
        if self.free:
            route.continue_()
        else:
            self.waiting.append(route)

    def let_go(self) -> None:
        """What waits comes, and what is asked for from now on."""
        self.free = True
        for route in self.waiting:
            route.continue_()


def until(page: Page, held: list[Route]) -> None:
    """Until something that is held back has been asked for."""
    while not held:
        page.wait_for_timeout(20)


def woken(page: Page) -> None:
    """Until Dash answers, as its scripts tell the page."""
    expect(page.locator("#react-entry-point #live-asked")).to_have_count(1)


@pytest.mark.parametrize("act", ["pointer", "touch", "key", "focus"])
def test_each_kind_of_act_wakes_it(visit: Visit, act: str) -> None:
    page = visit.open(PAGE)
    acts = {
        "pointer": lambda: page.mouse.move(300, 300, steps=3),
        "touch": lambda: page.dispatch_event("main", "touchstart"),
        "key": lambda: page.keyboard.press("Shift"),
        "focus": lambda: page.focus("#region"),
    }
    acts[act]()
    woken(page)


def content(page: Page) -> str:
    """What stands on the page, but the search box, which then begins to answer typing."""
    return re.sub(r'<form\b[^>]*"find".*?</form>', "", page.inner_html("main"), flags=re.DOTALL)


@pytest.mark.parametrize("path", PAGES)
def test_dash_sleeps_until_a_reader_acts_and_waking_moves_and_changes_nothing(
    visit: Visit, path: str
) -> None:
    page = visit.open(path)
    page.wait_for_timeout(100)
    assert asleep(visit)
    before = content(page)
    page.evaluate(SHIFTS)
    page.keyboard.press("Shift")
    woken(page)
    assert not asleep(visit)
    page.wait_for_timeout(100)
    assert content(page) == before
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("path", ["/", PAGE])
def test_a_page_that_woke_passes_axe(visit: Visit, path: str) -> None:
    """Of one with a search box of its own and one with its choices: no other content is changed.

    Asleep, and its colours, which waking does not touch: test_every_page_passes_axe.
    """
    page = visit.open(path)
    page.keyboard.press("Shift")
    woken(page)
    assert violations(visit.still(), CONTRAST) == []


def test_a_choice_made_before_it_woke_takes_effect(visit: Visit) -> None:
    page, held = visit.page, list[Route]()
    page.route("**/_dash-layout", lambda route: held.append(route))
    page.goto(visit.portal + PAGE)
    page.select_option("#region", "2580")
    expect(page.locator("main[aria-busy]")).to_have_count(1)
    page.check("#sex-K")
    until(page, held)
    held[0].continue_()
    expect(page.locator("#lead")).to_contain_text("Luleå")
    expect(page.locator("#map-title")).to_contain_text("kvinnor")
    held_of = newest(visit.portal, indicator=RATE, region="2580", sex="K")
    assert f" {held_of['period']}, " in page.inner_text("#lead")
    assert f"{float(held_of['value']):.1f}".replace(".", ",") in page.inner_text("#lead")


def test_where_dash_cannot_be_fetched_a_choice_is_another_page(visit: Visit) -> None:
    page = visit.page
    page.route("**/_dash-component-suites/**", lambda route: route.abort())
    page.goto(visit.portal + PAGE)
    page.select_option("#region", "2580")
    expect(page.locator("#lead")).to_contain_text("Luleå")
    assert "region=2580" in page.url
    visit.errors.clear()  # the browser tells of what was held back


def test_what_the_reader_has_is_kept_by_waking_and_by_an_answer(visit: Visit) -> None:
    page = visit.open(f"{PAGE}?compare=2580")
    page.locator("#trend-card .as-table summary").click()
    page.fill(".find input", "halvskrivet")
    page.focus("#region")
    page.evaluate("window.scrollTo(0, 300)")
    woken(page)
    page.select_option("#region", "2584")
    expect(page.locator("#lead")).to_contain_text("Kiruna")
    visit.still()
    assert page.evaluate("window.scrollY") == 300
    assert page.evaluate("document.activeElement.id") == "region"
    assert page.input_value(".find input") == "halvskrivet"
    assert page.locator("#trend-card .as-table[open]").count() == 1
    assert page.is_checked("#compare-2580")


def test_back_leads_to_the_choice_before_and_a_reload_keeps_it(visit: Visit) -> None:
    page = visit.open(PAGE)
    page.select_option("#region", "2580")
    expect(page.locator("#lead")).to_contain_text("Luleå")
    page.select_option("#show", "24-municipality")
    expect(page.locator("#map [role=option]")).to_have_count(15)
    page.reload()
    assert page.input_value("#show") == "24-municipality"
    page.go_back()
    expect(page.locator("#map [role=option]")).to_have_count(44)
    assert page.input_value("#region") == "2580"
    assert page.input_value("#show") == "norra-sverige-municipality"
    expect(page.locator("#lead")).to_contain_text("Luleå")


def test_the_last_of_two_quick_choices_is_shown(visit: Visit) -> None:
    page = visit.open(PAGE)
    page.keyboard.press("Shift")
    woken(page)
    for code in ("2580", "2281", "2584"):
        page.select_option("#region", code)
    expect(page.locator("#lead")).to_contain_text("Kiruna")
    visit.still()
    assert "region=2584" in page.url
    assert "Kiruna" in page.title()


def test_a_step_in_time_while_the_server_is_asked_is_not_undone(visit: Visit) -> None:
    page, held = visit.open(PAGE), list[Route]()
    page.keyboard.press("Shift")
    woken(page)
    stepped_to = before(page)
    page.route(re.compile("_dash-update-component"), lambda route: held.append(route))
    page.select_option("#region", "2580")
    until(page, held)
    page.press("#map-period", "ArrowLeft")
    page.wait_for_timeout(300)
    for route in held:
        route.continue_()
    expect(page.locator("#lead")).to_contain_text("Luleå")
    assert stepped_to in page.inner_text("#map-title")
    expect(page).to_have_url(re.compile(f"period={stepped_to}"))


SAME = ["#map-legend", "#ranking", "#map-table", "#map-title", "#lead"]
VIEWS = [
    f"{PAGE}?period=2015&scale=all",
    f"{PAGE}?period=2015&scale=all&lang=en&sex=K&show=sweden-county",
    "/indikatorer/folkmangd?period=2015&scale=all&show=sweden-municipality",
    "/indikatorer/flyttnetto?period=2015&scale=all&region=2584",
    f"/kartbank/karta?indicator={RATE}&period=2015&scale=all&around=riket",
    f"/kartbank/karta?indicator={RATE}&period=2015&scale=all&form=tiles&lang=en",
]
# Elements as they are drawn, attributes in one order; a number to a tenth, as a screen has it.
DRAWN = """all => {
  const tenth = (words) => words.replace(/;\\s*$|(?<=[:;])\\s+/g, "")
    .replace(/\\d+\\.\\d+/g, (n) => Math.round(n * 10) / 10);
  const told = (node) => node.nodeType === 3 ? node.data : [node.tagName,
    [...node.attributes].map(({ name, value }) => `${name}=${tenth(value)}`).sort(),
    [...node.childNodes].map(told)];
  return all.map(node => {
    const copy = node.cloneNode(true);
    copy.normalize();
    return [...copy.childNodes].map(told);
  });
}"""
REGIONS = """all => all.map(path => [path.dataset.code, path.dataset.class,
  path.getAttribute("aria-label"), path.getAttribute("fill") ?? "",
  path.getAttribute("aria-selected")])"""


@pytest.mark.parametrize("address", VIEWS)
def test_the_scripts_draw_what_the_server_draws(visit: Visit, address: str) -> None:
    page = visit.open(address)
    drawn = page.locator(", ".join(SAME)).evaluate_all(DRAWN)
    regions = page.locator("#map [role=option]").evaluate_all(REGIONS)
    page.press("#map-period", "ArrowLeft")
    assert page.locator(", ".join(SAME)).evaluate_all(DRAWN) != drawn
    page.press("#map-period", "ArrowRight")
    again = page.locator(", ".join(SAME)).evaluate_all(DRAWN)
    assert page.locator("#map [role=option]").evaluate_all(REGIONS) == regions
    for ours, theirs in zip(again, drawn, strict=True):
        assert ours == theirs


# Each control as what a reader touches first, Dash still asleep: page, act, what it leads to (a
# function tells it of the page as it came).
FIRST = {
    "region": (PAGE, lambda p: p.select_option("#region", "2580"), ("#lead", "Luleå")),
    "sex": (PAGE, lambda p: p.check("#sex-K"), ("#map-title", "kvinnor")),
    "show": (PAGE, lambda p: p.select_option("#show", "sweden-county"), ("#map-title", "län i")),
    "compare": (PAGE, lambda p: p.select_option("#add", "2281"), ("#trend-title", "Sundsvall")),
    "period": (PAGE, lambda p: p.select_option("#period", "2015"), ("#map-title", "2015")),
    "slider": (PAGE, lambda p: p.press("#map-period", "ArrowLeft"), ("#map-title", before)),
    "scale": (PAGE, lambda p: p.check("#map-same"), ("#map-scale", "alla år")),
    "play": (PAGE, lambda p: p.click("#map-play"), ("#map-play", "Stoppa")),
    "ranking": (PAGE, lambda p: p.click(".map-more"), (".map-more", "Visa färre")),
    "map": (PAGE, lambda p: p.click("#map [data-code='2584']"), ("#lead", "Kiruna")),
    "explore": (PAGE, lambda p: p.click("#explore"), ("#explored", "Luleå|Umeå")),
    "age": ("/indikatorer/folkmangd-manad",
            lambda p: p.select_option("#age", index=1), ("#chosen", "år")),
    "form": ("/kartbank/karta", lambda p: p.select_option("#form", "tiles"), ("#map", "Umeå")),
    "caption": ("/kartbank/karta",
                lambda p: (p.fill("#caption", "Min karta"), p.press("#caption", "Enter")),
                ("h1", "Min karta")),
    "area": ("/demografi", lambda p: p.select_option("#region", "2580"), ("h1", "Luleå")),
    "year": ("/demografi", lambda p: p.select_option("#year", "2019"), ("#ekvationen", "2019")),
    "beside": ("/demografi", lambda p: p.select_option("#beside", "00"),
               ("#pyramid-sub", "riket|Riket")),
    "unit": ("/demografi", lambda p: p.check("#unit-percent"), ("#pyramid", "Procent")),
    "report": ("/manadslage", lambda p: p.select_option("#region", "2480"), ("h1", "Umeå")),
    "card": ("/manadslage", lambda p: p.click(".more summary >> nth=0"), (".opened", "Period")),
    "list": ("/indikatorer", lambda p: p.fill("#filter", "medelålder"), ("#found", "indikator")),
}  # fmt: skip


@pytest.mark.parametrize("control", FIRST)
def test_the_first_act_on_a_control_counts(visit: Visit, control: str) -> None:
    path, act, (place, words) = FIRST[control]
    page = visit.open(path)
    told = words if isinstance(words, str) else words(page)
    assert asleep(visit)
    act(page)
    expect(page.locator(place).first).to_contain_text(re.compile(told), use_inner_text=False)


def test_what_was_chosen_before_the_scripts_came_takes_effect(visit: Visit) -> None:
    page, held = visit.page, Held(visit.page, "**/*.mjs")
    page.goto(visit.portal + PAGE, wait_until="commit")
    page.select_option("#region", "2580")
    page.select_option("#period", "2015")
    held.let_go()
    expect(page.locator("#lead")).to_contain_text("Luleå")
    expect(page.locator("#map-title")).to_contain_text("2015")
    expect(page).to_have_url(re.compile("region=2580.*period=2015"))


def test_what_was_typed_before_the_scripts_came_filters(visit: Visit) -> None:
    page, held = visit.page, Held(visit.page, "**/*.mjs")
    page.goto(f"{visit.portal}/indikatorer", wait_until="commit")
    page.fill("#filter", "medelålder")
    held.let_go()
    every = find.indicators("", "sv")
    found = [each for each in every if hold(index.keys(each, "sv"), "medelålder")]
    assert 1 < len(found) < len(every)
    expect(page.locator("#found")).to_have_text(f"{len(found)} indikatorer")
    page.fill("#filter", "Kiruna")
    page.press("#filter", "Enter")
    expect(page.locator("h1")).to_have_text("Kiruna i siffror")


def test_one_scale_chosen_while_the_server_is_asked_is_not_undone(visit: Visit) -> None:
    page, held = visit.open(PAGE), list[Route]()
    page.keyboard.press("Shift")
    woken(page)
    page.route(re.compile("_dash-update-component"), lambda route: held.append(route))
    page.select_option("#region", "2580")
    until(page, held)
    page.check("#map-same")
    held[0].continue_()
    expect(page.locator("#lead")).to_contain_text("Luleå")
    visit.still()
    assert page.is_checked("#map-same")
    assert "alla år" in page.inner_text("#map-scale")
    expect(page).to_have_url(re.compile("scale=all"))


def test_where_plotly_cannot_come_the_reader_is_told(visit: Visit) -> None:
    page = visit.open(PAGE)
    page.route("**/_dash-component-suites/**", lambda route: route.abort())
    page.click("#explore")
    expect(page.locator("#alert")).to_contain_text("Servern svarade inte")
    page.close()  # what is told of later ones would come after
    visit.errors.clear()  # the browser tells of what was held back


def test_files_and_code_ask_for_nothing_that_a_map_has_not(visit: Visit) -> None:
    page = visit.open(f"/kartbank/karta?indicator={RATE}&compare=2580&utm_source=x")
    stepped_to = before(page)
    page.press("#map-period", "ArrowLeft")
    expect(page).to_have_url(re.compile(f"period={stepped_to}"))
    link = page.locator(".m-file").first.evaluate("a => a.href")
    code = page.input_value("#m-live").split('src="')[1].split('"')[0].replace("&amp;", "&")
    for address in (link, code):
        assert f"period={stepped_to}" in address
        assert page.request.get(address).status == 200


def test_a_topic_that_is_led_to_is_open(visit: Visit) -> None:
    page = visit.open("/")
    page.click(".topics a >> nth=1")
    expect(page.locator("details.topic[open]")).to_have_count(1)
    expect(page.locator("details.topic[open] .list")).to_be_in_viewport()
