"""How fresh a release's figures are, by what the runs on its data folder noted."""

from datetime import date
from pathlib import Path

from etl.model import Freshness, PublishedIndicator
from etl.store import cadence, status
from etl.store.releases import Release


def of(data: Path, release: Release, today: date) -> dict[str, Freshness]:
    """How fresh each of a release's indicators is, by what the runs on the data folder noted."""
    noted, nothing = status.read(data), status.State()
    return {
        each.id: _fresh(each, noted.get(each.id, nothing), today)
        for each in release.indicators.values()
    }


def _fresh(indicator: PublishedIndicator, noted: status.State, today: date) -> Freshness:
    checked, problem = noted.checked.date() if noted.checked else None, noted.problem or ""
    holds = cadence.holds(indicator)
    late = today - (checked or indicator.taken) > holds
    return Freshness(indicator.taken, checked, problem, holds, stale=late or bool(problem))
