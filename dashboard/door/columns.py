"""The columns of every table of figures, as programs are told them."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from etl.model import KEY as KEY

LIST = Path(__file__).with_name("columns.toml")


class Column(NamedTuple):
    """A column: its name in every file, in Swedish and English, and what it holds."""

    name: str
    titles: tuple[str, str]
    datatype: str  # of CSVW: string or number
    required: bool = False


@cache
def every() -> dict[str, Column]:
    """All there are by name, in the order of a file."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))["column"]
    columns = (Column(**each | {"titles": tuple(each["titles"])}) for each in listed)
    return {each.name: each for each in columns}


def named(names: Iterable[str]) -> list[Column]:
    """Those of these names, in the order given."""
    return [every()[name] for name in names]
