"""/data: what it says is so, its recipes run, and what one follows from it tells what is new."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.serving import make_server

from dashboard import data, limits, text
from dashboard.door import columns, forms, recipes, terms
from dashboard.routes import files, observed
from dashboard.status import standing
from dashboard.web import create_app

KB = 1024
ITEMS = '//*[@id="katalog"]//ul[@class="files"]/li'
OPEN = '//*[@id="katalog"]//details[@open]//ul[@class="files"]/li'


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def page(client: FlaskClient, address: str = "/data") -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


# --- the page ---


def test_the_first_view_is_small(client: FlaskClient) -> None:
    for lang in ("sv", "en"):
        answer = client.get(f"/data?lang={lang}", headers={"Accept-Encoding": "br"})
        assert len(answer.data) < 60 * KB


def test_the_page_tells_of_every_form_and_of_no_other(client: FlaskClient) -> None:
    assert [each.format for each in forms.every()] != []
    assert {each.format for each in forms.every()} == set(files.FORMATS)
    told = page(client).xpath('//*[@id="hamta"]//table//code')
    assert {each.text_content() for each in told} == set(files.FORMATS)


def test_every_column_of_a_file_is_told_of() -> None:
    assert [*columns.every()] == [*observed.COLUMNS, *observed.BOUNDS]


def test_every_indicator_is_in_the_catalogue_with_its_rows_and_files(client: FlaskClient) -> None:
    there = page(client).xpath(f"{ITEMS}")
    assert len(there) == len(data.indicators())
    rows = data.release().manifest["indicators"]
    for item in there:
        id_ = item.xpath(".//a")[0].get("href").rpartition("/")[2]
        number = text.number(rows[id_]["rows"], 0)
        assert f"{number} rader" in item.text_content().replace("\n", " ")
        links = {each.get("href") for each in item.xpath(".//a[@download]")}
        held = rows[id_]["rows"] <= limits.SHEET_ROWS
        assert links == {
            f"/data/{id_}.{each.file}"
            for each in forms.every()
            if each.file and (held or each.format != "xlsx")
        }


def test_the_rows_told_before_the_click_are_those_that_come(client: FlaskClient) -> None:
    for id_ in list(data.indicators())[::60]:
        told = data.release().manifest["indicators"][id_]["rows"]
        assert int(client.get(f"/data/{id_}.parquet").headers["X-Rows"]) == told


def test_a_search_opens_what_it_finds(client: FlaskClient) -> None:
    found = page(client, "/data?q=medelålder").xpath(OPEN)
    assert found
    assert len(found) < len(data.indicators())
    assert not page(client, "/data?q=xyzzy").xpath(ITEMS)


def test_every_link_of_the_page_answers(client: FlaskClient) -> None:
    for lang in ("sv", "en"):
        whole = page(client, f"/data?lang={lang}")
        links = {each.get("href") for each in whole.xpath("//main//a[not(@download)]")}
        own = [link for link in links if link.startswith("/") and "/indikatorer/" not in link]
        assert len(own) > 5
        for link in own:
            assert client.head(link).status_code == 200, link
        named = {each.get("id") for each in whole.xpath("//*[@id]")}
        assert {link[1:] for link in links if link.startswith("#")} <= named


def test_the_limits_told_are_those_that_hold(client: FlaskClient) -> None:
    cells = page(client).xpath('//*[@id="granser"]//tr/td[1]')
    told = [int(re.sub(r"\D", "", each.text_content())) for each in cells]
    assert told == [
        limits.ROWS, limits.SHEET_ROWS, limits.CELLS, limits.WORDS, limits.CLIENT_EXPORTS,
        limits.WRITTEN_WITHIN,
    ]  # fmt: skip


def test_the_terms_of_every_agency_are_told_and_no_licence_is_invented(client: FlaskClient) -> None:
    told = page(client).get_element_by_id("villkor").text_content()
    for each in data.indicators().values():
        assert terms.of(each).sv in told
        assert bool(terms.of(each).licence) == (text.agency(each) == "SCB")


# --- recipes ---


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """The portal at an address of its own, which it knows."""
    server = make_server("127.0.0.1", 0, create_app().server, threaded=True)
    address = f"http://127.0.0.1:{server.port}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NORRLAGET_URL", address)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield address
        server.shutdown()
        thread.join()


def lines(name: str) -> str:
    return next(each.code for each in recipes.every() if each.name == name)


def test_the_recipe_for_curl_fetches_a_workbook_once(served: str, tmp_path) -> None:
    assert served in lines("curl")
    for _ in range(2):  # the second time nothing is new, and the file is as it was
        subprocess.run(lines("curl"), shell=True, cwd=tmp_path, check=True, timeout=60)  # noqa: S602
        book = openpyxl.load_workbook(tmp_path / "medelalder.xlsx")
        assert book["Data"].max_row > 15


def test_the_recipe_for_python_prints_the_figures(served: str, tmp_path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", lines("python")], cwd=tmp_path, check=True, timeout=60,
        capture_output=True, text=True, env={**os.environ, "NO_PROXY": "*"},
    )  # fmt: skip
    assert served in lines("python")
    asked = re.search('"http.*?(/api[^"]+)"', lines("python"))[1]
    rows = len(create_app().server.test_client().get(asked).text.splitlines())
    assert "Umeå" in ran.stdout
    assert len(ran.stdout.splitlines()) == rows


@pytest.mark.parametrize("name", [each.name for each in recipes.every()])
def test_every_address_of_a_recipe_answers(served: str, client: FlaskClient, name: str) -> None:
    addresses = re.findall(r'"(http[^"]+)"', lines(name))
    assert addresses
    for each in addresses:
        assert each.startswith(served)
        assert client.get(each.removeprefix(served)).status_code == 200


def test_the_recipe_for_power_query_is_a_file_that_types_every_code_as_text(
    served: str, client: FlaskClient
) -> None:
    (link,) = page(client).xpath('//a[contains(@href, ".pq")]/@href')
    answer = client.get(link)
    assert (answer.status_code, answer.text) == (200, lines("power-query"))
    typed = dict(re.findall(r'\{"(\w+)", type (\w+)\}', answer.text))
    assert typed == {"region": "text", "age": "text", "period": "text", "value": "number"}
    asked = re.search(r'Web.Contents\("([^"]+)"', answer.text)[1].removeprefix(served)
    assert set(typed) <= set(client.get(asked).text.splitlines()[0].split(","))


def test_the_columns_that_a_recipe_names_are_those_of_the_file() -> None:
    for each in recipes.every():
        named = set(re.findall(r'\{"(\w+)", type', each.code))
        named |= set(re.findall(r"(\w+) = \"character\"", each.code))
        assert named <= set(observed.COLUMNS)


# --- releases ---


def test_a_release_is_told_with_the_hash_of_each_of_its_files(client: FlaskClient) -> None:
    (told,) = [each for each in client.get("/api/v1/releases").json if each["current"]]
    assert told["release"] == data.release().id
    assert told["rows"] == data.release().manifest["rows"]
    for name, file in told["files"].items():
        answer = client.get(f"/api/v1/releases/{told['release']}/{name}")
        assert len(answer.data) == file["size"]
        assert sha256(answer.data).hexdigest() == file["sha256"]
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_a_part_of_a_releases_file_can_be_asked_for(client: FlaskClient) -> None:
    path = f"/api/v1/releases/{data.release().id}/observations.parquet"
    answer = client.get(path, headers={"Range": "bytes=-4"})
    assert (answer.status_code, answer.data) == (206, b"PAR1")


@pytest.mark.parametrize("name", ["current", "..%2f..%2fstatus.json", "nope.parquet", "%2e%2e"])
def test_no_other_file_is_given(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/api/v1/releases/{data.release().id}/{name}")
    assert answer.status_code in (308, 404)
    assert client.get("/api/v1/releases/nope/manifest.json").status_code == 404


# --- what one follows ---

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_figure_is_followed_in_a_feed(client: FlaskClient) -> None:
    answer = client.get("/atom?indicator=medelalder&region=2480")
    feed = ET.fromstring(answer.data)  # noqa: S314  # of our own making
    assert answer.mimetype == "application/atom+xml"
    title = feed.findtext(f"{ATOM}title")
    assert "Umeå" in title
    entry = feed.find(f"{ATOM}entry")
    row = data.headlines("2480", ["medelalder"])["medelalder"]
    value = text.quantity(row.value, data.indicator("medelalder"))
    assert value in entry.findtext(f"{ATOM}content")
    assert row.period in entry.findtext(f"{ATOM}title")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("indicator=medelalder", 400),
        ("indicator=medelalder&region=", 400),
        ("indicator=nope&region=2480", 404),
        ("indicator=medelalder&region=nowhere", 404),
        ("indicator=medelalder,folkmangd&region=2480", 400),
        ("indicator=medelalder&region=2480&sex=K", 400),
    ],
)
def test_a_feed_of_nothing_is_refused(client: FlaskClient, query: str, status: int) -> None:
    answer = client.get(f"/atom?{query}")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def unfolded(calendar: bytes) -> list[str]:
    lines = calendar.decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    return "\r\n".join(lines).replace("\r\n ", "").split("\r\n")


def test_the_calendar_has_each_day_on_which_something_is_expected(client: FlaskClient) -> None:
    answer = client.get("/kalender.ics")
    assert answer.mimetype == "text/calendar"
    lines = unfolded(answer.data)
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    days = [line.partition(":")[2] for line in lines if line.startswith("DTSTART")]
    today = datetime.now(UTC).date()
    wanted = {
        (each.expected, text.agency(each.indicator))
        for each in standing.standings(data.noted())
        if each.expected and each.expected >= today
    }
    assert sorted(days) == sorted(f"{day:%Y%m%d}" for day, _ in wanted)
    ids = [line for line in lines if line.startswith("UID")]
    assert len(ids) == len(set(ids)) == len(days)


def test_the_calendar_can_be_of_one_indicator(client: FlaskClient) -> None:
    each = next(
        each.indicator
        for each in standing.standings(data.noted())
        if each.expected and each.expected >= date.today()  # noqa: DTZ011
    )
    lines = unfolded(client.get(f"/kalender.ics?indicator={each.id}").data)
    assert sum(line.startswith("BEGIN:VEVENT") for line in lines) == 1
    assert client.get("/kalender.ics?indicator=nope").status_code == 404


def test_a_problem_is_one_sentence_with_what_is_allowed(client: FlaskClient) -> None:
    example = json.loads(page(client).xpath('//*[@id="granser"]//pre')[0].text_content())
    given = client.get("/api/v1/observations?indicator=medelalder&region=").json
    assert {name: given[name] for name in ("status", "title", "detail")} == {
        name: example[name] for name in ("status", "title", "detail")
    }
    assert set(example["allowed"][:-1]) <= set(given["allowed"])


def test_what_pandas_reads_of_the_csv_for_excel_is_told_true(client: FlaskClient) -> None:
    path = "/api/v1/observations?indicator=folkmangd&region=0114&period=latest&format=csv-sv"
    (code, *_) = pd.read_csv(pd.io.common.BytesIO(client.get(path).data), sep=";", dtype=str)[
        "region"
    ]
    assert code == "\t0114"
