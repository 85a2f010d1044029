"""What the page tells and in which order, as `trends.toml` says."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from etl.model import Strict, Text

LIST = Path(__file__).with_name("trends.toml")


class Expected(Strict):
    """An indicator whose figure of a year is what is expected so many `years` after it."""

    indicator: Text
    years: Annotated[int, Field(ge=1)]


class Forecast(Strict):
    """What somebody else expects, of a county and its municipalities."""

    indicator: Text
    county: Text

    def covers(self, code: str) -> bool:
        """Whether a place is of that county."""
        return code[:2] == self.county


class Group(Strict):
    """People of an age, by what was counted of them and what is expected."""

    id: Text
    title: Text
    title_en: Text
    counted: str = ""
    whole: str = ""
    forecasts: Annotated[list[Forecast], Field(default_factory=list)]
    expected: list[Expected]


class Burden(Strict):
    """Of all that are expected so many `years` on, those of working age."""

    years: int
    everyone: Text
    working: Text
    ages: Text
    ages_en: Text


class Labour(Strict):
    """The worked example: expected `people` by single year of age, and who takes part today."""

    people: Text
    youngest: int
    oldest: int
    rates: list[Text]


class Coming(Strict):
    """What the page lacks, and why."""

    title: Text
    title_en: Text
    why: Text
    why_en: Text

    @property
    def reason(self) -> tuple[str, str]:
        """Why it is not here, in Swedish and English."""
        return self.why, self.why_en


class Contents(Strict):
    """All of it; `sizes` are limits in inhabitants, `least` the fewest misses that are judged."""

    sizes: list[int]
    least: int
    group: list[Group]
    burden: Burden
    labour: Labour
    coming: list[Coming]

    @property
    def drawn(self) -> list[Group]:
        """The groups of which it is known what came: those that can be chosen."""
        return [each for each in self.group if each.counted]


@cache
def contents() -> Contents:
    """Those of the portal, read once."""
    return Contents.model_validate(tomllib.loads(LIST.read_text(encoding="utf-8")))
