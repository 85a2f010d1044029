"""Reads a question to the API: what is wanted, or what is wrong with it and what is allowed."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from dashboard import data
from dashboard.choices import age_code
from etl.model import Meaning, PublishedIndicator
from etl.periods import ANY, within

PARAMETERS = ["indicator", "region", "sex", "age", "period", "format"]
REGIONS = ["00", "22 (a county)", "2480 (a municipality)", "county:24 (its municipalities)"]
REGIONS += ["norrland (its 44 municipalities)"]
PERIODS = ["2024", "2024K1", "2024M05", "2020..2024", "2020..", "latest"]

_PERIOD = re.compile(ANY, re.ASCII)
_LONGEST = 60  # characters of a wrong word that are said back


class Refused(Exception):
    """A question that cannot be answered: an HTTP status, one sentence, and what is allowed."""

    def __init__(self, status: int, sentence: str, allowed: Iterable[str]) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.allowed = status, sentence, list(allowed)


@dataclass(frozen=True)
class Question:
    """What is wanted; None is no limit. `periods` holds those meant, for each indicator.

    `awaited` are the ids of those wanted that have no figures yet.
    """

    indicators: list[PublishedIndicator]
    awaited: list[str]
    regions: list[str] | None
    sexes: list[str] | None
    ages: list[str] | None
    periods: dict[str, list[str]] | None
    format: str


def read(arguments: MultiDict[str, str], formats: Collection[str]) -> Question:
    """The question a query string asks; raises Refused when it cannot be answered."""
    for name in arguments:
        if name not in PARAMETERS:
            raise Refused(400, f"There is no parameter {_said(name)}.", PARAMETERS)
    asked = [meaning(word) for word in _words(arguments, "indicator")]
    if not asked:
        raise Refused(400, "The parameter indicator is needed.", _names())
    wanted = [each for each in asked if isinstance(each, PublishedIndicator)]
    awaited = [each.id for each in asked if each.id not in data.indicators()]
    sexes = _words(arguments, "sex")
    ages = [age_code(word) for word in _words(arguments, "age")]
    return Question(
        indicators=wanted,
        awaited=awaited,
        regions=_regions(_words(arguments, "region")),
        sexes=_among("sex", sexes, sexes if awaited else [s for i in wanted for s in i.sexes]),
        ages=_among("age", ages, ages if awaited else [age for i in wanted for age in i.ages]),
        periods=_periods(_words(arguments, "period"), wanted, unknown=bool(awaited)),
        format=_format(_words(arguments, "format"), formats),
    )


def meaning(indicator_id: str) -> Meaning:
    """The indicator of that id, with its coverage unless its figures are awaited.

    Raises Refused when the release has none.
    """
    found = data.meaning(indicator_id)
    if found is None:
        raise Refused(404, f"There is no indicator {_said(indicator_id)}.", _names())
    return found


def _names() -> list[str]:
    return [*data.indicators(), *data.awaited()]


def _words(arguments: MultiDict[str, str], name: str) -> list[str]:
    """A parameter's words, repeated or separated by commas, each once.

    A space at the end is kept: it is the `+` of `65+` (see `age_code`).
    """
    words = [word.lstrip() for text in arguments.getlist(name) for word in text.split(",")]
    kept = (word if name == "age" else word.rstrip() for word in words if word.strip())
    return list(dict.fromkeys(kept))


def _said(word: str) -> str:
    return repr(word if len(word) <= _LONGEST else word[:_LONGEST] + "…")


def _among(name: str, words: list[str], known: list[str]) -> list[str] | None:
    for word in words:
        if word not in known:
            raise Refused(400, f"No figures have {name} {_said(word)}.", dict.fromkeys(known))
    return words or None


def _format(words: list[str], formats: Collection[str]) -> str:
    if len(words) > 1 or any(word not in formats for word in words):
        raise Refused(400, f"There is no format {_said(','.join(words))}.", formats)
    return words[0] if words else "csv"


def _regions(words: list[str]) -> list[str] | None:
    found = dict.fromkeys(code for word in words for code in _codes(word))
    return list(found) or None


def _codes(word: str) -> list[str]:
    if word == "norrland":
        return data.municipalities_of(*data.NORRLAND)
    group, _, code = word.rpartition(":")
    known = data.region(code)
    if group == "county" and known and known.level == "county":
        return data.municipalities_of(code)
    if group or ":" in word or known is None:
        raise Refused(404, f"There is no region {_said(word)}.", REGIONS)
    return [code]


def _periods(
    words: list[str], wanted: list[PublishedIndicator], *, unknown: bool
) -> dict[str, list[str]] | None:
    """Each word must mean a period of at least one of the indicators, if all are known."""
    if not words:
        return None
    known = {each.id: data.periods(each.id) for each in wanted}
    meant: dict[str, list[str]] = {each.id: [] for each in wanted}
    for word in words:
        _meant(word, [])  # what is no period at all is refused whatever the indicators have
        found = {name: _meant(word, periods) for name, periods in known.items()}
        if not unknown and not any(found.values()):
            spans = [f"{each.first_period}..{each.last_period}" for each in wanted]
            raise Refused(400, f"No figures have period {_said(word)}.", dict.fromkeys(spans))
        for name, periods in found.items():
            meant[name] += periods
    return meant


def _meant(word: str, periods: list[str]) -> list[str]:
    """The periods a word means: a code, `latest`, a span, open or not; a year is its months."""
    if word == "latest":
        return periods[-1:]
    first, span, last = word.partition("..")
    ends = [first, last or (first if not span else "")]
    if not any(ends) or not all(_PERIOD.fullmatch(end) for end in ends if end):
        raise Refused(400, f"{_said(word)} is not a period.", PERIODS)
    return [p for p in periods if within(p, *ends)]
