"""Knowledge of one indicator stands in its catalogue entry: no code of the portal names one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from dashboard import data
from dashboard.demography import structure
from dashboard.demography.area import area
from etl import catalogue
from etl.errors import CatalogueError
from etl.model import COLUMNS, Meaning, PublishedIndicator, Role
from etl.store import releases
from tests import PROJECT
from tests.demography import meaning, publish, series
from tests.sample import TAKEN, apart
from tests.small import POPULATION, small

MODULES = sorted((PROJECT / "dashboard").rglob("*.py"))
KNOWN = catalogue.load()


def literals(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every string of a module but the names of a page's elements, which are `id=` of those."""
    names = {
        id(keyword.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "id"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in names:
            yield node


def test_no_module_of_the_portal_names_an_indicator() -> None:
    assert len(MODULES) > 100
    named = [
        f"{path.relative_to(PROJECT)}:{each.lineno}: {each.value}"
        for path in MODULES
        for each in literals(ast.parse(path.read_text(encoding="utf-8")))
        if each.value in KNOWN
    ]
    assert named == []


def test_a_name_in_a_module_would_be_found() -> None:
    tree = ast.parse('SIZE = ("folkmangd",)\ncard(id="konskvot")\n')
    assert [each.value for each in literals(tree) if each.value in KNOWN] == ["folkmangd"]


def test_no_script_names_an_indicator() -> None:
    scripts = {path: path.read_text() for path in (PROJECT / "dashboard/assets").glob("*.mjs")}
    assert scripts
    assert [(p.name, i) for p, s in scripts.items() for i in KNOWN if f'"{i}"' in s] == []


@pytest.mark.parametrize("role", Role.__args__)
def test_every_role_is_served_by_an_indicator_of_the_catalogue(role: str) -> None:
    assert [each.id for each in KNOWN.values() if role in each.roles]


def test_a_place_in_a_role_is_one_indicator_s_unless_others_stand_in_for_it() -> None:
    taken: dict[tuple[str, str, int], list[str]] = {}
    for each in KNOWN.values():
        for role, place in each.roles.items():
            taken.setdefault((role, each.frequency, place), []).append(each.id)
    shared = {role for (role, *_), ids in taken.items() if len(ids) > 1}
    assert shared <= {"structure", "barometer"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("roles = { fodda = 1 }", r"\.roles\.fodda"),
        ("roles = { births = 0 }", r"\.roles\.births: "),
        ("roles = { age-class = 1 }", "the role age-class goes with an `age_class`"),
        ('age_class = "0 till 5"', r"\.age_class: "),
        ("seasonal = false", "a yearly figure has no season"),
        ('better = "up"', r"\.better: "),
        ('kind = "net"', r"\.kind: "),
    ],
)
def test_what_is_known_of_an_indicator_is_checked_as_the_rest_of_its_entry(
    line: str, said: str, tmp_path: Path
) -> None:
    lines = line if line.startswith("kind") else f'kind = "count"\n{line}'
    entry = POPULATION.replace('kind = "count"', lines)
    with pytest.raises(CatalogueError, match=rf"^pahittat\.toml: \[invanare\].*{said}"):
        small(tmp_path, entry)


def test_neutral_need_not_be_said(tmp_path: Path) -> None:
    assert "better" not in POPULATION
    assert small(tmp_path, POPULATION)["invanare"].better == "neutral"


def test_a_role_is_served_in_the_order_of_its_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    ids = ("folkmangd-80-plus", "andel-65-plus", "folkmangd")
    publish(tmp_path, [row for id_ in ids for row in series(id_, "24", {"2022": 1.0})])
    assert [each.id for each in data.serving("oldest")] == ["andel-65-plus", "folkmangd-80-plus"]
    assert [each.id for each in data.serving("population-series", "year")] == ["folkmangd"]
    assert [each.id for each in data.serving("population-series", "month")] == []


def test_an_indicator_with_a_role_is_added_in_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One more TOML table, and Demografi has one more measure, in its place."""
    entry = POPULATION.replace('kind = "count"', 'kind = "count"\nroles = { structure = 3 }')
    added = small(tmp_path / "catalogue", entry)["invanare"]
    monkeypatch.setenv("NORRLAGET_DATA", str(tmp_path))
    coverage = {"sexes": ["T"], "ages": ["total"], "first_period": "2022", "last_period": "2022"}
    told = added.model_dump(include=set(Meaning.model_fields)) | coverage | {"taken": TAKEN}
    beside = [meaning(id_, series(id_, "24", {"2022": 1.0})) for id_ in ("andel-20-64", "hushall")]
    ids = ("hushall", "andel-20-64", "invanare")
    rows = [row for id_ in ids for row in series(id_, "24", {"2022": 1.0})]
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"value": "float64"})
    releases.publish(tmp_path, apart([*beside, PublishedIndicator.model_validate(told)], frame))
    shown = [each.indicator.id for each in structure.measures(area("24"))]
    assert shown == ["invanare", "andel-20-64", "hushall"]
