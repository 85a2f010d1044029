"""Månadsläge in a browser: its cards, what opens in them, and its addresses."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from dashboard.report import pdf
from tests.browser.monthly import LANGS, PERIOD, PLACES, overflow
from tests.browser.visits import (
    DESK,
    PATIENCE,
    PHONE,
    SOURCE,
    Visit,
    not_swedish_numbers,
    rows,
    swedish,
    violations,
)  # fmt: skip

BOTH_WIDTHS = pytest.mark.parametrize(
    "visit",
    [{"width": 360, "height": 800}, {"width": 1280, "height": 900}],
    indirect=True,
    ids=["360", "1280"],
)
TYPES = {
    "html": "text/html",
    "json": "application/json",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def address(region: str, lang: str = "sv") -> str:
    return f"/manadslage?region={region}" + ("&lang=en" if lang == "en" else "")


def card(page: Page, indicator: str) -> Locator:
    return page.locator(f".months .card:has(h3 a[href^='/indikatorer/{indicator}?'])")


def opened(page: Page, indicator: str) -> Locator:
    """A card once its table stands there."""
    of = card(page, indicator)
    of.locator(".more > summary").click()
    of.locator(".opened table").wait_for()
    return of


@dataclass(frozen=True)
class Report:
    """What one visit to a region's page saw, with its cards closed and with some of them open."""

    words: str  # with the cards open
    cards: list[dict[str, Any]]
    violations: dict[tuple[int, str], list[str]]  # by width of the window and state of the cards
    runs_over: dict[str, int]  # pixels on a phone, by state of the cards
    errors: list[str]


ASKED = ("fodda", "sysselsattningsgrad-manad", "folkmangd-manadens-slut", "nystartade-foretag",
         "medelalder")  # fmt: skip
CARDS = """all => all.map(card => ({
  name: card.querySelector('h3').textContent,
  values: [...card.querySelectorAll('.value b')].map(each => each.textContent),
  whens: [...card.querySelectorAll('.value small')].map(each => each.textContent),
  source: card.querySelector(':scope > .src:last-of-type').textContent,
  line: card.querySelector('.spark')?.alt,
}))"""
OWN = "medelalder"  # a rate that municipalities have themselves, of women and of men
Ask = Callable[[str, str], Report]


@pytest.fixture(scope="module")
def report(readers: BrowserContext, portal: str) -> Ask:
    """A region's page in a language, visited once however many tests ask."""

    @cache
    def once(region: str, lang: str) -> Report:
        visit = Visit(readers, portal, **DESK)
        try:
            return walk(visit, region, lang)
        finally:
            visit.page.close()

    return once


def walk(visit: Visit, region: str, lang: str) -> Report:
    """Look at the page as wide as on a desk, on two phones, and so again with cards open.

    Contrast is most of axe's time, and every word of the closed cards stands there also when some
    are open: it is asked then.
    """
    page = visit.open(address(region, lang))
    cards = page.locator(".months .card").evaluate_all(CARDS)
    found, over = {}, {}
    for state in ("closed", "open"):
        if state == "open":
            for indicator in ASKED:
                opened(page, indicator)
        over[state] = overflow(visit.on_a_phone())
        for width, height in ((360, 800), (1280, 900)):
            page.set_viewport_size({"width": width, "height": height})
            later = ("color-contrast",) if state == "closed" else ()
            found[width, state] = violations(visit.still(), *later)
    return Report(page.inner_text("main"), cards, found, over, visit.errors)


# --- the page ---


@pytest.mark.parametrize("width", [360, 1280], scope="module")
@pytest.mark.parametrize("lang", LANGS, scope="module")
@pytest.mark.parametrize("region", PLACES, scope="module")
def test_the_page_passes_axe_closed_and_with_cards_open(
    report: Ask, region: str, lang: str, width: int
) -> None:
    found = report(region, lang).violations
    assert found[width, "closed"] == []
    assert found[width, "open"] == []


@pytest.mark.parametrize("lang", LANGS, scope="module")
@pytest.mark.parametrize("region", PLACES, scope="module")
def test_the_page_errs_nowhere_and_does_not_scroll_sideways_on_a_phone(
    report: Ask, region: str, lang: str
) -> None:
    assert report(region, lang).errors == []
    assert report(region, lang).runs_over == {"closed": 0, "open": 0}


@PHONE
@pytest.mark.parametrize("region", ["24", "00"])
def test_no_words_of_a_card_lie_over_its_small_line(visit: Visit, region: str) -> None:
    page = visit.open(address(region))
    over = """all => all.filter(head => {
      const line = head.querySelector('.spark').getBoundingClientRect();
      return [...head.querySelectorAll('b, small')].some(words =>
        [...words.getClientRects()].some(box => box.right > line.left && box.left < line.right
          && box.bottom > line.top && box.top < line.bottom));
    }).map(head => head.textContent)"""
    assert page.eval_on_selector_all(".months .head:has(.spark)", over) == []


@pytest.mark.parametrize("lang", LANGS, scope="module")
@pytest.mark.parametrize("region", PLACES, scope="module")
def test_every_card_has_its_values_periods_source_and_small_line_in_words(
    report: Ask, region: str, lang: str
) -> None:
    cards = report(region, lang).cards
    assert cards
    for each in cards:
        assert len(each["values"]) == len(each["whens"]) > 0
        assert all(re.match(r"(SEK\u00a0)?[−\d]", value) for value in each["values"]), each
        assert all(re.search(rf"{PERIOD}$", when) for when in each["whens"]), each
        assert re.fullmatch(SOURCE[lang], each["source"]), each
    lines = [each for each in cards if each["line"] is not None]
    assert lines
    assert all(len(each["values"]) == 1 and latest(each) in each["line"] for each in lines)


def latest(told: dict[str, Any]) -> str:
    """A card's value and period as the words of its small line give them: `3,0 (januari 2024)`."""
    number = re.match(r"[−\d][\d\u00a0]*[.,\d]*", told["values"][0].removeprefix("SEK\u00a0"))
    when = told["whens"][0].rpartition(", ")[2]
    return f"{number[0].strip()} ({when})" if number else "a value without a number"


@pytest.mark.parametrize("lang", LANGS, scope="module")
@pytest.mark.parametrize("region", PLACES, scope="module")
def test_no_two_cards_of_a_page_have_the_same_name(report: Ask, region: str, lang: str) -> None:
    names = [each["name"] for each in report(region, lang).cards]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("region", PLACES, scope="module")
def test_swedish_is_swedish_and_english_leaves_no_swedish_behind(report: Ask, region: str) -> None:
    assert not_swedish_numbers(report(region, "sv").words) == []
    assert swedish(report(region, "en").words, "män", "år") == []


# --- a card opened ---


def test_a_card_opened_by_keyboard_fetches_its_charts_and_table_once(visit: Visit) -> None:
    page = visit.open(address("2480"))
    of = card(page, OWN)
    assert not [url for url in visit.requests if "/kort/" in url]
    of.locator(".more > summary").focus()
    page.keyboard.press("Enter")
    expect(of.locator(".opened table")).to_be_visible()
    page.keyboard.press("Enter")
    expect(of.locator(".opened table")).to_be_hidden()
    page.keyboard.press("Space")
    expect(of.locator(".opened table")).to_be_visible()
    asked = [url for url in visit.requests if "/kort/" in url]
    release = visit.page.locator("body").get_attribute("data-release")
    opened = f"{visit.portal}/manadslage/2480/kort/{OWN}"
    assert asked == [f"{opened}?release={release}"]
    assert of.locator(".opened").get_attribute("aria-busy") is None


def test_an_opened_rate_has_women_men_county_and_riket_as_the_files_have_them(
    visit: Visit, portal: str
) -> None:
    page = visit.open(address("2480"))
    of = opened(page, OWN)
    head = of.locator("thead th").all_inner_texts()[:6]
    assert head == ["Period", "Umeå", "kvinnor", "män", "Västerbottens län", "Riket"]
    shown = of.locator("tbody tr >> nth=0").locator("th, td").all_inner_texts()
    found = {
        (row["region"], row["sex"]): f"{float(row['value']):.1f}".replace(".", ",")
        for row in rows(portal, indicator=OWN, period=shown[0])
        if row["region"] in ("2480", "24", "00")
    }
    order = [("2480", "T"), ("2480", "K"), ("2480", "M"), ("24", "T"), ("00", "T")]
    assert shown[1:6] == [found[key] for key in order]


def test_an_opened_cards_charts_tell_the_numbers_of_its_table(visit: Visit, portal: str) -> None:
    page = visit.open(address("2480"))
    of = opened(page, OWN)
    charts = of.locator(".pictures svg[role=img]:visible")
    assert charts.count() == 2
    newest = of.locator("tbody tr >> nth=0").locator("td").all_inner_texts()
    whole, sexes = (chart.locator("desc").text_content() or "" for chart in charts.all())
    for told, of_these in ((whole, (newest[0], *newest[3:5])), (sexes, newest[1:3])):
        assert all(number in told for number in of_these)
    assert of.locator(".pictures .m path[stroke-dasharray]").count()  # men also without colour
    known = {row["period"] for row in rows(portal, indicator=OWN, region="2480") if row["value"]}
    last = int(max(known))
    span = f"{max(int(min(known)), last - 20)}–{last}"  # no chart goes further back
    assert of.locator("figcaption").all_inner_texts() == [
        f"Medelålder, Umeå, {span}",
        f"Medelålder, Umeå, kvinnor och män, {span}",
    ]
    assert of.locator("caption").inner_text() == "Medelålder, Umeå, år"


@BOTH_WIDTHS
@pytest.mark.parametrize("region", ["norra-sverige", "2403"])
def test_an_opened_cards_charts_are_no_larger_than_their_letters_can_bear(
    visit: Visit, region: str
) -> None:
    page = visit.open(address(region))
    of = opened(page, "flyttnetto")
    sizes = of.locator(".pictures svg:visible").evaluate_all(
        "all => all.map(svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"
    )
    assert sizes
    assert all(0.8 <= size <= 1.4 for size in sizes)


def test_an_opened_cards_words_stay_inside_their_pictures(visit: Visit) -> None:
    page = visit.open(address("norra-sverige"))
    for indicator in ("medelalder", "flyttnetto"):
        opened(page, indicator)
    outside = """all => all.map(text => [text.textContent, text.getBBox().x + text.getBBox().width
      - text.ownerSVGElement.viewBox.baseVal.width]).filter(([, over]) => over > 0.5)"""
    assert page.eval_on_selector_all(".opened .wide-svg text", outside) == []


@pytest.mark.parametrize("region", ["24", "norra-sverige"])
def test_an_opened_cards_files_are_of_its_table(visit: Visit, region: str) -> None:
    page = visit.open(address(region))
    of = opened(page, "folkmangd-manadens-slut")
    links = of.locator(".opened a[download]").evaluate_all("all => all.map(a => a.href)")
    answers = [requests.get(link, timeout=PATIENCE) for link in links]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert all(answer.headers["Content-Type"].startswith("text/csv") for answer in answers)
    excel, plain = (answer.content.decode("utf-8") for answer in answers)
    assert excel.startswith("\ufeff")
    assert ";" in excel.splitlines()[0]
    regions = {line.split(",")[1] for line in plain.splitlines()[1:]}
    own = {"22", "23", "24", "25"} if region == "norra-sverige" else {"24"}
    assert regions == {*own, "00"}  # as in the table, which has riket beside them


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_whose_request_fails_says_so_and_can_be_tried_again(
    browser: Browser, portal: str, lang: str
) -> None:
    page = browser.new_page(locale="sv-SE")
    page.goto(portal + address("24", lang))
    page.wait_for_selector(".months .card")
    failing = re.compile("/kort/")
    page.route(failing, lambda route: route.abort())
    of = card(page, "fodda")
    of.locator(".more > summary").click()
    word = "did not come" if lang == "en" else "kom inte"
    expect(of.locator(".opened")).to_contain_text(word)
    page.unroute(failing)
    of.locator(".more > summary").click()
    of.locator(".more > summary").click()
    expect(of.locator(".opened table")).to_be_visible()
    expect(of.locator(".opened")).not_to_contain_text(word)
    page.close()


# --- addresses ---


def test_another_region_is_another_address_and_back_leads_to_the_one_before(visit: Visit) -> None:
    page = visit.open(address("24", "en"))
    page.select_option("#region", "2480")
    expect(page.locator("h1")).to_contain_text("Umeå")
    expect(page).to_have_url(re.compile(r"/manadslage\?region=2480&lang=en$"))
    visit.still()
    page.select_option("#region", "norra-sverige")
    expect(page.locator("h1")).to_contain_text("northern Sweden")
    visit.still()
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Umeå")
    assert page.input_value("#region") == "2480"
    page.go_back()
    expect(page.locator("h1")).to_have_text("The state of Västerbotten")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("region", ["24", "norra-sverige"])
def test_every_form_that_the_page_links_to_answers(visit: Visit, region: str, lang: str) -> None:
    page = visit.open(address(region, lang))
    links = page.locator(".filter .acts a[href*=senaste]").evaluate_all(
        "all => all.map(a => a.href)"
    )
    kinds = [kind for kind in TYPES if kind != "pdf" or pdf.available()]
    assert sorted(re.findall(r"senaste\.(\w+)", " ".join(links))) == sorted(kinds)
    assert all(("lang=en" in link) == (lang == "en") for link in links)
    for link in [*links, page.locator("#utgavor p.muted a").get_attribute("href")]:
        url = link if link.startswith("http") else visit.portal + link
        answer = requests.get(url, timeout=PATIENCE)
        assert answer.status_code == 200, link
        kind = url.partition("?")[0].rpartition(".")[2]
        expected = TYPES.get(kind, "application/atom+xml")
        assert answer.headers["Content-Type"].startswith(expected), link


def test_printing_the_page_leaves_its_menus_and_buttons_out(visit: Visit) -> None:
    page = visit.open(address("24"))
    expect(page.locator(".top")).to_be_visible()
    page.emulate_media(media="print")
    for gone in (".top", "footer", ".filter .acts a >> nth=0"):
        expect(page.locator(gone)).to_be_hidden()
    assert page.locator(".months .value").first.is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
