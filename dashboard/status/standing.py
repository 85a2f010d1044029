"""How each indicator stands: published by its agency, fetched, shown; what failed, what is due."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from dashboard import data
from etl.errors import ReleaseDamaged
from etl.model import Apart, Meaning, PublishedIndicator
from etl.store import cadence, lost, releases
from etl.store.lost import Lost
from etl.store.releases import Release
from etl.store.status import State, Status


@dataclass(frozen=True)
class Standing:
    """One indicator's way from its agency to the page, and what stood in the way of more."""

    indicator: PublishedIndicator
    shown: date  # since when these very figures are shown, as far as releases are kept
    checked: date | None  # when they were last confirmed at the agency
    problem: str  # why the last attempt failed, in the log's words; empty when it did not
    since: date | None  # when it first failed so
    stale: bool
    expected: date | None  # when the agency's next period can be expected; None: cannot be judged
    passed: bool  # that day has passed
    overdue: bool  # it is later than the slowest that is believed: late, or the series has ended
    apart: Apart  # what of its answer is not shown as it came

    @property
    def lag(self) -> int | None:
        """Days from the agency's publication to our fetching; None where one is not known.

        Of a file it is not known when it came here.
        """
        updated = None if self.indicator.brought else self.indicator.updated
        return None if updated is None else max((self.indicator.taken - updated).days, 0)


@dataclass(frozen=True)
class Awaited:
    """An indicator without figures, and why the last attempt to fetch them failed, if one was."""

    indicator: Meaning
    problem: str
    since: date | None


def standings(noted: Status, today: date | None = None) -> list[Standing]:
    """Every indicator that has figures, in reading order."""
    day, release = today or datetime.now(UTC).date(), data.release()
    fresh, shown, periods = data.freshness(noted, day), _shown(release), release.periods
    found = []
    for each in release.listed.values():
        expected, last_day = coming(each, periods.get(each.id, []))
        found.append(
            Standing(
                indicator=each,
                shown=shown.get(each.id, each.taken),
                checked=fresh[each.id].checked,
                problem=fresh[each.id].problem,
                since=_since(noted.of(each.id)),
                stale=fresh[each.id].stale,
                expected=expected,
                passed=expected is not None and expected < day,
                overdue=last_day is not None and last_day < day,
                apart=noted.of(each.id).apart,
            )
        )
    return found


def upcoming(today: date) -> list[tuple[date, PublishedIndicator]]:
    """When an agency's next figures can be expected from a day on, the soonest first."""
    release = data.release()
    days = (
        (coming(each, release.periods.get(each.id, []))[0], each)
        for each in release.listed.values()
    )
    return sorted(((day, each) for day, each in days if day and day >= today), key=lambda x: x[0])


def coming(indicator: PublishedIndicator, periods: list[str]) -> tuple[date | None, date | None]:
    """When the next period is expected, and by when it must have come, if that can be judged.

    The day the agency announces goes before what the last periods tell by its own dates.
    """
    if indicator.next_publication:
        return indicator.next_publication, None
    if indicator.updated is None:
        return None, None
    known = periods, indicator.frequency, indicator.updated
    return cadence.expected(*known), cadence.due(*known)


def _since(state: State) -> date | None:
    return state.since.date() if state.since else None


def awaited(noted: Status) -> list[Awaited]:
    """Every indicator of the catalogue that has no figures yet, in reading order."""
    states = ((each, noted.of(id_)) for id_, each in data.awaited().items())
    return [Awaited(each, state.problem or "", _since(state)) for each, state in states]


def current_since() -> datetime | None:
    """When the release that is shown became the current one, UTC; None for the one that ships."""
    shown, folder = data.release().path, data.folder()
    if shown == releases.DEFAULT:
        return None
    try:
        pointed = releases.published(folder) == shown.name  # else the current one cannot be read
        stamp = (shown.parent / "current" if pointed else shown / "manifest.json").stat().st_mtime
    except OSError:
        return None
    return datetime.fromtimestamp(stamp, UTC)


def _shown(release: Release) -> dict[str, date]:
    """Since when each indicator's figures are shown: by the oldest kept release with the same.

    The release that ships was shown from the newest day its figures were taken.
    """
    if release.path == releases.DEFAULT:
        newest = max((each.taken for each in release.indicators.values()), default=date.min)
        return dict.fromkeys(release.indicators, newest)
    same, found = _contents(release.path) or {}, {}
    for written, folder in _history():
        others = _contents(folder)
        if others is None:
            continue
        same = {id_: content for id_, content in same.items() if others.get(id_) == content}
        found.update(dict.fromkeys(same, written.date()))
    return found


def _history() -> list[tuple[datetime, Path]]:
    """When each release that is kept was written, the newest first."""
    found = []
    for release in releases.kept(data.folder()):
        with suppress(OSError):  # pruned a moment ago
            written = (release.path / "manifest.json").stat().st_mtime
            found.append((datetime.fromtimestamp(written, UTC), release.path))
    return sorted(found, reverse=True)


@lru_cache(maxsize=64)
def _contents(folder: Path) -> dict[str, str] | None:
    """The hash of each indicator's figures in a release; None of one that cannot be read."""
    try:
        parts = Release(folder).manifest.get("indicators", {})
    except ReleaseDamaged as error:
        lost.tell(Lost(folder / error.file, str(error)))
        return None
    return {id_: str(part.get("content")) for id_, part in parts.items()}
