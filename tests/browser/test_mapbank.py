"""The map bank in a browser: each small map shows the files' classes, is found and leads on."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from dashboard import data
from dashboard.choices import Method
from dashboard.map.scale import limits
from dashboard.mapbank import thumbnails
from tests import PROJECT
from tests.browser.maps import SHADES, drawn
from tests.browser.visits import Visit, not_swedish_numbers, rows, swedish, violations, width

FIVE = [
    "medelalder",
    "utrikes-fodda",
    "eftergymnasial-utbildning",
    "meritvarde",
    "kommunalt-avfall",
]
COUNT = len(thumbnails.maps())
NULLS = {".": "empty", "-": "empty", "Privacy": "dots"}

# All of the page scrolled through, as a reader does; then every thumbnail is drawn.
THROUGH = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 400) {
    window.scrollTo(0, y);
    await new Promise(requestAnimationFrame);
  }
  window.scrollTo(0, 0);
}"""
# Each card's areas: the map's address, and what each look's one path draws.
READ = """all => all.map(card => [
  card.querySelector('h3 a').getAttribute('href'),
  [...card.querySelectorAll('[data-class]')].map(p => [p.dataset.class, p.getAttribute('d')]),
  card.querySelectorAll('svg > circle').length,
])"""


def open_bank(visit: Visit, query: str = "") -> Page:
    """The gallery with every map drawn that is shown."""
    page = visit.open(f"/kartbank?{query}")
    page.evaluate(THROUGH)
    page.wait_for_function(
        "[...document.querySelectorAll('.thumbs .card:not([hidden]) [data-thumb]')]"
        ".every(host => host.querySelector('svg'))"
    )
    return page


def expected(portal: str, indicator_id: str, method: Method | None) -> dict[str, str]:
    """Each municipality's look in the newest period, from the rows of the CSV file."""
    indicator, codes = data.indicators()[indicator_id], thumbnails.codes()
    held = rows(portal, indicator=indicator_id)
    held = [row for row in held if row["region"] in codes]
    newest = max(row["period"] for row in held if row["value"])
    held = [row for row in held if row["period"] == newest]
    known = [row for row in held if row["value"]]
    split = {"K", "M"} <= {row["sex"] for row in known}
    pool = [float(row["value"]) for row in known if (row["sex"] in "KM") == split]
    found = limits(np.array(pool), indicator.decimals, method or "natural", ())
    sex = indicator.sexes[0]
    shown = {row["region"]: row for row in held if row["sex"] == sex}
    return {code: _look(shown.get(code), found, indicator.decimals) for code in codes}


def _look(row: dict[str, str] | None, found: list[float], decimals: int) -> str:
    if row is None or not row["value"]:
        return NULLS.get(row["status"] if row else "", "hatch")
    value = round(float(row["value"]), decimals)
    return f"c{SHADES[len(found) + 1][sum(value >= limit for limit in found)]}"


def chosen(link: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def test_each_small_map_joins_the_borders_of_each_class_that_the_file_gives(
    visit: Visit, portal: str
) -> None:
    page = open_bank(visit)
    borders = json.loads((PROJECT / "maps" / "municipality.json").read_text())["regions"]
    looked_at = []
    for link, areas, _ in page.eval_on_selector_all(".thumbs .card", READ):
        query = chosen(link)
        if query["indicator"] not in FIVE:
            continue
        joined: dict[str, str] = {}
        for code, look in expected(portal, query["indicator"], query.get("method")).items():
            joined[look] = joined.get(look, "") + borders[code]["d"]
        assert dict(areas) == joined, link
        looked_at.append(query["indicator"])
    assert sorted(looked_at) == sorted(FIVE)


def test_a_small_map_is_seven_areas_at_most_and_a_count_is_circles(visit: Visit) -> None:
    page = open_bank(visit)
    read = page.eval_on_selector_all(".thumbs .card", READ)
    assert len(read) == COUNT
    for link, areas, circles in read:
        looks = [look for look, _ in areas]
        assert 1 <= len(looks) == len(set(looks)) <= 7, link
        count = data.indicators()[chosen(link)["indicator"]].kind == "count"
        assert circles == (44 if count else 0), link


def test_no_two_looks_of_a_small_map_have_one_colour(visit: Visit) -> None:
    page = open_bank(visit)
    script = """all => all.map(map => [...map.querySelectorAll('[data-class]')].map(
      path => getComputedStyle(path).fill))"""
    for fills in page.eval_on_selector_all(".thumb", script):
        assert "none" not in fills
        assert len(set(fills)) == len(fills)


def test_what_is_missing_is_hatched_by_the_maps_own_pattern(visit: Visit) -> None:
    page = open_bank(visit)
    ids = page.eval_on_selector_all(".thumb pattern", "all => all.map(each => each.id)")
    assert len(set(ids)) == len(ids)
    own = """all => all.map(path => path.closest('svg').querySelector(
      path.getAttribute('fill').slice(4, -1)) !== null)"""
    found = page.eval_on_selector_all(".thumb [data-class=hatch], .thumb [data-class=dots]", own)
    assert found
    assert all(found)


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
    page.wait_for_selector(".card:visible .thumb svg")
    assert page.locator(".card:visible").count() == page.locator(".card:visible svg").count()


def test_no_number_breaks_over_lines(visit: Visit) -> None:
    words = open_bank(visit).inner_text(".thumbs >> nth=0")
    assert "per 1\u00a0000 invånare" in words
    assert re.findall(r"\d \d{3}\b", words) == []


@pytest.mark.parametrize("query", ["q=finns+inte", "q=arbete&lang=en"])
def test_the_bank_passes_axe_when_searched(visit: Visit, query: str) -> None:
    assert violations(open_bank(visit, query)) == []


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_whole_bank_passes_axe_on_a_desk_and_on_a_phone_in_one_language(
    visit: Visit, lang: str
) -> None:
    page = open_bank(visit, "lang=en" if lang == "en" else "")
    words = page.inner_text("main")
    told = swedish(words, "Högst", "lägst", "kartor", "år")
    assert (told if lang == "en" else not_swedish_numbers(words)) == []
    assert violations(page) == []
    visit.on_a_phone()
    page.evaluate(THROUGH)
    assert width(visit.still()) == 320
    assert violations(page) == []


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize(
    "indicator", ["andel-65-plus", "meritvarde", "sysselsattningsgrad", "kvinnor-i-fullmaktige"]
)
def test_a_card_leads_to_its_map_with_its_choices(visit: Visit, lang: str, indicator: str) -> None:
    page = open_bank(visit, "lang=en" if lang == "en" else "")
    card = page.locator(f".thumbs .card:has(a[href*='indicator={indicator}'])").first
    link = chosen(card.locator("h3 a").get_attribute("href") or "")
    card.locator(".thumb").click(force=True)  # the whole card is the link
    page.wait_for_selector(".map-svg path[data-class]")
    assert urlsplit(page.url).path == "/kartbank/karta"
    assert chosen(page.url) == link
    assert ("lang" in link) == (lang == "en")
    assert page.input_value("#m-which") == indicator
    for name in ("around", "method", "panels", "form"):
        if name in link:
            assert page.input_value(f"#m-{name}") == link[name]


def test_a_small_map_and_its_large_one_are_coloured_alike(visit: Visit) -> None:
    page = open_bank(visit)
    borders = json.loads((PROJECT / "maps" / "municipality.json").read_text())["regions"]
    card = page.locator(".thumbs .card:has(a[href*='indicator=andel-65-plus'])")
    ((_, small, _),) = card.evaluate_all(READ)
    card.locator("h3 a").click()
    page.wait_for_selector(".map-svg path[data-class]")
    joined: dict[str, str] = {}
    for code, look in drawn(page).items():
        joined[look] = joined.get(look, "") + borders[code]["d"]
    assert dict(small) == joined
