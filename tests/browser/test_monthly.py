"""Månadsläge in a browser: its cards, what opens in them, and its addresses."""

import re

import pytest
import requests
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.monthly import LANGS, overflow
from tests.browser.visits import CONTRAST, DESK, PATIENCE, PHONE, Visit, rows, violations

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


ASKED = ("fodda", "sysselsattningsgrad-manad", "arbetsloshet-manad", "nystartade-foretag",
         "medelalder")  # fmt: skip
OWN = "medelalder"  # a rate that municipalities have themselves, of women and of men
# Pages that differ in kind: a county, counties side by side, a small municipality with figures
# missing, and riket; each language of two. What their cards say: tests/portal/test_monthly.py.
KINDS = [("24", "sv"), ("norra-sverige", "en"), ("2403", "sv"), ("00", "en")]


# --- the page ---


@pytest.mark.parametrize(("region", "lang"), KINDS)
def test_with_cards_open_the_page_passes_axe_on_a_desk_and_keeps_to_a_phone(
    visit: Visit, region: str, lang: str
) -> None:
    """Its colours once: where some figures are missing. Closed: test_every_page_passes_axe."""
    page = visit.open(address(region, lang))
    assert overflow(visit.on_a_phone()) == 0
    for indicator in ASKED:
        opened(page, indicator)
    assert overflow(visit.still()) == 0
    assert violations(page, CONTRAST) == []
    page.set_viewport_size(DESK)
    elsewhere = () if region == "2403" else (CONTRAST,)
    assert violations(visit.still(), *elsewhere) == []


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


@pytest.mark.parametrize("region", ["norra-sverige", "2403"])
def test_an_opened_cards_charts_are_no_larger_than_their_letters_can_bear(
    visit: Visit, region: str
) -> None:
    page = visit.open(address(region))
    of = opened(page, "flyttnetto")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
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


def test_one_page_answers_in_every_form_that_it_links_to(visit: Visit) -> None:
    """Of the page with most on it; a county's forms in both languages: test_editions.

    Each page's links: tests/portal/test_monthly.py.
    """
    page = visit.open(address("norra-sverige"))
    links = page.locator(".filter .acts a[href*=senaste]").evaluate_all(
        "all => all.map(a => a.href)"
    )
    assert len(links) >= len(TYPES) - 1  # a PDF only where it can be made
    for link in links:
        answer = requests.get(link, timeout=PATIENCE)
        assert answer.status_code == 200, link
        expected = TYPES[link.partition("?")[0].rpartition(".")[2]]
        assert answer.headers["Content-Type"].startswith(expected), link


def test_printing_the_page_leaves_its_menus_and_buttons_out(visit: Visit) -> None:
    page = visit.open(address("24"))
    expect(page.locator(".top")).to_be_visible()
    page.emulate_media(media="print")
    for gone in (".top", "footer", ".filter .acts a >> nth=0"):
        expect(page.locator(gone)).to_be_hidden()
    assert page.locator(".months .value").first.is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
