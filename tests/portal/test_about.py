"""Om: every part has its place in the footer, and nothing is promised that is not so."""

import ast
import html
import re
from collections.abc import Iterator
from functools import cache

import pytest
from flask.testing import FlaskClient

from dashboard import data, measured, origin, pages, text
from dashboard.about import examples, filled, model
from dashboard.about.model import Page, Point
from dashboard.text import Lang
from dashboard.web import create_app
from tests import PROJECT
from tests.shown import page

STATEMENT = "/om/tillganglighet"
# Where the words of the glossary are to be met.
SCREENS = [
    "/",
    "/kommun/2480",
    "/indikatorer/medelalder?region=2480",
    "/indikatorer/forvarvsinkomst?region=2480",
    "/indikatorer/langtidsarbetslosa?region=2403",
    "/jamfor?region=2480,2580&indikator=folkmangd,medelalder&vy=varme",
    "/kvinnor-och-man?kapitel=makt",
    "/manadslage?region=24",
    "/om/riktning",
    "/status",
]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def about(path: str) -> Page:
    (found,) = (each for each in model.pages() if each.path == path)
    return found


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_way_in_the_footer_leads_to_a_page_and_a_part_of_it(
    client: FlaskClient, lang: str
) -> None:
    for target, _ in pages.footer():
        path, _, part = target.partition("#")
        shown = page(client, path, f"?lang={lang}")
        assert not part or f'id="{part}"' in shown, target


def test_the_menu_has_the_ways_in_their_order_and_the_footer_the_rest() -> None:
    menu, foot = ([words[0] for _, words in each] for each in (pages.menu(), pages.footer()))
    order = [
        "Min kommun",
        "Månadsläge",
        "Kartor",
        "Indikatorer",
        "Kvinnor och män",
        "Jämför",
        "Data",
    ]
    assert menu == [each for each in order if each in menu]
    assert {"Min kommun", "Månadsläge", "Kartor", "Indikatorer"} <= set(menu)
    for each in (
        "Om",
        "Kontakt",
        "Tillgänglighet",
        "Ordlista",
        "Läget för data",
        "Revideringar",
        "API",
        "Licens",
    ):
        assert each in foot
    assert not set(menu) & set(foot)


def test_nothing_is_made_up_where_no_contact_and_no_keeper_are_given(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NORRLAGET_CONTACT", "NORRLAGET_KEEPER"):
        monkeypatch.delenv(name, raising=False)
    for path in ("/om", STATEMENT):
        shown = page(client, path)
        assert "mailto:" not in shown
        assert "inte angett någon adress" in shown
        assert "inte angett sitt namn" in shown


def test_contact_and_keeper_are_those_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORRLAGET_CONTACT", "statistik@norrlaget.example")
    monkeypatch.setenv("NORRLAGET_KEEPER", " Region  <Exempel> ")
    with create_app().server.test_request_context():
        told = "".join(map(str, filled.filled("{keeper} {contact}", "sv")))
    assert "mailto:statistik@norrlaget.example" in told
    assert "Portalen drivs av Region <Exempel>." in told


@pytest.mark.parametrize("given", ["statistik", "a@b", "a b@c.se", "a@b.se?subject=x", "<a@b.se>"])
def test_a_contact_that_is_no_address_is_told_at_the_start(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_CONTACT", given)
    with pytest.raises(ValueError, match="NORRLAGET_CONTACT"):
        origin.contact()
    with pytest.raises(ValueError, match="NORRLAGET_CONTACT"):
        create_app()


def test_every_address_that_is_told_answers(client: FlaskClient) -> None:
    for address in filled.FILES.values():
        assert address in page(client, "/om")
    for each in model.pages():
        main = page(client, each.path).partition("<main")[2].partition("</main>")[0]
        for link in set(re.findall(r'href="(/[^"#]*)', main)):
            assert client.get(html.unescape(link)).status_code == 200, (each.path, link)


def test_what_is_said_of_cookies_and_foreign_hosts_is_so(client: FlaskClient) -> None:
    answer = client.get("/om")
    assert "Set-Cookie" not in answer.headers
    assert "inga kakor" in html.unescape(answer.text)
    assert not re.search(r'src="https?://', answer.text)


def test_both_languages_have_as_much_to_say_and_no_name_is_left_unfilled(
    client: FlaskClient,
) -> None:
    for each in model.pages():
        for section in each.section:
            assert len(section.sv) == len(section.en), (each.path, section.id)
        for lang in ("sv", "en"):
            main = page(client, each.path, f"?lang={lang}").partition("<main")[2]
            assert not re.search(r"\{\w+\}|\]\(/", main), each.path


# --- riktning and osakerhet ---


@pytest.mark.parametrize(("lang", "decimal"), [("sv", ","), ("en", ".")])
def test_the_errors_of_our_rule_and_of_the_arrow_are_told(
    client: FlaskClient, lang: Lang, decimal: str
) -> None:
    """That they are those measured: tests/slow/test_measured_rules.py."""
    shown = page(client, "/om/riktning", f"?lang={lang}")
    for share in ("57.2", "2.2", "96.9", "29.1"):
        assert share.replace(".", decimal) in shown
    assert text.number(measured.written()["series"], 0, lang) in html.unescape(shown)


def test_the_examples_show_a_direction_none_and_too_few_years_and_where_an_arrow_errs() -> None:
    found = [each for section in about("/om/riktning").section for each in section.example]
    assert [examples.judged(each, "sv") for each in found] == [
        "har ökat",
        "ingen tydlig riktning",
        "för kort serie (tre år)",
    ]
    assert examples.arrow(found[0], "sv") == "har minskat"


def test_each_indicator_is_counted_under_one_way_to_its_interval(client: FlaskClient) -> None:
    shown = html.unescape(page(client, "/om/osakerhet"))
    counts = [int(each) for each in re.findall(r", (\d+) indikatorer:", shown)]
    assert len(counts) == len(filled.METHODS)
    assert sum(counts) == len(data.indicators())


# --- tillganglighet ---


def points(section: str) -> list[Point]:
    (found,) = (each for each in about(STATEMENT).section if each.id == section)
    return found.point


@cache
def run_in(file: str) -> frozenset[str]:
    """The tests of a file that are run, whatever else is."""
    tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))
    found = [each for each in tree.body if isinstance(each, ast.FunctionDef)]
    never = ("skip", "xfail")
    return frozenset(
        each.name
        for each in found
        if not any(word in ast.unparse(mark) for mark in each.decorator_list for word in never)
    )


def test_each_thing_said_to_be_tested_names_tests_that_are_run() -> None:
    told = points("provat")
    assert len(told) > 5
    for each in told:
        assert each.proof, each.sv
        for file, _, name in (proof.partition("::") for proof in each.proof):
            assert name in run_in(file), (file, name)


def test_each_test_of_access_proves_something_that_is_said() -> None:
    named = {proof for each in points("provat") for proof in each.proof}
    file = "tests/browser/test_access.py"
    tests = {f"{file}::{name}" for name in run_in(file) if name.startswith("test_")}
    assert tests - named == {f"{file}::test_what_is_wrong_with_a_page_would_be_found"}


def test_the_statement_has_what_the_law_asks_for(client: FlaskClient) -> None:
    shown = html.unescape(page(client, STATEMENT))
    for words in (
        "delvis förenlig",
        "2018:1937",
        "Myndigheten för digital förvaltning",
        "digg.se",
        "egen bedömning",
        "28\u00a0november 2026",
    ):
        assert words in shown
    assert len(points("brister")) > 3
    assert not any(each.proof for each in points("brister"))


# --- ordlista ---


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_word_of_the_glossary_is_met_on_screen(client: FlaskClient, lang: Lang) -> None:
    every = " ".join(screens(client, lang)).lower()
    terms = [each for section in about("/om/ordlista").section for each in section.term]
    assert len(terms) > 20
    missing = [words for each in terms if (words := said(each.sv, each.en, lang)) not in every]
    assert missing == []


def said(sv: str, en: str, lang: Lang) -> str:
    return (en if lang == "en" else sv).lower()


def screens(client: FlaskClient, lang: Lang) -> Iterator[str]:
    """What each of them says, and has ready for its scripts to say."""
    for path in SCREENS:
        shown = page(client, path, f"{'&' if '?' in path else '?'}lang={lang}")
        yield " ".join(re.sub(r"</?(b|span|a)\b[^>]*>", "", shown).split())
