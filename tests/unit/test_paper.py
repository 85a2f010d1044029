"""What printing hides is for choosing only: no drawing has a class that a print rule hides."""

import re

import pytest

from dashboard.parts import assets
from tests import PROJECT

SHEETS = sorted(path.stem for path in assets.ASSETS.glob("*.css"))
DRAWERS = [
    *(PROJECT / "dashboard" / "charts").glob("*.py"),
    *(PROJECT / "dashboard" / "map").glob("*.py"),
    PROJECT / "dashboard" / "home" / "counties.py",
]


def hidden(sheet: str) -> set[str]:
    """The classes that a sheet's print rules hide, wherever these stand."""
    css = str(assets.styles([sheet]))
    found: set[str] = set()
    for start in re.finditer(r"@media print ?\{", css):
        depth, end = 1, start.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        for selectors, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", css[start.end() : end]):
            if "display: none" in rules or "display:none" in rules:
                alone = [each.strip() for each in selectors.split(",")]
                found |= {each[1:] for each in alone if re.fullmatch(r"\.[\w-]+", each)}
    return found


def drawn() -> set[str]:
    """The classes written into drawings, and those of the lines by what these are."""
    code = "".join(path.read_text("utf-8") for path in DRAWERS)
    words = " ".join(re.findall(r'class="([^"{}]*)', code))
    return {*words.split(), "own", "compare", "projected", "k", "m", "t"}


def test_there_are_drawings_and_rules_to_compare() -> None:
    assert {"grid", "tick", "seam"} <= drawn()
    assert {"controls", "comparison"} <= hidden("app")


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_print_rule_hides_part_of_a_drawing(sheet: str) -> None:
    controls = {"map-zoom", "map-tip", "map-more"}  # a map's buttons and what follows a pointer
    assert hidden(sheet) & drawn() - controls == set()


@pytest.mark.parametrize("sheet", ["figures", "demography", "map"])
def test_drawings_that_keep_their_colours_in_forced_ones_are_told(sheet: str) -> None:
    css = str(assets.styles([sheet]))
    rule = re.search(r"forced-colors: ?active\) ?\{(.*?\})", css)
    assert rule
    assert "forced-color-adjust" in rule[1]
