"""What became of each indicator the last time it was asked for: `status.json` in the data folder.

    {"run": "2026-11-23T07:20:03Z",
     "indicators": {"folkmangd": {"checked": "2026-11-23T07:20:01Z",
                                  "read": "2026-11-03T07:20:01Z",
                                  "problem": null, "since": null}}}

`run` is when the last run ended; `checked` when the indicator's figures were last got and found
good, or said by the agency to be as before; `read` when they were last got in full; `problem`
why the last attempt failed, in one sentence, and `since` when it first failed so. Figures that a
person brings as a file are confirmed by no run: there `checked` is the day the newest of them was
published, as the file says. All times are UTC. An indicator that was never asked for is not there.
"""

import logging
from collections.abc import Container, Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from etl.errors import cause
from etl.model import Strict
from etl.store.files import stamp, write_whole

_log = logging.getLogger(__name__)


class State(Strict):
    """One indicator's part of the document."""

    checked: datetime | None = None
    read: datetime | None = None
    problem: str | None = None
    since: datetime | None = None


class Status(Strict):
    """The document; not to be changed, since all who ask for it share it."""

    run: datetime | None  # None: no run is noted
    indicators: dict[str, State] = Field(default_factory=dict)

    def of(self, indicator: str) -> State:
        """One indicator's state; an empty one when it was never asked for."""
        return self.indicators.get(indicator, _UNASKED)


_UNASKED = State()
NOTHING = Status(run=None)


def read(data: Path) -> Status:
    """What is noted; NOTHING when the file is not there or is torn.

    It is read once, and kept for as long as the very same file lies there.
    """
    path = data / "status.json"
    there = stamp(path)
    return _read(path, there) if there else NOTHING


def write(
    data: Path,
    problems: Mapping[str, str | None],
    known: Iterable[str],
    spared: Container[str],
    confirmed: Mapping[str, datetime | None] | None = None,
) -> None:
    """Note the outcome of a run: a problem or None for each indicator that was asked for.

    Those `spared` were not read, since the agency says that they are as before. Those without a
    problem are confirmed now, or when `confirmed` says. What earlier runs noted stays for the
    others that are still `known`.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    before, known = read(data), set(known)
    noted = {}
    for id_, problem in problems.items():
        last = before.of(id_)
        good = State(
            checked=(confirmed or {}).get(id_, now), read=last.read if id_ in spared else now
        )
        noted[id_] = _failed(last, problem, now) if problem else good
    kept = {id_: state for id_, state in (before.indicators | noted).items() if id_ in known}
    document = Status(run=now, indicators=kept)
    write_whole(data / "status.json", (document.model_dump_json(indent=1) + "\n").encode())


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: tuple[int, ...]) -> Status:
    try:
        return Status.model_validate_json(path.read_bytes(), strict=True)
    except FileNotFoundError:
        return NOTHING
    except (OSError, ValueError) as error:
        _log.warning("%s cannot be read, and is taken for empty: %s", path, cause(error))
        return NOTHING


def _failed(last: State, problem: str, now: datetime) -> State:
    return last.model_copy(update={"problem": problem, "since": last.since or now})
