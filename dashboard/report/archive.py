"""The issues of Månadsläge that are kept: each as it was made, in the data folder, for ever.

`reports/{region}/{issue}/` holds `report.json` (claims with their evidence) and each form in each
language, `sv.html`, `en.pdf`, and `seals.json`, what each of them was when it was made. It comes
whole or not at all and is never written again. An editor may put `introduktion.md` and
`introduction.md` beside them at any time. What is not as it was made, or cannot be read, is as if
it were not there, and told.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard import data
from etl.store import lost, seals
from etl.store.files import ASIDE, naming, stamp, sweep, sync, write_whole
from etl.store.lost import Content, Lost
from etl.store.seals import Seal

ISSUE = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])", re.ASCII)
RECORD = "report.json"
SEALS = "seals.json"


def folder(region: str, issue: str = "") -> Path:
    """Where a region's issues are kept, or one of them."""
    return data.folder() / "reports" / region / issue


def issues(region: str) -> list[str]:
    """The issues of a region that are kept, the newest first; not all need be readable.

    One of a month to come was made when an agency's clock was wrong: it is no newest issue.
    """
    found = (path.parent.name for path in folder(region).glob(f"*/{RECORD}"))
    month = f"{datetime.now(UTC):%Y-%m}"
    return sorted((n for n in found if ISSUE.fullmatch(n) and n <= month), reverse=True)


def unread(region: str) -> dict[str, Lost]:
    """By issue the record that is there and cannot be read, the newest first."""
    found = {issue: opened(region, issue) for issue in issues(region)}
    return {issue: each for issue, each in found.items() if isinstance(each, Lost)}


def record(region: str, issue: str) -> dict[str, Any] | None:
    """The claims of an issue that is kept, as model.Report.record; None when there is none."""
    found = opened(region, issue)
    return found if isinstance(found, dict) else None


def opened(region: str, issue: str) -> dict[str, Any] | Lost | None:
    """The same; where it is there and cannot be read, the file."""
    path = folder(region, issue) / RECORD
    there = stamp(path) if ISSUE.fullmatch(issue) else None
    return _read(path, there, stamp(path.with_name(SEALS))) if there else None


def form(
    region: str, issue: str, name: str, parse: Callable[[bytes], Content]
) -> Content | Lost | None:
    """What `parse` makes of a file of an issue, as `sv.html`; None when there is none."""
    if not ISSUE.fullmatch(issue):
        return None
    path = folder(region, issue) / name
    return lost.read(path, parse, _seals(path.parent).get(name))


def _seals(issue: Path) -> dict[str, Seal]:
    """What each file of an issue was; nothing of one from before there were seals."""
    found = lost.read(issue / SEALS, lambda content: seals.told(seals.read(content)))
    return found if isinstance(found, dict) else {}


def keep(region: str, issue: str, forms: Iterable[tuple[str, bytes]]) -> Path:
    """Keep an issue: names and contents. What an editor has put there already stays.

    Raises FileExistsError when the issue is kept already, OSError where it cannot be written.
    """
    target = folder(region, issue)
    if isinstance(opened(region, issue), Lost):
        raise FileExistsError(f"{target} is damaged: put it back from a backup")
    if (target / RECORD).exists():
        raise FileExistsError(f"{target} is kept already")
    return _place(target, forms)


def draft(region: str, issue: str, forms: Iterable[tuple[str, bytes]]) -> Path:
    """Put a draft beside the issues, in place of the one before; it is not served."""
    target = folder(region, f"{issue}-utkast")
    for name in (RECORD, SEALS, *(path.name for path in target.glob("??.*"))):
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
        write_whole(aside / SEALS, seals.written({}, seals.of(aside.iterdir())))
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


@lru_cache(maxsize=256)  # for as long as the very same files lie there
def _read(path: Path, *_: tuple[int, ...] | None) -> dict[str, Any] | Lost | None:
    return lost.read(path, _parsed, _seals(path.parent).get(RECORD))


def _parsed(content: bytes) -> dict[str, Any]:
    """Raises LookupError or TypeError for what is no record of an issue."""
    found: dict[str, Any] = json.loads(content)
    _ = found["release"][:7], found["title"]["sv"], found["told"]["sv"], found["summary"]
    _ = [each["cell"] for part in found["sections"] for card in part["cards"]
         for each in card["figures"]]  # fmt: skip
    return found
