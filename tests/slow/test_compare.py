"""Two hundred comparisons: the page, its files and the API have the same figures."""

from pathlib import Path

import pytest

from dashboard.web import create_app
from tests.compared import agree, random_queries

MANY = 200


def test_two_hundred_comparisons_are_the_same_on_their_page_in_their_files_and_in_the_api(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    client = create_app().server.test_client()
    assert sum(agree(client, query) for query in random_queries(MANY)) > MANY
