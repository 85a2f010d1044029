"""From snapshots to a release, offline: read → check → derive → join → publish."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd

from etl import regions
from etl.errors import AnswerUnreadable, EtlError
from etl.model import (
    COLUMNS,
    KEY,
    Answer,
    Apart,
    Indicator,
    PublishedIndicator,
    PublishedPart,
    Sex,
    level_of,
)
from etl.net.clock import has_come
from etl.observations import checks, derive, odd
from etl.periods import can_be, year_can_be
from etl.run import fingerprint
from etl.run import parts as seams
from etl.sources import ANNOUNCED
from etl.store import changes, releases
from etl.store.releases import Part, Release, last_release

_log = logging.getLogger(__name__)

TEXTS = [*KEY, "status"]
SEXES: list[Sex] = ["T", "K", "M"]  # in reading order
_of = derive.parents


@dataclass(frozen=True)
class Published:
    """What a publication came to."""

    release: str | None  # its id; None when there was nothing new
    rows: int
    problems: dict[str, str]  # by indicator: why it is shown with old figures, or not at all
    awaited: list[str]  # indicators that have no figures yet
    apart: dict[str, Apart] = field(default_factory=dict)  # by indicator that was read


@dataclass
class _Joining:
    """What is known while the parts of a release come together."""

    data: Path
    last: Release | None
    every: Mapping[str, Indicator]
    parents: set[str]  # what others are computed from
    of: dict[str, Part] = field(default_factory=dict)  # the parents, once made
    problems: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)  # by indicator that has figures
    apart: dict[str, Apart] = field(default_factory=dict)
    fresh: int = 0  # how many are from snapshots


def publish(
    data: Path, indicators: Iterable[Indicator], settled: Iterable[str] | None = None
) -> Published:
    """Publish what the snapshots hold; an indicator without one keeps its figures.

    Where nothing that the current release was made of has changed, it is not made again. A run
    that is still fetching gives `settled`: the id of each indicator once its snapshots are those
    that the run leaves; it comes to its end when all of them are. What it raises ends the
    publication.

    Those come from the last good release, if only the one that ships. One that has no figures
    at all is published as awaited. Raises AnswerUnreadable when no snapshot can be read at all:
    then there is nothing of our own to publish.
    """
    every = {each.id: each for each in indicators}
    if settled is None and (same := fingerprint.again(data, fingerprint.of(data, every.values()))):
        return Published(None, 0, {}, same.awaited)
    parents = {id_ for each in every.values() for id_ in _of(each)}
    joining = _Joining(data, last_release(data), every, parents)
    awaited = (each.words() for each in every.values() if each.id not in joining.rows)
    parts = _parts(joining, every, settled or ())
    release = releases.publish(data, parts, changes.write, awaited, order=list(every))
    without = [id_ for id_ in every if id_ not in joining.rows]
    if not joining.problems:
        fingerprint.note(data, fingerprint.of(data, every.values()), without)
    rows = sum(joining.rows.values())
    return Published(release, rows, joining.problems, without, joining.apart)


def _parts(
    joining: _Joining, every: Mapping[str, Indicator], settled: Iterable[str]
) -> Iterator[Part]:
    """Every indicator that has figures: those settled as they come, then the others.

    What is computed comes right after the last of what it is computed from.
    """
    come: set[str] = set()
    for id_ in chain(settled, every):
        if id_ in come or _of(every[id_]):
            continue
        come.add(id_)
        of_it = [each for each in every.values() if id_ in _of(each)]
        for indicator in [
            every[id_],
            *(each for each in of_it if come.issuperset(_of(each))),
        ]:
            if part := _part(joining, indicator):
                joining.rows[indicator.id] = len(part[1])
                yield part
        unmade = [_of(each) for each in every.values() if not come.issuperset(_of(each))]
        joining.of = {of: joining.of[of] for of in set(chain(*unmade)) & joining.of.keys()}
    if not joining.fresh:
        raise AnswerUnreadable("there is no snapshot to publish")


def _part(joining: _Joining, indicator: Indicator) -> Part | None:
    """One indicator's part of the release; kept for what is computed from it."""
    if indicator.source == derive.NAME:
        return _computed(joining, indicator)
    part = _renewed(joining, indicator) or _from_release(joining.last, indicator)
    if part is not None and indicator.id in joining.parents:
        joining.of[indicator.id] = part
    return part


def _renewed(joining: _Joining, indicator: Indicator) -> Part | None:
    try:
        part = _from_snapshot(joining, indicator)
    except EtlError as error:
        part, joining.problems[indicator.id] = None, str(error)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        _log.exception("%s", indicator.id)
        fault = f"a fault of ours, {type(error).__name__}: the log has where"
        fault = f"{indicator.agency} {indicator.table}: {fault}"
        part, joining.problems[indicator.id] = None, fault
    joining.fresh += part is not None
    return part


def _computed(joining: _Joining, indicator: Indicator) -> Part | None:
    """Computed when all that it is made of is there; else it is awaited as that is.

    So is what cannot be compared yet, since each change would go over a seam.
    """
    of = _of(indicator)
    there = {id_: joining.of[id_] for id_ in of if id_ in joining.of}
    if len(there) < len(set(of)):
        return None
    meanings = [part[0] for part in there.values()]
    earlier = [each for id_ in of for each in joining.every[id_].earlier]
    lasts = {each.last for each in earlier if not each.same}
    lasts |= {last for each in meanings for last in each.seams}
    figures = {id_: part[1] for id_, part in there.items()}
    frame, held = odd.held_back(derive.derived(indicator, figures, lasts), indicator)
    if lasts and frame["value"].isna().all():
        return None
    try:
        checks.demand(checks.Case(indicator, frame, indicator.source_unit), accept=True)
    except EtlError as error:
        joining.problems[indicator.id] = str(error)
        return None
    joining.apart[indicator.id] = Apart(odd=held)
    covered = {
        "earlier": [part for each in meanings for part in each.earlier if part.same],
        "seam": max(each.seam for each in meanings),
        "taken": min(each.taken for each in meanings),
        "ages": [age for age in meanings[0].ages if age in set(frame["age"].unique())],
    }
    return _published(indicator, frame, covered)


def _from_snapshot(joining: _Joining, indicator: Indicator) -> Part | None:
    answers = seams.opened(joining.data, indicator)
    if answers is None:
        return None
    frame, earlier, apart = seams.read(indicator, answers)
    unit = seams.unit(indicator, answers)
    # Its entry may be another by now; what lacks was accepted when it was fetched.
    checks.demand(checks.Case(indicator, frame, unit), accept=True)
    joining.apart[indicator.id] = apart
    covered = {
        "earlier": [_as_it_has_been(part) for part in earlier],
        "seam": indicator.seam,
        "taken": _has_been(answers[0].taken.date()),
        "updated": _day(answers[0]),
        "next_publication": _announced(indicator, answers[0]),
        "ages": _reading_order(indicator, set(frame["age"].unique())),
    }
    return _published(indicator, frame, covered)


def _published(indicator: Indicator, frame: pd.DataFrame, covered: Mapping[str, object]) -> Part:
    """Of the levels and sexes those that have figures, and what is told: a source may give fewer.

    A null with a symbol is told; of what nothing is said there is nothing, and of women and men
    where neither has a single value.
    """
    valued = frame["value"].notna()
    if not (valued & frame["sex"].isin(["K", "M"])).any():
        frame = frame[frame["sex"] == "T"]
    told = frame[frame["value"].notna() | (frame["status"] != "")]
    sexes = [sex for sex in SEXES if sex in set(told["sex"].unique())]
    found = {level_of(region) for region in told["region"].unique()}
    frame = frame[frame["period"].isin(told["period"].unique())]
    span = _span(frame)
    published = PublishedIndicator.model_validate(
        {
            **indicator.words(span["last_period"]).model_dump(),
            "levels": [level for level in indicator.levels if level in found],
            "by_sex": indicator.by_sex and {"K", "M"} <= set(sexes),
            "sexes": sexes,
            "queries": _queries(indicator),
            **span,
            **covered,
        }
    )
    return published, _compact(frame.assign(indicator=indicator.id))


def _queries(indicator: Indicator) -> dict[str, dict[str, Any]]:
    """What is asked of each of its tables, of one that is asked twice the newer."""
    return {
        part.table: part.query.model_dump(mode="json", exclude_defaults=True)
        for part in reversed(indicator.parts)
    }


def _from_release(last: Release | None, indicator: Indicator) -> Part | None:
    """Old figures go on with the meaning they were published with, but for what cannot be.

    An older version published periods of any year, and regions that are not in the register.
    """
    meaning = last.indicators.get(indicator.id) if last else None
    if last is None or meaning is None:
        return None
    frame = last.observations(indicator.id)
    frame = frame[frame["period"].isin(filter(can_be, frame["period"].unique()))]
    frame = frame[frame["region"].isin(regions.known())]
    if frame["value"].isna().all():
        return None
    covered = {"taken": _has_been(meaning.taken), **_span(frame)}
    return meaning.model_copy(update=covered), _compact(frame)


def _span(frame: pd.DataFrame) -> dict[str, str]:
    periods = frame.loc[frame["value"].notna(), "period"].unique()
    return {"first_period": min(periods), "last_period": max(periods)}


def _has_been(day: date) -> date:
    """A day to come was told by a clock gone wrong, and believed then: it was today at the latest.

    The newest day of a release is its name and the month of its issue.
    """
    return min(day, datetime.now(UTC).date())


def _as_it_has_been(part: PublishedPart) -> PublishedPart:
    return part.model_copy(update={"taken": _has_been(part.taken) if part.taken else None})


def _day(answer: Answer) -> str | None:
    """The day of the agency's own stamp; None where it gives none that we can read or believe."""
    with suppress(ValueError, TypeError):
        then = datetime.fromisoformat(answer.updated or "")
        then = then if then.tzinfo else then.replace(tzinfo=UTC)
        return then.date().isoformat() if year_can_be(then.year) and has_come(then) else None
    return None


def _announced(indicator: Indicator, answer: Answer) -> date | None:
    said = ANNOUNCED.get(indicator.source)
    day = said(answer) if said else None
    return day if day and year_can_be(day.year) else None


def _compact(frame: pd.DataFrame) -> pd.DataFrame:
    """COLUMNS with texts as categoricals: a tenth of the memory, for all indicators at once."""
    return frame[COLUMNS].astype(dict.fromkeys(TEXTS, "category"))


def _reading_order(indicator: Indicator, ages: set[str]) -> list[str]:
    """As the catalogue lists them; else total first, then by the age they begin at."""
    listed = getattr(indicator.query, "ages", None)
    if isinstance(listed, dict) and listed:
        return [age for age in listed if age in ages]
    return sorted(
        ages, key=lambda age: -1 if age == "total" else int(age.rstrip("+").split("-")[0])
    )
