"""From snapshots to a release, offline: read → check → derive → join → publish."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import cast

import pandas as pd
from pandas.api.types import union_categoricals

from etl import changes, checks, derive, releases, seams
from etl.errors import AnswerUnreadable, EtlError
from etl.model import COLUMNS, KEY, Answer, Indicator, Meaning, PublishedIndicator, Sex
from etl.releases import Release

TEXTS = [*KEY, "status"]
SEXES: list[Sex] = ["T", "K", "M"]  # in reading order

Part = tuple[PublishedIndicator, pd.DataFrame]


@dataclass(frozen=True)
class Published:
    """What a publication came to."""

    release: str | None  # its id; None when there was nothing new
    rows: int
    problems: dict[str, str]  # by indicator: why it is shown with old figures, or not at all
    awaited: list[str]  # indicators that have no figures yet


@dataclass
class _Parts:
    """What is to be published, as it comes together."""

    found: dict[str, Part] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    fresh: int = 0  # how many are from snapshots


def publish(data: Path, indicators: Iterable[Indicator]) -> Published:
    """Publish what the snapshots hold; an indicator without one keeps its figures.

    Those come from the current release, else from the one that ships. One that has no figures
    at all is published as awaited. Raises AnswerUnreadable when no snapshot can be read at all:
    then there is nothing of our own to publish.
    """
    every, last, parts = list(indicators), last_release(data), _Parts()
    for indicator in every:
        if indicator.source != derive.NAME:
            _add(parts, indicator, data, last)
    if not parts.fresh:
        raise AnswerUnreadable("there is no snapshot to publish")
    for indicator in every:
        if indicator.source == derive.NAME:
            _add_derived(parts, indicator)
    return _published(data, every, parts)


def last_release(data: Path) -> Release | None:
    """The current release, else the one that ships; None when neither can be read."""
    with suppress(AnswerUnreadable):
        return releases.current(data).whole()
    with suppress(AnswerUnreadable):
        return Release(releases.DEFAULT).whole()
    return None


def _published(data: Path, every: list[Indicator], parts: _Parts) -> Published:
    """In the catalogue's order, which is the order they are read in."""
    there = [parts.found[each.id] for each in every if each.id in parts.found]
    awaited = [_words(each) for each in every if each.id not in parts.found]
    frame = _joined([part[1] for part in there])
    release = releases.publish(data, [part[0] for part in there], frame, changes.write, awaited)
    return Published(release, len(frame), parts.problems, [each.id for each in awaited])


def _add(parts: _Parts, indicator: Indicator, data: Path, last: Release | None) -> None:
    try:
        part = _from_snapshot(data, indicator)
    except EtlError as error:
        part, parts.problems[indicator.id] = None, str(error)
    parts.fresh += part is not None
    part = part or _from_release(last, indicator)
    if part is not None:
        parts.found[indicator.id] = part


def _add_derived(parts: _Parts, indicator: Indicator) -> None:
    """Computed when all that it is made of is there; else it is awaited as that is."""
    query = cast("derive.Query", indicator.query)
    of = {id_: parts.found[id_] for id_ in query.of if id_ in parts.found}
    if len(of) < len(set(query.of)):
        return
    frame = derive.derived(indicator, {id_: part[1] for id_, part in of.items()})
    try:
        checks.demand(checks.Case(indicator, frame, indicator.source_unit))
    except EtlError as error:
        parts.problems[indicator.id] = str(error)
        return
    meanings = [part[0] for part in of.values()]
    covered = {
        "seam": max(each.seam for each in meanings),
        "taken": min(each.taken for each in meanings),
        "ages": [age for age in meanings[0].ages if age in set(frame["age"])],
    }
    parts.found[indicator.id] = _part(indicator, frame, covered)


def _from_snapshot(data: Path, indicator: Indicator) -> Part | None:
    answers = seams.opened(data, indicator)
    if answers is None:
        return None
    frame = seams.read(indicator, answers)
    unit = seams.unit(indicator, answers)
    checks.demand(checks.Case(indicator, frame, unit))  # its entry may be another by now
    covered = {
        "earlier": list(dict.fromkeys(part.table for part in indicator.earlier)),
        "seam": indicator.seam,
        "taken": answers[0].taken.date(),
        "updated": _day(answers[0]),
        "ages": _reading_order(indicator, set(frame["age"].unique())),
    }
    return _part(indicator, frame, covered)


def _part(indicator: Indicator, frame: pd.DataFrame, covered: Mapping[str, object]) -> Part:
    frame = frame.assign(indicator=indicator.id)
    periods = frame.loc[frame["value"].notna(), "period"].unique()
    sexes = set(frame["sex"].unique())
    published = PublishedIndicator.model_validate(
        {
            **_words(indicator).model_dump(),
            "sexes": [sex for sex in SEXES if sex in sexes],
            "first_period": min(periods),
            "last_period": max(periods),
            **covered,
        }
    )
    return published, _compact(frame)


def _from_release(last: Release | None, indicator: Indicator) -> Part | None:
    """Old figures go on with the meaning they were published with."""
    meaning = last.indicators.get(indicator.id) if last else None
    if last is None or meaning is None:
        return None
    return meaning, _compact(last.observations(indicator.id))


def _words(indicator: Indicator) -> Meaning:
    return Meaning(**indicator.model_dump(include=set(Meaning.model_fields)))


def _day(answer: Answer) -> str | None:
    """The day of the agency's own stamp; None where it gives none that we can read."""
    with suppress(ValueError):
        return datetime.fromisoformat(answer.updated).date().isoformat() if answer.updated else None
    return None


def _compact(frame: pd.DataFrame) -> pd.DataFrame:
    """COLUMNS with texts as categoricals: a tenth of the memory, for all indicators at once."""
    return frame[COLUMNS].astype(dict.fromkeys(TEXTS, "category"))


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """One frame of all; its categories are sorted, so that codes sort as their texts do."""
    texts = {
        name: union_categoricals([frame[name] for frame in frames], sort_categories=True)
        for name in TEXTS
    }
    values = pd.concat([frame["value"] for frame in frames], ignore_index=True)
    return pd.DataFrame({**texts, "value": values})[COLUMNS]


def _reading_order(indicator: Indicator, ages: set[str]) -> list[str]:
    """As the catalogue lists them; else total first, then by the age they begin at."""
    listed = getattr(indicator.query, "ages", None)
    if isinstance(listed, dict) and listed:
        return [age for age in listed if age in ages]
    return sorted(
        ages, key=lambda age: -1 if age == "total" else int(age.rstrip("+").split("-")[0])
    )
