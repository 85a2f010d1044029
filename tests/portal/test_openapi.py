"""The API's description of itself: no address is missing, and each example answers as told."""

import json
import re

import jsonschema
import pytest
from flask.testing import FlaskClient

from dashboard import data
from dashboard.answers import FIGURES
from dashboard.routes import files, openapi
from dashboard.web import create_app


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app().server.test_client()


@pytest.fixture(scope="module")
def told(client: FlaskClient) -> dict:
    answer = client.get("/api/openapi.json")
    assert answer.headers["Content-Type"] == openapi.MIMETYPE
    return json.loads(answer.text)


def test_every_address_of_files_feeds_and_api_is_described_and_no_other() -> None:
    rules = create_app().server.url_map.iter_rules()
    there = {
        re.sub("<(?:[^>]*:)?([^>]+)>", r"{\1}", str(rule))
        for rule in rules
        if rule.endpoint.startswith(f"{FIGURES}.") and rule.endpoint != f"{FIGURES}.nothing"
    }
    assert set(openapi.paths()) == there


@pytest.mark.parametrize("path", openapi.paths())
def test_each_example_answers_in_one_of_the_kinds_told(
    client: FlaskClient, told: dict, path: str
) -> None:
    response = told["paths"][path]["get"]["responses"]["200"]
    answer = client.get(openapi.example(path), follow_redirects=True)
    assert answer.status_code == 200, answer.text
    kinds = {each.partition(";")[0] for each in response["content"]}
    assert answer.mimetype in kinds
    schema = next(iter(response["content"].values()))["schema"]
    if "$ref" in schema:
        whole = {**schema, "components": told["components"]}
        jsonschema.validate(json.loads(answer.text), whole)


def test_what_a_parameter_may_say_is_what_the_release_has(told: dict) -> None:
    parameters = {
        each["name"]: each for each in told["paths"]["/api/v1/observations"]["get"]["parameters"]
    }
    words = parameters["indicator"]["schema"]["items"]["enum"]
    assert words == [*data.indicators(), *data.awaited()]
    assert parameters["format"]["schema"]["items"]["enum"] == list(files.FORMATS)


def test_a_wrong_question_is_answered_as_the_description_of_problems_tells(
    client: FlaskClient, told: dict
) -> None:
    answer = client.get("/api/v1/observations?indicator=nope")
    jsonschema.validate(json.loads(answer.text), told["components"]["schemas"]["Problem"])


def test_every_parameter_told_of_an_address_is_one_that_it_takes(
    client: FlaskClient, told: dict
) -> None:
    for path in ("/api/v1/observations", "/data/{indicator_id}.{kind}"):
        for each in told["paths"][path]["get"]["parameters"]:
            if each["in"] == "query" and each["name"] not in ("indicator",):
                example = openapi.example(path)
                mark = "&" if "?" in example else "?"
                answer = client.get(f"{example}{mark}{each['name']}=%00")
                assert "There is no parameter" not in answer.text
