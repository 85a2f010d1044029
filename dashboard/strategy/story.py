"""A strategy in one region: chapter by chapter what is told, and why the rest is not."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dashboard import data
from dashboard.claims.series import Figures
from dashboard.plan.model import Chapter, Plan
from dashboard.strategy import rows
from dashboard.strategy.model import Lacking, Row, Story, Told, Why
from etl.model import Meaning, level_of

KEPT = 64  # regions


def story(plan: Plan, code: str) -> Story:
    """All of a plan in a region, of the release that is shown."""
    return _kept(data.release().path, plan, code)


@lru_cache(maxsize=KEPT)
def _kept(_release: Path, plan: Plan, code: str) -> Story:
    around = dict.fromkeys([code, code[:2], "00"])
    figures = Figures(data.release().indicators, lambda id_: data.rows(id_, [*around]))
    base_year = plan.strategy.base_year if plan.strategy else 0
    told = (_told(each, figures, code, base_year) for each in plan.chapter)
    return Story(code, tuple(told))


def _told(chapter: Chapter, figures: Figures, code: str, base_year: int) -> Told:
    found = {str(id_): _row(str(id_), figures, code, base_year) for id_ in chapter.indicators}
    lacking = [*_lacking(found, code), *(Lacking("", "plan", named=x) for x in chapter.missing)]
    return Told(chapter, tuple(row for row in found.values() if row), tuple(lacking))


def _row(id_: str, figures: Figures, code: str, base_year: int) -> Row | None:
    of = data.indicator(id_)
    return rows.row(figures, of, code, base_year) if of else None


def _lacking(found: dict[str, Row | None], code: str) -> Iterator[Lacking]:
    """Why each that has no row is not told; what the release has no word of by its id alone."""
    for id_, row in found.items():
        if row is None:
            of = data.meaning(id_)
            yield Lacking(id_, _why(of, code) if of else "unknown", of)


def _why(of: Meaning, code: str) -> Why:
    if of.id not in data.indicators():
        return "awaited"
    return "missing" if level_of(code) in of.levels else "level"
