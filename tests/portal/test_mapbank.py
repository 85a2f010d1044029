"""The map bank: maps enough, each with figures, valid choices and words in both languages."""

import csv
import io
from pathlib import Path
from urllib.parse import parse_qs

import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard import choices, data
from dashboard.mapbank import thumbnails
from dashboard.web import create_app
from etl.model import COLUMNS
from etl.store import releases
from tests.sample import apart

LETTER = dict(zip("12345abcde", [*range(5), *range(5)], strict=True))


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


def test_a_thumbnails_letters_are_the_classes_of_the_files_values(client: FlaskClient) -> None:
    for each in thumbnails.thumbnails("sv"):
        if each.radii or each.choices.around or each.choices.method != "natural":
            continue
        url = f"/data/{each.indicator.id}.csv?sex={each.choices.sex}&age={each.choices.age}"
        rows = csv.DictReader(io.StringIO(client.get(f"{url}&period={each.period}").text))
        value = {row["region"]: float(row["value"]) for row in rows if row["value"]}
        drawn = dict(zip(thumbnails.codes(), each.looks, strict=True))
        assert {code for code, look in drawn.items() if look not in "hsn"} == {
            code for code in drawn if code in value
        }
        in_order = sorted(
            (value[code], LETTER[look]) for code, look in drawn.items() if code in value
        )
        places = [place for _, place in in_order]
        assert places == sorted(places), each.indicator.id


def test_a_counts_circles_have_areas_in_proportion() -> None:
    people = next(each for each in thumbnails.thumbnails("sv") if each.indicator.id == "folkmangd")
    at = thumbnails.codes().index
    umea, bjurholm = people.radii[at("2480")], people.radii[at("2403")]
    assert (umea / bjurholm) ** 2 == pytest.approx(132_235 / 2_372, rel=0.02)


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
