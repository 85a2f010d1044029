"""What runs needs no more than its lock installs: no package of the tests, none by chance."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from tests import PROJECT

OURS = {"app", "dashboard", "etl", "maps"}
MAKING_MAPS = {PROJECT / "maps" / name for name in ("build.py", "tiles.py")}  # by a person
LOCKED = set(
    re.findall(r"^([\w.-]+)==", (PROJECT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
)


def code() -> Iterator[Path]:
    """Every file that the image holds and may run."""
    yield PROJECT / "app.py"
    for name in OURS - {"app"}:
        yield from (path for path in (PROJECT / name).rglob("*.py") if path not in MAKING_MAPS)


def imported(path: Path) -> Iterator[str]:
    """The first part of the name of each module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_everything_the_code_imports_is_in_its_lock() -> None:
    known = sys.stdlib_module_names | OURS
    sources = packages_distributions()
    missing = {
        f"{path.relative_to(PROJECT)}: {name}"
        for path in code()
        for name in set(imported(path)) - known
        if not {each.lower().replace("_", "-") for each in sources.get(name, [])} & LOCKED
    }
    assert missing == set()
