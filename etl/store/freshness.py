"""How fresh a release's figures are, by what the runs on its data folder noted."""

from datetime import date

from etl.model import Freshness, PublishedIndicator
from etl.store import cadence
from etl.store.releases import Release
from etl.store.status import State, Status


def of(noted: Status, release: Release, today: date) -> dict[str, Freshness]:
    """How fresh each of a release's indicators is, by what the runs on its data folder noted."""
    return {each.id: _fresh(each, noted.of(each.id), today) for each in release.indicators.values()}


def _fresh(indicator: PublishedIndicator, noted: State, today: date) -> Freshness:
    checked, problem = noted.checked.date() if noted.checked else None, noted.problem or ""
    holds = cadence.holds(indicator)
    late = today - (checked or indicator.taken) > holds
    return Freshness(indicator.taken, checked, problem, holds, stale=late or bool(problem))
