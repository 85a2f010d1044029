"""How fresh a release's figures are, by what the runs on its data folder noted."""

from datetime import date, timedelta

from etl.model import Freshness, PublishedIndicator
from etl.store import cadence
from etl.store.releases import Release
from etl.store.status import State, Status


def of(noted: Status, release: Release, today: date) -> dict[str, Freshness]:
    """How fresh each of a release's indicators is; a computed one holds as long as its part."""
    fresh = {}
    for id_, each in release.indicators.items():
        state = noted.of(id_)
        holds = cadence.holds(release.indicators.get(state.of or id_, each))
        fresh[id_] = _fresh(each, state, holds, today)
    return fresh


def _fresh(indicator: PublishedIndicator, noted: State, holds: timedelta, today: date) -> Freshness:
    checked, problem = noted.checked.date() if noted.checked else None, noted.problem or ""
    late = today - (checked or indicator.taken) > holds
    return Freshness(indicator.taken, checked, problem, holds, stale=late or bool(problem))
