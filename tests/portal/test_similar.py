"""Places that are like each other: the same by another way, through the answer and the page."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from dashboard import data
from dashboard.similar import distance, figures
from dashboard.similar.choices import Choices
from dashboard.similar.peers import Likeness, likeness, median
from dashboard.web import create_app
from etl.model import Level

KNOWN = {  # distances of the recorded figures, worked out elsewhere
    "2462": [("2421", 0.407), ("2422", 0.510), ("2039", 0.512), ("2463", 0.543)],
    "2480": [("0580", 0.534), ("1780", 0.587), ("1080", 0.633), ("0880", 0.639)],
    "2425": [("2417", 0.520), ("2039", 0.635), ("2404", 0.656), ("2421", 0.658)],
    "2584": [("2523", 0.486), ("2581", 1.049), ("0882", 1.067), ("2482", 1.073)],
}


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@cache
def model(level: Level = "municipality") -> figures.Model:
    return figures.model(level)


def found(code: str, **weights: str) -> Likeness:
    level: Level = "county" if len(code) == 2 else "municipality"
    return likeness(model(level), code, Choices(5 if level == "county" else 7, weights))


@pytest.mark.parametrize("code", KNOWN)
def test_the_nearest_are_those_worked_out_elsewhere(code: str) -> None:
    nearest = found(code).peers[:4]
    assert [each.code for each in nearest] == [other for other, _ in KNOWN[code]]
    for each, (_, far) in zip(nearest, KNOWN[code], strict=True):
        assert each.distance == pytest.approx(far, abs=0.02)


def test_another_computation_gives_the_same_seven_for_all() -> None:
    """By pandas, one pair of places at a time."""
    of = model()
    frame = pd.DataFrame({n: each.values for n, each in enumerate(of.measures)}, index=of.codes)
    for n, each in enumerate(of.measures):
        if each.variable.log:
            frame[n] = np.log(frame[n].where(frame[n] > 0, frame[n][frame[n] > 0].min()))
    spread = (frame.quantile(0.75) - frame.quantile(0.25)) / 1.349
    scores = ((frame - frame.median()) / spread).clip(-3, 3).fillna(0)
    for code in of.codes:
        squared = (scores - scores.loc[code]) ** 2
        domains = pd.concat([squared[list(each)].mean(axis=1) for each in of.columns], axis=1)
        far = np.sqrt(domains.mean(axis=1)).drop(code)
        seven = far.reset_index().sort_values([0, "index"])["index"].head(7)
        assert [each.code for each in found(code).peers] == seven.tolist()


@given(st.lists(st.floats(-3, 3), min_size=8, max_size=8), st.integers(0, 3), st.integers(0, 3))
def test_it_is_a_distance(values: list[float], one: int, other: int) -> None:
    scores = np.array(values).reshape(4, 2)
    columns, weights = [np.array([0]), np.array([1])], np.array([1.0, 2.0])

    def far(place: int) -> distance.Floats:
        apart = distance.by_domain(distance.squares(scores, place), columns)
        return distance.distances(apart, weights)

    assert far(one)[one] == 0
    assert far(one)[other] == far(other)[one] >= 0
    apart = distance.by_domain(distance.squares(scores, one), columns)[other]
    assert distance.contributions(apart, weights).sum() == pytest.approx(1)


def test_few_are_like_kiruna_and_no_median_is_told_of_them() -> None:
    kiruna = found("2584")
    assert kiruna.few
    assert kiruna.group == ("2523",)
    assert kiruna.middle(kiruna.model.measures[0]) is None
    assert not found("2480").few
    assert median([1.0, 2.0, 3.0, float("nan")]) is None
    assert median([1.0, 2.0, 3.0, 4.0, 9.0]) == 3.0


def test_a_domain_without_weight_sets_nobody_apart() -> None:
    plain, without = found("2480"), found("2480", befolkning="0")
    assert [each.code for each in plain.peers] != [each.code for each in without.peers]
    assert all(each.shares["befolkning"] == 0 for each in without.peers)


def test_a_variable_that_a_release_lacks_takes_its_domain_with_it() -> None:
    def lacking(id_: str, **asked: object) -> pd.DataFrame:
        frame = data.observations(id_, **asked)  # type: ignore[arg-type]
        return frame.iloc[:0] if id_ == "utpendling" else frame

    of = figures.build("municipality", lacking)
    assert [each.id for each in of.lacking] == ["pendling"]
    assert "pendling" not in [each.id for each in of.domains]


def test_the_answer_has_distances_that_are_made_up_of_the_domains(client: FlaskClient) -> None:
    told = client.get("/api/v1/regions/2462/similar?count=3").json
    assert told is not None
    assert [each["region"] for each in told["similar"]] == ["2421", "2422", "2039"]
    for each in told["similar"]:
        assert sum(each["contributions"].values()) == pytest.approx(1)
    county = client.get("/api/v1/regions/24/similar").json
    assert county is not None
    assert len(county["similar"]) == 5
    assert {len(each["region"]) for each in county["similar"]} == {2}


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("9999/similar", 404, "no municipality or county"),
        ("00/similar", 404, "no municipality or county"),
        ("2480/similar?weights=vader:1", 400, "vader"),
        ("2480/similar?weights=alder:7", 400, "alder:0.5"),
        ("2480/similar?count=0", 400, "count"),
        (
            "2480/similar?weights=storlek:0,alder:0,ekonomi:0,utbildning:0,pendling:0,naring:0,"
            "befolkning:0",
            400,
            "minst en vikt måste vara större än 0",
        ),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    client: FlaskClient, path: str, status: int, words: str
) -> None:
    answer = client.get(f"/api/v1/regions/{path}")
    assert answer.status_code == status
    assert answer.json is not None
    assert words in f"{answer.json['detail']} {answer.json.get('allowed')}"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/kommun/2480/liknande", ["Kommuner som liknar Umeå", "Linköping", "Visa skillnaderna"]),
        ("/kommun/2584/liknande", ["Bara en kommun, Gällivare"]),
        ("/kommun/2584/liknande?lang=en", ["Only one municipality, Gällivare", "difference 0.49"]),
        ("/lan/24/liknande", ["Län som liknar Västerbottens län"]),
        ("/kommun/2480/liknande?vikt=befolkning:0", ["Jönköping"]),
    ],
)
def test_the_page_says_who_and_in_what(client: FlaskClient, path: str, words: list[str]) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert [each for each in words if each not in answer.text] == []


def test_a_name_leads_to_its_code_and_manadslage_leads_here(client: FlaskClient) -> None:
    answer = client.get("/kommun/umea/liknande")
    assert answer.status_code == 301
    assert answer.location.endswith("/kommun/2480/liknande")
    assert client.get("/kommun/9999/liknande").status_code == 404
    assert "/kommun/2480/liknande" in client.get("/manadslage?region=2480").text
