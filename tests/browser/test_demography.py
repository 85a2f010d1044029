"""The demography page in a browser: its pyramid, its addresses, and what it says to everyone."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.browser.visits import (
    CONTRAST,
    DESK,
    PHONE,
    SPACE,
    Ask,
    Visit,
    newest,
    rows,
    send,
    serve,
    violations,
    width,
)  # fmt: skip
from tests.demography import everything, publish

PATHS = [f"/demografi?region={code}" for code in ("2480", "24", "00", "norra-sverige", "2403")]
ENGLISH = [f"/demografi?region={code}&lang=en" for code in ("2480", "norra-sverige")]
EVERY = [*PATHS, *ENGLISH]
BUDGET = 120_000  # bytes of a first view, compressed


def number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def chosen(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def drawn(visit: Visit, path: str) -> Page:
    """The page, whose pyramid stands in the document as it came."""
    page = visit.open(path)
    assert page.locator(".pyramid-svg").count() == 1
    return page


@pytest.mark.parametrize("path", EVERY)
def test_the_page_passes_axe(seen: Ask, path: str) -> None:
    assert seen(path).violations == []


@pytest.mark.parametrize("path", EVERY)
def test_the_page_errs_nowhere_and_keeps_to_a_phone(seen: Ask, path: str) -> None:
    assert seen(path).errors == []
    assert seen(path).width_on_a_phone == 320


@PHONE
@pytest.mark.parametrize(
    "path", ["/demografi?region=norra-sverige", "/demografi?region=2480&lang=en"]
)
def test_everything_open_on_a_phone_passes_axe_and_does_not_scroll_sideways(
    visit: Visit, path: str
) -> None:
    page = drawn(visit, path)
    page.click(".fold")
    for button in page.query_selector_all(".acts summary, .later summary"):
        button.click()
    assert width(page) == 320
    assert violations(page, *((CONTRAST,) if "lang=en" in path else ())) == []


@pytest.mark.parametrize("path", ["/demografi", "/demografi?region=norra-sverige&beside=23"])
def test_a_first_view_is_small(browser: Browser, portal: str, path: str) -> None:
    """To a reader who has been here never before, and keeps nothing."""
    page = drawn(Visit(browser.new_context(), portal, **DESK), path)
    sent = page.evaluate(
        "['resource', 'navigation'].flatMap((kind) => performance.getEntriesByType(kind))"
        ".reduce((sum, each) => sum + each.transferSize, 0)"
    )
    page.context.close()
    assert 20_000 < sent <= BUDGET


def released(page: Page, held: list[Route]) -> None:
    """Let through what was held back, once it has been asked for."""
    while not held:
        page.wait_for_timeout(20)
    for route in held:
        route.continue_()


def woken(page: Page) -> None:
    """Until Dash answers, after a reader's first act."""
    expect(page.locator("#react-entry-point #live-asked")).to_have_count(1)


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport=DESK, locale="sv-SE")
    yield context.new_page()
    context.close()


# --- the pyramid ---

WHAT, COUNT = "Folkmängd efter ålder och kön", "personer per åldersår"
DRAWN = "#pyramid, #pyramid-lead, #pyramid-sub, #pyramid-note, #pyramid-table"  # by the script
VIEWS = [
    "region=2480",
    "region=24&period=2015&then=1970&unit=percent",
    "region=24&period=1990&beside=00&unit=count&lang=en",
    "region=norra-sverige&period=2016&beside=2403&then=2000",
    "region=00&period=1995&lang=en",
    "region=22&unit=percent",  # whose parts do not add up in the newest period
]


def pyramid(page: Page) -> list[str]:
    """All that is drawn of the pyramid, in every word and mark."""
    all_: list[str] = page.locator(DRAWN).evaluate_all("all => all.map(node => node.innerHTML)")
    return all_


@pytest.mark.parametrize("query", VIEWS)
def test_the_script_takes_over_what_stands_there_and_draws_what_the_server_draws(
    visit: Visit, query: str
) -> None:
    """To the mark: after steps away and back, and in a period that only the script has drawn."""
    page = drawn(visit, f"/demografi?{query}")
    now, came = page.evaluate("""async () => {
      const answer = await fetch(window.location.href);
      const came = new DOMParser().parseFromString(await answer.text(), "text/html");
      return [document, came].map((each) => each.querySelector("main").innerHTML);
    }""")
    assert now == came
    first, words = pyramid(page), page.inner_text("main")
    page.press("#pyramid-period", "ArrowLeft")
    stepped = pyramid(page)
    assert stepped != first
    page.press("#pyramid-period", "ArrowRight")
    assert pyramid(page) == first
    assert page.inner_text("main") == words
    page.press("#pyramid-period", "ArrowLeft")
    page.wait_for_timeout(300)
    page.reload()
    assert pyramid(page) == stepped


@pytest.mark.parametrize("query", [VIEWS[1], VIEWS[3]])  # an outline of a year, and of a place
def test_without_the_script_the_same_is_read(visit: Visit, plain: Page, query: str) -> None:
    """Of the page as it opens: test_a_page_reads_the_same_without_scripts_as_with_them."""
    page = drawn(visit, f"/demografi?{query}")
    plain.goto(f"{visit.portal}/demografi?{query}")
    own = {"Visa", "Show", "Dela", "Share", "Spela upp", "Play"}  # each has its buttons
    lines = [each.inner_text("main").split("\n") for each in (plain, page)]
    read, live = ([each for each in some if each.strip() and each not in own] for some in lines)
    assert read == live


def bars(page: Page) -> Locator:
    return page.locator(".pyramid-svg [role=option]")


def table(page: Page) -> list[list[str]]:
    """The pyramid's table: age, women, men."""
    got = page.eval_on_selector_all(
        "#pyramid-table table:first-of-type tbody tr",
        "all => all.map(row => [...row.children].map(cell => cell.textContent))",
    )
    return [row[:3] for row in got]


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
    page.keyboard.press("Shift")
    woken(page)
    before = len(visit.requests)
    expect(page.locator("#pyramid-sub")).to_contain_text("april 2026")
    page.locator("#pyramid-period").focus()
    page.keyboard.press("Home")
    expect(page.locator("#pyramid-sub")).to_have_text(f"{WHAT}, Västerbottens län, 1968, {COUNT}")
    expect(page.locator("#pyramid-lead")).to_contain_text("1968")
    assert bars(page).count() == 2 * len(table(page))
    expect(page).to_have_url(re.compile("period=1968"))
    page.click("#pyramid-play")
    expect(page.locator("#period option:checked")).not_to_have_text("1968")
    page.click("#pyramid-play")
    stopped = page.input_value("#period")
    assert stopped > "1968"
    page.wait_for_timeout(900)
    assert page.input_value("#period") == stopped
    page.select_option("#period", label="april 2026")
    expect(page.locator("#pyramid-sub")).to_contain_text("april 2026")
    assert page.input_value("#pyramid-period") == page.get_attribute("#pyramid-period", "max")
    page.wait_for_timeout(300)
    assert "period" not in chosen(page)
    assert len(visit.requests) == before


def test_a_year_lies_over_the_pyramid_as_an_outline(visit: Visit) -> None:
    page = drawn(visit, "/demografi?region=24&period=2015")
    assert page.locator(".outline").count() == 0
    page.select_option("#then", "1970")
    assert page.locator(".outline").count() == 2
    expect(page.locator("#pyramid-sub")).to_contain_text("1970 som streckad kontur")
    assert page.locator("#pyramid-table table").count() == 2
    page.check("#unit input[value=percent]")
    assert chosen(page) == {"region": "24", "period": "2015", "then": "1970", "unit": "percent"}
    shown = pyramid(page)
    page.reload()
    assert pyramid(page) == shown
    assert page.is_checked("#unit input[value=percent]")


def test_what_was_chosen_before_the_script_came_is_drawn(visit: Visit) -> None:
    page, held = visit.page, list[Route]()
    page.route("**/pyramid.mjs", lambda route: held.append(route))
    page.goto(f"{visit.portal}/demografi?region=24&period=2015", wait_until="commit")
    page.select_option("#then", "1970")
    page.select_option("#period", "2000")
    assert page.locator(".outline").count() == 0
    released(page, held)
    expect(page.locator("#pyramid-sub")).to_have_text(
        f"{WHAT}, Västerbottens län, 2000, {COUNT} · Västerbottens län 1970 som streckad kontur"
    )
    expect(page).to_have_url(re.compile("period=2000&then=1970"))


def test_what_is_chosen_here_while_the_server_is_asked_is_not_undone(visit: Visit) -> None:
    page, held = drawn(visit, "/demografi?region=24"), list[Route]()
    page.route(re.compile("_dash-update-component"), lambda route: held.append(route))
    page.select_option("#region", "25")
    expect(page.locator("main[aria-busy]")).to_have_count(1)
    page.select_option("#then", "1970")
    page.check("#unit input[value=percent]")
    page.press("#pyramid-period", "Home")
    page.wait_for_timeout(300)
    released(page, held)
    expect(page.locator("h1")).to_have_text("Befolkningen i Norrbottens län")
    expect(page.locator("#pyramid-sub")).to_have_text(
        f"{WHAT}, Norrbottens län, 1968, procent av folkmängden, per åldersår · "
        "Norrbottens län 1970 som streckad kontur"
    )
    assert page.is_checked("#unit input[value=percent]")
    assert (page.input_value("#then"), page.input_value("#period")) == ("1970", "1968")
    visit.still()
    asked = {"region": "25", "period": "1968", "then": "1970", "unit": "percent"}
    assert chosen(page) == asked
    shown = pyramid(page)
    page.reload()
    assert pyramid(page) == shown


def test_a_choice_of_another_card_leaves_the_pyramid_as_the_reader_has_it(visit: Visit) -> None:
    page = drawn(visit, "/demografi?region=24")
    page.click("#pyramid-card .as-table summary")
    page.locator(".pyramid-svg [tabindex='0']").focus()
    page.keyboard.press("ArrowUp")
    page.evaluate("document.querySelector('.pyramid-svg').mine = true")
    page.select_option("#year", "2015")
    expect(page.locator(".steps caption")).to_contain_text("2015")
    assert page.evaluate("document.querySelector('.pyramid-svg').mine")
    assert page.locator("#pyramid-card .as-table[open]").count() == 1
    page.locator(".pyramid-svg [tabindex='0']").focus()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.dataset.i") == "2"


# --- addresses ---


def test_a_first_choice_before_dash_woke_counts(visit: Visit) -> None:
    page, held = visit.page, list[Route]()
    page.route("**/_dash-layout", lambda route: held.append(route))
    page.goto(f"{visit.portal}/demografi")
    page.select_option("#region", "2480")
    expect(page.locator("main[aria-busy]")).to_have_count(1)
    page.select_option("#year", "2015")
    released(page, held)
    expect(page.locator("h1")).to_have_text("Befolkningen i Umeå")
    expect(page.locator("#ekvationen .says")).to_contain_text("Under 2015 ökade folkmängden i Umeå")
    assert page.title() == "Umeå – Demografi – Norrläget"


def test_without_scripts_an_area_and_years_are_chosen_and_sent(plain: Page, portal: str) -> None:
    plain.goto(f"{portal}/demografi")
    plain.select_option("#region", "2480")
    plain.check("#sex-K")
    send(plain, "#controls .send")
    plain.select_option("#year", "2020")
    send(plain, "#ekvationen .choices .send")
    plain.select_option("#period", "2010")
    send(plain, "#pyramid-time .send")
    born = rows(portal, indicator="fodda", region="2480", sex="K", period="2020")
    told = plain.inner_text(".steps tr:has-text('Födda') td:last-child")
    assert number(told) == int(float(born[0]["value"]))
    old = rows(portal, indicator="folkmangd-80-plus", region="2480", period="2010", sex="K")
    label = plain.get_attribute(".pyramid-svg [data-i='5'][data-sex=women]", "aria-label") or ""
    assert number(label.split(": ")[1].split(" p")[0].split(",")[0]) == int(float(old[0]["value"]))
    assert "Umeå, 2010" in plain.inner_text("#pyramid-sub")
    asked = chosen(plain)
    assert {name: asked[name] for name in asked if asked[name]} == {
        "region": "2480", "sex": "K", "year": "2020", "period": "2010",
    }  # fmt: skip


def test_without_scripts_the_outline_and_its_unit_are_chosen_and_sent(
    plain: Page, portal: str
) -> None:
    plain.goto(f"{portal}/demografi?region=24&lang=en")
    plain.select_option("#beside", "25")
    plain.select_option("#then", "1990")
    send(plain, "#pyramid-card .choices .send")
    expect(plain.locator("#pyramid-sub")).to_contain_text(
        "Norrbotten County 1990 as a dashed outline"
    )
    expect(plain.locator(".outline")).to_have_count(2)
    expect(plain.locator(".pyramid-svg")).to_contain_text("Per cent of the population")
    plain.check("#unit input[value=count]")
    send(plain, "#pyramid-card .choices .send")
    expect(plain.locator(".pyramid-svg")).to_contain_text("People per year of age")


def test_choices_are_in_the_address_and_back_undoes_them(visit: Visit) -> None:
    page = drawn(visit, "/demografi")
    expect(page.locator("h1")).to_have_text("Befolkningen i Västerbottens län")
    page.select_option("#region", "2480")
    expect(page.locator("h1")).to_have_text("Befolkningen i Umeå")
    page.select_option("#year", "2020")
    expect(page.locator(".steps caption")).to_contain_text("2020")
    page.check("#sex input[value=K]")
    expect(page.locator("#ekvationen .says")).to_contain_text(
        "Under 2020 ökade antalet kvinnor i Umeå"
    )
    page.select_option("#beside", "24")
    expect(page.locator("#pyramid-sub")).to_contain_text("Västerbottens län 2022 som streckad")
    assert chosen(page) == {"region": "2480", "year": "2020", "sex": "K", "beside": "24"}
    told = page.inner_text("main")
    page.reload()
    page.wait_for_selector(".outline")
    assert page.inner_text("main") == told
    assert "sex=K" in (page.get_attribute(".lang", "href") or "")
    opens_at = newest(visit.portal, indicator="fodda", region="2480")["period"]
    back = "window.history.back()"
    page.evaluate(back)
    expect(page.locator(".outline")).to_have_count(0)
    visit.still()
    page.evaluate(back)
    expect(page.locator("#ekvationen .says")).to_contain_text("Under 2020 ökade folkmängden i Umeå")
    visit.still()
    page.evaluate(back)
    says = f"Under {opens_at} ökade folkmängden i Umeå"
    expect(page.locator("#ekvationen .says")).to_contain_text(says)
    visit.still()
    page.evaluate(back)
    expect(page.locator("h1")).to_have_text("Befolkningen i Västerbottens län")


def test_a_choice_keeps_the_readers_focus(visit: Visit) -> None:
    page = drawn(visit, "/demografi?region=2480")
    page.locator("#year").focus()
    page.select_option("#year", "2015")
    expect(page.locator(".steps caption")).to_contain_text("2015")
    expect(page.locator("#year")).to_be_focused()


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
    page.wait_for_selector("#manader .band:visible")
    page.wait_for_selector("#framskrivning path[stroke-dasharray]:visible")
    assert page.locator("#ekvationen .steps tbody tr").count() == 10
    assert violations(page, *((CONTRAST,) if lang == "en" else ())) == []
    page.close()
    assert visit.errors == []
