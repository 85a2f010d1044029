"""A place's figures: the same in every form, and as other code reckons them."""

import csv
import io
import json
import zipfile
from functools import cache
from random import Random
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from flask.testing import FlaskClient

from dashboard import data, laid, references
from dashboard.claims.claim import Cell
from dashboard.parameters import Parameters
from dashboard.place import sections
from dashboard.place.standing import correlation
from etl.model import level_of
from tests import verdicts
from tests.verdicts import Book

CELLS = 200  # figures that are looked at, drawn by chance
PLACES = 24  # places that they are of
ODD = ["2403", "0180", "2584", "0980", "24", "25"]  # small, large, like few, alone, counties
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Row = dict[str, Any]


pytestmark = pytest.mark.usefixtures("released")


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(data.release(), frozenset(data.regions()))


@pytest.fixture(scope="module")
def codes() -> list[str]:
    """The smallest, the largest, the odd ones, and others by chance."""
    every = [code for code, each in data.regions().items() if each.level != "country"]
    return [*ODD, *Random(16).sample(every, PLACES - len(ODD))]  # noqa: S311  # no secret


@pytest.fixture(scope="module")
def drawn(client: FlaskClient, codes: list[str]) -> list[tuple[str, Row]]:
    """Places and rows of their profiles."""
    every = [(code, row) for code in codes for row in rows(profile(client, code))]
    return Random(3).sample(every, CELLS)  # noqa: S311  # no secret


def path(code: str, kind: str) -> str:
    return f"/{'kommun' if level_of(code) == 'municipality' else 'lan'}/{code}.{kind}"


@cache
def profile(client: FlaskClient, code: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(path(code, "json")).json
    return found


def rows(found: dict[str, Any]) -> list[Row]:
    return [row for section in found["sections"] for row in section["rows"]]


def cell(code: str, row: Row) -> Cell:
    of = data.indicators()[row["indicator"]]
    key = of.id, code, of.sexes[0], of.ages[0]
    return Cell(*key, row["period"], row["value"], row["status"])


# --- the same in every form ---


@cache
def table(client: FlaskClient, code: str) -> dict[str, Row]:
    text = client.get(path(code, "csv")).get_data(as_text=True)
    return {row["indicator"]: row for row in csv.DictReader(io.StringIO(text))}


@cache
def sheet(client: FlaskClient, code: str) -> dict[str, Row]:
    """The workbook's first sheet as its XML has it."""
    book = zipfile.ZipFile(io.BytesIO(client.get(path(code, "xlsx")).data))
    page = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  # our own
    head, *others = (_cells(row) for row in page.iter(f"{SHEET}row"))
    names = dict(head)
    return {
        row["indicator"]: row
        for each in others
        if (row := {names[column]: value for column, value in each.items()})
    }


def _cells(row: ElementTree.Element) -> dict[str, str]:
    found = {}
    for each in row.iter(f"{SHEET}c"):
        column = each.attrib["r"].rstrip("0123456789")
        value = each.find(f"{SHEET}v")
        found[column] = "".join(each.itertext()) if value is None else str(value.text)
    return found


def test_two_hundred_figures_are_the_same_as_json_csv_workbook_and_api(
    client: FlaskClient, drawn: list[tuple[str, Row]]
) -> None:
    for code, row in drawn:
        told, cells = table(client, code)[row["indicator"]], sheet(client, code)[row["indicator"]]
        assert (told["period"], float(told["value"])) == (row["period"], row["value"])
        assert (cells["period"], float(cells["value"])) == (row["period"], row["value"])
        for beside, of in row["against"].items():
            assert (
                told[f"{beside}_relation"] == of["relation"] == cells.get(f"{beside}_relation", "")
            )
            assert float(told[f"{beside}_value"]) == of["value"]
        assert published(client, code, row) == row["value"]


def published(client: FlaskClient, code: str, row: Row) -> float:
    of = cell(code, row)
    asked = f"indicator={of.indicator}&region={code}&sex={of.sex}&age={of.age}&period={of.period}"
    text = client.get(f"/api/v1/observations?{asked}").get_data(as_text=True)
    (only,) = csv.DictReader(io.StringIO(text))
    return verdicts.half_up(float(only["value"]), data.indicators()[of.indicator].decimals)


def test_the_answer_for_programs_is_the_file(client: FlaskClient, codes: list[str]) -> None:
    for code in codes[:6]:
        answer = client.get(f"/api/v1/regions/{code}/profile")
        assert answer.json == profile(client, code)


# --- as other code reckons them ---


def test_a_figure_is_the_newest_of_its_place(book: Book, drawn: list[tuple[str, Row]]) -> None:
    for code, row in drawn:
        series = book.of(cell(code, row))
        assert (row["period"], row["value"]) == max(series.items())


def test_intervals_and_verdicts_come_out_the_same(book: Book, drawn: list[tuple[str, Row]]) -> None:
    for code, row in drawn:
        own = cell(code, row)
        near(row["interval"], verdicts.around(book, own))
        for beside, of in row["against"].items():
            then = own if of["period"] == row["period"] else at(book, own, of["period"])
            assert (of["own"], of["certain"]) == (then.value, reckoned(book, then, beside, of))


def at(book: Book, of: Cell, period: str) -> Cell:
    return Cell(of.indicator, of.region, of.sex, of.age, period, book.of(of)[period], "")


def near(told: dict[str, float] | None, ends: verdicts.Ends) -> None:
    assert (told is None) == (ends is None)
    if told and ends:
        assert (told["low"], told["high"]) == pytest.approx(ends, rel=2e-3, abs=1e-6)


def reckoned(book: Book, own: Cell, beside: str, of: dict[str, Any]) -> bool | None:
    if beside == "reference":
        ends = verdicts.around(book, own)
        return None if ends is None else not ends[0] <= of["value"] <= ends[1]
    region = "00" if beside == "riket" else own.region[:2]
    whole = Cell(own.indicator, region, own.sex, own.age, own.period, of["value"], "")
    assert book.of(whole)[own.period] == of["value"]
    return verdicts.certain(verdicts.beyond(book, own, whole))


def test_a_median_is_that_of_the_published_figures(
    book: Book, client: FlaskClient, drawn: list[tuple[str, Row]]
) -> None:
    for code, row in drawn:
        of = row["against"].get("reference")
        if of is None:
            continue
        others = profile(client, code)["reference"]["regions"]
        series = [book.series(row["indicator"], (each, *_key(row))) for each in others]
        known = [each[of["period"]] for each in series if of["period"] in each]
        assert (of["value"], of["n"]) == (float(np.median(known)), len(known))
        assert code not in others
        assert len(known) >= 5


def _key(row: Row) -> tuple[str, str]:
    of = data.indicators()[row["indicator"]]
    return of.sexes[0], of.ages[0]


def test_a_place_is_ranked_by_those_that_are_certainly_better(
    book: Book, drawn: list[tuple[str, Row]]
) -> None:
    ranked = [(code, row) for code, row in drawn if row["place"]]
    assert len(ranked) > 20
    for code, row in ranked[:40]:
        own, better = cell(code, row), data.indicators()[row["indicator"]].better
        others = [other for other in rivals(book, own) if other.region != code]
        sign = 1 if better == "higher" else -1
        ends = [verdicts.apart(own, ranks(book, own), each, ranks(book, each)) for each in others]
        sure = [sign * np.sign(low) for low, high in filter(None, ends) if low * high > 0]
        place = row["place"]
        assert (place["best"], place["worst"]) == (1 + sure.count(-1), place["of"] - sure.count(1))


def rivals(book: Book, own: Cell) -> list[Cell]:
    places = laid.codes(level_of(own.region))
    cells = (Cell(own.indicator, code, own.sex, own.age, own.period, 0.0, "") for code in places)
    known = ((each, book.of(each).get(own.period)) for each in cells)
    found = [
        Cell(each.indicator, each.region, each.sex, each.age, each.period, value, "")
        for each, value in known
        if value is not None
    ]
    return [each for each in found if ranks(book, each)]


def ranks(book: Book, of: Cell) -> verdicts.Ends:
    """Where a figure lies; a fact is what it is."""
    uncertainty = book.meaning(of).uncertainty
    if uncertainty and uncertainty.method == "none":
        return of.value, of.value
    return verdicts.around(book, of)


# --- what stands out ---


def test_what_stands_out_is_certain_far_and_each_of_its_own_topic(
    book: Book, client: FlaskClient, codes: list[str]
) -> None:
    told = 0
    for code in codes:
        found = profile(client, code)
        by_id = {row["indicator"]: row for row in rows(found)}
        assert len(found["ahead"]) <= 3 >= len(found["behind"])
        ids = [*found["ahead"], *found["behind"]]
        topics = [data.indicators()[each].topic for each in ids]
        assert len(set(topics)) == len(topics)
        for each in ids:
            told += 1
            assert surely_beyond(book, cell(code, by_id[each]), by_id[each])
            assert (each in found["ahead"]) == is_better(by_id[each])
    assert told > 10


def surely_beyond(book: Book, own: Cell, row: Row) -> bool:
    of = row["against"].get("reference")
    if of:
        low, high = verdicts.around(book, own, 0.998) or (0.0, 0.0)
        return not low <= of["value"] <= high
    whole = Cell(
        own.indicator, "00", own.sex, own.age, own.period, row["against"]["riket"]["value"], ""
    )
    return verdicts.certain(verdicts.beyond(book, own, whole, 0.998)) is True


def is_better(row: Row) -> bool:
    of = row["against"].get("reference") or row["against"]["riket"]
    return (row["value"] > of["value"]) == (data.indicators()[row["indicator"]].better == "higher")


def test_figures_that_rank_places_alike_are_the_same_news() -> None:
    rising = np.arange(30.0)
    assert correlation(rising, rising**3) == pytest.approx(1)
    assert correlation(rising, -rising) == pytest.approx(-1)
    assert correlation(rising, np.ones(30)) == 0


# --- what it is compared with ---


@pytest.mark.parametrize("code", ["2480", "2584", "0180", "0980", "24", "01"])
def test_every_way_to_compare_leads_to_other_places_of_the_level(
    client: FlaskClient, code: str
) -> None:
    for kind in references.offered(code):
        found = client.get(f"{path(code, 'json')}?mot={kind}").json
        others = found["reference"]["regions"]
        assert found["reference"]["kind"] == kind
        assert code not in others
        assert bool(others) == (kind != "riket")
        assert {level_of(each) for each in others} <= {level_of(code)}


def test_own_places_are_compared_with_in_their_order(client: FlaskClient) -> None:
    asked = "egna:2482,2580,2281,2482,2380,0180"
    found = client.get(f"/kommun/2480.json?mot={asked}").json
    assert found["reference"]["regions"] == ["2482", "2580", "2281", "2380", "0180"]


@pytest.mark.parametrize(
    "asked",
    ["egna:9999", "egna:24", "egna:2480", "grannar", "egna:" + ",".join(["2482"] * 3 + ["x"])],
)
def test_a_file_refuses_what_it_cannot_compare_with(client: FlaskClient, asked: str) -> None:
    answer = client.get(f"/kommun/2480.json?mot={asked}")
    assert answer.status_code == 400
    assert "mot" in json.loads(answer.data)["detail"]
    assert json.loads(answer.data)["allowed"]


def test_too_many_own_places_are_refused_by_a_file(client: FlaskClient) -> None:
    thirteen = ",".join(data.municipalities_of("25")[:13])
    answer = client.get(f"/kommun/2480.json?mot=egna:{thirteen}")
    assert answer.status_code == 400
    assert "12" in json.loads(answer.data)["detail"]


def test_a_place_with_too_few_like_it_is_compared_with_its_group() -> None:
    nothing = Parameters({})
    assert references.parse(nothing, "2425").kind == "liknande"
    assert references.parse(nothing, "2584").kind == "skr"  # Kiruna
    assert references.parse(nothing, "0180").kind == "riket"  # three large cities make no group


def test_every_listed_indicator_is_in_the_catalogue() -> None:
    listed = [id_ for each in sections.sections() for ids in each.rows for id_ in ids]
    assert [id_ for id_ in listed if data.meaning(id_) is None] == []
    assert len(listed) == len(set(listed))
