"""What changed between releases, as a page, a feed or a table asks for it."""

from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd

from dashboard import data
from etl.errors import ReleaseDamaged
from etl.store import changes, lost, releases
from etl.store.changes import Change, Changed, Changes
from etl.store.files import stamp
from etl.store.lost import Lost
from etl.store.releases import Release

KEPT = 24  # so many releases a reader can look back on


class Comparison(NamedTuple):
    """A release compared with the one before it: the later one, and what it says changed."""

    release: Release
    changes: Changes


def history() -> list[Comparison]:
    """The releases that say what changed, the current one first, then each one's forerunner.

    Where a forerunner is pruned the newest of those left follows. At most KEPT.
    """
    left = {each.path.name: each for each in releases.kept(data.folder())}
    found: list[Comparison] = []
    following = data.release().path.name
    while left and len(found) < KEPT:
        release = left.pop(following, None) or left.pop(max(left))
        if isinstance(told := _said(release), Changes):
            found.append(Comparison(release, told))
            following = told.since
    return found


def newest() -> Comparison | None:
    """The current release with its changes; None when it came after no other."""
    current = data.release()
    told = _said(current)
    return Comparison(current, told) if isinstance(told, Changes) else None


def unread() -> Lost | None:
    """What the current release says of its changes, where that is there and cannot be read."""
    told = _said(data.release())
    return told if isinstance(told, Lost) else None


def limited(comparison: Comparison, indicator: str = "", region: str = "") -> list[Changed]:
    """The indicators that changed, or one of them; with a region, what of it is there.

    What is said of a whole indicator (new, withdrawn, renamed, other words) holds in any region.
    """
    found = [each for each in comparison.changes.indicators if indicator in ("", each.id, each.was)]
    if not region:
        return found
    cells = changes.cells(comparison.release, region=[region])
    parts = dict(iter(cells.groupby("indicator")))
    there = [_limited(each, parts.get(each.id, cells.iloc[:0])) for each in found]
    return [each for each in there if each.cells or each.words or each.kind != "changed"]


def cells(
    comparison: Comparison,
    indicator: str = "",
    region: str = "",
    wanted: list[Change] | None = None,
) -> pd.DataFrame:
    """The comparison's cells (`changes.CELLS`) of an indicator, in a region, of some changes.

    An indicator that was renamed is found by either id.
    """
    ids = [each.id for each in comparison.changes.indicators if indicator in (each.id, each.was)]
    return changes.cells(
        comparison.release,
        indicator=ids if indicator else None,
        region=[region] if region else None,
        change=list(wanted) if wanted else None,
    )


def revised(indicator_id: str, regions: list[str] | None = None) -> pd.DataFrame:
    """The cells whose value was revised since `last_month()`: `changes.CELLS`, sorted by key.

    None where the unit was changed meanwhile: such values cannot be compared. The frame is the
    caller's own.
    """
    earlier = last_month()
    frame = _revised(earlier, data.release(), indicator_id) if earlier else _none()
    if regions is not None and not frame.empty:
        frame = frame[frame["region"].isin(regions)]
    return frame.copy(deep=False)


def last_month() -> Release | None:
    """The first release of the latest month before the current release's; None without one.

    The first of each month is what pruning always keeps: the marks do not depend on it.
    """
    this_month = data.release().id[:7]
    earlier = {each.path.name: each for each in releases.kept(data.folder())}
    names = sorted(name for name in earlier if name[:7] < this_month)
    return next((earlier[name] for name in names if name[:7] == names[-1][:7]), None)


def _said(release: Release) -> Changes | Lost | None:
    return _read(release, stamp(release.path / "changes.json"))


@lru_cache(maxsize=2 * KEPT)
def _read(release: Release, _: tuple[int, ...] | None) -> Changes | Lost | None:
    """Figures that return to what they once were publish that release anew, after another."""
    return changes.told(release)


def _limited(changed: Changed, here: pd.DataFrame) -> Changed:
    counted, periods = here["change"].value_counts(), set(here["period"].unique())
    return changed.model_copy(
        update={
            "cells": {
                change: int(counted[change]) for change in changed.cells if change in counted
            },
            "new_periods": [each for each in changed.new_periods if each in periods],
            "withdrawn_periods": [each for each in changed.withdrawn_periods if each in periods],
        }
    )


def _revised(old: Release, new: Release, indicator_id: str) -> pd.DataFrame:
    """An older release that is damaged costs the marks; the one that is shown must be another."""
    try:
        return _differing(old, new, indicator_id)
    except ReleaseDamaged as error:
        if error.release == new.path:
            raise
        lost.tell(Lost(error.release / error.file, str(error)))
        return _none()


@lru_cache(maxsize=64)
def _differing(old: Release, new: Release, indicator_id: str) -> pd.DataFrame:
    before, after = (each.indicators.get(indicator_id) for each in (old, new))
    if not (before and after) or before.unit != after.unit:
        return _none()
    if changes.same(old, new, indicator_id):
        return _none()
    found = changes.compare(old.observations(indicator_id), new.observations(indicator_id))
    return found[found["change"] == "revised"].reset_index(drop=True)


@cache  # all who are given it get a copy
def _none() -> pd.DataFrame:
    return pd.DataFrame(columns=changes.CELLS)
