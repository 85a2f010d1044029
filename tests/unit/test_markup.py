"""Words in HTML, SVG and XML: whatever they hold, they are read back as words."""

import ast
from itertools import permutations
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from dashboard.markup import escape, plain
from dashboard.parts import prerender
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


def test_what_is_said_of_an_element_stands_in_one_order_whichever_it_came_in() -> None:
    """Dash hands it over in an order of each process's own, and a document has one tag."""
    orders = permutations(["data-b", "aria-c", "data-a", "id"])
    written = {tuple(prerender.attributes(dict.fromkeys(order, "x"))) for order in orders}
    assert written == {("id", "aria-c", "data-a", "data-b")}
