"""The audit: silence is not an all-clear, a known hole is named, each has its exit code."""

import json
from typing import Any

import pytest

from tests import audit

WELL: dict[str, Any] = {"name": "dash", "version": "4.4.1", "vulns": []}
SKIPPED = {"name": "click", "skip_reason": "Dependency not found on the index"}
HOLED = {
    "name": "lxml",
    "version": "6.1.3",
    "vulns": [
        {
            "id": "PYSEC-2027-1",
            "fix_versions": ["6.1.4", "6.2.0"],
            "aliases": [],
            "description": "",
        },
        {"id": "PYSEC-2027-2", "fix_versions": [], "aliases": [], "description": ""},
    ],
}


def found(*packages: dict[str, Any]) -> audit.Found:
    return audit.Found.of(json.dumps({"dependencies": packages, "fixes": []}))


@pytest.mark.parametrize(
    ("packages", "code", "says"),
    [
        ([WELL, WELL], 0, "No hole is known in the 2 packages"),
        ([HOLED, WELL], 1, "Raise these"),
        ([HOLED, SKIPPED], 1, "Raise these"),
        ([WELL, SKIPPED], 3, "about 1 of 2 packages in requirements.lock"),
        ([SKIPPED, SKIPPED], 3, "about 2 of 2 packages"),  # a mirror that only has the files
        ([], 3, "about any"),
    ],
)
def test_only_an_answer_about_every_package_is_an_all_clear(
    packages: list[dict[str, Any]], code: int, says: str
) -> None:
    assert found(*packages).code() == code
    assert says in found(*packages).sentence()


def test_no_answer_at_all_is_no_all_clear() -> None:
    assert audit.Found.of("").code() == audit.NOT_ASKED


def test_a_hole_is_named_with_the_versions_without_it() -> None:
    assert found(WELL, HOLED).holes == {
        "lxml 6.1.3": [
            "PYSEC-2027-1, mended in 6.1.4, 6.2.0",
            "PYSEC-2027-2, mended in no version yet",
        ]
    }
