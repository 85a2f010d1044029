"""Joins the steps: fetch → read → check → keep, indicator by indicator, then join → publish."""

import fcntl
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from pandas.api.types import union_categoricals

from etl import changes, checks, releases, snapshots
from etl.errors import AnswerUnreadable, EtlError, SourceUnavailable
from etl.http import Session
from etl.model import COLUMNS, KEY, Answer, Indicator, Meaning, PublishedIndicator, Sex
from etl.releases import Release
from etl.sources import SOURCES

GIVE_UP = 3  # so many indicators in a row without an answer: the source is down, ask no more
TEXTS = [*KEY, "status"]
SEXES: list[Sex] = ["T", "K", "M"]  # in reading order
WAIT = 10.0  # seconds to wait for another run to end

Part = tuple[PublishedIndicator, pd.DataFrame]


@dataclass(frozen=True)
class Outcome:
    """What became of one indicator: new figures, the same as before, or a problem."""

    indicator: Indicator
    new: bool = False
    problem: str | None = None
    accepted: list[str] = field(default_factory=list)  # differences that were told to be real


def fetch(
    data: Path, indicators: Iterable[Indicator], session: Session, *, accept: bool = False
) -> Iterator[Outcome]:
    """Renew each indicator's snapshot; one that fails keeps its last good answer.

    With `accept`, figures are kept however they differ from the last release. A source that
    does not answer several times in a row is not asked again in this run.
    """
    last = _last(data)
    silent: Counter[str] = Counter()
    for indicator in indicators:
        source = indicator.source
        if silent[source] >= GIVE_UP:
            yield Outcome(indicator, problem=f"not asked: {source} did not answer for others")
            continue
        try:
            outcome = _renewed(data, indicator, session, last, accept)
        except EtlError as error:
            outcome = Outcome(indicator, problem=str(error))
            silent[source] += isinstance(error, SourceUnavailable)
        else:
            silent[source] = 0
        yield outcome


def _renewed(
    data: Path, indicator: Indicator, session: Session, last: Release | None, accept: bool
) -> Outcome:
    """One indicator's way to a new snapshot."""
    source = SOURCES[indicator.source]
    answer = source.fetch(indicator, session)
    frame = source.read(answer, indicator)
    case = checks.Case(indicator, frame, source.unit(answer), _previous(data, last, indicator))
    accepted = checks.demand(case, accept=accept)
    return Outcome(indicator, snapshots.keep(data, indicator.id, answer), accepted=accepted)


@dataclass(frozen=True)
class Published:
    """What a publication came to."""

    release: str | None  # its id; None when there was nothing new
    rows: int
    problems: dict[str, str]  # by indicator: why it is shown with old figures, or not at all


def publish(data: Path, indicators: Iterable[Indicator]) -> Published:
    """Publish what the snapshots hold, offline; an indicator without one keeps its figures.

    Those come from the current release, else from the one that ships. Raises AnswerUnreadable
    when no snapshot can be read at all: then there is nothing of our own to publish.
    """
    last = _last(data)
    meanings: list[PublishedIndicator] = []
    frames: list[pd.DataFrame] = []
    problems: dict[str, str] = {}
    fresh = 0
    for indicator in indicators:
        try:
            part = _from_snapshot(data, indicator)
        except EtlError as error:
            part, problems[indicator.id] = None, str(error)
        fresh += part is not None
        part = part or _from_release(last, indicator)
        if part is None:
            problems.setdefault(indicator.id, "there are no figures yet")
            continue
        meanings.append(part[0])
        frames.append(part[1])
    if not fresh:
        raise AnswerUnreadable("there is no snapshot to publish")
    frame = _joined(frames)
    return Published(releases.publish(data, meanings, frame, changes.write), len(frame), problems)


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Keep other runs on the same data folder out; raises EtlError when one will not end."""
    data.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + WAIT
    with (data / "lock").open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > deadline:
                    raise EtlError(
                        f"another run is at work on {data}; try when it is done"
                    ) from error
                time.sleep(0.2)
        yield


def _previous(data: Path, last: Release | None, indicator: Indicator) -> pd.DataFrame | None:
    """Last release's figures, when they answer the same question."""
    meaning = last.indicators.get(indicator.id) if last else None
    if last is None or meaning is None or not _same_question(data, indicator, meaning):
        return None
    return last.observations(indicator.id)


def _same_question(data: Path, indicator: Indicator, meaning: PublishedIndicator) -> bool:
    asked = snapshots.asked(data, indicator.id)
    if asked is not None:
        return bool(asked == SOURCES[indicator.source].asked(indicator))
    alike = ("source", "table", "frequency", "by_sex", "unit")
    return all(getattr(meaning, field) == getattr(indicator, field) for field in alike)


def _last(data: Path) -> Release | None:
    """The current release, else the one that ships; None when neither can be read."""
    with suppress(AnswerUnreadable):
        return releases.current(data).whole()
    with suppress(AnswerUnreadable):
        return Release(releases.DEFAULT).whole()
    return None


def _from_snapshot(data: Path, indicator: Indicator) -> Part | None:
    source, answer = SOURCES[indicator.source], snapshots.opened(data, indicator.id)
    if answer is None or answer.asked != source.asked(indicator):
        return None
    frame = source.read(answer, indicator)
    checks.demand(checks.Case(indicator, frame, source.unit(answer)))  # its entry may be another
    frame = frame.assign(indicator=indicator.id)
    return _meaning(indicator, frame, answer), _compact(frame)


def _from_release(last: Release | None, indicator: Indicator) -> Part | None:
    """Old figures go on with the meaning they were published with."""
    meaning = last.indicators.get(indicator.id) if last else None
    if last is None or meaning is None:
        return None
    return meaning, _compact(last.observations(indicator.id))


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


def _meaning(indicator: Indicator, frame: pd.DataFrame, answer: Answer) -> PublishedIndicator:
    periods = frame.loc[frame["value"].notna(), "period"].unique()
    sexes = set(frame["sex"].unique())
    return PublishedIndicator(
        **indicator.model_dump(include=set(Meaning.model_fields)),
        sexes=[sex for sex in SEXES if sex in sexes],
        ages=_reading_order(indicator, set(frame["age"].unique())),
        first_period=min(periods),
        last_period=max(periods),
        taken=answer.taken.date(),
    )


def _reading_order(indicator: Indicator, ages: set[str]) -> list[str]:
    """As the catalogue lists them; else total first, then by the age they begin at."""
    listed = getattr(indicator.query, "ages", None)
    if isinstance(listed, dict) and listed:
        return [age for age in listed if age in ages]
    return sorted(
        ages, key=lambda age: -1 if age == "total" else int(age.rstrip("+").split("-")[0])
    )
