"""The demography page in a browser: its pyramid, its addresses, and what it says to everyone."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.visits import (
    DESK,
    PHONE,
    SPACE,
    Ask,
    Visit,
    not_swedish_numbers,
    rows,
    serve,
    swedish,
    violations,
    width,
)  # fmt: skip
from tests.demography import everything, publish

PATHS = [f"/demografi?region={code}" for code in ("2480", "24", "00", "norrland", "2403")]
EVERY = [*PATHS, *(f"{path}&lang=en" for path in PATHS)]
BUDGET = 400_000  # bytes of a first view, compressed


def number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def chosen(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def drawn(visit: Visit, path: str) -> Page:
    """The page once its pyramid stands there."""
    page = visit.open(path)
    page.wait_for_selector(".pyramid-svg")
    return page


@pytest.mark.parametrize("path", EVERY)
def test_the_page_passes_axe(seen: Ask, path: str) -> None:
    assert seen(path).violations == []


@pytest.mark.parametrize("path", EVERY)
def test_the_page_errs_nowhere_and_keeps_to_a_phone(seen: Ask, path: str) -> None:
    assert seen(path).errors == []
    assert seen(path).width_on_a_phone == 320


@PHONE
@pytest.mark.parametrize("path", ["/demografi?region=norrland", "/demografi?region=2480&lang=en"])
def test_everything_open_on_a_phone_passes_axe_and_does_not_scroll_sideways(
    visit: Visit, path: str
) -> None:
    page = drawn(visit, path)
    page.click(".fold")
    for button in page.query_selector_all(".acts summary, .later summary"):
        button.click()
    assert width(page) == 320
    assert violations(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_swedish_numbers_are_swedish(seen: Ask, path: str) -> None:
    assert not_swedish_numbers(seen(path).words) == []


@pytest.mark.parametrize("path", PATHS)
def test_english_leaves_no_swedish_behind(seen: Ask, path: str) -> None:
    assert swedish(seen(f"{path}&lang=en").words, "år") == []


@pytest.mark.parametrize("path", ["/demografi", "/demografi?region=norrland&beside=23"])
def test_a_first_view_is_small(browser: Browser, portal: str, path: str) -> None:
    """To a reader who has been here never before, and keeps nothing."""
    page = drawn(Visit(browser.new_context(), portal, **DESK), path)
    sent = page.evaluate(
        "['resource', 'navigation'].flatMap((kind) => performance.getEntriesByType(kind))"
        ".reduce((sum, each) => sum + each.transferSize, 0)"
    )
    page.context.close()
    assert 50_000 < sent <= BUDGET


# --- the pyramid ---


def bars(page: Page) -> Locator:
    return page.locator(".pyramid-svg [role=option]")


def table(page: Page) -> list[list[str]]:
    """The pyramid's table: age, women, men."""
    got = page.eval_on_selector_all(
        "#pyramid-table table:first-of-type tbody tr",
        "all => all.map(row => [...row.children].map(cell => cell.textContent))",
    )
    return [row[:3] for row in got]


@pytest.mark.parametrize("query", ["region=2480", "region=24&period=2015", "region=24"])
def test_a_bars_area_is_its_people(visit: Visit, query: str) -> None:
    page = drawn(visit, f"/demografi?{query}")
    boxes = page.eval_on_selector_all(
        ".pyramid-svg .bar",
        "all => all.map(bar => [bar.classList[1], +bar.getAttribute('width'), "
        "+bar.previousSibling.getAttribute('height')])",
    )
    counts = [(row[1], row[2]) for row in table(page)]
    assert len(boxes) == 2 * len(counts)
    areas: dict[str, list[float]] = {"women": [], "men": []}
    for sex, wide, tall in boxes:
        areas[sex].append(wide * tall)
    least = max(tall for _, _, tall in boxes) / 2  # a bar is never thinner than half a pixel
    values = {"women": [number(w) for w, _ in counts], "men": [number(m) for _, m in counts]}
    scale = sum(areas["women"]) / sum(values["women"])
    for sex in ("women", "men"):
        for area, value in zip(areas[sex], values[sex], strict=True):
            assert area == pytest.approx(value * scale, rel=0.01, abs=least)


def test_the_pyramids_table_is_what_the_files_say(visit: Visit, portal: str) -> None:
    page = drawn(visit, "/demografi?region=2480&period=2010")
    shown = table(page)
    assert [row[0] for row in shown][::5] == ["0–5 år", "80 år och äldre"]
    ids = ["0-5", "6-15", "16-19", "20-64", "65-79", "80-plus"]
    for row, id_ in zip(shown, ids, strict=True):
        published = rows(portal, indicator=f"folkmangd-{id_}", region="2480", period="2010")
        values = {each["sex"]: int(float(each["value"])) for each in published}
        assert (number(row[1]), number(row[2])) == (values["K"], values["M"])


def test_the_pyramid_is_one_tab_stop_walked_with_arrows_and_read_aloud(visit: Visit) -> None:
    page = drawn(visit, "/demografi?region=2480")
    assert page.locator(".pyramid-svg [tabindex='0']").count() == 1
    page.locator(".pyramid-svg [tabindex='0']").focus()
    live = page.locator("#pyramid-live")
    expect(live).to_contain_text("Kvinnor, 0–5 år, 2022")
    walked = set()
    for key in ["Home", *["ArrowUp"] * 5, "ArrowLeft", *["ArrowDown"] * 5]:
        page.keyboard.press(key)
        walked.add(live.inner_text())
    assert len(walked) == 12
    assert page.locator(".pyramid-svg [tabindex='0']").count() == 1
    shown = table(page)
    for row in shown:
        for sex, cell in (("Kvinnor", row[1]), ("Män", row[2])):
            age = row[0]
            assert any(f"{sex}, {age}, 2022: {cell}{SPACE}personer" in words for words in walked)
    page.keyboard.press("End")
    expect(live).to_contain_text("Män, 80 år och äldre")
    page.keyboard.press("Escape")
    expect(page.locator("#pyramid .map-tip")).to_be_hidden()


def test_hovering_a_bar_says_its_figure(visit: Visit) -> None:
    page = drawn(visit, "/demografi?region=2480&beside=00")
    bars(page).nth(7).hover(force=True)
    tip = page.locator("#pyramid .map-tip")
    expect(tip).to_contain_text("Kvinnor, 20–64 år, 2022")
    expect(tip).to_contain_text("Riket 2022:")


def test_stepping_in_time_asks_the_server_nothing_and_changes_everything(visit: Visit) -> None:
    page = drawn(visit, "/demografi?region=24")
    before = len(visit.requests)
    expect(page.locator("#pyramid-sub")).to_contain_text("april 2026")
    page.locator("#pyramid-period").focus()
    page.keyboard.press("Home")
    expect(page.locator("#pyramid-sub")).to_have_text("Västerbottens län, 1968")
    expect(page.locator("#pyramid-lead")).to_contain_text("1968")
    assert bars(page).count() == 2 * len(table(page))
    expect(page).to_have_url(re.compile("period=1968"))
    page.click("#pyramid-play")
    expect(page.locator("#pyramid-now")).to_have_text("1970", timeout=5000)
    page.click("#pyramid-play")
    assert len(visit.requests) == before


def test_a_year_lies_over_the_pyramid_as_an_outline(visit: Visit) -> None:
    page = drawn(visit, "/demografi?region=24&period=2015")
    assert page.locator(".outline").count() == 0
    page.select_option("#demo-then", "1970")
    assert page.locator(".outline").count() == 2
    expect(page.locator("#pyramid-sub")).to_contain_text("1970 som streckad kontur")
    assert page.locator("#pyramid-table table").count() == 2
    page.check("#demo-unit input[value=percent]")
    assert chosen(page) == {"region": "24", "period": "2015", "then": "1970", "unit": "percent"}
    shown = page.text_content(".pyramid-svg")
    page.reload()
    page.wait_for_selector(".outline")
    assert page.text_content(".pyramid-svg") == shown
    assert page.is_checked("#demo-unit input[value=percent]")


# --- addresses ---


def test_choices_are_in_the_address_and_back_undoes_them(visit: Visit) -> None:
    page = drawn(visit, "/demografi")
    expect(page.locator("h1")).to_have_text("Befolkningen i Västerbottens län")
    page.select_option("#demo-region", "2480")
    expect(page.locator("h1")).to_have_text("Befolkningen i Umeå")
    page.select_option("#demo-year", "2020")
    expect(page.locator(".steps caption")).to_contain_text("2020")
    page.check("#demo-sex input[value=K]")
    expect(page.locator("#ekvationen .says")).to_contain_text("Umeå, kvinnor, 2020")
    page.select_option("#demo-beside", "24")
    expect(page.locator("#pyramid-sub")).to_contain_text("Västerbottens län 2022 som streckad")
    assert chosen(page) == {"region": "2480", "year": "2020", "sex": "K", "beside": "24"}
    told = page.inner_text("main")
    page.reload()
    page.wait_for_selector(".outline")
    assert page.inner_text("main") == told
    assert "sex=K" in (page.get_attribute(".lang", "href") or "")
    page.go_back()
    expect(page.locator(".outline")).to_have_count(0)
    page.go_back()
    expect(page.locator("#ekvationen .says")).to_contain_text("Umeå, 2020")
    page.go_back()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Befolkningen i Västerbottens län")


def test_a_choice_keeps_the_readers_focus(visit: Visit) -> None:
    page = drawn(visit, "/demografi?region=2480")
    page.locator("#demo-year").focus()
    page.select_option("#demo-year", "2015")
    expect(page.locator(".steps caption")).to_contain_text("2015")
    page.wait_for_function("document.activeElement.id === 'demo-year'")


@pytest.mark.parametrize("path", PATHS)
def test_a_text_alternative_has_the_numbers_of_the_table(visit: Visit, path: str) -> None:
    page = drawn(visit, path)
    for card in page.locator(".card:has(svg.chart[role=img])").all():
        words = card.locator("svg.chart[role=img] desc").first.evaluate("node => node.textContent")
        cells = card.locator(".as-table td").evaluate_all(
            "all => all.map(cell => cell.textContent)"
        )
        told = re.findall(rf"[−]?\d[\d{SPACE}]*(?:,\d+)?(?= \(|,|\.$)", words)
        numbers = {
            each for each in told if len(each) > 2 and not re.fullmatch(r"(19|20)\d\d", each)
        }
        assert numbers
        assert numbers <= set(cells)


# --- with what the shipped release awaits ---


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("filled")
    publish(folder, everything())
    yield from serve(folder)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_months_components_and_projection_are_drawn_once_they_are_there(
    readers: BrowserContext, filled: str, lang: str
) -> None:
    visit = Visit(readers, filled, **DESK)
    page = visit.open(f"/demografi?region=2480&by=month&lang={lang}")
    page.wait_for_selector("#manader .band")
    page.wait_for_selector("#framskrivning path[stroke-dasharray]")
    assert page.locator("#ekvationen .steps tbody tr").count() == 10
    assert violations(page) == []
    page.close()
    assert visit.errors == []
