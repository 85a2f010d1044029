"""Colours, type and space stand in one file, and everything that is drawn takes them from there."""

import re
from pathlib import Path

import pytest

from dashboard import tokens
from dashboard.charts import explore, style
from dashboard.map import picture
from dashboard.report.slides import lines
from tests import PROJECT

KINDS = {".py", ".css", ".html", ".mjs", ".toml"}
FILES = [
    path
    for path in sorted((PROJECT / "dashboard").rglob("*"))
    if path.suffix in KINDS and path != tokens.FILE
]
HEX = re.compile(r"(?:#|%23)(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b(?![\w-])", re.IGNORECASE)
FUNCTION = re.compile(r"\b(?:rgba?|hsla?|oklch|oklab|lab|lch|color-mix)\(", re.IGNORECASE)


def test_no_file_but_that_of_the_tokens_has_a_colour() -> None:
    found = {}
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        colours = HEX.findall(text) + (FUNCTION.findall(text) if path.suffix == ".css" else [])
        if colours:
            found[str(path.relative_to(PROJECT))] = colours
    assert found == {}
    assert len(FILES) > 100


def test_every_token_that_a_style_names_is_there_and_every_one_there_is_used() -> None:
    styles = "".join(path.read_text("utf-8") for path in FILES if path.suffix == ".css")
    own = set(re.findall(r"--([\w-]+):", styles))  # a style's own, such as --look
    assert own.isdisjoint(tokens.tokens())  # which of two rules held would hang on their order
    named = set(re.findall(r"var\(--([\w-]+)", styles)) - own
    assert named <= set(tokens.tokens())
    source = tokens.FILE.read_text("utf-8")
    within = set(re.findall(r"var\(--([\w-]+)", source))
    code = "".join(path.read_text("utf-8") for path in FILES if path.suffix in (".py", ".html"))
    literal = {name for name in tokens.tokens() if re.search(rf"[\"']{re.escape(name)}[\"']", code)}
    made = {f"{ramp}{n}" for ramp in "cd" for n in range(1, 6)} | {f"age-{n}" for n in range(1, 7)}
    assert set(tokens.tokens()) == named | within | literal | made


def test_a_token_that_is_another_has_its_value() -> None:
    assert tokens.token("c5") == tokens.token("accent")
    assert "var(" not in "".join(tokens.tokens().values())
    with pytest.raises(KeyError):
        tokens.token("teal")


def test_pictures_charts_and_slides_have_the_tokens_own_values() -> None:
    colours = {value for value in tokens.tokens().values() if HEX.fullmatch(value)}
    looks = [*style._STYLES.values(), lines._USUAL, *lines._EQUALS]
    assert {each.line for each in looks} | {each.ink for each in looks} <= colours
    drawn = {value for value in picture.COLOURS.values() if not value.startswith("url")}
    assert drawn <= colours
    assert explore.GRID in colours


def test_a_size_is_a_number_of_the_drawings_units() -> None:
    assert tokens.size("t-label") == 12.5


def test_the_tokens_are_one_a_line_as_their_reader_takes_them() -> None:
    source = re.sub(r"/\*.*?\*/", "", Path(tokens.FILE).read_text("utf-8"), flags=re.DOTALL)
    first, after = source.split("{", 1)[1].split("}", 1)
    assert len([line for line in first.splitlines() if line.strip()]) == len(tokens.tokens())
    assert set(re.findall(r"--([\w-]+):", after)) <= set(tokens.tokens())
