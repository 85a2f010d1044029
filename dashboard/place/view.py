"""A place's page as it was asked for: its profile, the language, and the choices links keep."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import address, data, prose
from dashboard.parts import controls
from dashboard.place.model import Profile
from dashboard.text import Lang, say
from etl.model import Level, level_of


def door(code: str) -> str:
    """Where the page of a place stands: `/kommun/2480`, `/lan/24`."""
    return address.place(code, "sv")


def meant(other: str, level: Level) -> str:
    """The code of the place of a level that is called so; of the other level where its page stands.

    Empty where no place is called so.
    """
    beside: Level = "county" if level == "municipality" else "municipality"
    known = data.region(other)
    elsewhere = other if known and known.level == beside else address.code(other, beside)
    return address.code(other, level) or (door(elsewhere) if elsewhere else "")


def titled(code: str, lang: Lang) -> str:
    """What the page of a place is called."""
    name = prose.place(code, lang)
    return say(lang, f"Så går det för {name}", f"How {name} is doing")


@dataclass(frozen=True)
class View:
    """What all parts of the page are made of; `kept` are the choices that its links keep."""

    profile: Profile
    lang: Lang
    kept: Mapping[str, str]

    @property
    def code(self) -> str:
        """The place's code."""
        return self.profile.code

    @property
    def name(self) -> str:
        """The place as a sentence names it."""
        return prose.place(self.code, self.lang)

    @property
    def county(self) -> str:
        """The code of the county that a municipality lies in; empty of a county."""
        return self.code[:2] if level_of(self.code) == "municipality" else ""

    @property
    def others(self) -> list[str]:
        """Itself and the places beside it: its county's municipalities, or all counties."""
        if self.county:
            return controls.alphabetical(data.municipalities_of(self.county))
        everyone = data.regions().items()
        return controls.alphabetical(code for code, each in everyone if each.level == "county")

    def say(self, sv: str, en: str) -> str:
        """The wording in the reader's language."""
        return say(self.lang, sv, en)

    def link(self, path: str, **more: str) -> str:
        """An address that keeps the language and what the place is compared with."""
        return address.link(path, self.lang, **more, **self.kept)

    def csv(self, **more: str) -> str:
        """The address of the page's figures as a CSV, which is of no language."""
        return address.of(f"{door(self.code)}.csv", {**self.kept, **more})

    def place(self, code: str) -> str:
        """The page of another place, compared in the same way."""
        return address.place(code, self.lang, **self.kept)
