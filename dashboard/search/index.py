"""All that can be found besides places, by its words: indicators, topics and pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dashboard import data, text
from dashboard.search import synonyms
from dashboard.search.vocabulary import Vocabulary, Weights
from dashboard.search.words import stems, words, written
from dashboard.text import Lang, say
from etl.model import Level, Meaning, PublishedIndicator

# How much a word says, by where it stands.
SYNONYM, LATER = 20.0, 0.7  # of the first that a synonym names, and less for each after it
LEAST = 15.0
TABLE, TITLE, OTHER, SUBJECT, TOPIC, TEXT = 30.0, 10.0, 6.0, 5.5, 3.0, 2.0
STRONG = 5.0  # a word of the title, or one that means it
WHOLE = 3.0  # more where all of a title was typed
FIRST = 1.0  # more where the title begins so

Field = tuple[str, float]  # words, and how much each says


class Page(NamedTuple):
    """A page as its door tells of it; `regional` where its address may name a region.

    `places` are those that it has, where it has not all.
    """

    path: str
    title: tuple[str, str]  # Swedish and English
    regional: bool = False
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lead:
    """What can be found, one of the three, with the telling words of its title."""

    title: tuple[str, ...]
    indicator: Meaning | None = None
    topic: str = ""
    page: Page | None = None

    @property
    def key(self) -> str:
        """What the list of synonyms calls it: an indicator's id, a page's path."""
        if self.indicator:
            return self.indicator.id
        return self.page.path if self.page else f"#{self.topic}"

    @property
    def awaited(self) -> bool:
        """Whether it is an indicator without figures."""
        return not isinstance(self.indicator, PublishedIndicator | None)

    def titled(self, wanted: Sequence[str]) -> float:
        """How much more it is meant for what its title has of the words, and for beginning so."""
        own, *_ = forms = [stems(each) for each in self.title]
        typed = [stems(each) for each in wanted]
        share = sum(any(form & each for each in typed) for form in forms) / len(forms)
        return WHOLE * share + FIRST * bool(own & typed[0])

    @property
    def answers(self) -> bool:
        """Whether there is something to see behind its title: figures, or a page of its own."""
        return not (self.awaited or self.topic)

    def lacks(self, level: Level | None) -> bool:
        """Whether it is an indicator that has no figures of a level of places."""
        return bool(level and self.indicator and level not in self.indicator.levels)


class Match(NamedTuple):
    """How well an entry answers, the best the least: whole title, strong, figures, level, score."""

    other: bool
    weak: bool
    awaited: bool
    lacking: bool
    score: float
    number: int


@dataclass(frozen=True)
class Index:
    """What can be found, in reading order, and the words that lead there."""

    entries: tuple[Lead, ...]
    vocabulary: Vocabulary

    def find(self, wanted: Sequence[str], level: Level | None) -> list[tuple[Match, Lead]]:
        """What all of the words lead to, the best first."""
        found = [self.vocabulary.meant(each) for each in wanted]
        shared = set.intersection(*map(set, found)) if found else set()
        matches = (self._match(number, wanted, found, level) for number in shared)
        return [(each, self.entries[each.number]) for each in sorted(matches)]

    def _match(
        self, number: int, wanted: Sequence[str], found: list[Weights], level: Level | None
    ) -> Match:
        entry, weights = self.entries[number], [each[number] for each in found]
        score = sum(weights) / len(weights)
        score += entry.titled(wanted) if min(weights) <= TITLE else 0
        return Match(
            other=not entry.answers or tuple(wanted) != entry.title,
            weak=min(weights) < STRONG,
            awaited=entry.awaited,
            lacking=entry.lacks(level),
            score=-score,
            number=number,
        )


def of_figures(lang: Lang) -> Index:
    """The indicators and topics of the shown release, made once."""
    return _of_figures(data.release().path, lang)


@lru_cache(maxsize=4)
def _of_figures(_release: Path, lang: Lang) -> Index:
    every = (*data.indicators().values(), *data.awaited().values())
    indicators = [Lead(_title(text.title(each, lang)), indicator=each) for each in every]
    topics = (
        Lead(_title(say(lang, each[0].topic_title, each[0].topic_title_en)), topic=topic)
        for topic, each in data.topics().items()
    )
    return _made([*indicators, *topics], lang)


@lru_cache(maxsize=4)
def of_pages(lang: Lang, pages: tuple[Page, ...]) -> Index:
    """The pages, made once."""
    return _made([Lead(_title(say(lang, *each.title)), page=each) for each in pages], lang)


def _title(words_: str) -> tuple[str, ...]:
    return tuple(synonyms.telling(words(words_)))


def _made(entries: list[Lead], lang: Lang) -> Index:
    said: list[tuple[int, str, float]] = []
    spelt: dict[str, str] = {}
    for number, entry in enumerate(entries):
        for told, weight in _fields(entry, lang):
            for folded, word in written(told):
                said.append((number, folded, weight))
                spelt.setdefault(folded, word.lower())
    return Index(tuple(entries), Vocabulary([*said, *_synonyms(entries)], spelt))


def _fields(entry: Lead, lang: Lang) -> Iterator[Field]:
    """What is said of an entry in its own words."""
    if entry.page:
        yield from ((each, OTHER) for each in (*entry.page.title, entry.page.path))
    if entry.indicator:
        yield from _told(entry.indicator, lang)
    yield " ".join(entry.title), TITLE


def _told(each: Meaning, lang: Lang) -> Iterator[Field]:
    """What is said of an indicator: in the reader's language, its titles in the other too."""
    yield f"{each.title} {each.title_en}", OTHER
    yield say(lang, each.subject, each.subject_en), SUBJECT
    yield f"{each.topic_title} {each.topic_title_en}", TOPIC
    yield f"{say(lang, each.description, each.description_en)} {each.id} {text.agency(each)}", TEXT
    yield each.table, TABLE if any(letter.isdigit() for letter in each.table) else TEXT


def _synonyms(entries: list[Lead]) -> Iterator[tuple[int, str, float]]:
    """The words that people type for an entry, by how well it answers them."""
    listed, numbers = synonyms.read(), {each.key: number for number, each in enumerate(entries)}
    for expressions, keys in (*listed.indicators, *listed.pages):
        for place, number in enumerate(numbers[key] for key in keys if key in numbers):
            weight = max(SYNONYM - LATER * place, LEAST)
            yield from ((number, word, weight) for word in expressions)


def keys(each: Meaning, lang: Lang) -> str:
    """The words that an indicator is found by, each once, for a list filtered in the browser."""
    own = (word for words_, _ in _told(each, lang) for word in words(words_))
    meant = (word for expression in synonyms.of(each.id) for word in expression.split("_"))
    return " ".join(dict.fromkeys([*own, *meant]))
