"""The tests' own rules: each asserts, all processes collect the same, no module lends."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests import PROJECT
from tests.slow import grounds

MODULES = sorted((PROJECT / "tests").rglob("test_*.py"))
ASSERTS = {"raises", "expect", "warns"}  # beside the statement
CLOCKS = {"now", "today", "time", "monotonic", "utcnow", "perf_counter"}
CHANCE = {"getenv", "environ", "uuid4", "urandom", "shuffle"}
SLOW = ".".join(["pytest", "mark", "slow"])  # not written here as where it marks
Code = dict[str, ast.AST]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def functions(path: Path) -> Code:
    """A module's own functions by name."""
    return {node.name: node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)}


@cache
def callable_from(path: Path) -> Code:
    """What can be called by its name in a module: its own functions, and those it imports of us."""
    found: Code = {}
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            lender = functions(file_of(node.module or ""))
            found |= {each.asname or each.name: lender[each.name]
                      for each in node.names if each.name in lender}  # fmt: skip
    return found | functions(path)


@cache
def constants(path: Path) -> Code:
    """What a module sets when it is imported, by name."""
    return {
        target.id: node.value
        for node in parsed(path).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def file_of(module: str) -> Path:
    path = PROJECT / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def names(node: ast.AST) -> set[str]:
    """Every name that is used in a piece of code, with or without something before its dot."""
    return {
        each.id if isinstance(each, ast.Name) else each.attr
        for each in ast.walk(node)
        if isinstance(each, (ast.Name, ast.Attribute))
    }


def reached(node: ast.AST, known: Code) -> Iterator[ast.AST]:
    """A piece of code and all functions of the tests that it comes to call."""
    waiting, seen = [node], set()
    while waiting:
        one = waiting.pop()
        yield one
        for name in names(one) & known.keys() - seen:
            seen.add(name)
            waiting.append(known[name])


@cache
def asserts(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Assert) for each in ast.walk(node)) or bool(
        ASSERTS & names(node)
    )


def test_every_test_asserts_something() -> None:
    mute = [
        f"{path.name}: {node.name}"
        for path in MODULES
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if not any(asserts(each) for each in reached(node, callable_from(path)))
    ]
    assert mute == []


def test_no_parameter_of_a_test_holds_the_clock_chance_or_the_environment() -> None:
    """Else two processes, or two days, would not have the same tests."""
    held = {
        f"{path.name}: {name}"
        for path in MODULES
        for given in parameters(path)
        for each in reached(given, callable_from(path) | constants(path))
        for name in [*names(each), *stamped(each)]
        if name in CLOCKS | CHANCE | {"gzip.compress"}
    }
    assert held == set()


def stamped(node: ast.AST) -> Iterator[str]:
    """Gzip writes the time into what it packs, unless it is told one."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and ast.unparse(each.func) == "gzip.compress":
            yield from [] if "mtime" in keywords(each) else ["gzip.compress"]


def parameters(path: Path) -> Iterator[ast.AST]:
    """Where a module gives parameters to its tests."""
    marks = [each for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)
             for each in node.decorator_list] + list(constants(path).values())  # fmt: skip
    return (each for each in marks if {"parametrize", "params"} & {*names(each), *keywords(each)})


def keywords(node: ast.AST) -> Iterator[str]:
    return (each.arg or "" for each in ast.walk(node) if isinstance(each, ast.keyword))


def test_what_two_modules_share_lies_in_a_third_without_tests() -> None:
    lent = [
        f"{path.name}: {node.module}"
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests.")
        if re.search(r"\.(test_\w+|conftest)$", node.module or "")
    ]
    assert lent == []


# --- when the slow ones run ---


def test_whatever_is_slow_has_its_grounds_and_they_are_there() -> None:
    marked = {
        path.relative_to(PROJECT).as_posix()
        for path in MODULES
        if path.parent.name == "slow" or SLOW in ast.unparse(parsed(path))
    }
    assert set(grounds.GROUNDS) == marked
    for patterns in grounds.GROUNDS.values():
        assert [pattern for pattern in patterns if not list(PROJECT.glob(pattern))] == []


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one file under each pattern, whose slow tests have all passed."""
    for module, patterns in grounds.GROUNDS.items():
        for pattern in [module, *patterns]:
            file = tmp_path / pattern.replace("**/*", "any/file.py").replace("*", "any")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("as it was", encoding="utf-8")
    grounds.keep((), tmp_path, tmp_path / "passed")
    return tmp_path


def test_nothing_slow_runs_again_while_its_grounds_are_as_they_were(project: Path) -> None:
    (project / "README.md").write_text("other words", encoding="utf-8")
    assert grounds.changed(project, project / "passed") == []


def test_a_file_that_changed_came_or_went_makes_what_rests_on_it_run(project: Path) -> None:
    for act in (lambda path: path.write_text("other"), Path.unlink):
        act(project / "Dockerfile")
        assert grounds.changed(project, project / "passed") == ["tests/slow/test_image.py"]
    (project / "Dockerfile").write_text("as it was", encoding="utf-8")
    (project / "etl/run/new.py").write_text("", encoding="utf-8")
    assert grounds.changed(project, project / "passed") == ["tests/pipeline/test_killed.py"]


def test_what_was_skipped_has_not_passed(project: Path) -> None:
    grounds.keep({"tests/slow/test_peers.py"}, project, project / "passed")
    assert grounds.changed(project, project / "passed") == ["tests/slow/test_peers.py"]


def test_without_a_word_that_they_passed_all_slow_tests_run(project: Path) -> None:
    assert grounds.changed(project, project / "none") == list(grounds.GROUNDS)
