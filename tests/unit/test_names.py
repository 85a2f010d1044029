"""One word, one thing: in the names of classes and modules."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests import PROJECT

HOUSES = ("etl", "dashboard", "maps")
MODULES = [path for house in HOUSES for path in (PROJECT / house).rglob("*.py")]
GLOSSARY = PROJECT / "docs" / "glossary.md"


def test_no_package_imports_a_name_that_a_module_of_its_own_would_take_from_it() -> None:
    """`from dashboard import text` in a package with a text.py: importing that changes it."""
    taken = [
        f"{path.relative_to(PROJECT)}: {name}"
        for path in MODULES
        if path.name == "__init__.py"
        for name in foreign(path) & {each.stem for each in path.parent.iterdir()}
    ]
    assert not taken


def foreign(init: Path) -> set[str]:
    """The names that a package takes from elsewhere."""
    own = ".".join(init.relative_to(PROJECT).parent.parts)
    return {
        alias.asname or alias.name
        for node in ast.walk(ast.parse(init.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith(own)
        for alias in node.names
    }


def classes() -> Iterator[str]:
    for path in MODULES:
        yield from re.findall(r"^class (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)


def test_a_word_of_the_glossary_names_one_class() -> None:
    told = GLOSSARY.read_text(encoding="utf-8").partition("## Names that stay")
    words = {
        word.strip().title()
        for row in re.findall(r"^\| ([^|]+) \|", told[0], re.MULTILINE)
        for word in row.split(",")
    }
    stay = set(re.findall(r"`([A-Z]\w+)`", told[2]))
    counted = {name: n for name, n in Counter(classes()).items() if name in words}
    assert {"Release", "Claim", "Edition", "Indicator"} <= counted.keys()
    assert {name for name, n in counted.items() if n > 1} <= stay
