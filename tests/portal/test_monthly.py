"""The page of Månadsläge as it is sent: its cards, what opens in them, and what it links to."""

import re
from functools import cache
from itertools import chain
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from dashboard.report import pdf
from dashboard.web import create_app
from tests.languages import SOURCE, not_swedish_numbers, swedish

PLACES = ["24", "2480", "norra-sverige", "00", "2403"]
LANGS = ["sv", "en"]
PERIOD = r"(kvartal \d |Q\d |[A-Za-zå]+ )?20\d\d"
CLASS = "contains(concat(' ', @class, ' '), ' {} ')"
FORMS = ["html", "json", "pdf", "pptx"]
# A figure of births, of each kind of series, and one whose table has women and men.
OPENED = ("fodda", "sysselsattningsgrad-manad", "folkmangd-manadens-slut", "medelalder")


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@cache
def page(client: FlaskClient, region: str, lang: str) -> html.HtmlElement:
    """A region's page, asked for once however many tests read it."""
    answer = client.get(f"/manadslage?region={region}&lang={lang}")
    assert answer.status_code == 200
    return html.document_fromstring(answer.text)


def within(element: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    found: list[html.HtmlElement] = element.xpath(path)
    return found


def words(element: html.HtmlElement) -> str:
    return "".join(element.itertext()).strip()


def cards(document: html.HtmlElement) -> list[dict[str, Any]]:
    """What each card tells: its name, values, periods, source and the words of its small line."""
    return [
        {
            "name": words(within(card, "./h3")[0]),
            "values": [words(each) for each in within(card, f".//*[{CLASS.format('value')}]/b")],
            "whens": [words(each) for each in within(card, f".//*[{CLASS.format('value')}]/small")],
            "source": words(within(card, f"./*[{CLASS.format('src')}]")[-1]),
            "line": next(iter(card.xpath(f".//*[{CLASS.format('spark')}]/@alt")), None),
        }
        for card in within(document, f"//*[{CLASS.format('months')}]//*[{CLASS.format('card')}]")
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_every_card_has_its_values_periods_source_and_small_line_in_words(
    client: FlaskClient, lang: str
) -> None:
    for region in PLACES:
        found = cards(page(client, region, lang))
        assert found
        for each in found:
            assert len(each["values"]) == len(each["whens"]) > 0
            assert all(re.match(r"(SEK\u00a0)?[−\d]", value) for value in each["values"]), each
            assert all(re.search(rf"{PERIOD}$", when) for when in each["whens"]), each
            assert re.fullmatch(SOURCE[lang], each["source"]), each
        lines = [each for each in found if each["line"] is not None]
        assert lines
        assert all(len(each["values"]) == 1 and latest(each) in each["line"] for each in lines)


def latest(told: dict[str, Any]) -> str:
    """A card's value and period as the words of its small line give them: `3,0 (januari 2024)`."""
    number = re.match(r"[−\d][\d\u00a0]*[.,\d]*", told["values"][0].removeprefix("SEK\u00a0"))
    when = told["whens"][0].rpartition(", ")[2]
    return f"{number[0].strip()} ({when})" if number else "a value without a number"


@pytest.mark.parametrize("lang", LANGS)
def test_no_two_cards_of_a_page_have_the_same_name(client: FlaskClient, lang: str) -> None:
    for region in PLACES:
        names = [each["name"] for each in cards(page(client, region, lang))]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("region", PLACES)
def test_swedish_is_swedish_and_english_leaves_no_swedish_behind(
    client: FlaskClient, region: str
) -> None:
    """Also of what opens in the cards."""
    told = {lang: whole(client, region, lang) for lang in LANGS}
    assert not_swedish_numbers(told["sv"]) == []
    assert swedish(told["en"], "män", "år") == []


def whole(client: FlaskClient, region: str, lang: str) -> str:
    """All that can be read of a page, with some of its cards open."""
    main = within(page(client, region, lang), "//main")
    sent = [client.get(f"/manadslage/{region}/kort/{each}?lang={lang}") for each in OPENED]
    opened = [html.fromstring(each.text) for each in sent if each.status_code == 200]
    assert len(opened) > 1
    return " ".join(chain.from_iterable(each.itertext() for each in [*main, *opened]))


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_links_to_its_report_in_every_form_and_language_and_to_its_feed(
    client: FlaskClient, lang: str
) -> None:
    """That the links answer: test_one_page_answers_in_every_form_that_it_links_to."""
    kinds = [kind for kind in FORMS if kind != "pdf" or pdf.available()]
    for region in PLACES:
        document = page(client, region, lang)
        links = document.xpath(f"//*[{CLASS.format('filter')}]//a[contains(@href,'senaste')]/@href")
        asked = "?lang=en" if lang == "en" else ""
        assert sorted(links) == sorted(
            f"/manadslage/{region}/senaste.{kind}{asked}" for kind in kinds
        )
        feed = document.xpath("//*[@id='utgavor']//a[contains(@href,'.atom')]/@href")[0]
        assert client.get(feed).headers["Content-Type"].startswith("application/atom+xml")
