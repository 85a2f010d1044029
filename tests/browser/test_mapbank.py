"""The map bank in a browser: each small map shows the files' classes, is found and leads on."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from dashboard.map.picture import COLOURS
from dashboard.mapbank import thumbnails
from tests.browser.maps import drawn
from tests.browser.visits import CONTRAST, Visit, violations, width
from tests.languages import not_swedish_numbers, swedish

COUNT = len(thumbnails.maps())


def open_bank(visit: Visit, query: str = "") -> Page:
    return visit.open(f"/kartbank?{query}")


def chosen(link: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def test_every_small_map_has_a_size_and_a_look(visit: Visit) -> None:
    page = open_bank(visit)
    drawn = """all => all.map(map => [map.getBBox().width > 50,
      ...[...map.querySelectorAll('use')].map(use => use.getBBox().width > 0)].every(Boolean))"""
    assert page.locator(".thumb").evaluate_all(drawn) == [True] * COUNT
    assert not [url for url in visit.requests if url.endswith(".svg")]


def test_search_filters_without_regard_to_diacritics_and_says_how_many(visit: Visit) -> None:
    page = open_bank(visit)
    shown, found = page.locator(".thumbs .card:visible"), page.locator("#found")
    expect(found).to_have_text(f"{COUNT} kartor")
    page.fill("#filter", "ALDER")
    expect(shown.filter(has_text="Medelålder")).to_have_count(1)
    few = shown.count()
    assert 1 < few < COUNT
    expect(found).to_have_text(f"{few} kartor")
    expect(page).to_have_url(re.compile("q=ALDER"))
    page.reload()
    expect(found).to_have_text(f"{few} kartor")
    expect(shown).to_have_count(few)
    page.fill("#filter", "medelålder")
    expect(found).to_have_text("1 karta")
    expect(page.locator(".topic:visible")).to_have_count(1)
    page.fill("#filter", "finns inte")
    expect(found).to_have_text("0 kartor")
    expect(page.locator("#none-found")).to_be_visible()


def test_a_map_that_search_brings_back_is_drawn(visit: Visit) -> None:
    page = visit.open("/kartbank?q=medelalder")
    page.fill("#filter", "avfall")
    assert page.locator(".card:visible .thumb").count() == page.locator(".card:visible").count() > 0


def test_no_number_breaks_over_lines(visit: Visit) -> None:
    words = open_bank(visit).inner_text(".thumbs >> nth=0")
    assert "per 1\u00a0000 invånare" in words
    assert re.findall(r"\d \d{3}\b", words) == []


@pytest.mark.parametrize("query", ["q=finns+inte", "q=arbete&lang=en"])
def test_the_bank_passes_axe_when_searched(visit: Visit, query: str) -> None:
    """In its colours too where nothing is found; those of the cards are looked at below."""
    looked_at = (CONTRAST,) if "lang=en" in query else ()
    assert violations(open_bank(visit, query), *looked_at) == []


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_whole_bank_is_in_one_language_and_passes_axe_on_a_phone(
    visit: Visit, lang: str
) -> None:
    """On a desk: test_every_page_passes_axe."""
    page = open_bank(visit, "lang=en" if lang == "en" else "")
    words = page.inner_text("main")
    told = swedish(words, "Högst", "lägst", "kartor", "år")
    assert (told if lang == "en" else not_swedish_numbers(words)) == []
    visit.on_a_phone()
    assert width(visit.still()) == 320
    assert violations(page, *((CONTRAST,) if lang == "en" else ())) == []


@pytest.mark.parametrize(
    ("indicator", "lang"),
    [
        ("andel-65-plus", "sv"),
        ("meritvarde", "sv"),
        ("sysselsattningsgrad", "sv"),
        ("kvinnor-i-fullmaktige", "sv"),
        ("sysselsattningsgrad", "en"),
    ],
)
def test_a_card_leads_to_its_map_with_its_choices(visit: Visit, indicator: str, lang: str) -> None:
    page = open_bank(visit, "lang=en" if lang == "en" else "")
    card = page.locator(f".thumbs .card:has(a[href*='indicator={indicator}'])").first
    link = chosen(card.locator("h3 a").get_attribute("href") or "")
    card.locator(".thumb").click(force=True)  # the whole card is the link
    page.wait_for_selector(".map-svg path[data-class]")
    assert urlsplit(page.url).path == "/kartbank/karta"
    assert chosen(page.url) == link
    assert ("lang" in link) == (lang == "en")
    assert page.input_value("#indicator") == indicator
    for name in ("around", "method", "panels", "form"):
        if name in link:
            assert page.input_value(f"#{name}") == link[name]


def test_a_small_map_and_its_large_one_are_coloured_alike(visit: Visit) -> None:
    page = open_bank(visit)
    card = page.locator(".thumbs .card:has(a[href*='indicator=andel-65-plus'])")
    script = """uses => uses.map(use => [use.getAttribute('href').slice(2),
      use.parentNode.getAttribute('fill')])"""
    small = dict(card.locator("g > use").evaluate_all(script))
    card.locator("h3 a").click()
    page.wait_for_selector(".map-svg path[data-class]")
    assert small == {code: COLOURS[look] for code, look in drawn(page).items()}
