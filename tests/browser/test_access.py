"""In a browser: pages for those who zoom, use keys alone, force colours or have them read aloud.

What axe finds is asked elsewhere of every page; here is what it cannot see.
"""

import fcntl
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import access
from tests.browser.access import Found
from tests.browser.visits import DESK, Visit

PAGES = [
    "/",
    "/kommun/2480",
    "/indikatorer/medelalder?region=2480",
    "/demografi?region=2480",
    "/jamfor?region=2480,2580&indikator=folkmangd,medelalder&vy=varme",
    "/kvinnor-och-man",
    "/data",
    "/manadslage?region=24",
    #    "/om/tillganglighet",
]
# Asked in this order of one page: what comes last leaves the window narrow.
ASKED: dict[str, Callable[[Page], Found]] = {
    "named": access.spoken,
    "large enough": access.targets,
    "still": access.still,
    "seen in forced colours": access.forced,
    "whole with words apart": access.spaced,
    "marked and in view": access.stops,
    "whole at 200 per cent": lambda page: access.zoomed(page, access.DOUBLED),
    "whole at 400 per cent": lambda page: access.zoomed(page, access.REFLOWED),
    "marked and in view at 400 per cent": access.stops,
    "large enough at 400 per cent": access.targets,
}
Answers = dict[str, dict[str, Found]]  # by what is asked, of each page where something is wrong
BAD = """<!DOCTYPE html><html lang="sv"><title>x</title><style>
  .top { position: fixed; inset: 0 0 auto; height: 150px }
  .top, body { background: #fff }
  a:focus { outline: none } .move { transition: color 1s } p { width: 900px }
  b { display: block; width: 30px; overflow: hidden; white-space: nowrap }
  i { display: block; width: 9px; height: 9px; background: red }
</style><main><div class="top"></div><h2>Rubrik</h2><a href="#a">x</a><br><a href="#b">y</a>
<button></button><b>avhuggna ord</b><i></i><p class="move">Ett långt stycke</p></main>"""


@pytest.fixture(scope="module")
def answers(common: Path, readers: BrowserContext, portal: str) -> Answers:
    """What is wrong with the pages, each opened once, whichever process is the first to ask."""
    file = common / "access.json"
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            file.write_text(json.dumps(looked_through(readers, portal)), encoding="utf-8")
    found: Answers = json.loads(file.read_text(encoding="utf-8"))
    return found


def looked_through(readers: BrowserContext, portal: str) -> Answers:
    found: Answers = {each: {} for each in ASKED}
    for path in PAGES:
        visit = Visit(readers, portal, **DESK)
        page = visit.open(path)
        for each, ask in ASKED.items():
            if wrong := ask(page):
                found[each][path] = wrong
        page.close()
    return found


def test_what_is_wrong_with_a_page_would_be_found(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    page.set_content(BAD)
    found = {each: ask(page) for each, ask in ASKED.items()}
    page.close()
    assert [each for each, wrong in found.items() if not wrong] == []
    told = {each.partition(":")[0] for wrong in found.values() for each in wrong}
    assert {"button without a name", "covered", "cut off", "gone", "moves", "not marked"} <= told


def test_chromium_tells_names_roles_landmarks_and_headings_of_all(answers: Answers) -> None:
    assert answers["named"] == {}


def test_what_is_pressed_is_large_enough_or_stands_apart(answers: Answers) -> None:
    assert answers["large enough"] == {}
    assert answers["large enough at 400 per cent"] == {}


def test_nothing_is_cut_off_at_200_and_400_per_cent(answers: Answers) -> None:
    assert answers["whole at 200 per cent"] == {}
    assert answers["whole at 400 per cent"] == {}


def test_nothing_is_cut_off_where_a_reader_sets_words_and_lines_apart(answers: Answers) -> None:
    assert answers["whole with words apart"] == {}


def test_every_stop_of_the_tab_key_is_marked_and_under_nothing(answers: Answers) -> None:
    assert answers["marked and in view"] == {}
    assert answers["marked and in view at 400 per cent"] == {}


def test_what_says_something_by_its_colour_is_seen_in_forced_colours(answers: Answers) -> None:
    assert answers["seen in forced colours"] == {}


def test_nothing_moves_where_a_reader_has_asked_for_stillness(answers: Answers) -> None:
    assert answers["still"] == {}


def test_a_figure_is_found_compared_and_taken_home_by_keys_alone(visit: Visit) -> None:
    page = visit.open("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    _to(page, "#hero-search")
    page.keyboard.type("umea")
    page.keyboard.press("Enter")
    expect(page.locator(".best")).to_be_visible()
    _to(page, ".best a")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Så går det för Umeå")
    _to(page, "select[name=mot]")
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("mot="))
    _to(page, "#befolkning h3 a")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Folkmängd")
    _to(page, ".mapcard .files > summary")
    page.keyboard.press("Enter")
    expect(page.locator(".mapcard .files[open] a").first).to_be_visible()
    _to(page, "footer a")  # nothing on the way holds on to the focus


def _to(page: Page, where: str) -> None:
    """Tab, as often as it takes and no more than a patient reader would."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("where => document.activeElement.matches(where)", where):
            return
    raise AssertionError(f"150 tabs do not lead to {where}")
