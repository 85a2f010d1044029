"""What came of asking the agencies for some figures again: `verified.json` in the data folder."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from etl.model import Strict
from etl.store import lost
from etl.store.files import stamp, write_whole

NAME = "verified.json"


class Revised(Strict):
    """A figure that its agency gives otherwise now."""

    indicator: str
    region: str
    sex: str
    age: str
    period: str
    ours: float
    theirs: float | None


class Verified(Strict):
    """The document: when, of which release, how many were the same, and those that were not."""

    at: datetime  # UTC
    release: str
    same: int
    revised: list[Revised]
    unasked: int  # for which no answer came

    @property
    def answered(self) -> int:
        """How many figures the agencies gave."""
        return self.same + len(self.revised)


def write(data: Path, verified: Verified) -> None:
    """Note it in place of what was noted before."""
    write_whole(data / NAME, (verified.model_dump_json(indent=1) + "\n").encode())


def read(data: Path) -> Verified | None:
    """What is noted last; None where nothing is, or it cannot be read."""
    there = stamp(data / NAME)
    found = _read(data / NAME, there) if there else None
    return found if isinstance(found, Verified) else None


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: tuple[int, ...]) -> Verified | lost.Lost | None:
    return lost.read(path, Verified.model_validate_json)
