"""What a file of words says: a page about the portal, its sections, and what stands in each."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from etl.model import Strict, Text

FOLDER = Path(__file__).with_name("texts")

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Words = Annotated[list[Text], Field(default_factory=list)]
# A proof of what is said: a test's file and its name.
Proof = Annotated[str, Field(pattern=r"^tests/[\w/]+\.py::test_\w+$")]


class Foot(Strict):
    """A place in the footer, lowest first; `section` where a part of the page is meant."""

    order: int
    sv: Text
    en: Text
    section: str = ""


class Point(Strict):
    """One line of a list, and the tests that show it to be so."""

    sv: Text
    en: Text
    proof: Annotated[list[Proof], Field(default_factory=list)]


class Term(Strict):
    """A word as it stands on screen, and what it means."""

    sv: Text
    en: Text
    means: Text
    means_en: Text


class Example(Strict):
    """A made-up series of years from `first`, which is drawn and judged."""

    first: Annotated[int, Field(ge=1900)]
    values: Annotated[list[float], Field(min_length=2)]


class Section(Strict):
    """A heading and what stands under it, in this order."""

    id: Name
    title: Text
    title_en: Text
    sv: Words
    en: Words
    point: Annotated[list[Point], Field(default_factory=list)]
    term: Annotated[list[Term], Field(default_factory=list)]
    measured: bool = False  # the table of errors stands in it
    example: Annotated[list[Example], Field(default_factory=list)]


class Page(Strict):
    """A page: its address, its titles (`short` among the others), its sections."""

    path: Annotated[str, Field(pattern=r"^/om(/[a-z]+)?$")]
    order: int
    title: Text
    title_en: Text
    short: Text
    short_en: Text
    reviewed: date | None = None  # the day on which what it says was last looked through
    foot: Annotated[list[Foot], Field(default_factory=list)]
    section: Annotated[list[Section], Field(min_length=1)]


@cache
def pages() -> tuple[Page, ...]:
    """All of them in their order, read once."""
    found = (tomllib.loads(each.read_text(encoding="utf-8")) for each in FOLDER.glob("*.toml"))
    return tuple(sorted(map(Page.model_validate, found), key=lambda page: page.order))
