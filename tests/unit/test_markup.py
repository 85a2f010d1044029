"""Words in HTML, SVG and XML: whatever they hold, they are read back as words."""

import ast
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from dashboard.markup import escape, plain
from tests import PROJECT


@given(st.text())
def test_any_words_make_xml_that_reads_back_as_them(words: str) -> None:
    root = ElementTree.fromstring(f'<a b="{escape(words)}">{escape(words)}</a>')  # noqa: S314
    read = (root.text or "").replace("\r\n", "\n").replace("\r", "\n")
    assert read == plain(words).replace("\r\n", "\n").replace("\r", "\n")
    assert root.get("b", "").split() == plain(words).split()


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"))))
def test_what_a_reader_can_see_is_never_left_out(words: str) -> None:
    assert plain(words) == words


def test_nothing_in_the_portal_escapes_words_in_a_way_of_its_own() -> None:
    for path in (PROJECT / "dashboard").rglob("*.py"):
        if path.name != "markup.py":
            assert not _own_way(path), path


def _own_way(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        (getattr(node, "module", ""), alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return bool(imported & {("html", "escape"), ("xml.sax.saxutils", "escape")})
