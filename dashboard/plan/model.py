"""What a plan's file says: where its page stands, its chapters, and the indicators of each."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from etl.model import Goal, Strict, Text

MOST = 60  # words of an introduction

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Path = Annotated[str, Field(pattern=r"^(/[a-z0-9][a-z0-9-]*)+$")]
Region = Annotated[str, Field(pattern=r"^\d\d(\d\d)?$")]


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


class Missing(Strict):
    """What the story should tell and the catalogue does not have: its name, and why."""

    title: Text
    title_en: Text
    why: Text
    why_en: Text


class Chapter(Strict):
    """Indicators of one subject, in the order of reading; none only where all are missing."""

    id: Name
    title: Text
    title_en: Text
    intro: Introduction
    intro_en: Introduction
    missing: list[Missing] = Field(default_factory=list)
    indicators: list[Listed]
    called: dict[Name, Called] = Field(default_factory=dict)  # of two in brackets, by the first
    of_men: list[Name] = Field(default_factory=list)  # of those shares, which are men's
    agenda: list[Goal] = Field(default_factory=list)  # of Agenda 2030
    goal: Annotated[int, Field(ge=1, le=6)] | None = None  # of Sweden's policy for equality

    @field_validator("indicators")
    @classmethod
    def _of_something(cls, indicators: list[Listed], info: ValidationInfo) -> list[Listed]:
        if not indicators and not info.data.get("missing"):
            raise ValueError("none; a chapter without indicators says what is missing")
        return indicators


class Without(Strict):
    """Indicators that the story does without, and why: nothing is left out in silence."""

    indicators: Annotated[list[Name], Field(min_length=1)]
    why: Text
    why_en: Text


class Direction(Strict):
    """What a strategy strives for across its chapters, and the indicators that follow it."""

    id: Name
    title: Text
    title_en: Text
    indicators: Annotated[list[Name], Field(min_length=1)]


class Strategy(Strict):
    """What a plan says besides that is followed over the years: from when, and whose it is."""

    base_year: Annotated[int, Field(ge=1990, le=2100)]
    source: Text  # where chapters and indicators are from
    source_en: Text
    part: Text  # what a chapter is called, `Prioritering`, and several, `prioriteringar`
    part_en: Text
    parts: Text
    parts_en: Text
    of: Region | None = None  # whose it is; none: everybody's
    direction: list[Direction] = Field(default_factory=list)


class Plan(Strict):
    """A page: its address, words and menu place, the kind of its story, and its chapters."""

    id: Name
    path: Path
    title: Text
    title_en: Text
    intro: Introduction
    intro_en: Introduction
    kind: Literal["gap", "strategy"]  # of the story: women beside men, or how all of it goes
    strategy: Strategy | None = None  # of that kind
    menu: Annotated[int, Field(ge=1)] | None = None  # its place in the menu; none: not there
    foot: Annotated[int, Field(ge=1)] | None = None  # and in the footer
    region: Region = "00"  # where the page opens
    chapter: Annotated[list[Chapter], Field(min_length=1)]
    without: list[Without] = Field(default_factory=list)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        """A chapter and an indicator stand in one place, and what is told has no excuse."""
        _demand_once([each.id for each in self.chapter], "chapter")
        _demand_once([*self.ids(), *self.excused()], "indicator")
        return self

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        """A strategy says what it is of; each of its directions has indicators of the chapters."""
        if (self.kind == "strategy") != (self.strategy is not None):
            raise ValueError("a table [strategy] goes with the kind strategy")
        if self.strategy is None:
            return self
        if any(isinstance(each, tuple) for of in self.chapter for each in of.indicators):
            raise ValueError("two indicators in one row go with the kind gap")
        _demand_once([each.id for each in self.strategy.direction], "direction")
        followed = [id_ for each in self.strategy.direction for id_ in each.indicators]
        _demand_once(followed, "indicator of a direction")
        if stray := next((each for each in followed if each not in {*self.ids()}), None):
            raise ValueError(f"the direction's indicator {stray!r} stands in no chapter")
        return self

    def __hash__(self) -> int:
        """What is made of a plan is kept by it."""
        return hash(self.id)

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
