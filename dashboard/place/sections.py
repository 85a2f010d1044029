"""The profile of a place as a list has it: sections, and the indicators of each."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("profile.toml")


@dataclass(frozen=True)
class Listed:
    """A section; each row is indicators of which the first that can be shown is."""

    id: str
    title: str
    title_en: str
    rows: tuple[tuple[str, ...], ...]


@cache
def sections(path: Path = LIST) -> tuple[Listed, ...]:
    """All sections in their order: of a place's page, or of another page's list."""
    read = tomllib.loads(path.read_text("utf-8"))["section"]
    return tuple(
        Listed(each["id"], each["title"], each["title_en"], tuple(map(_row, each["rows"])))
        for each in read
    )


def _row(given: str | list[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
