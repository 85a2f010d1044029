"""The portal's scripts: in an order that is told once, under one name, and right about periods."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard.parts import scripts
from tests import PROJECT
from tests import scripts as checked

CASES = json.loads(Path(__file__).with_name("periods.json").read_text(encoding="utf-8"))["cases"]
WRONG = ["", "24", "2024M13", "2024M5", "2024K5", "2024K0", "2024 ", "２０２４", "2024T01"]
CODE = {path.stem: path.read_text(encoding="utf-8") for path in checked.SCRIPTS}
NODE = shutil.which("node")


def test_every_script_is_in_one_order_or_the_other_and_none_twice() -> None:
    for order in (scripts.PAGE, scripts.EMBEDDED):
        assert len(set(order)) == len(order)
    assert set(scripts.PAGE) | set(scripts.EMBEDDED) == set(CODE)


@pytest.mark.parametrize("order", [scripts.PAGE, scripts.EMBEDDED], ids=["page", "embedded"])
def test_a_script_stands_only_on_those_before_it(order: tuple[str, ...]) -> None:
    """What a script takes of the shared name while it loads, one before it has put there."""
    there: set[str] = set()
    for name in order:
        taken = re.findall(r"(?m)^  const \{([^}]*)\} = norrlaget\.map;", CODE[name])
        assert {each for names in taken for each in re.findall(r"\w+", names)} <= there, name
        for given in re.findall(r"norrlaget\.map(?: =|,) \{([^}]*)\}", CODE[name]):
            there |= set(re.findall(r"\w+", given))


@pytest.mark.parametrize("name", CODE)
def test_each_script_says_first_what_it_is_for(name: str) -> None:
    assert re.match(r"// [A-ZÅÄÖ].{30,}", CODE[name])


@pytest.mark.parametrize("name", CODE)
def test_one_name_is_shared_and_nothing_of_the_browsers_is_replaced(name: str) -> None:
    assigned = re.findall(r"(?:window|globalThis|self)\.(\w+)(?:\.\w+)* = ", CODE[name])
    own = {"norrlaget", "dash_clientside"} if name == "norrlaget" else set()
    assert set(assigned) == own
    assert ("dash_clientside" in CODE[name]) == (name == "norrlaget")
    assert "use strict" in CODE[name]


def test_no_script_computes_on_periods_but_the_one() -> None:
    for name, code in CODE.items():
        assert not re.search(r"\[KM\]|slice\(0, 4\)|split\(\"[KM]\"\)", code), name


@pytest.mark.skipif(NODE is None, reason="no Node on this machine")
def test_the_scripts_know_of_periods_what_the_pipeline_knows() -> None:
    asked = [case["period"] for case in CASES] + WRONG
    told = subprocess.run(
        [str(NODE), "-e", _ASK, json.dumps(asked)],
        cwd=PROJECT / "dashboard" / "assets",
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(told.stdout)
    for case, each in zip(CASES, found, strict=False):
        assert each == {name: case[name] for name in ("year", "part", "ordinal")}
    assert found[len(CASES) :] == ["RangeError"] * len(WRONG)


_ASK = """
globalThis.window = {};
require("./norrlaget.js");
function of(code) {
  try { return window.norrlaget.period(code); } catch (error) { return error.name; }
}
console.log(JSON.stringify(JSON.parse(process.argv[1]).map(of)));
"""


@pytest.mark.skipif(NODE is None, reason="no Node on this machine")
def test_the_check_of_the_scripts_passes_and_fails_where_one_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked.main() == 0
    assert f"Node reads {len(CODE)} of {len(CODE)}" in capsys.readouterr().out
    broken = tmp_path / "broken.js"
    broken.write_text("const a = ;", encoding="utf-8")
    monkeypatch.setattr(checked, "SCRIPTS", [*checked.SCRIPTS, broken])
    monkeypatch.setattr(checked, "eslint", lambda: None)
    assert checked.main() == 1


def test_a_machine_without_node_is_told_that_nothing_was_checked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checked.shutil, "which", lambda _: None)
    assert checked.main() == 0
    assert "not checked" in capsys.readouterr().out
