"""What places are called, as people type it: by name, short, in other languages, as they were."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product, takewhile
from pathlib import Path
from typing import Any, NamedTuple

from dashboard import data
from dashboard.search.words import words, written
from dashboard.text import county_name
from etl.model import Level
from maps import regions as register

LIST = Path(__file__).with_name("names.toml")
LONGEST = 4  # words of a name that is looked for among others
TELLING = 4  # letters of a later word that names a place alone

_TONGUES = {
    "sami": ("{} på samiska", "{} in Sami"),
    "finnish": ("{} på finska", "{} in Finnish"),
    "meankieli": ("{} på meänkieli", "{} in Meänkieli"),
    "short": ("", ""),
}
_LATER: dict[Level, tuple[str, ...]] = {
    "country": (),
    "county": ("län", "county"),
    "municipality": ("kommun", "kommuns", "municipality", "stad"),
}


_BEFORE: dict[Level, tuple[str, ...]] = {
    "country": (),
    "county": ("län", "region"),
    "municipality": ("kommun",),
}


class Named(NamedTuple):
    """A region, or the four counties, and what is told where it was called something else.

    `apart` says that the name is not its own: a landscape that lies there, one that is no more.
    """

    code: str
    note: tuple[str, str] = ("", "")  # Swedish and English
    apart: bool = False


@dataclass(frozen=True)
class Names:
    """By name, as its folded words, the places that are called so, the likeliest first."""

    known: dict[tuple[str, ...], tuple[Named, ...]]
    written: dict[str, str]  # each folded word as it is spelt

    def exactly(self, typed: list[str]) -> tuple[Named, ...]:
        """The places that are called just so."""
        return self.known.get(tuple(typed), ())

    def within(self, typed: list[str]) -> tuple[tuple[Named, ...], list[str]]:
        """The places of the longest name among typed words, and the words that are left.

        A code is a place where it is all that is typed: among other words 24 may be an age.
        """
        if whole := self.exactly(typed):
            return whole, []
        for length, start in product(range(LONGEST, 0, -1), range(len(typed))):
            name, after = typed[start : start + length], typed[start + length :]
            if len(name) == length and not name[0].isdigit() and (found := self.exactly(name)):
                return found, typed[:start] + after
        return (), typed

    def beginning(self, typed: list[str], most: int) -> tuple[Named, ...]:
        """The places whose names begin so, each once, those of the north first."""
        if len("".join(typed)) < 2:
            return ()
        begun = tuple(typed)
        at = bisect_left(self._sorted, begun)
        names = takewhile(lambda name: _begins(name, begun), self._sorted[at:])
        places = (place for name in names for place in self.known[name])
        found = {place.code: place for place in places}
        return tuple(sorted(found.values(), key=lambda each: not _is_northern(each.code))[:most])

    def begun(self, word: str) -> tuple[str, ...]:
        """The likeliest name that begins so, empty where none does."""
        found = self.beginning([word], 1)
        at = bisect_left(self._sorted, (word,))
        names = takewhile(lambda name: _begins(name, (word,)), self._sorted[at:])
        return next((name for name in names if found and found[0] in self.known[name]), ())

    @cached_property
    def _sorted(self) -> list[tuple[str, ...]]:
        return sorted(self.known)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of names."""
        return frozenset(word for name in self.known for word in name if not word.isdigit())


def _begins(name: tuple[str, ...], typed: tuple[str, ...]) -> bool:
    at = len(typed) - 1
    return name[:at] == typed[:at] and len(name) > at and name[at].startswith(typed[at])


def _is_northern(code: str) -> bool:
    return code == data.NORTH or code[:2] in data.NORRLAND


@cache
def names() -> Names:
    """All names of all places; where two have one, today's name before another."""
    known: dict[tuple[str, ...], dict[str, Named]] = {}
    spelt: dict[str, str] = {}
    for name, place in (*_today(), *_others(), *_landscapes(), *_retired()):
        known.setdefault(tuple(words(name)), {}).setdefault(place.code, place)
        for folded, word in written(name):
            spelt.setdefault(folded, word)
    return Names({name: tuple(places.values()) for name, places in known.items()}, spelt)


def _today() -> Iterator[tuple[str, Named]]:
    """Each region by its name and code; a municipality comes before the county of its name."""
    regions = data.regions().values()
    for each in sorted(regions, key=lambda each: each.level != "municipality"):
        yield from ((name, Named(each.code)) for name in _forms(each.name, each.level))
        yield each.code, Named(each.code)


def _forms(name: str, level: Level) -> Iterator[str]:
    """A name alone, in the genitive, with the kind of place before or after, and its later part."""
    stem = county_name(name, "en").removesuffix(" County")
    for each in dict.fromkeys([name, stem, stem if stem.endswith("s") else f"{stem}s"]):
        yield each
        yield from (f"{each} {kind}" for kind in _LATER[level])
    yield from (f"{kind} {stem}" for kind in _BEFORE[level])
    if level == "municipality":  # Sälen is Malung-Sälen
        yield from (part for part in re.split("[ -]", name)[1:] if len(part) >= TELLING)


def _others() -> Iterator[tuple[str, Named]]:
    for each in _listed()["name"]:
        for tongue, told in _TONGUES.items():
            for name in each.get(tongue, ()):
                place = Named(each["code"], (told[0].format(name), told[1].format(name)))
                yield from ((form, place) for form in (name, f"{name} kommun"))


def _landscapes() -> Iterator[tuple[str, Named]]:
    for each in _listed()["landscape"]:
        name, name_en = each["name"], each.get("name_en", each["name"])
        note = f"här ligger {name}", f"{name_en} is here"
        yield from (
            (word, Named(code, note, True)) for code in each["counties"] for word in (name, name_en)
        )


def _retired() -> Iterator[tuple[str, Named]]:
    for code, name, until, successor in register.retired().itertuples(index=False, name=None):
        note = (
            f"{name} hade koden {code} till och med {until}",
            f"{name} had the code {code} until {until}",
        )
        level: Level = "county" if len(code) == 2 else "municipality"
        yield from ((word, Named(successor, note, True)) for word in (*_forms(name, level), code))


def _listed() -> dict[str, Any]:
    return tomllib.loads(LIST.read_text(encoding="utf-8"))
