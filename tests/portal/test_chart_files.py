"""A chart to take: its picture and its figures are those of the page, where the page says."""

import csv
import io
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from dashboard import choices as state
from dashboard import data, text
from dashboard.indicator import chart_files
from dashboard.indicator.view import View
from dashboard.map import png
from dashboard.routes import spreadsheet
from dashboard.web import create_app

SVG = "{http://www.w3.org/2000/svg}"
CHOICES = [
    "region=2580&compare=2480",
    "region=2580&compare=2480&sex=K",
    "region=2580&sex=M&lang=en",
    "",
]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def view(query: str, indicator: str = "medelalder") -> View:
    asked = dict(each.split("=") for each in query.split("&") if each)
    meaning = data.indicators()[indicator]
    return View(meaning, state.parse(asked, meaning, data.periods(indicator)))


def page(client: FlaskClient, query: str) -> str:
    return client.get(f"/indikatorer/medelalder?{query}").text


@pytest.mark.parametrize("query", CHOICES)
def test_every_file_under_the_chart_answers(client: FlaskClient, query: str) -> None:
    found = re.search(r'id="trend-take".*?class="files".*?</ul>', page(client, query), re.DOTALL)
    assert found
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', found[0])]
    assert sum("/diagram/" in link for link in links) == 2
    kinds = {"svg": "image/svg+xml", "png": "image/png", "xlsx": spreadsheet.MIMETYPE}
    for link in links:
        if link.split("?")[0].endswith(".png") and not png.available():
            continue
        answer = client.get(link)
        assert answer.status_code == 200, link
        ending = "xlsx" if "format=xlsx" in link else link.split("?")[0].rpartition(".")[2]
        assert answer.mimetype == kinds.get(ending, "text/csv")


@pytest.mark.parametrize("query", CHOICES)
def test_the_csv_of_a_chart_has_exactly_what_is_drawn(client: FlaskClient, query: str) -> None:
    shown = view(query)
    answer = client.get(chart_files.figures(shown, "csv"))
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    found = {
        (r["region_name"], r["sex"], r["period"]): float(r["value"]) for r in rows if r["value"]
    }
    names = {data.region_name(code, shown.lang): data.region_name(code) for code in data.regions()}
    drawn = {
        (names[series.place], series.sex or "T", period): value
        for series in shown.trend.series
        for period, value in series.points
    }
    assert found == drawn


@pytest.mark.parametrize("query", CHOICES)
def test_the_picture_says_what_where_when_and_whose(client: FlaskClient, query: str) -> None:
    shown = view(query)
    root = ElementTree.fromstring(client.get(f"/diagram/medelalder.svg?{query}").text)  # noqa: S314
    told = " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))
    assert shown.trend.title in told
    assert shown.trend.subtitle.split(",")[0].split(" ")[0] in told
    assert text.source_line(shown.indicator, shown.lang).split(".")[0] in told
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    for each in root.iter(f"{SVG}svg"):
        if each is not root and each.get("data-first") is None:
            assert float(each.attrib["y"]) + float(each.attrib["height"]) <= high
    assert wide == float(root.attrib["width"])


@pytest.mark.parametrize("query", CHOICES)
def test_the_code_to_embed_leads_to_the_same_chart_in_a_page_without_scripts(
    client: FlaskClient, query: str
) -> None:
    code = re.search(r'id="trend-code"[^>]*>(.*?)</textarea>', page(client, query), re.DOTALL)
    assert code
    source = re.search(r'src="https?://[^/]+([^"]+)"', unescape_twice(code[1]))
    assert source
    answer = client.get(unquote(source[1]))
    assert answer.status_code == 200
    assert "<script" not in answer.text
    for series in view(query).trend.series:
        assert series.place in answer.text


def unescape_twice(words: str) -> str:
    return (
        words.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&quot;", '"')
        .replace("&amp;", "&")
    )


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/diagram/medelalder.svg?form=map", 400),
        ("/diagram/medelalder.svg?region=9999", 404),
        ("/diagram/medelalder.gif", 404),
        ("/diagram/nothing.svg", 404),
        ("/embed/diagram", 400),
        ("/embed/diagram?indicator=nothing", 404),
        ("/embed/diagram?indicator=medelalder&sex=X", 400),
    ],
)
def test_what_means_nothing_is_refused_in_one_sentence(
    client: FlaskClient, path: str, status: int
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("indicator", sorted(data.indicators()))
def test_no_card_of_an_indicator_is_titled_without_its_subject(indicator: str) -> None:
    shown = view("", indicator)
    title = text.title(shown.indicator)
    assert shown.trend_title.startswith(f"{title}: ")
    assert text.measured(shown.indicator) in shown.trend_title
    if shown.choices.show:
        assert shown.map.words.heading.startswith(f"{title}: ")
        assert shown.map.words.ranking.startswith(title)


@pytest.mark.parametrize("indicator", ["medelalder", "arbetsloshet-manad"])
def test_the_cards_stand_in_the_order_of_a_phone(client: FlaskClient, indicator: str) -> None:
    document = client.get(f"/indikatorer/{indicator}").text
    places = [document.index(f'id="{name}"') for name in ("lead", "trend", "map", "ranking", "om")]
    assert places == sorted(places)
