"""Adding a page or a word of the portal is one file: it is then in every place at once."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dashboard import pages, web
from dashboard.pages import Page
from tests import PROJECT
from tests.pages import addresses

PAGE = '''"""A trial page."""

from typing import Any

from dash import Dash, html

from dashboard.pages import Nav
from dashboard.parameters import Parameters
from dashboard.text import say

PATH = "/prov"
TITLE = ("Provsida", "Trial page")
NAV = Nav(15, ("Prov", "Trial"))
REGISTERED: list[str] = []


def layout(**query: Any) -> html.Div:
    """A heading."""
    return html.Div(html.H1(say(Parameters(query).lang, "Prov i norr", "Trial in the north")))


def register(app: Dash) -> None:
    """Nothing but that it was asked to."""
    REGISTERED.append(app.config["name"])
'''

# What the scratch copy is asked, in a process of its own: the answers and the lists.
SERVED = """
import json
from dashboard import pages
from dashboard.pages import trial
from dashboard.web import create_app
from tests.bench.documents import asked_for
from tests.pages import addresses
from tests.portal.test_web import PAGES as tested
client = create_app().server.test_client()
answers = {path: client.get(path).text for path in ("/", "/?lang=en", "/prov")}
lists = [tested, list(asked_for([])), addresses()]
print(json.dumps({"answers": answers, "lists": lists, "registered": trial.REGISTERED}))
"""
PLAN = """
id = "prov"
path = "/tema/prov"
title = "Provplan"
title_en = "Trial plan"
intro = "Tre siffror."
intro_en = "Three figures."
kind = "gap"
menu = 15

[[chapter]]
id = "ett"
title = "Kapitel ett"
title_en = "Chapter one"
intro = "Det första."
intro_en = "The first."
indicators = ["ohalsotal", "sysselsattningsgrad", "finns-inte-alls"]
"""
STRATEGY = (
    PLAN.replace('id = "prov"', 'id = "mal"')
    .replace("/tema/prov", "/tema/mal")
    .replace("Provplan", "Provmål")
    .replace('kind = "gap"', 'kind = "strategy"')
    .replace("menu = 15", "menu = 16")
    + """
[[chapter.missing]]
title = "Det som ingen mäter"
title_en = "What nobody measures"
why = "ingen källa"
why_en = "no source"

[strategy]
base_year = 2015
source = "Påhittad."
source_en = "Made up."
part = "Mål"
part_en = "Goal"
parts = "mål"
parts_en = "goals"
of = "23"
"""
)
PLANNED = """
import json
from dashboard import pages
from dashboard.web import create_app
from tests.pages import addresses
client = create_app().server.test_client()
asked = ("/tema/prov", "/tema/prov?lang=en", "/tema/prov.csv", "/kvinnor-och-man", "/status",
         "/tema/mal", "/tema/mal.csv?region=24")
answers = {path: client.get(path).text for path in asked}
health = client.get("/health").json["plans"]
print(json.dumps({"answers": answers, "health": health, "lists": addresses()}))
"""
CALLED = """
import json
from dashboard import pages
from dashboard.parts import prerender
found, _ = pages.find("/status")
headings = [prerender.words(found.layout(lang=lang).children[0]) for lang in ("sv", "en")]
print(json.dumps([dict(pages.footer())["/status"], found.titled(), headings]))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scratch copy of the project: its code, its tests, and the release that ships."""
    scratch = tmp_path_factory.mktemp("scratch") / "project"
    kept = shutil.ignore_patterns("__pycache__", "answers")
    for folder in ("dashboard", "etl", "maps", "tests", "data/default"):
        shutil.copytree(PROJECT / folder, scratch / folder, ignore=kept)
    return scratch


def told(copy: Path, script: str) -> Any:
    """What the copy answers a script that asks it."""
    asked = subprocess.run(
        [sys.executable, "-c", script], cwd=copy, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 0, asked.stderr
    return json.loads(asked.stdout.splitlines()[-1])


def test_one_more_page_is_served_in_the_menu_and_in_every_list(copy: Path) -> None:
    added = copy / "dashboard" / "pages" / "trial.py"
    added.write_text(PAGE, encoding="utf-8")
    try:
        found = told(copy, SERVED)
    finally:
        added.unlink()
    swedish, english, page = found["answers"].values()
    assert "<title>Provsida – Norrläget</title>" in page
    assert "<h1>Prov i norr</h1>" in page
    menu = swedish.split("<nav")[1].split("</nav>")[0]
    assert menu.index("/min-kommun") < menu.index('<a href="/prov">Prov</a>')
    assert menu.index("/prov") < menu.index("/manadslage")
    assert '<a href="/prov?lang=en">Trial</a>' in english
    assert all("/prov" in each for each in found["lists"])
    assert found["registered"] == ["norrlaget"]


def test_one_more_plan_is_a_page_with_its_files_and_a_wrong_one_is_told(copy: Path) -> None:
    folder = copy / "dashboard" / "plans"
    wrong_one = PLAN.replace('title_en = "Chapter one"', "")
    added = {"prov.toml": PLAN, "mal.toml": STRATEGY, "fel.toml": wrong_one}
    for name, content in added.items():
        (folder / name).write_text(content, encoding="utf-8")
    try:
        found = told(copy, PLANNED)
    finally:
        for name in added:
            (folder / name).unlink()
    page, english, table, other, status, goals, followed = found["answers"].values()
    assert re.search('<a href="/tema/prov"[^>]*>Provplan</a>', page.split("</nav>")[0])
    assert "<title>Riket – Provplan – Norrläget</title>" in page
    assert "Chapter one" in english
    assert [line.split(",")[1] for line in table.splitlines()[1:]] == ADDED
    assert "Hälsa" in other
    wrong = "fel.toml: [[chapter]] 1.title_en: Field required"
    assert wrong in status
    assert any(wrong in each for each in found["health"])
    assert "/tema/prov" in found["lists"]
    assert [line.split(",")[2] for line in followed.splitlines()[1:]] == ADDED
    assert "<h1>Provmål i riket</h1>" in goals
    assert "Strategin är till för Jämtlands län" in goals
    assert "<dt>Ingen källa</dt><dd>Det som ingen mäter</dd>" in goals
    assert "<dt>Finns inte i Norrläget</dt><dd>finns-inte-alls</dd>" in goals


ADDED = ["ohalsotal", "sysselsattningsgrad"]


def test_a_pages_name_is_changed_in_one_file_in_both_languages(copy: Path) -> None:
    module = copy / "dashboard" / "pages" / "status.py"
    written = module.read_text(encoding="utf-8")
    words = '"Läget för data", "State of the data"'
    assert written.count(words) == 1
    module.write_text(written.replace(words, '"Datat", "The data"'), encoding="utf-8")
    try:
        menu, title, headings = told(copy, CALLED)
    finally:
        module.write_text(written, encoding="utf-8")
    assert menu == title == ["Datat", "The data"]
    assert headings == ["Datat", "The data"]


# --- what a page's module must say ---

SAID = {"layout", "leads", "named", "names", "places", "register", "rests_on", "several"}


@pytest.mark.parametrize("page", pages.every(), ids=lambda page: page.module.rpartition(".")[2])
def test_a_page_says_what_every_page_says_and_nothing_that_nobody_asks(page: Page) -> None:
    module = sys.modules[page.module]
    own = {
        name
        for name, each in vars(module).items()
        if callable(each) and getattr(each, "__module__", "") == page.module
    }
    assert {name for name in own if not name.startswith("_")} - {"TITLE"} <= SAID
    assert ("names" in own) == bool(page.variable)
    assert page.nav is None or not page.variable
    name = next(iter(page.names()), "")
    swedish, english = page.titled(name)
    assert swedish
    assert english
    assert module.__doc__


def test_every_page_is_found_at_its_addresses_and_at_no_other() -> None:
    for page in pages.every():
        for address in page.addresses():
            assert pages.find(address) == (page, page.at(address))
    assert pages.find("/finns-inte") is None
    assert pages.find("/indikatorer/finns-inte") is None
    orders = [page.nav.order for page in pages.every() if page.nav]
    assert orders == sorted(set(orders))
    assert len({page.path for page in pages.every()}) == len(pages.every()) == len(addresses())


def test_a_module_that_leaves_out_what_a_page_must_say_is_told() -> None:
    with pytest.raises(AttributeError, match="PATH"):
        pages.page(web)
