"""The story of a plan in one region: chapter by chapter what is told, and why the rest is not."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dashboard import data
from dashboard.gap import rows
from dashboard.gap.model import Lacking, Row, Story, Told, Whole, Why
from dashboard.gap.pair import pair
from dashboard.plan.model import Chapter, Listed, Plan
from etl.model import Meaning, level_of

KEPT = 64  # regions


def story(plan: Plan, code: str) -> Story:
    """All of a plan in a region, of the release that is shown."""
    return _kept(data.release().path, plan, code)


@lru_cache(maxsize=KEPT)
def _kept(_release: Path, plan: Plan, code: str) -> Story:
    excused = [
        Lacking(each, "plan", (of.why, of.why_en))
        for id_, of in plan.excused().items()
        if (each := data.meaning(id_))
    ]
    return Story(code, tuple(_told(each, code) for each in plan.chapter), tuple(excused))


def _told(chapter: Chapter, code: str) -> Told:
    found = [(each, _row(each, chapter, code)) for each in chapter.indicators]
    lacking = [gap for each, row in found if row is None for gap in _lacking(each, code)]
    return Told(chapter, tuple(row for _, row in found if row), tuple(lacking))


def _row(listed: Listed, chapter: Chapter, code: str) -> Row | Whole | None:
    if two := pair(listed, chapter.called):
        return rows.row(two, code)
    of = None if isinstance(listed, tuple) else data.indicator(listed)
    if of is None or of.form == "within":
        return None
    return rows.whole(of, code, of.id in chapter.of_men)


def _lacking(listed: Listed, code: str) -> Iterator[Lacking]:
    """Why what is listed is not told; of what the release has no word there is nothing to say."""
    for id_ in (listed,) if isinstance(listed, str) else listed:
        if of := data.meaning(id_):
            yield Lacking(of, _why(of, code))


def _why(of: Meaning, code: str) -> Why:
    if of.id not in data.indicators():
        return "awaited"
    if not of.by_sex and of.form == "within":
        return "whole"
    return "missing" if level_of(code) in of.levels else "level"
