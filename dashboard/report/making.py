"""Making editions: for many regions at a time, each in all its forms, and kept."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from dashboard import data
from dashboard.report import archive, forms, model
from dashboard.report.edition import edition
from etl.errors import EtlError
from etl.store import pins, releases
from etl.store.releases import Release

MOST = 4  # processes of 300 MB: how much memory a refresh takes must not be the number of cores


def release_of(issue: str | None) -> Release:
    """The release an issue is made of: the current one, or the first of its month that is left.

    Raises EtlError when there is none.
    """
    current = data.release()
    if issue is None or issue == current.id[:7]:
        return current
    names = sorted(path.name for path in (data.folder() / "releases").glob(f"{issue}-*"))
    for release in (releases.named(data.folder(), name) for name in names):
        with suppress(EtlError):
            if release:
                return release.whole()
    raise EtlError(f"{issue}: no release of that month is left; the current one is {current.id}")


def waiting(regions: Sequence[str], issue: str) -> list[str]:
    """The regions whose issue is not kept yet."""
    return [region for region in regions if archive.record(region, issue) is None]


def make(
    regions: Sequence[str], release: Release, *, draft: bool
) -> Iterator[tuple[str, Path | Exception]]:
    """Make each region's edition, several at a time: the region, and its folder or what failed.

    The release of an issue is never pruned. One region's fault costs the others nothing.
    """
    if not draft and release.path != releases.DEFAULT:
        pins.freeze(data.folder(), release.id)
    workers = min(len(regions), os.cpu_count() or 1, MOST)
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_mortal) as pool:
        asked = {pool.submit(_one, region, release.path, draft): region for region in regions}
        for done in as_completed(asked):
            error = done.exception()
            yield asked[done], error if isinstance(error, Exception) else done.result()


def _mortal() -> None:
    """End with the command: should it be killed, nothing is written behind the next one's back."""
    Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _one(region: str, release: Path, draft: bool) -> Path:
    with data.showing(Release(release)):
        report = model.report(region)
        made = forms.every(edition(report, "draft" if draft else "issue"))
        return (archive.draft if draft else archive.keep)(region, report.issue, made)
