"""The map bank: maps enough, each with figures, valid choices and words in both languages."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qs
from xml.etree import ElementTree

import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard import choices, data
from dashboard.map.boundaries import boundaries
from dashboard.map.picture import COLOURS
from dashboard.mapbank import thumbnails
from dashboard.web import create_app
from etl.model import COLUMNS
from etl.store import releases
from tests.sample import apart

CODES = data.municipalities_of(*data.NORRLAND)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


def test_the_release_that_ships_has_figures_for_every_map() -> None:
    shown = [each.indicator.id for each in thumbnails.thumbnails("sv")]
    assert sorted(shown) == sorted(entry["indicator"] for entry in thumbnails.maps())


def test_no_map_comes_twice() -> None:
    asked = [(entry["indicator"], entry.get("choices", "")) for entry in thumbnails.maps()]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("entry", thumbnails.maps(), ids=lambda entry: entry["indicator"])
def test_each_maps_choices_are_as_an_address_writes_them(entry: dict[str, str]) -> None:
    indicator = data.indicators()[entry["indicator"]]
    asked = entry.get("choices", "")
    assert choices.parse(parse_qs(asked), indicator).query_string(indicator) == asked
    assert ("title" in entry) == ("title_en" in entry) == bool(asked and "method" not in asked)


def drawn(picture: str) -> tuple[dict[str, str], list[float]]:
    """Which fill each municipality has, by the outlines that are used; radii of circles."""
    root = ElementTree.fromstring(picture)  # noqa: S314  # our own
    used = {
        str(use.get("href"))[2:]: str(group.get("fill"))
        for group in root.findall("g")
        for use in group.findall("use")
    }
    return used, [float(each.get("r") or 0) for each in root.iter("circle")]


def test_a_small_map_has_the_classes_of_the_files_values(client: FlaskClient) -> None:
    shades = {COLOURS[f"{ramp}{n}"]: n for ramp in "cd" for n in range(1, 6)}
    for each in thumbnails.thumbnails("sv"):
        usual = (each.choices.around, each.choices.method, each.choices.form)
        if each.indicator.absolute or usual != ("", "natural", "map"):
            continue
        url = f"/data/{each.indicator.id}.csv?sex={each.choices.sex}&age={each.choices.age}"
        rows = csv.DictReader(io.StringIO(client.get(f"{url}&period={each.period}").text))
        value = {row["region"]: float(row["value"]) for row in rows if row["value"]}
        fill, circles = drawn(each.picture)
        assert set(fill) == set(CODES)
        assert not circles
        assert {code for code in fill if fill[code] in shades} == set(CODES) & set(value)
        places = [shades[fill[code]] for code in sorted(set(CODES) & set(value), key=value.get)]
        assert places == sorted(places), each.indicator.id


def test_a_small_map_is_seven_areas_at_most_and_a_count_is_circles() -> None:
    for each in thumbnails.thumbnails("sv"):
        fill, circles = drawn(each.picture)
        assert len(set(fill.values())) <= 7
        some = data.observations(each.indicator.id, regions=CODES, sexes=[each.choices.sex])
        there = some[(some["value"] != 0) & (some["period"] == some["period"].max())]
        assert len(circles) == (len(there) if each.indicator.absolute else 0), each.indicator.id


def test_a_counts_circles_have_areas_in_proportion() -> None:
    people = next(each for each in thumbnails.thumbnails("sv") if each.indicator.id == "folkmangd")
    radii = sorted(drawn(people.picture)[1])
    some = data.observations("folkmangd", regions=CODES, sexes=["T"], periods=[people.period])
    assert len(some) == len(radii) == len(CODES)
    many, few = some["value"].max(), some["value"].min()
    assert (radii[-1] / radii[0]) ** 2 == pytest.approx(many / few, rel=0.02)


def test_what_small_maps_use_is_on_their_page_once(client: FlaskClient) -> None:
    page = client.get("/kartbank").text
    for name in {*re.findall(r'<use href="#(\w+)"', page), "hatch", "dots"}:
        assert page.count(f'id="{name}"') == 1, name
    outlines = dict(re.findall(r'<path id="r(\d{4})" d="([^"]+)"', page))
    regions = boundaries("municipality")["regions"]
    assert outlines == {code: thumbnails.coarse(regions[code]["d"]) for code in CODES}


def test_the_highest_and_the_lowest_are_told_as_each_language_writes_numbers() -> None:
    of = {lang: thumbnails.thumbnails(lang)[1].ends for lang in ("sv", "en")}
    assert of["sv"] == "Högst Övertorneå 51,3\u00a0år, lägst Umeå 39,4\u00a0år"
    assert of["en"] == "Highest Övertorneå 51.3\u00a0years, lowest Umeå 39.4\u00a0years"


def test_an_empty_release_has_an_empty_bank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: FlaskClient
) -> None:
    releases.publish(tmp_path, apart([], pd.DataFrame(columns=COLUMNS)))
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    assert thumbnails.thumbnails("sv") == []
    assert client.get("/kartbank").status_code == 200
