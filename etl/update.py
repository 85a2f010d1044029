"""Renews snapshots: fetch → read → check → keep, indicator by indicator, and only what changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd

from etl import checks, derive, seams, snapshots, status
from etl.errors import EtlError, SourceUnavailable
from etl.http import Session
from etl.join import last_release
from etl.model import Answer, Indicator, Kept, PublishedIndicator
from etl.releases import Release
from etl.sources import SOURCES

GIVE_UP = 3  # so many indicators in a row without an answer: the source is down, ask no more
ALL_AGAIN = timedelta(days=28)  # figures can be revised in silence: at the latest read anew


@dataclass(frozen=True)
class Outcome:
    """What became of one indicator: new figures, the same as before, or a problem."""

    indicator: Indicator
    new: bool = False
    spared: bool = False  # not read: the agency says that it did not change
    problem: str | None = None
    accepted: list[str] = field(default_factory=list)  # differences that were told to be real


def fetch(
    data: Path,
    indicators: Iterable[Indicator],
    session: Session,
    *,
    accept: bool = False,
    full: bool = False,
) -> Iterator[Outcome]:
    """Renew each indicator's snapshot; one that fails keeps its last good answer.

    What an agency says it has not changed is read again only with `full`, and every ALL_AGAIN.
    With `accept`, figures are kept however they differ from the last release. A source that
    does not answer several times in a row is not asked again in this run.
    """
    wanted = [each for each in indicators if each.source != derive.NAME]
    last = last_release(data)
    unchanged = set() if full else _unchanged(data, wanted, session)
    silent: Counter[str] = Counter()
    for indicator in wanted:
        source = indicator.source
        if silent[source] >= GIVE_UP:
            yield Outcome(indicator, problem=f"not asked: {source} did not answer for others")
            continue
        try:
            outcome = _renewed(data, indicator, unchanged, session, last, accept)
        except EtlError as error:
            outcome = Outcome(indicator, problem=str(error))
            silent[source] += isinstance(error, SourceUnavailable)
        else:
            silent[source] = 0
        yield outcome


def _renewed(
    data: Path,
    indicator: Indicator,
    unchanged: Set[str],
    session: Session,
    last: Release | None,
    accept: bool,
) -> Outcome:
    """One indicator's way to new snapshots, one for each of the tables that hold it."""
    parts = indicator.parts
    if all(part.id in unchanged for part in parts):
        return Outcome(indicator, spared=True)
    answers = [_answer(data, part, unchanged, session) for part in parts]
    frame, unit = seams.read(indicator, answers), seams.unit(indicator, answers)
    case = checks.Case(indicator, frame, unit, _previous(data, last, indicator))
    accepted = checks.demand(case, accept=accept)
    new = [
        snapshots.keep(data, part.id, answer) for part, answer in zip(parts, answers, strict=True)
    ]
    return Outcome(indicator, any(new), accepted=accepted)


def _answer(data: Path, part: Indicator, unchanged: Set[str], session: Session) -> Answer:
    kept = snapshots.opened(data, part.id) if part.id in unchanged else None
    return kept or SOURCES[part.source].fetch(part, session)


def _unchanged(data: Path, indicators: list[Indicator], session: Session) -> set[str]:
    """Ids of the parts that their agencies say they have not changed since we last knew.

    An agency that cannot say so is asked for the figures themselves.
    """
    kept: defaultdict[str, list[Kept]] = defaultdict(list)
    for each in _kept(data, indicators):
        kept[each.indicator.source].append(each)
    unchanged: set[str] = set()
    for source, those in kept.items():
        with suppress(EtlError):
            unchanged |= SOURCES[source].unchanged(those, session)
    return unchanged


def _kept(data: Path, indicators: list[Indicator]) -> Iterator[Kept]:
    """The parts whose figures were good the last time and were read in full not long ago."""
    noted, now = status.read(data), datetime.now(UTC)
    for indicator in indicators:
        state = noted.get(indicator.id, status.State())
        if state.problem or not state.checked or not state.read or now - state.read > ALL_AGAIN:
            continue
        for part in indicator.parts:
            head = snapshots.head(data, part.id)
            if head and head["asked"] == SOURCES[part.source].asked(part):
                yield Kept(part, head["updated"], state.checked)


def _previous(data: Path, last: Release | None, indicator: Indicator) -> pd.DataFrame | None:
    """Last release's figures, when they answer the same question."""
    meaning = last.indicators.get(indicator.id) if last else None
    if last is None or meaning is None or not _same_question(data, indicator, meaning):
        return None
    return last.observations(indicator.id)


def _same_question(data: Path, indicator: Indicator, meaning: PublishedIndicator) -> bool:
    head = snapshots.head(data, indicator.id)
    if head is not None:
        return bool(head["asked"] == SOURCES[indicator.source].asked(indicator))
    alike = ("source", "table", "frequency", "by_sex", "unit")
    return all(getattr(meaning, field) == getattr(indicator, field) for field in alike)
