"""What the page lists: its dimensions, and what is to come."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

LIST = Path(__file__).with_name("innovation.toml")


class Coming(NamedTuple):
    """What the page lacks, and why, in Swedish and English."""

    title: tuple[str, str]
    why: tuple[str, str]


@cache
def coming() -> tuple[Coming, ...]:
    """All that no file has come of."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))["coming"]
    return tuple(
        Coming((each["title"], each["title_en"]), (each["why"], each["why_en"])) for each in listed
    )
