"""What a plan's file says: where its page stands, its chapters, and the indicators of each."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from etl.model import Goal, Strict, Text

MOST = 60  # words of an introduction

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Path = Annotated[str, Field(pattern=r"^(/[a-z0-9][a-z0-9-]*)+$")]


def _brief(words: str) -> str:
    if (count := len(words.split())) > MOST:
        raise ValueError(f"{count} words; an introduction has at most {MOST}")
    return words


Introduction = Annotated[str, Field(min_length=1), AfterValidator(_brief)]
# An indicator, or two of which one is women's figure and the other men's.
Listed = Name | tuple[Name, Name]


class Called(Strict):
    """What two indicators of one row are called together: a title, and a sentence's noun."""

    title: Text
    title_en: Text
    subject: Text
    subject_en: Text


class Chapter(Strict):
    """Indicators of one subject, in the order of reading."""

    id: Name
    title: Text
    title_en: Text
    intro: Introduction
    intro_en: Introduction
    indicators: Annotated[list[Listed], Field(min_length=1)]
    called: dict[Name, Called] = Field(default_factory=dict)  # of two in brackets, by the first
    of_men: list[Name] = Field(default_factory=list)  # of those shares, which are men's
    agenda: list[Goal] = Field(default_factory=list)  # of Agenda 2030
    goal: Annotated[int, Field(ge=1, le=6)] | None = None  # of Sweden's policy for equality


class Without(Strict):
    """Indicators that the story does without, and why: nothing is left out in silence."""

    indicators: Annotated[list[Name], Field(min_length=1)]
    why: Text
    why_en: Text


class Plan(Strict):
    """A page: its address, words and menu place, the kind of its story, and its chapters."""

    id: Name
    path: Path
    title: Text
    title_en: Text
    intro: Introduction
    intro_en: Introduction
    kind: Literal["gap"]  # of the story: women beside men
    menu: Annotated[int, Field(ge=1)] | None = None  # its place in the menu; none: not there
    region: Annotated[str, Field(pattern=r"^\d\d(\d\d)?$")] = "00"  # where the page opens
    chapter: Annotated[list[Chapter], Field(min_length=1)]
    without: list[Without] = Field(default_factory=list)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        """A chapter and an indicator stand in one place, and what is told has no excuse."""
        _demand_once([each.id for each in self.chapter], "chapter")
        _demand_once([*self.ids(), *self.excused()], "indicator")
        return self

    def ids(self) -> Iterator[str]:
        """Every indicator of the story, in reading order."""
        for chapter in self.chapter:
            for each in chapter.indicators:
                yield from (each,) if isinstance(each, str) else each

    def excused(self) -> dict[str, Without]:
        """By id what it does without."""
        return {id_: each for each in self.without for id_ in each.indicators}


def _demand_once(names: list[str], what: str) -> None:
    twice = next((each for each in names if names.count(each) > 1), None)
    if twice is not None:
        raise ValueError(f"the {what} {twice!r} stands twice")
