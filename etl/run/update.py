"""Renews snapshots: fetch → read → check → keep, indicator by indicator, and only what changed."""

import logging
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from etl.errors import AnswerAmiss, AnswerUnreadable, EtlError, FileAwaited, SourceUnavailable
from etl.model import Answer, Apart, Indicator, Kept, PublishedIndicator
from etl.net.clock import has_come
from etl.net.session import Session
from etl.observations import checks, derive
from etl.run import parts as seams
from etl.run.threads import merged
from etl.sources import SOURCES
from etl.store import releases, snapshots, status
from etl.store.releases import Release

LANES = 2  # a source's answers are read and checked while the next ones are on their way
GIVE_UP = 3  # so many indicators of a table, or tables, in a row without an answer: ask no more
RUBBISH = 10  # so many tables, and all there were, whose answers could not be read: the same
ALL_AGAIN = timedelta(days=28)  # figures can be revised in silence: at the latest read anew

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What became of one indicator: new figures, the same as before, or a problem."""

    indicator: Indicator
    new: bool = False
    spared: bool = False  # not read: the agency says that it did not change
    awaited: bool = False  # not read: no person has put the file there
    problem: str | None = None
    unavailable: bool = False  # the problem is that the source did not answer
    unreadable: bool = False  # the problem is that what it answered could not be read
    accepted: list[str] = field(default_factory=list)  # differences that were told to be real
    apart: Apart | None = None  # what of it is not published as it came; None when it was not read

    @property
    def read(self) -> bool:
        """Whether the source was asked and its answer could be read, whatever the checks said."""
        return not (self.spared or self.unavailable or self.unreadable)


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
    With `accept`, figures are kept however they differ from the last release, and whatever they
    lack of what was promised. The sources are asked side by side, as each has its own pace; one
    that does not answer several times in a row is not asked again in this run, nor one that has
    answered for nothing in a way that could be read.
    """
    every = [each for each in indicators if each.source != derive.NAME]
    last, register = releases.last_release(data), releases.register()
    run = _Run(data, session, last, accept, register, every)
    by_source: defaultdict[str, list[Indicator]] = defaultdict(list)
    for indicator in every:
        by_source[indicator.source].append(indicator)
    yield from merged([_of_source(run, those, full=full) for those in by_source.values()])


@dataclass(frozen=True)
class _Run:
    """What holds for all indicators of one run, and for those of one source in it.

    Of one source are those whose newest table it has; another can have a part of theirs.
    """

    data: Path
    session: Session
    last: Release | None
    accept: bool
    register: Set[str]  # the regions that a first answer is held to
    every: Sequence[Indicator]  # that is fetched
    unchanged: Set[str] = frozenset()  # ids of parts that their sources say are as before
    wanted: Sequence[Indicator] = ()  # the parts that these sources are asked for, of all


def _of_source(run: _Run, indicators: list[Indicator], *, full: bool) -> Iterator[Outcome]:
    """One source's indicators; those of one table follow each other."""
    sources = {part.source for each in indicators for part in each.parts}
    told = [] if full else [_unchanged(run, source) for source in sorted(sources)]
    unchanged = frozenset[str]().union(*told)
    tables: defaultdict[str, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        tables[indicator.table].append(indicator)
    parts = (part for each in run.every for part in each.parts if part.source in sources)
    wanted = [part for part in parts if part.id not in unchanged]
    of_source = replace(run, unchanged=unchanged, wanted=wanted)
    waiting = _Waiting(deque(tables.values()))
    yield from merged([_lane(of_source, waiting) for _ in range(LANES)])


@dataclass
class _Waiting:
    """One source's tables that no lane has taken yet: a lane that is done takes the next one.

    What cannot be read is a fault of its table: only where all of many were so is it the source's.
    """

    tables: deque[list[Indicator]]
    silent: int = 0  # tables in a row that answered for nothing
    unread: int = 0  # tables of whose answers none could be read
    read: bool = False  # whether any could

    def __iter__(self) -> Iterator[list[Indicator]]:
        while True:
            try:
                those = self.tables.popleft()
            except IndexError:  # another lane took the last
                return
            yield those

    def given_up(self, agency: str) -> str:
        """Why the source is to be asked for no more; empty while it is."""
        if self.silent >= GIVE_UP:
            return f"{agency} did not answer for others"
        if self.unread >= RUBBISH and not self.read:
            return f"nothing could be read that {agency} answered for {self.unread} other tables"
        return ""

    def note(self, asked: Sequence[Outcome]) -> None:
        """What became of those of a table that the source was asked for."""
        if not asked or self.silent >= GIVE_UP:
            return
        self.silent = self.silent + 1 if asked[-1].unavailable else 0
        self.unread += all(each.unreadable and not each.indicator.brought for each in asked)
        self.read |= any(each.read for each in asked)


def _lane(run: _Run, waiting: _Waiting) -> Iterator[Outcome]:
    """Table after table; a table, and a source, that answers for nothing is left in peace."""
    for those in waiting:
        asked: list[Outcome] = []
        for indicator in those:
            why = waiting.given_up(indicator.agency)
            if not why and len(asked) >= GIVE_UP and all(o.unavailable for o in asked[-GIVE_UP:]):
                why = f"{_table(indicator)} did not answer for others"
            if why:
                yield Outcome(indicator, problem=f"not asked: {why}")
                continue
            asked.append(_outcome(run, indicator))
            yield asked[-1]
        waiting.note(asked)


def _outcome(run: _Run, indicator: Indicator) -> Outcome:
    """What becomes of one indicator, whatever goes wrong with it."""
    try:
        return _renewed(run, indicator)
    except FileAwaited:
        return Outcome(indicator, spared=True, awaited=True)
    except EtlError as error:
        unreadable = isinstance(error, AnswerAmiss | AnswerUnreadable)
        unavailable = isinstance(error, SourceUnavailable) and not unreadable
        return Outcome(
            indicator, problem=str(error), unavailable=unavailable, unreadable=unreadable
        )
    except OSError:
        raise  # the data folder: it fails for all
    except Exception as error:  # a fault of ours in one must not cost the others
        _log.exception("%s", indicator.id)
        fault = f"{_table(indicator)}: a fault of ours, {type(error).__name__}: the log has where"
        return Outcome(indicator, problem=fault)


def _table(indicator: Indicator) -> str:
    return f"{indicator.agency} {indicator.table}"


def _renewed(run: _Run, indicator: Indicator) -> Outcome:
    """One indicator's way to new snapshots, one for each of the tables that hold it."""
    parts = indicator.parts
    if all(part.id in run.unchanged for part in parts):
        return Outcome(indicator, spared=True)
    answers = [_answer(run, part, indicator.source) for part in parts]
    frame, _, apart = seams.read(indicator, answers)
    unit = seams.unit(indicator, answers)
    register = frozenset() if indicator.brought else run.register  # a person fills in what there is
    case = checks.Case(indicator, frame, unit, _previous(run, indicator), register)
    accepted = checks.demand(case, accept=run.accept)
    both = zip(parts, answers, strict=True)
    new = [snapshots.keep(run.data, part.id, answer) for part, answer in both]
    return Outcome(indicator, any(new), accepted=accepted, apart=apart)


def _answer(run: _Run, part: Indicator, asking: str) -> Answer:
    """The part's answer; what another source fails in does not count against the one `asking`."""
    kept = snapshots.opened(run.data, part.id) if part.id in run.unchanged else None
    source = SOURCES[part.source]
    of_source = [each for each in run.wanted if each.source == part.source]
    try:
        return kept or source.fetch(part, run.session, wanted=of_source, data=run.data)
    except (SourceUnavailable, AnswerUnreadable) as error:
        if part.source == asking:
            raise
        raise EtlError(str(error)) from error


def _unchanged(run: _Run, source: str) -> set[str]:
    """Ids of one source's parts that it says it has not changed since we last knew.

    It is asked once for all that ask it; one that cannot say so is asked for the figures.
    """

    def ask() -> set[str]:
        kept = [each for each in _kept(run.data, run.every) if each.indicator.source == source]
        return SOURCES[source].unchanged(kept, run.session) if kept else set()

    with suppress(EtlError):
        return run.session.once(f"unchanged of {source}", ask)
    return set()


def _kept(data: Path, indicators: Iterable[Indicator]) -> Iterator[Kept]:
    """The parts whose figures were good the last time and were read in full not long ago."""
    noted, now = status.read(data), datetime.now(UTC)
    for indicator in indicators:
        state = noted.of(indicator.id)
        if state.problem or not state.checked or not state.read or now - state.read > ALL_AGAIN:
            continue
        for part in indicator.parts:
            head = snapshots.head(data, part.id)
            if head and head["asked"] == SOURCES[part.source].asked(part) and _has_come(head):
                yield Kept(part, head["updated"], state.checked)


def _has_come(head: dict[str, Any]) -> bool:
    """Whether a snapshot's day can be true; a clock gone wrong was believed once."""
    return has_come(datetime.fromisoformat(head["taken"]))


def _previous(run: _Run, indicator: Indicator) -> pd.DataFrame | None:
    """Last release's figures, when they answer the same question."""
    meaning = run.last.indicators.get(indicator.id) if run.last else None
    if run.last is None or meaning is None or not _same_question(run.data, indicator, meaning):
        return None
    return run.last.observations(indicator.id)


def _same_question(data: Path, indicator: Indicator, meaning: PublishedIndicator) -> bool:
    head = snapshots.head(data, indicator.id)
    if head is not None:
        return bool(head["asked"] == SOURCES[indicator.source].asked(indicator))
    alike = ("source", "table", "frequency", "by_sex", "unit")
    return all(getattr(meaning, field) == getattr(indicator, field) for field in alike)
