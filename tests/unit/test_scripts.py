"""The portal's scripts: modules that say what they stand on, and are right about periods."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard import pages
from dashboard.parts import assets
from tests import PROJECT
from tests import scripts as checked

CASES = json.loads(Path(__file__).with_name("periods.json").read_text(encoding="utf-8"))["cases"]
WRONG = ["", "24", "2024M13", "2024M5", "2024K5", "2024K0", "2024 ", "２０２４", "2024T01"]
CODE = {path.stem: path.read_text(encoding="utf-8") for path in checked.SCRIPTS}
NODE = shutil.which("node")


def entries() -> set[str]:
    """The modules that documents load by name, or later; the others come with them."""
    own = {name for page in pages.every() for name in page.scripts}
    later = re.findall(r'\bimport\("\./([\w-]+)\.mjs"\)', "".join(CODE.values()))
    return {*assets.SCRIPTS, *own, *later, "embed"}


def test_every_module_is_loaded_by_a_page_or_by_a_module_that_is() -> None:
    reached = {Path(each).stem for each in assets.imported(entries())}
    assert reached == set(CODE)


@pytest.mark.parametrize("name", CODE)
def test_what_a_module_imports_is_there_and_exported(name: str) -> None:
    for names, module in re.findall(r'import \{([^}]*)\} from "\./([\w-]+)\.mjs";', CODE[name]):
        exported = re.findall(
            r"export (?:async )?(?:function|const|class) (\w+)|export \{([^}]*)\};", CODE[module]
        )
        there = {each for one, more in exported for each in [one, *re.findall(r"\w+", more)]}
        assert set(re.findall(r"\w+", names)) <= there, module


@pytest.mark.parametrize("name", CODE)
def test_each_script_says_first_what_it_is_for(name: str) -> None:
    assert re.match(r"// [A-ZÅÄÖ“].{30,}", CODE[name])


@pytest.mark.parametrize("name", CODE)
def test_nothing_of_the_browsers_is_replaced_and_dash_is_met_in_two_places(name: str) -> None:
    assigned = re.findall(r"(?:window|globalThis|self)\.(\w+)(?:\.\w+)* = ", CODE[name])
    own = {"wake": {"norrlaget"}, "live": {"dash_clientside"}}  # what Dash looks for by these names
    assert set(assigned) == own.get(name, set())
    assert ("dash_clientside" in CODE[name]) == (name == "live")


def test_an_address_of_another_content_is_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = assets.folder()
    for path in assets.ASSETS.iterdir():
        shutil.copy(path, tmp_path)
    (tmp_path / "page.mjs").write_text("// Another.\n", encoding="utf-8")
    monkeypatch.setattr(assets, "ASSETS", tmp_path)
    assets.folder.cache_clear()
    assert assets.folder() != before
    monkeypatch.undo()
    assets.folder.cache_clear()


def test_no_script_keeps_a_page_from_being_shown_again_as_it_was_left() -> None:
    """A page that listens for `unload` is not kept, and Back makes it anew."""
    for name, code in CODE.items():
        assert "unload" not in code, name


def test_no_script_computes_on_periods_but_the_one() -> None:
    for name, code in CODE.items():
        assert not re.search(r"\[KM\]|slice\(0, 4\)|split\(\"[KM]\"\)", code), name


@pytest.mark.skipif(NODE is None, reason="no Node on this machine")
def test_the_scripts_know_of_periods_what_the_pipeline_knows() -> None:
    asked = [case["period"] for case in CASES] + WRONG
    told = subprocess.run(
        [str(NODE), "--input-type=module", "-e", _ASK, json.dumps(asked)],
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
import { period } from "./period.mjs";
function of(code) {
  try { return period(code); } catch (error) { return error.name; }
}
console.log(JSON.stringify(JSON.parse(process.argv.at(-1)).map(of)));
"""


@pytest.mark.skipif(NODE is None, reason="no Node on this machine")
def test_the_check_of_the_scripts_passes_and_fails_where_one_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked.main() == 0
    assert f"Node reads {len(CODE)} of {len(CODE)}" in capsys.readouterr().out
    broken = tmp_path / "broken.mjs"
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
