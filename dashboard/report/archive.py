"""The issues of Månadsläge that are kept: each as it was made, in the data folder, for ever.

`reports/{region}/{issue}/` holds `report.json` (claims with their evidence) and each form in each
language, `sv.html`, `en.pdf`. It comes whole or not at all and is never written again. An editor
may put `introduktion.md` and `introduction.md` beside them at any time.
"""

import json
import re
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard import data
from etl.store.files import ASIDE, naming, sweep, sync, write_whole

ISSUE = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])", re.ASCII)
RECORD = "report.json"


def folder(region: str, issue: str = "") -> Path:
    """Where a region's issues are kept, or one of them."""
    return data.folder() / "reports" / region / issue


def issues(region: str) -> list[str]:
    """The issues of a region that are kept, the newest first.

    One of a month to come was made when an agency's clock was wrong: it is no newest issue.
    """
    found = (path.parent.name for path in folder(region).glob(f"*/{RECORD}"))
    month = f"{datetime.now(UTC):%Y-%m}"
    return sorted((n for n in found if ISSUE.fullmatch(n) and n <= month), reverse=True)


def record(region: str, issue: str) -> dict[str, Any] | None:
    """The claims of an issue that is kept, as model.Report.record; None when there is none."""
    path = folder(region, issue) / RECORD
    return _read(path) if ISSUE.fullmatch(issue) and path.exists() else None


def form(region: str, issue: str, name: str) -> bytes | None:
    """An issue in one form, `sv.html`, as it was made; None when there is none."""
    path = folder(region, issue) / name
    return path.read_bytes() if ISSUE.fullmatch(issue) and path.exists() else None


def keep(region: str, issue: str, forms: Iterable[tuple[str, bytes]]) -> Path:
    """Keep an issue: names and contents. What an editor has put there already stays.

    Raises FileExistsError when the issue is kept already, OSError where it cannot be written.
    """
    target = folder(region, issue)
    if (target / RECORD).exists():
        raise FileExistsError(f"{target} is kept already")
    return _place(target, forms)


def draft(region: str, issue: str, forms: Iterable[tuple[str, bytes]]) -> Path:
    """Put a draft beside the issues, in place of the one before; it is not served."""
    target = folder(region, f"{issue}-utkast")
    for name in (RECORD, *(path.name for path in target.glob("??.*"))):
        (target / name).unlink(missing_ok=True)
    return _place(target, forms)


def _place(target: Path, forms: Iterable[tuple[str, bytes]]) -> Path:
    """Everything is written aside first. What an editor has put in its place is never touched."""
    with naming(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
    aside = target.with_name(f"{ASIDE}{target.name}")
    try:
        for name, content in forms:
            write_whole(aside / name, content)
        if target.exists():
            _move(aside, target)
        else:
            aside.rename(target)
        sync(target.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def _move(aside: Path, target: Path) -> None:
    """File by file, the record last: there is no issue before it."""
    for path in sorted(aside.iterdir(), key=lambda each: each.name == RECORD):
        if path.name == RECORD:
            sync(target)
        path.replace(target / path.name)
    sync(target)


@lru_cache(maxsize=256)
def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
