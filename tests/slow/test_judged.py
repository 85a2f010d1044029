"""The errors that /om/riktning tells of each rule are those that are measured."""

import pytest

from dashboard.about import model
from tests.bench import verdicts

pytestmark = pytest.mark.slow


def test_the_shares_that_are_told_are_those_measured() -> None:
    (page,) = (each for each in model.pages() if each.path == "/om/riktning")
    (section,) = (each for each in page.section if each.rates)
    assert section.rates is not None
    many, windows = verdicts.measured()
    assert f"{many} av Koladas mått: {len(windows) // 1000} {len(windows) % 1000:03}" in " ".join(
        section.sv
    ).replace("\u00a0", " ")
    found = []
    for rule in verdicts.RULES.values():
        spoken, wrong = verdicts.tried(rule, windows)
        found.append([round(100 * spoken / len(windows), 1), round(100 * wrong / spoken, 1)])
    assert [each.shares for each in section.rates.row] == found
