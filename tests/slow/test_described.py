"""Addresses made from the API's own description, right and wrong: each is answered as it tells."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dashboard.web import create_app

pytestmark = pytest.mark.slow
# What is drawn takes seconds each: test_fuzz asks for it in other ways.
DRAWN = r"^/(manadslage|karta|diagram|embed|bild)/"
schema = schemathesis.openapi.from_wsgi("/api/openapi.json", create_app().server).exclude(
    path_regex=DRAWN
)
HELD = [
    not_a_server_error, content_type_conformance, response_headers_conformance,
    response_schema_conformance, status_code_conformance,
]  # fmt: skip


@schema.parametrize()
@settings(
    max_examples=3, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_what_is_asked_by_the_description_is_answered_by_it(case) -> None:
    identity = {"Accept-Encoding": "identity"}  # it unpacks none
    assert case.call_and_validate(checks=HELD, headers=identity).status_code < 500
