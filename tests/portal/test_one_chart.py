"""Adding a kind of chart is one module and nothing else: what shows the others shows it too."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dashboard.charts import Figure
from dashboard.charts.bars import Bars, Stack
from dashboard.charts.chart import Chart
from dashboard.charts.ratio import Step, Steps
from dashboard.charts.series import Series
from dashboard.parts import figures, prerender
from tests import PROJECT

SVG = "{http://www.w3.org/2000/svg}"
YEARS = ("2020", "2021", "2022")
LINES = Chart(
    "Medelålder", "Umeå, 2020–2022", "år", 1, "sv",
    (Series("Umeå", None, "own", YEARS, (39.2, None, 39.4), ("", "..", "")),),
)  # fmt: skip
COLUMNS = Bars(
    "Förändring", "Umeå, 2020–2022", "personer", 0, "sv", YEARS,
    (Stack("Födda", (10.0, 12.0, 11.0), "up-a"), Stack("Döda", (-8.0, -9.0, -7.0), "down-a")),
)  # fmt: skip
STEPS = Steps(
    "Män per 100 kvinnor", "Umeå, 2022", "män per 100 kvinnor", "sv",
    (Step(0, 10, "0-9", 105.0), Step(10, 20, "10-19", None), Step(20, 30, "20-29", 97.0)), 100.0,
)  # fmt: skip

DOTS = '''"""Dots: a value a place, as large as it is."""

from dataclasses import dataclass

from dashboard import text
from dashboard.charts.paper import opening


@dataclass(frozen=True)
class Dots:
    title: str
    subtitle: str
    lang: text.Lang
    values: dict[str, float]
    timed: bool = False

    @property
    def text(self):
        told = ", ".join(" ".join(row) for row in self.table()[1])
        return f"Prickar: {self.title}, {told}."

    def table(self):
        return ["Plats", "Värde"], [[k, text.number(v, 1)] for k, v in self.values.items()]

    def svg(self, width, height, name):
        dots = "".join(f'<circle cx="{10 * n}" cy="9" r="{v}"/>'
                       for n, v in enumerate(self.values.values()))
        return f"{opening(self, width, height, name)}{dots}</svg>"
'''
SHOW = """
import json
from dashboard.charts import Figure
from dashboard.charts.dots import Dots
from dashboard.parts import figures, prerender
dots = Dots("Prov & försök", "norr", "sv", {"Umeå": 3.5, "Luleå": 2.5})
assert isinstance(dots, Figure)
print(json.dumps({"figure": prerender.markup(figures.figure(dots, "dots", 200)),
                  "table": prerender.markup(figures.table(dots))}))
"""


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_one_more_module_is_drawn_tabled_and_told_like_the_others(tmp_path: Path) -> None:
    shutil.copytree(
        PROJECT / "dashboard", tmp_path / "dashboard", ignore=shutil.ignore_patterns("__pycache__")
    )
    before = files(tmp_path)
    (tmp_path / "dashboard" / "charts" / "dots.py").write_text(DOTS, encoding="utf-8")
    touched = {name for name, body in files(tmp_path).items() if before.get(name) != body}
    assert touched == {"dashboard/charts/dots.py"}
    ran = subprocess.run(
        [sys.executable, "-B", "-c", SHOW],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(PROJECT)])},
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    shown = json.loads(ran.stdout)
    drawings = [*ElementTree.fromstring(shown["figure"]).iter(f"{SVG}svg")]  # noqa: S314  # our own
    assert len(drawings) == len(figures.WIDTHS)
    for root in drawings:
        assert root.findtext(f"{SVG}title") == "Prov & försök"
        told = "Prickar: Prov & försök, Umeå 3,5, Luleå 2,5."
        assert root.findtext(f"{SVG}desc") == told
        assert len(root.findall(f"{SVG}circle")) == 2
    cells = [each.text for each in ElementTree.fromstring(shown["table"]).iter("td")]  # noqa: S314
    assert cells == ["3,5", "2,5"]


@pytest.mark.parametrize("figure", [LINES, COLUMNS, STEPS], ids=lambda each: type(each).__name__)
def test_every_kind_is_drawn_tabled_and_told_by_what_it_says_itself(figure: Figure) -> None:
    assert isinstance(figure, Figure)
    place = ElementTree.fromstring(  # noqa: S314  # our own
        prerender.markup(figures.figure(figure, "prov", 300))
    )
    drawn = {str(each.get("class")): each.find(f"{SVG}svg") for each in place}
    assert list(drawn) == list(figures.WIDTHS)
    for name, root in drawn.items():
        assert root is not None
        assert root.findtext(f"{SVG}title") == figure.title
        assert root.findtext(f"{SVG}desc") == figure.text
        assert str(root.get("viewBox")).startswith(f"0 0 {figures.WIDTHS[name]} ")
    table = ElementTree.fromstring(prerender.markup(figures.table(figure)))  # noqa: S314
    header, rows = figure.table()
    cells = [(each.get("scope"), "".join(each.itertext())) for each in table.iter("th")]
    assert [words for scope, words in cells if scope == "col"] == header
    first = [words for scope, words in cells if scope == "row"]
    assert first == [row[0] for row in (rows[::-1] if figure.timed else rows)]


def test_no_part_of_the_portal_asks_which_kind_a_chart_is() -> None:
    for path in (PROJECT / "dashboard").rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        assert not any(f"isinstance({end}" in code for end in ("chart,", "figure,")), path
        if path.parent.name != "charts":
            assert "charts import svg" not in code, path
            assert "charts.svg import" not in code, path
