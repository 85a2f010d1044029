"""What an address asks to be compared, what is wrong in it, and how it is written.

A page tells what is wrong and shows the rest; a file refuses (routes/comparisons.py).
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar, get_args

from dashboard import data, groups
from dashboard.groups import Codes
from dashboard.parameters import Parameters
from dashboard.search import find
from dashboard.text import Lang, fold
from etl.model import Sex
from etl.periods import can_be

PATH = "/jamfor"
QUERY = ("region", "indikator", "kon", "period", "vy", "matt", "ordning")
PLACES, FIGURES = 60, 30  # regions and indicators that can be compared at once
View = Literal["tabell", "varme", "diagram", "spridning"]
Measure = Literal["varde", "avvikelse", "rang", "utveckling"]
RULES = ("senaste", "gemensam")  # each figure's newest period, and the newest that all have
PERIODS = (*RULES, "2024", "2015..2025")
NAME, DOWN = "namn", "-"  # of an order: by name, and before an indicator the highest first
NEAREST = 3

Word = TypeVar("Word", bound=str)


@dataclass(frozen=True)
class Fault:
    """A word that means nothing: where it stands, what may, and which of these may be meant."""

    name: str
    word: str
    allowed: Codes
    nearest: Codes = ()


@dataclass(frozen=True)
class Choices:
    """What is compared: the words as written, and the codes and ids that they mean, in order.

    `period` is empty where the page chooses the rule; `order` where rows stand as written.
    `awaited` are indicators that there are no figures of yet.
    """

    region: Codes = ()
    indikator: Codes = ()
    codes: Codes = ()
    ids: Codes = ()
    sexes: tuple[Sex, ...] = ("T",)
    period: str = ""
    view: View = "tabell"
    measure: Measure = "varde"
    order: str = ""
    lang: Lang = "sv"
    awaited: Codes = ()
    faults: tuple[Fault, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to compare."""
        return not (self.codes and self.ids)

    @property
    def excess(self) -> bool:
        """Whether it is more than can be compared at once."""
        return len(self.codes) > PLACES or len(self.ids) > FIGURES

    def query(self) -> dict[str, str]:
        """What the address says: none that is the usual."""
        pairs = {
            "region": ",".join(self.region),
            "indikator": ",".join(self.indikator),
            "kon": ",".join(self.sexes) if self.sexes != ("T",) else "",
            "period": self.period,
            "vy": self.view if self.view != "tabell" else "",
            "matt": self.measure if self.measure != "varde" else "",
            "ordning": self.order,
        }
        return {name: value for name, value in pairs.items() if value}


def parse(asked: Parameters) -> Choices:
    """What an address asks, and each word of it that means nothing."""
    found = groups.read(map(groups.named, _places(asked)))
    faults = [
        Fault("region", word, groups.EXAMPLES, tuple(groups.nearest(word)))
        for word in found.strange
    ]
    figures = _figures(asked, faults)
    choices = Choices(
        region=found.words,
        indikator=(*figures,),
        codes=found.codes,
        ids=tuple(dict.fromkeys(id_ for ids in figures.values() for id_ in ids)),
        sexes=_sexes(asked, faults),
        period=_period(asked, faults),
        view=_one(asked, "vy", get_args(View), faults),
        measure=_one(asked, "matt", get_args(Measure), faults),
        lang=asked.lang,
    )
    return replace(_known(choices), order=_order(asked, choices, faults), faults=(*faults,))


def _known(choices: Choices) -> Choices:
    """The same without the ids of what there are no figures of yet: those are told."""
    there = tuple(each for each in choices.ids if each in data.indicators())
    return replace(choices, ids=there, awaited=tuple(_without(choices.ids, there)))


def _without(all_: Iterable[str], those: Collection[str]) -> list[str]:
    return [each for each in all_ if each not in those]


# --- what is compared ---


def _places(asked: Parameters) -> list[str]:
    """The words of places; the name of a group may hold a comma, and stands by itself."""
    words: list[str] = []
    for given in asked.texts("region"):
        whole = groups.named(given)
        known = groups.members(whole) is not None
        words += [whole] if known else Parameters({"region": given}).each("region")
    return words


def _figures(asked: Parameters, faults: list[Fault]) -> dict[str, Codes]:
    """By word the ids that it means; a title may hold commas, and stands by itself."""
    found: dict[str, Codes] = {}
    for word in _words(asked):
        if ids := figures(word):
            found[word] = ids
        else:
            faults.append(Fault("indikator", word, ALLOWED, _nearest(word, asked.lang)))
    return found


def _words(asked: Parameters) -> list[str]:
    titles = _titles()
    given = [(titles.get(fold(text.strip())), text) for text in asked.texts("indikator")]
    words = [[known] if known else text.split(",") for known, text in given]
    each = (word.strip() for some in words for word in some)
    return [*dict.fromkeys(titles.get(fold(word), word) for word in each if word)]


@lru_cache(maxsize=4)
def _by_title(_release: Path) -> dict[str, str]:
    every = [*data.indicators().values(), *data.awaited().values()]
    topics = [(each, f"topic:{each.topic}") for each in every]
    found = {
        fold(title): word
        for each, word in topics
        for title in (each.topic_title_en, each.topic_title)
    }
    titles = [(each.title_en, each.title) for each in every]
    ids = (each.id for each in every)
    return found | {
        fold(title): id_ for id_, both in zip(ids, titles, strict=True) for title in both
    }


def _titles() -> dict[str, str]:
    """The ids, and the words of topics, by their titles in either language."""
    return _by_title(data.release().path)


def figures(word: str) -> Codes:
    """The ids that a word means; none where it means nothing."""
    if word in data.indicators() or word in data.awaited():
        return (word,)
    kind, _, of = word.partition(":")
    return _OF[kind](of) if kind in _OF else ()


def _topic(slug: str) -> Codes:
    return tuple(each.id for each in data.topics().get(slug, ()) if each.id in data.indicators())


# Lists of indicators by what stands before the colon; those of plans have their place here.
_OF: dict[str, Callable[[str], Codes]] = {"topic": _topic}
ALLOWED = ("sysselsattningsgrad (an indicator)", "topic:arbete (all of a topic)")


def _nearest(word: str, lang: Lang) -> Codes:
    """Indicators that hold the word, else those whose id or title is like it."""
    holding = [each.id for each in find.indicators(word, lang)]
    known = {fold(each): each for each in data.indicators()} | _titles()
    like = [known[each] for each in get_close_matches(fold(word), known, NEAREST, 0.6)]
    return tuple(dict.fromkeys([*like, *holding]))[:NEAREST]


# --- how ---


def _sexes(asked: Parameters, faults: list[Fault]) -> tuple[Sex, ...]:
    given = [word.upper() for word in asked.each("kon")]
    _strange("kon", _without(given, "KMT"), ("T", "K", "M"), faults)
    return tuple(sex for sex in get_args(Sex) if sex in given) or ("T",)


def _period(asked: Parameters, faults: list[Fault]) -> str:
    given = asked.each("period")[:1]
    fit = [word for word in given if word in RULES or _is_time(word)]
    _strange("period", _without(given, fit), PERIODS, faults)
    return next(iter(fit), "")


def _is_time(word: str) -> bool:
    first, span, last = word.partition("..")
    ends = [first, last] if span else [first]
    return any(ends) and all(can_be(end) for end in ends if end)


def _one(asked: Parameters, name: str, known: Sequence[Word], faults: list[Fault]) -> Word:
    """The word under a name, the first known one where there is none."""
    given = asked.each(name)[:1]
    _strange(name, _without(given, known), known, faults)
    return next((word for word in known if word in given), known[0])


def _order(asked: Parameters, choices: Choices, faults: list[Fault]) -> str:
    """By name, or by a figure that is compared; one that is compared no longer is no order."""
    given = asked.each("ordning")[:1]
    there = [NAME, *(f"{down}{id_}" for id_ in choices.ids for down in ("", DOWN))]
    other = [word for word in given if figures(word.removeprefix(DOWN).partition(":")[0])]
    fit = [word for word in given if word.partition(":")[0] in there and _of_sex(word)]
    _strange("ordning", _without(given, [*fit, *other]), there, faults)
    return next(iter(fit), "")


def _of_sex(word: str) -> bool:
    return word.partition(":")[2] in ("", "K", "M", "T")


def _strange(name: str, words: Iterable[str], allowed: Iterable[str], faults: list[Fault]) -> None:
    may = tuple(allowed)
    for word in words:
        like = get_close_matches(word.lower(), may, NEAREST, 0.5)
        faults.append(Fault(name, word, may, tuple(like)))
