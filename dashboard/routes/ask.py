"""Reads a question to the API: what is wanted, or what is wrong with it and what is allowed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from dashboard import data
from dashboard.parameters import Parameters
from etl.model import Meaning, PublishedIndicator
from etl.periods import can_be, within

PARAMETERS = ["indicator", "region", "sex", "age", "period", "format"]
REGIONS = ["00", "22 (a county)", "2480 (a municipality)", "county:24 (its municipalities)"]
REGIONS += ["norrland (its 44 municipalities)"]
PERIODS = ["2024", "2024K1", "2024M05", "2020..2024", "2020..", "latest"]

PLACES = ["indicator", "region", "release"]  # one that is not there is a 404, as any address

_LONGEST = 60  # characters of a wrong word that are said back


class Refused(Exception):
    """A question that cannot be answered: an HTTP status, one sentence, and what is allowed."""

    def __init__(self, status: int, sentence: str, allowed: Iterable[str]) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.allowed = status, sentence, list(allowed)


class Strict(Parameters):
    """What a file is asked for: where a word means nothing it is refused, as is a strange name."""

    def __init__(self, given: Mapping[str, Any], names: Collection[str], where: str = "here"):
        super().__init__(given)
        self._where = where
        for name in given:
            if name not in names:
                raise Refused(400, f"There is no parameter {_said(name)}.", names)

    def misread(self, name: str, known: Collection[str]) -> None:
        """Raises Refused with what is allowed."""
        sentence = f"The {name} cannot be {_said(self.text(name))} {self._where}."
        raise Refused(404 if name in PLACES else 400, sentence, known)


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
    asked = Strict(arguments, PARAMETERS)
    named = [meaning(word) for word in dict.fromkeys(asked.each("indicator"))]
    if not named:
        raise Refused(400, "The parameter indicator is needed.", _names())
    wanted = [each for each in named if isinstance(each, PublishedIndicator)]
    awaited = [each.id for each in named if each.id not in data.indicators()]
    return Question(
        indicators=wanted,
        awaited=awaited,
        regions=_regions(asked),
        sexes=_among(asked, "sex", None if awaited else [s for i in wanted for s in i.sexes]),
        ages=_among(asked, "age", None if awaited else [age for i in wanted for age in i.ages]),
        periods=_periods(asked, wanted, unknown=bool(awaited)),
        format=asked.pick("format", formats, "csv"),
    )


def _among(asked: Strict, name: str, known: list[str] | None) -> list[str] | None:
    """The words asked for; None is no limit. Of what is awaited nothing is known yet."""
    words = list(dict.fromkeys(asked.each(name)))
    return (words if known is None else asked.among(name, dict.fromkeys(known))) or None


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


def _said(word: str) -> str:
    return repr(word if len(word) <= _LONGEST else word[:_LONGEST] + "…")


def _regions(asked: Strict) -> list[str] | None:
    found = dict.fromkeys(code for word in asked.each("region") for code in _codes(word))
    return list(found) or None


def _codes(word: str) -> list[str]:
    if word == data.NORTH:
        return data.municipalities_of(*data.NORRLAND)
    group, _, code = word.rpartition(":")
    known = data.region(code)
    if group == "county" and known and known.level == "county":
        return data.municipalities_of(code)
    if group or ":" in word or known is None:
        raise Refused(404, f"There is no region {_said(word)}.", REGIONS)
    return [code]


def _periods(
    asked: Strict, wanted: list[PublishedIndicator], *, unknown: bool
) -> dict[str, list[str]] | None:
    """Each word must mean a period of at least one of the indicators, if all are known."""
    words = dict.fromkeys(asked.each("period"))
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
    if not any(ends) or not all(can_be(end) for end in ends if end):
        raise Refused(400, f"{_said(word)} is not a period.", PERIODS)
    return [p for p in periods if within(p, *ends)]
