"""The map page in a browser: every choice draws what the files say, by pointer and by keyboard."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from dashboard import choices as state
from dashboard import data
from dashboard.map.grid import lay
from dashboard.map.payload import payload
from tests.browser.maps import WALK, before, drawn, now
from tests.browser.visits import CONTRAST, PHONE, Visit, violations, width

RATE = "eftergymnasial-utbildning"
MIDDLE = """() => {
  const { x, y, width, height } = document.activeElement.getBBox();
  return [x + width / 2, y + height / 2];
}"""
NARROWER = "than => document.querySelector('.map-svg').viewBox.baseVal.width < than"
# As when the server has answered: the payload stands in the page, and its scripts are told.
ANSWERED = """given => {
  document.getElementById('map-data').textContent = JSON.stringify(given);
  const detail = new URLSearchParams(`period=${given.period}`);
  document.dispatchEvent(new CustomEvent('shown', { detail }));
}"""
FORMS = ["map", "tiles", "circles"]


def open_map(visit: Visit, indicator: str = RATE, query: str = "") -> Page:
    page = visit.open(f"/kartbank/karta?indicator={indicator}&{query}")
    page.wait_for_selector("#map path[data-class]")
    return page


def box(page: Page) -> list[float]:
    """What of the map is in view."""
    return [float(n) for n in str(page.get_attribute(".map-svg", "viewBox")).split()]


@pytest.mark.parametrize("form", ["tiles", "circles"])  # as a map: test_map.py
@pytest.mark.parametrize(
    ("show", "count"), [("norra-sverige-municipality", 44), ("sweden-municipality", 290)]
)
def test_arrow_keys_reach_every_region_in_every_form(
    visit: Visit, form: str, show: str, count: int
) -> None:
    page = open_map(visit, query=f"form={form}&show={show}")
    assert page.locator("#map [tabindex='0']").count() == 1
    assert len(page.evaluate(WALK)) == count


def test_a_null_is_drawn_as_its_symbol_says_in_every_form(visit: Visit) -> None:
    indicator = data.indicators()[RATE]
    frame = data.observations(RATE)
    symbols = {"2480": "Privacy", "2580": "..", "2281": ".", "2380": "-", "2482": "Missing"}
    for code, symbol in symbols.items():
        frame.loc[frame["region"] == code, ["value", "status"]] = [np.nan, symbol]
    for form in FORMS:
        page = open_map(visit, query=f"form={form}")
        choices = state.parse({"form": form}, indicator)
        given = payload(lay(frame, choices.age, choices.show), indicator, choices, "sv", {}).json()
        page.evaluate(ANSWERED, given)
        page.wait_for_selector(
            f"#map svg[data-form={form}] path[data-code='2480'][data-class=dots]"
        )
        looks = {code: drawn(page)[code] for code in symbols}
        assert looks == {
            "2480": "dots", "2580": "hatch", "2281": "empty", "2380": "empty", "2482": "hatch"
        }  # fmt: skip
        fills = page.get_attribute("#map path[data-code='2480']", "fill")
        assert fills == "url(#map-dots)"
        legend = page.inner_text("#map-legend")
        assert re.search(r"sekretess\s+\(1\)", legend)


def test_buttons_keys_and_wheel_zoom_and_home_and_double_click_show_all(visit: Visit) -> None:
    page = open_map(visit)
    whole = box(page)
    page.hover("#map [data-code='2480']")
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(200)
    assert box(page) == whole  # the wheel scrolls the page
    page.evaluate("window.scrollTo(0, 0)")
    page.click(".map-zoom button >> nth=0")
    assert box(page)[2] == pytest.approx(whole[2] / 1.6, rel=0.01)
    page.click(".map-zoom button >> nth=2")
    assert box(page) == whole
    page.focus("#map [role=option][tabindex='0']")
    page.keyboard.press("+")
    assert box(page)[2] < whole[2]
    page.keyboard.press("Home")
    assert box(page) == whole
    page.keyboard.press("+")
    page.dblclick("#map path[data-code='2480']")
    assert box(page) == whole


def test_the_wheel_zooms_with_ctrl_held_and_keeps_the_place_under_the_pointer(
    visit: Visit,
) -> None:
    page = open_map(visit)
    whole = box(page)
    page.hover("#map path[data-code='2480']")
    middle = page.locator("#map path[data-code='2480']").bounding_box()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function(NARROWER, arg=whole[2] * 0.9)
    after = page.locator("#map path[data-code='2480']").bounding_box()
    assert middle is not None
    assert after is not None
    assert after["width"] > middle["width"] * 1.2
    for axis, size in (("x", "width"), ("y", "height")):
        moved = after[axis] + after[size] / 2 - middle[axis] - middle[size] / 2
        assert abs(moved) < 12


def test_the_wheel_is_the_pages_also_when_a_region_was_clicked(visit: Visit) -> None:
    page = open_map(visit)
    page.click("#map path[data-code='2584']")
    expect(page.locator("#region")).to_have_value("2584")
    for zoomed in (False, True):
        if zoomed:
            page.click(".map-zoom button >> nth=0")
        before = box(page)
        for step, grows in ((200, True), (-200, False)):
            page.hover("#map path[data-code='2482']")
            at = page.evaluate("scrollY")
            page.mouse.wheel(0, step)
            page.wait_for_function(f"at => scrollY {'>' if grows else '<'} at", arg=at)
        assert box(page) == before


@PHONE
def test_a_swipe_over_a_zoomed_map_scrolls_the_page(visit: Visit) -> None:
    page = open_map(visit)
    page.evaluate("document.querySelector('.map-zoom button').click()")
    expect(page.locator(".map-svg")).to_have_class(re.compile("zoomed"))
    page.evaluate("document.querySelector('.map-svg').scrollIntoView({block: 'center'})")
    before, at = box(page), page.evaluate("scrollY")
    session = page.context.new_cdp_session(page)
    for n in range(13):
        act = {"type": "touchMove" if n else "touchStart"}
        session.send(
            "Input.dispatchTouchEvent", act | {"touchPoints": [{"x": 150, "y": 400 - 20 * n}]}
        )
        page.wait_for_timeout(16)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function("at => scrollY > at + 100", arg=at)
    assert box(page) == before


def test_the_region_walked_to_comes_into_view_of_a_zoomed_map(visit: Visit) -> None:
    page = open_map(visit)
    page.focus("#map [role=option][tabindex='0']")
    for _ in range(4):
        page.keyboard.press("+")
    page.keyboard.press("End")
    left, top, wide, high = box(page)
    at = page.evaluate(MIDDLE)
    assert left <= at[0] <= left + wide
    assert top <= at[1] <= top + high


def test_a_county_chosen_is_zoomed_to(visit: Visit) -> None:
    page = open_map(visit, query="region=24")
    county = open_map(visit, query="show=24-municipality&region=24")
    assert box(county)[2] < 1500
    page = open_map(visit, query="region=24")
    assert box(page)[2] < 2000


@pytest.mark.parametrize("panels", ["K,M", "2000,2010,2022"])
def test_panels_have_one_tab_stop_and_one_hover_shows_in_all(visit: Visit, panels: str) -> None:
    page = open_map(visit, query=f"panels={panels}")
    count = len(panels.split(","))
    assert page.locator("#map .map-svg").count() == count
    assert page.locator("#map [tabindex='0']").count() == 1
    page.hover("#map-panel-0 path[data-code='2480']")
    told = page.locator(".map-panel").all_inner_texts()
    assert all(re.search(r": Umeå \d\d,\d\u00a0%$", each) for each in told)
    assert len(set(told)) == count
    assert "alla år" in page.inner_text("#map-scale")


def test_own_limits_are_used_as_written_and_wrong_ones_are_told(visit: Visit) -> None:
    page = open_map(visit)
    page.select_option("#method", "own")
    page.wait_for_selector("#m-wrong:not(:empty)")
    assert "stigande tal" in page.inner_text("#m-wrong")
    page.fill("#numbers", "30; 42,5")
    page.press("#numbers", "Enter")
    expect(page.locator("#map-legend .classes li")).to_have_count(3)
    assert "30,0–42,4" in page.inner_text("#map-legend")
    expect(page).to_have_url(re.compile("limits=30,42\\.5"))
    assert page.inner_text("#m-wrong") == ""


def test_limits_that_cannot_be_used_are_told(visit: Visit) -> None:
    page = open_map(visit, query="method=own&limits=30,40")
    for written in ("30; 20", "1; 2; 3; 4; 5", "tjugo; 30", "30; 30,04", ""):
        page.fill("#numbers", written)
        page.press("#numbers", "Enter")
        expect(page.locator("#m-wrong"), written).to_contain_text("stigande tal")
        page.fill("#numbers", "25; 35")
        page.press("#numbers", "Enter")
        expect(page.locator("#m-wrong"), written).to_be_empty()
        expect(page.locator("#map-legend .classes li"), written).to_have_count(3)


def test_great_limits_are_read_as_the_page_itself_writes_them_in_english(visit: Visit) -> None:
    page = open_map(visit, "smahuspris", "lang=en&method=own&limits=1000,2500.5")
    before = drawn(page)
    page.fill("#caption", "Prices")
    page.press("#caption", "Enter")
    expect(page.locator("h1")).to_have_text("Prices")
    assert drawn(page) == before
    assert page.inner_text("#m-wrong") == ""


CHOSEN = {
    "method=quantile&around=zero&form=circles&sex=M": ["quantile", "", "circles", "M", ""],
    "method=equal&around=riket&form=tiles&panels=K,M": ["equal", "riket", "tiles", "T", "K,M"],
    "method=own&limits=30,40.5&panels=2001,2009": ["own", "", "map", "T", "2001,2009"],
    "method=natural&show=24-municipality&region=2482&period=2015": [
        "natural", "", "map", "T", ""],
    "scale=all&lang=en&region=25&caption=A+%26+B": ["natural", "", "map", "T", ""],
}  # fmt: skip


@pytest.mark.parametrize("query", CHOSEN)
def test_every_choice_in_an_address_is_shown_by_its_control_and_kept(
    visit: Visit, query: str
) -> None:
    page = open_map(visit, query=query)
    names = ("method", "around", "form", "sex", "panels")
    before = drawn(page), now(page), page.inner_text("h1"), page.url
    assert [page.input_value(f"#{name}") for name in names] == CHOSEN[query]
    page.reload()
    page.wait_for_selector("#map path[data-class]")
    assert (drawn(page), now(page), page.inner_text("h1"), page.url) == before
    assert [page.input_value(f"#{name}") for name in names] == CHOSEN[query]


def test_every_choice_survives_a_reload(visit: Visit) -> None:
    page = open_map(visit)
    page.select_option("#form", "tiles")
    page.select_option("#around", "riket")
    page.select_option("#sex", "K")
    page.select_option("#show", "22-municipality")
    page.fill("#caption", "Min karta")
    page.press("#caption", "Enter")
    expect(page.locator("h1")).to_have_text("Min karta")
    before = drawn(page)
    page.reload()
    page.wait_for_selector("#map path[data-class]")
    assert drawn(page) == before
    assert page.inner_text("h1") == "Min karta"
    values = [page.input_value(f"#{name}") for name in ("form", "around", "sex", "show")]
    assert values == ["tiles", "riket", "K", "22-municipality"]


def test_another_indicator_is_another_page_that_back_leaves(visit: Visit) -> None:
    page = open_map(visit)
    page.select_option("#indicator", "medelalder")
    expect(page.locator("h1")).to_contain_text("Medelålder")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Eftergymnasialt")


def test_files_and_code_follow_the_choices(visit: Visit, portal: str) -> None:
    page = open_map(visit)
    page.select_option("#method", "equal")
    expect(page).to_have_url(re.compile("method=equal"))
    stepped_to = before(page)
    page.press("#map-period", "ArrowLeft")
    expect(page).to_have_url(re.compile(f"period={stepped_to}"))
    page.click("#m-take .files summary")
    link = str(page.get_attribute(".m-file >> nth=0", "href"))
    assert "method=equal" in link
    assert f"period={stepped_to}" in link
    assert page.request.get(link).status == 200
    src = _embedded(page.input_value("#m-frozen"))["src"]
    assert f"release={data.release().id}" in src
    assert src.startswith(portal)
    assert page.request.get(src).status == 200


class _Iframe(HTMLParser):
    """The attributes of the one iframe in a piece of HTML, as a browser reads them."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.attributes: dict[str, str] = {}
        self.feed(code)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "iframe"
        assert not self.attributes
        self.attributes = {name: value or "" for name, value in attrs}


def _embedded(code: str) -> dict[str, str]:
    return _Iframe(code).attributes


@pytest.mark.parametrize("caption", ["Barn & unga #1", '50 % + "mer"? <b>&amp;', "a=b&period=2011"])
def test_the_embedded_maps_link_opens_the_map_that_is_embedded(visit: Visit, caption: str) -> None:
    page = open_map(visit, "medelalder", urlencode({"caption": caption, "period": "2010"}))
    expect(page.locator("#m-heading")).to_have_text(caption)
    code = _embedded(page.input_value("#m-live"))
    assert code["title"] == caption
    page.goto(code["src"])
    link = page.get_attribute("a[href*='/kartbank/karta']", "href")
    visit.open(str(link))
    expect(page.locator("#m-heading")).to_have_text(caption)
    expect(page.locator("#map-title")).to_contain_text("2010")


def test_enter_opens_the_indicator_for_the_region_and_a_click_marks_it(visit: Visit) -> None:
    page = open_map(visit, query="lang=en")
    page.click("#map path[data-code='2584']")
    expect(page.locator("#region")).to_have_value("2584")
    page.wait_for_selector("#m-open a:has-text('Kiruna')")
    page.focus("#map [role=option][tabindex='0']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/indikatorer/{RATE}.*region=2584"))
    assert "lang=en" in page.url


def test_a_count_says_why_it_is_circles(visit: Visit) -> None:
    page = open_map(visit, "folkmangd")
    assert page.locator("#map circle[data-code]").count() == 44
    assert page.is_visible("text=Antal ritas som cirklar")
    assert page.is_hidden("#method")


COLOURED = [*(f"form={form}" for form in FORMS), "around=riket", "panels=K,M"]  # each in its way
MODES = [*COLOURED, "panels=2000,2010", "method=own&limits=30,40"]
# In English, what is read aloud is other words: of one map, of panels and of a text field.
ENGLISH = [f"{query}&lang=en" for query in ("form=map", "panels=K,M", "method=own&limits=30,40")]


@pytest.mark.parametrize("query", [*MODES, *ENGLISH])
def test_every_mode_passes_axe_on_a_desk_and_on_a_phone_where_nothing_runs_over(
    visit: Visit, query: str
) -> None:
    """One visit for both: the window is made narrower, as a telephone's is.

    Colours are looked at once: on a desk, and on a phone those of what unfolds.
    """
    page = open_map(visit, query=query)
    for button in page.query_selector_all("#m-take summary"):
        button.click()
    assert page.is_visible("#m-frozen")
    assert page.is_visible(".m-file >> nth=0")
    page.focus("#map [role=option][tabindex='0']")
    assert violations(page, *(() if query in COLOURED else (CONTRAST,))) == []
    page.keyboard.press("Escape")
    visit.on_a_phone()
    assert width(page) == 320
    assert page.is_hidden("#form")
    page.click(".fold")
    assert page.is_visible("#form")
    assert width(page) == 320
    assert violations(page, *(() if query == COLOURED[0] else (CONTRAST,))) == []


@PHONE
def test_a_phone_has_the_map_in_view(visit: Visit) -> None:
    page = open_map(visit)
    assert width(page) == 320
    assert page.is_hidden("#form")


def test_the_indicators_page_leads_on_with_its_choices(visit: Visit) -> None:
    page = visit.open(f"/indikatorer/{RATE}?sex=K&show=24-municipality")
    page.click("#more-map")
    page.wait_for_selector("#show")
    assert page.input_value("#sex") == "K"
    assert page.input_value("#show") == "24-municipality"


TALL = "it => Math.ceil(it.getBoundingClientRect().height)"


@pytest.mark.parametrize("wide", [1100, 360])
def test_an_embedded_map_is_as_high_as_what_stands_in_it(visit: Visit, wide: int) -> None:
    """The code is pasted into another page, whose frame it makes higher or lower by itself."""
    page = open_map(visit, "medelalder")
    code = page.input_value("#m-live")
    page.set_viewport_size({"width": wide, "height": 800})
    page.route("**/article", lambda route: route.fulfill(content_type="text/html", body=code))
    page.goto(f"{visit.portal}/article")
    inside = page.frame_locator("iframe").locator("main")
    expect(inside.locator(".map-svg.fitted")).to_be_visible()
    lower = "high => document.querySelector('iframe').offsetHeight === high"
    page.wait_for_function(lower, arg=inside.evaluate(TALL))
    assert inside.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
    assert page.locator("iframe").evaluate("it => it.offsetHeight") < int(_embedded(code)["height"])


def test_a_step_in_time_and_the_server_draw_one_legend(visit: Visit) -> None:
    """The legend of a signed map, round riket and of panels is the server's after a step, too."""
    for query in ("", "method=own&limits=-1,1", "around=riket&sex=K", "scale=all&lang=en"):
        page = open_map(visit, "inrikes-flyttnetto" if "riket" not in query else RATE, query)
        stepped_to = before(page)
        page.press("#map-period", "ArrowLeft")
        expect(page.locator("#period option:checked")).to_have_text(stepped_to)
        expect(page).to_have_url(re.compile(f"period={stepped_to}"))
        drawn_here = page.inner_text("#map-legend")
        page.reload()
        page.wait_for_selector(".map-svg.fitted")
        assert page.inner_text("#map-legend").split() == drawn_here.split(), query


def test_an_embedded_map_lives_without_dash(visit: Visit) -> None:
    visit.page.goto(f"{visit.portal}/embed/karta?indicator={RATE}")
    page = visit.page
    page.wait_for_selector(".map-svg.fitted")
    stepped_to = before(page)
    page.press("#map-period", "ArrowLeft")
    expect(page.locator("#period option:checked")).to_have_text(stepped_to)
    assert violations(page) == []
