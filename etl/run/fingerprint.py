"""What the current release was made of: where that is the same, it need not be made again.

`made.json` in the data folder: the release, the hash of all that went into it (snapshots, the
catalogue's words, the register of regions, the release that ships, our own code), and the
indicators that had no figures.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from etl import regions
from etl.model import Indicator, Strict
from etl.store import releases
from etl.store.files import is_regular, write_whole

CODE = Path(__file__).parents[1]


class Made(Strict):
    """The document."""

    release: str
    of: str
    awaited: list[str]


def note(data: Path, of: str, awaited: list[str]) -> None:
    """Note that the current release was made, without a problem, of what has that hash."""
    release = releases.published(data)
    if release is not None:
        made = Made(release=release, of=of, awaited=awaited)
        write_whole(data / "made.json", (made.model_dump_json(indent=1) + "\n").encode())


def again(data: Path, of: str) -> Made | None:
    """What is noted, when the current release is as it was made, of what has that hash.

    One of a day to come was named by a clock gone wrong: it is to be made again.
    """
    try:
        made = Made.model_validate_json((data / "made.json").read_bytes())
        intact = releases.intact(data)
        been = made.release[:10] <= datetime.now(UTC).date().isoformat()
    except (OSError, ValueError):
        return None
    whole = intact is not None and intact.path.name == made.release
    return made if whole and been and made.of == of else None


def of(data: Path, indicators: Iterable[Indicator]) -> str:
    """The hash of all that a release of these indicators is made of."""
    said = hashlib.sha256()
    ours = [*_files(CODE, "*.py"), *regions.FILES, *_ships()]
    for path in [*_files(data / "snapshots", "*.gz"), *ours]:
        said.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    for each in indicators:
        said.update(each.model_dump_json().encode())
    return said.hexdigest()


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(filter(is_regular, folder.rglob(pattern)))


def _ships() -> list[Path]:
    manifest = releases.DEFAULT / "manifest.json"
    return [manifest] if manifest.exists() else []
