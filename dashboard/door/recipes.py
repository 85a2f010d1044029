"""How figures are fetched from elsewhere: a few lines each, whole and ready to be copied."""

import tomllib
from pathlib import Path
from typing import NamedTuple

from dashboard import origin

FILES = "/recept"
LIST = Path(__file__).with_name("recipes.toml")


class Recipe(NamedTuple):
    """What it is for, what to know of it, and the lines, with the portal's own address.

    `file` is what the lines are called as a file, where they are opened as one.
    """

    name: str
    title: tuple[str, str]
    text: tuple[str, str]
    code: str
    file: str = ""

    @property
    def address(self) -> str:
        """Where the file lies."""
        return f"{FILES}/{self.file}"


def every() -> list[Recipe]:
    """All there are, in the order of the page."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))["recipe"]
    return [Recipe(**{**each, "code": _whole(each["code"])}) for each in listed]


def _whole(code: str) -> str:
    return code.strip().replace("{address}", origin.address())
