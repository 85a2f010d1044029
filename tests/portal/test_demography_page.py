"""The demography page as it is sent: its language, its tables, and its charts told in words."""

import csv
import io
import re
from functools import cache

import pytest
from flask.testing import FlaskClient
from lxml import html

from dashboard.web import create_app
from tests.languages import not_swedish_numbers, swedish

SPACE = "\u00a0"
REGIONS = ["2480", "24", "00", "norra-sverige", "2403"]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@cache
def main(client: FlaskClient, query: str) -> html.HtmlElement:
    """What an address of the page shows, asked for once however many tests read it."""
    document = html.document_fromstring(client.get(f"/demografi?{query}").text)
    (content,) = document.xpath("//main")
    return content


def words(element: html.HtmlElement) -> str:
    """What is written for people; the figures that the pyramid's script reads are not."""
    return " ".join(element.xpath(".//text()[not(ancestor::script or ancestor::style)]"))


@pytest.mark.parametrize("region", REGIONS)
def test_swedish_is_swedish_and_english_leaves_no_swedish_behind(
    client: FlaskClient, region: str
) -> None:
    assert not_swedish_numbers(words(main(client, f"region={region}"))) == []
    assert swedish(words(main(client, f"region={region}&lang=en")), "år") == []


def test_the_pyramids_table_is_what_the_files_say(client: FlaskClient) -> None:
    table = main(client, "region=2480&period=2010").xpath("//*[@id='pyramid-table']//table")[0]
    shown = [[cell.text_content() for cell in row] for row in table.xpath(".//tbody/tr")]
    assert [row[0] for row in shown][::5] == ["0–5 år", "80 år och äldre"]
    ids = ["0-5", "6-15", "16-19", "20-64", "65-79", "80-plus"]
    for row, id_ in zip(shown, ids, strict=True):
        asked = f"indicator=folkmangd-{id_}&region=2480&period=2010"
        held = csv.DictReader(io.StringIO(client.get(f"/api/v1/observations?{asked}").text))
        values = {each["sex"]: int(float(each["value"])) for each in held}
        assert [int(re.sub(r"\D", "", cell)) for cell in row[1:3]] == [values["K"], values["M"]]


@pytest.mark.parametrize("region", REGIONS)
def test_a_text_alternative_has_the_numbers_of_the_table(client: FlaskClient, region: str) -> None:
    charts = main(client, f"region={region}").xpath(
        "//section[.//*[name()='svg' and @role='img' and contains(@class, 'chart')]]"
        "[contains(concat(' ', @class, ' '), ' card ')]"
    )
    assert charts
    for card in charts:
        described = card.xpath(".//*[name()='svg' and @role='img']/*[name()='desc']")[0]
        cells = card.xpath(".//*[contains(@class, 'as-table')]//td")
        told = re.findall(rf"[−]?\d[\d{SPACE}]*(?:,\d+)?(?= \(|,|\.$)", described.text_content())
        numbers = {
            each for each in told if len(each) > 2 and not re.fullmatch(r"(19|20)\d\d", each)
        }
        assert numbers
        assert numbers <= {cell.text_content() for cell in cells}
