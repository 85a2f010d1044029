"""The forms that figures are given in, as people are told of them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dashboard.text import Lang, say

LIST = Path(__file__).with_name("forms.toml")


class Form(NamedTuple):
    """A form: the word of `format`, the ending of a whole indicator's file, and what it is for."""

    format: str
    file: str
    name: tuple[str, str]
    purpose: tuple[str, str]

    def called(self, lang: Lang) -> str:
        """What a link to it says."""
        return say(lang, *self.name)


@cache
def every() -> tuple[Form, ...]:
    """All there are, in the order of the page."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))["form"]
    return tuple(
        Form(
            each["format"],
            each.get("file", ""),
            (each["name"], each.get("name_en", each["name"])),
            tuple(each["for"]),
        )
        for each in listed
    )
