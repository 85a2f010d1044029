"""Plans: a file is a page; what is wrong with one is told, and the others are served."""

import tomllib
from pathlib import Path

import pytest

from dashboard.plan import reader
from dashboard.plan.reader import PlanError
from tests import PROJECT

FILES = sorted((PROJECT / "dashboard" / "plans").glob("*.toml"))
WHOLE = """
id = "prov"
path = "/prov"
title = "Prov"
title_en = "Trial"
intro = "Ett prov."
intro_en = "A trial."
kind = "gap"

[[chapter]]
id = "ett"
title = "Ett"
title_en = "One"
intro = "Det första."
intro_en = "The first."
goal = 3
agenda = [5]
indicators = ["meritvarde", ["medellivslangd-kvinnor", "medellivslangd-man"]]

[[chapter]]
id = "tva"
title = "Två"
title_en = "Two"
intro = "Det andra."
intro_en = "The second."
indicators = ["ohalsotal"]

[[without]]
indicators = ["folkmangd"]
why = "ett antal"
why_en = "a number"
"""

FAULTS = {
    'kind = "gap"->kind = "saga"': "kind: ",
    'title_en = "Two"->': "[[chapter]] 2.title_en: Field required",
    "goal = 3->goal = 7": "[[chapter]] 1.goal: ",
    "agenda = [5]->agenda = [18]": "[[chapter]] 1.agenda 1: ",
    'intro = "Det andra."->intro = "' + "ord " * 61 + '"': "[[chapter]] 2.intro: 61 words",
    '["ohalsotal"]->[]': "[[chapter]] 2.indicators: ",
    '["ohalsotal"]->["ohälsotal"]': "[[chapter]] 2.indicators 1",
    '["ohalsotal"]->["meritvarde"]': "the indicator 'meritvarde' stands twice",
    '["ohalsotal"]->["folkmangd"]': "the indicator 'folkmangd' stands twice",
    'id = "tva"->id = "ett"': "the chapter 'ett' stands twice",
    'path = "/prov"->path = "prov"': "path: ",
    'why_en = "a number"->whyen = "a number"': "[[without]] 1.why_en: Field required",
    "[[without]]->[[[without": "not readable as TOML",
}

STRATEGY = (
    WHOLE.replace('kind = "gap"', 'kind = "strategy"').replace(
        '["medellivslangd-kvinnor", "medellivslangd-man"]', '"medellivslangd-man"'
    )
    + """
[strategy]
base_year = 2020
source = "Regionens."
source_en = "The region’s."
part = "Mål"
part_en = "Goal"
parts = "mål"
parts_en = "goals"
of = "24"

[[strategy.direction]]
id = "fram"
title = "Framåt"
title_en = "Ahead"
indicators = ["ohalsotal"]
"""
)
STRATEGY_FAULTS = {
    'kind = "strategy"->kind = "gap"': "a table [strategy] goes with the kind strategy",
    "base_year = 2020->": "[strategy].base_year: Field required",
    'title_en = "Ahead"->': "[strategy].direction 1.title_en: Field required",
    '"meritvarde", "medellivslangd-man"->["meritvarde", "medellivslangd-man"]': "two indicators in",
    'title = "Framåt"->title = "Framåt"\nextra = 1': "[strategy].direction 1.extra",
}


def fault(folder: Path, content: str) -> str:
    path = folder / "prov.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PlanError) as error:
        reader.read(path)
    return str(error.value)


def test_a_whole_plan_has_no_fault(tmp_path: Path) -> None:
    (tmp_path / "prov.toml").write_text(WHOLE, encoding="utf-8")
    assert [plan.id for plan in reader.load(tmp_path).served] == ["prov"]


@pytest.mark.parametrize("change", FAULTS)
def test_a_fault_names_file_table_and_field(tmp_path: Path, change: str) -> None:
    old, _, new = change.partition("->")
    assert WHOLE.count(old) == 1
    told = fault(tmp_path, WHOLE.replace(old, new))
    assert told.startswith(f"prov.toml: {FAULTS[change]}")
    assert str(tmp_path) not in told


@pytest.mark.parametrize("change", STRATEGY_FAULTS)
def test_a_fault_of_a_strategy_names_table_and_field(tmp_path: Path, change: str) -> None:
    (tmp_path / "whole.toml").write_text(STRATEGY, encoding="utf-8")
    assert not reader.load(tmp_path).faults
    old, _, new = change.partition("->")
    assert STRATEGY.count(old) == 1
    told = fault(tmp_path, STRATEGY.replace(old, new))
    assert told.startswith(f"prov.toml: {STRATEGY_FAULTS[change]}")


def test_a_direction_has_indicators_of_the_chapters_alone(tmp_path: Path) -> None:
    start, _, end = STRATEGY.rpartition('["ohalsotal"]')
    stray = fault(tmp_path, f'{start}["folkmangd"]{end}')
    assert "the direction's indicator 'folkmangd' stands in no chapter" in stray


def test_a_chapter_without_indicators_says_what_is_missing(tmp_path: Path) -> None:
    start, _, end = WHOLE.partition('["ohalsotal"]')
    missing = '[]\n[[chapter.missing]]\ntitle = "a"\ntitle_en = "b"\nwhy = "c"\nwhy_en = "d"'
    (tmp_path / "prov.toml").write_text(f"{start}{missing}{end}", encoding="utf-8")
    assert not reader.load(tmp_path).faults


def test_a_plan_that_is_wrong_leaves_the_others_served(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(WHOLE.replace('id = "prov"', ""), encoding="utf-8")
    (tmp_path / "b.toml").write_bytes(b"\xff")
    (tmp_path / "c.toml").write_text(WHOLE, encoding="utf-8")
    found = reader.load(tmp_path)
    assert [plan.id for plan in found.served] == ["prov"]
    assert [str(each).partition(":")[0] for each in found.faults] == ["a.toml", "b.toml"]


@pytest.mark.parametrize("same", ["id", "path"])
def test_two_plans_are_not_served_under_one_name(tmp_path: Path, same: str) -> None:
    other = WHOLE.replace('"prov"', '"annat"') if same == "path" else WHOLE.replace("/prov", "/p")
    (tmp_path / "a.toml").write_text(WHOLE, encoding="utf-8")
    (tmp_path / "b.toml").write_text(other, encoding="utf-8")
    found = reader.load(tmp_path)
    assert len(found.served) == 1
    assert str(found.faults[0]).startswith(f"b.toml: {same}: ")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_plan_of_ours_can_be_served(path: Path) -> None:
    plan = reader.read(path)
    assert plan.id == path.stem
    assert tomllib.loads(path.read_text(encoding="utf-8"))["id"] == plan.id
