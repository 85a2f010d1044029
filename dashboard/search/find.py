"""Finds what typed words mean: a place, an indicator, a page, or an indicator of a place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboard import data, limits
from dashboard.search import index, synonyms
from dashboard.search.index import Index, Lead, Match, Page
from dashboard.search.names import Named, names
from dashboard.search.words import words, written
from dashboard.text import Lang
from etl.model import Level, Meaning, level_of

MOST = 12  # words of a question that are looked for
PLACES = 3  # of one name or several
BEGUN = 6  # places whose names begin as what was typed
_WORST = Match(True, True, True, True, 0, 0)
SURELY = 3  # letters that are the beginning of a place's name rather than a slip


@dataclass(frozen=True)
class Found:
    """What was found, in each list the best first.

    `place` is the one that was named, or was chosen before; `places` all that may have been named,
    and `begun` those whose names begin so. `sure` says that the first of `entries` is what was
    typed, not only tells of it. `meant` is how misspelt words were read, `without` are those that
    lead nowhere.
    """

    place: Named | None = None
    places: tuple[Named, ...] = ()
    begun: tuple[Named, ...] = ()
    entries: tuple[Lead, ...] = ()
    sure: bool = False
    meant: str = ""
    without: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing at all was found."""
        return not (self.places or self.begun or self.entries)


@dataclass(frozen=True)
class _Asked:
    """A question's indexes and what was chosen before it, the same however its words are read."""

    figures: Index
    pages: Index
    chosen: Named | None

    def find(self, wanted: list[str], place: Named | None) -> list[tuple[Match, Lead]]:
        """What all of the words lead to, the best first."""
        level = _level(place)
        return sorted(
            [*self.figures.find(wanted, level), *self.pages.find(wanted, level)],
            key=lambda each: each[0],
        )

    def leads(self, word: str) -> bool:
        """Whether a word leads anywhere."""
        return any(each.vocabulary.meant(word) for each in (self.figures, self.pages))

    def spelled(self, word: str) -> list[str]:
        """The words that were meant by one: a place's that begins so, or the nearest."""
        if (
            word.isdigit()
            or word in synonyms.read().ignored
            or word in names().words
            or self.leads(word)
        ):
            return [word]
        if len(word) >= SURELY and (begun := names().begun(word)):
            return [*begun]
        near = self.figures.vocabulary.nearest(word, names().words)
        return [near or self.pages.vocabulary.nearest(word) or word]

    def spelt(self, folded: Iterable[str], typed: str) -> list[str]:
        """Folded words as they are written: by whoever typed them, or in names and titles."""
        own = dict(written(typed))
        known = self.figures.vocabulary.written | names().written | own
        return [known.get(each, each) for each in folded]


def find(typed: str, lang: Lang, pages: tuple[Page, ...] = (), region: str = "") -> Found:
    """What a reader means who typed this; `region` is the place that was chosen before."""
    read = words(typed[: limits.SEARCHED])[:MOST]
    if not read:
        return Found()
    chosen = Named(region) if region else None
    asked = _Asked(index.of_figures(lang), index.of_pages(lang, pages), chosen)
    found = _as_typed(_found(read, asked), typed)
    if not found.nothing and not found.without:
        return found
    found = replace(found, without=tuple(asked.spelt(found.without, typed)))
    spelled = [each for word in read for each in asked.spelled(word)]
    again = _as_typed(_found(spelled, asked), typed)
    if spelled == read or again.nothing or len(again.without) > len(found.without):
        return found
    return replace(again, meant=" ".join(asked.spelt(spelled, typed)))


def indicators(typed: str, lang: Lang) -> list[Meaning]:
    """The indicators that typed words mean, the best first; no words mean all, in reading order."""
    if not words(typed):
        return [*data.indicators().values(), *data.awaited().values()]
    return [each.indicator for each in find(typed, lang).entries if each.indicator]


def place(typed: str) -> str:
    """The code of the region whose own name is typed and nothing else, empty where it is none."""
    named = names().exactly(words(typed[: limits.SEARCHED]))
    own = (each.code for each in named if data.region(each.code) and not each.apart)
    return next(own, "")


def _found(read: list[str], asked: _Asked) -> Found:
    """What words mean as they are spelt: a place, or what the others mean, of the place if any."""
    named, rest = names().within(read)
    while len(named) < PLACES and (also := names().within(rest))[0]:
        named, rest = (*named, *also[0]), also[1]
    there = named[0] if named else asked.chosen
    wanted = synonyms.telling(synonyms.joined(rest))
    if named and synonyms.read().ignored.issuperset(wanted):
        return Found(there, named)
    matches = asked.find(wanted, there)
    begun = () if named else names().beginning(read, BEGUN)
    if not matches and not begun:
        return _partly(wanted, asked, named, there)
    best = matches[0][0] if matches else _WORST
    sure = not best.weak and not (begun and best.awaited)
    return Found(there, named, begun, tuple(each for _, each in matches), sure)


def _as_typed(found: Found, typed: str) -> Found:
    """Of places that are told apart by a ring or dots alone the one that was typed comes first."""
    names_ = {each: data.region_name(each.code).lower() for each in found.places}
    ordered = sorted(found.places, key=lambda each: names_[each] not in typed.lower())
    return replace(found, places=tuple(ordered), place=ordered[0]) if ordered else found


def _partly(
    wanted: list[str], asked: _Asked, named: tuple[Named, ...], there: Named | None
) -> Found:
    """What as many of the words as possible lead to, that stand beside each other."""
    count = len(wanted)
    for length in range(count - 1, 0, -1):
        spans = (
            (at, asked.find(wanted[at : at + length], there)) for at in range(count - length + 1)
        )
        at, matches = min(spans, key=lambda each: each[1][:1] or [(_WORST,)])
        if matches:
            without = (*wanted[:at], *wanted[at + length :])
            entries = tuple(each for _, each in matches)
            return Found(there, named, entries=entries, without=without)
    return Found(there, named, without=tuple(wanted))


def _level(place: Named | None) -> Level | None:
    return level_of(place.code) if place and data.region(place.code) else None
