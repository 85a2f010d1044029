"""Reads a question to the API: what is wanted, or what is wrong with it and what is allowed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from dashboard import data, groups, limits
from dashboard.parameters import Parameters
from dashboard.text import Lang
from etl.model import Meaning, PublishedIndicator
from etl.periods import among, can_be
from etl.store import releases
from etl.store.release import Release

PARAMETERS = ["indicator", "region", "sex", "age", "period", "format", "interval"]
PARAMETERS += ["release", "lang"]
REGIONS = [*groups.EXAMPLES]
PERIODS = ["2024", "2024K1", "2024M05", "2020..2024", "2020..", "latest"]
WORDS = {"region": REGIONS, "period": PERIODS, "sex": ["T", "K", "M"]}

# One that is not there is a 404, as any address.
PLACES = ["indicator", "region", "release", "kapitel", "indikator"]


class Refused(Exception):
    """A question that cannot be answered: an HTTP status, one sentence, and what is allowed.

    `again` is after how many seconds the same question may be answered, 0 for never.
    """

    def __init__(self, status: int, sentence: str, allowed: Iterable[str], again: int = 0) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.allowed = status, sentence, list(allowed)
        self.again = again


class Strict(Parameters):
    """What a file is asked for: where a word means nothing it is refused, as is a strange name."""

    def __init__(self, given: Mapping[str, Any], names: Collection[str], where: str = "here"):
        super().__init__(given)
        self._where = where
        for name in given:
            if name not in names:
                raise Refused(400, f"There is no parameter {_said(name)}.", names)

    def demand_words(self) -> None:
        """Raise Refused where nothing stands under a name: as not asked it would mean all there is.

        A script whose variable was empty would get everything and take it for what it wanted.
        """
        for name in self.empty:
            if name != "lang":
                allowed = [*WORDS.get(name, []), f"without {name}"]
                raise Refused(400, f"The parameter {name} is empty.", allowed)

    def too_many(self, name: str, most: int) -> None:
        """Raises Refused with how many there may be."""
        sentence = f"There are more than {most} words under {name}; ask for fewer at a time."
        raise Refused(400, sentence, [f"at most {most}"])

    def misread(self, name: str, known: Collection[str]) -> None:
        """Raises Refused with what is allowed."""
        sentence = f"The {name} cannot be {_said(self.text(name))} {self._where}."
        raise Refused(404 if name in PLACES else 400, sentence, known)


@dataclass(frozen=True)
class Question:
    """What is wanted; None is no limit. `periods` holds those meant, for each indicator.

    `awaited` are the ids of those wanted that have no figures yet, `asked` is the question itself:
    what stands under each name but the format.
    """

    indicators: list[PublishedIndicator]
    awaited: list[str]
    regions: list[str] | None
    sexes: list[str] | None
    ages: list[str] | None
    periods: dict[str, list[str]] | None
    format: str
    interval: bool
    lang: Lang
    asked: dict[str, str]


def read(arguments: MultiDict[str, str], formats: Sequence[str]) -> Question:
    """The question a query string asks; raises Refused when it cannot be answered."""
    asked = Strict(arguments, PARAMETERS)
    named = [meaning(word) for word in asked.each("indicator")]
    if not named:
        raise Refused(400, "The parameter indicator is needed.", _names())
    asked.demand_words()
    wanted = [each for each in named if isinstance(each, PublishedIndicator)]
    awaited = [each.id for each in named if not isinstance(each, PublishedIndicator)]
    return Question(
        indicators=wanted,
        awaited=awaited,
        regions=_regions(asked),
        sexes=_among(asked, "sex", None if awaited else [s for i in wanted for s in i.sexes]),
        ages=_among(asked, "age", None if awaited else [age for i in wanted for age in i.ages]),
        periods=_periods(asked, wanted, unknown=bool(awaited)),
        format=asked.pick("format", formats, formats[0]),
        interval=asked.pick("interval", ["true", "false"], "false") == "true",
        lang=asked.lang,
        asked={name: asked.text(name) for name in arguments if name not in ("format", "lang")},
    )


def release(arguments: MultiDict[str, str]) -> Release:
    """The release a question names, else the current one; raises Refused where it is not kept."""
    given = {name: each for name, each in arguments.lists() if name == "release"}
    asked = Strict(given, given)
    asked.demand_words()
    (name, *more) = asked.each("release") or [data.release().id]
    found = None if more else data.named(name)
    if found is None:
        kept = [each.path.name for each in releases.kept(data.folder())]
        asked.misread("release", list(dict.fromkeys([data.release().id, *kept])))
    return found or data.release()


def _among(asked: Strict, name: str, known: list[str] | None) -> list[str] | None:
    """The words asked for; None is no limit. Of what is awaited nothing is known yet."""
    words = asked.each(name)
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
    return repr(word if len(word) <= limits.SAID_BACK else word[: limits.SAID_BACK] + "…")


def _regions(asked: Strict) -> list[str] | None:
    found = groups.read(asked.each("region"))
    for word in found.strange:
        raise Refused(404, f"There is no region {_said(word)}.", REGIONS)
    if found.words and not found.codes:
        raise Refused(400, "No region is left of those that are asked for.", REGIONS)
    return list(found.codes) or None


def _periods(
    asked: Strict, wanted: list[PublishedIndicator], *, unknown: bool
) -> dict[str, list[str]] | None:
    """Each word must mean a period of at least one of the indicators, if all are known."""
    words = asked.each("period")
    if not words:
        return None
    known = {each.id: tuple(data.periods(each.id)) for each in wanted}
    found = {periods: _found(words, periods) for periods in {(), *known.values()}}
    for word in () if unknown else words:
        if not any(each[word] for each in found.values()):
            spans = [f"{each.first_period}..{each.last_period}" for each in wanted]
            raise Refused(400, f"No figures have period {_said(word)}.", dict.fromkeys(spans))
    return {
        id_: [period for word in words for period in found[periods][word]]
        for id_, periods in known.items()
    }


def _found(words: list[str], periods: tuple[str, ...]) -> dict[str, list[str]]:
    """By word what it means of some periods, which many indicators have in common.

    What is no period at all is refused whatever the indicators have.
    """
    return {word: _meant(word, periods) for word in words}


def _meant(word: str, periods: tuple[str, ...]) -> list[str]:
    """The periods a word means: a code, `latest`, a span, open or not; a year is its months."""
    if word == "latest":
        return list(periods[-1:])
    first, span, last = word.partition("..")
    ends = [first, last or (first if not span else "")]
    if not any(ends) or not all(can_be(end) for end in ends if end):
        raise Refused(400, f"{_said(word)} is not a period.", PERIODS)
    return among(periods, *ends)
