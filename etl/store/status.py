"""What became of each indicator the last time it was asked for: `status.json` in the data folder.

    {"run": "2026-11-23T07:20:03Z",
     "indicators": {"folkmangd": {"checked": "2026-11-23T07:20:01Z",
                                  "read": "2026-11-03T07:20:01Z",
                                  "problem": null, "since": null, "of": null,
                                  "apart": {"regions": ["1229"]}}},
     "clocks": {"kolada": "2031-02-01T09:00:00Z"}}

`run` is when the last run ended; `checked` when the indicator's figures were last got and found
good, or said by the agency to be as before; `read` when they were last got in full; `problem`
why the last attempt failed, in one sentence, and `since` when it first failed so. Figures that a
person brings as a file are confirmed by no run: there `checked` is the day the newest of them was
published, as the file says. A computed indicator is as fresh as the stalest of those that it is
computed from, which `of` names. `apart` is what of its answer is not published as it came (`Apart`
in etl/model.py). `clocks` has the sources whose clock could not be believed when
they were last asked, and what it said. All times are UTC. An indicator that was never asked for is
not there.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from etl.model import Apart, Meaning, Strict
from etl.store import cadence, lost
from etl.store.files import stamp, write_whole
from etl.store.lost import Lost


class State(Strict):
    """One indicator's part of the document."""

    checked: datetime | None = None
    read: datetime | None = None
    problem: str | None = None
    since: datetime | None = None
    of: str | None = None  # the indicator whose state this is, where it is not its own
    apart: Apart = Apart()


class Status(Strict):
    """The document; not to be changed, since all who ask for it share it."""

    run: datetime | None  # None: no run is noted
    indicators: dict[str, State] = Field(default_factory=dict)
    clocks: dict[str, datetime] = Field(default_factory=dict)  # by source

    def of(self, indicator: str) -> State:
        """One indicator's state; an empty one when it was never asked for."""
        return self.indicators.get(indicator, _UNASKED)


_UNASKED = State()
NOTHING = Status(run=None)


def read(data: Path) -> Status:
    """What is noted; NOTHING when the file is not there or cannot be read.

    It is read once, and kept for as long as the very same file lies there.
    """
    found = _noted(data)
    return found if isinstance(found, Status) else NOTHING


def unread(data: Path) -> Lost | None:
    """The file, where it is there and cannot be read."""
    found = _noted(data)
    return found if isinstance(found, Lost) else None


def _noted(data: Path) -> Status | Lost | None:
    path = data / "status.json"
    there = stamp(path)
    return _read(path, there) if there else None


def write(
    data: Path,
    problems: Mapping[str, str | None],
    known: Iterable[str],
    spared: Container[str],
    confirmed: Mapping[str, datetime | None] | None = None,
    *,
    computed: Mapping[str, Sequence[Meaning]] | None = None,
    clocks: Mapping[str, datetime | None] | None = None,
    apart: Mapping[str, Apart] | None = None,
) -> None:
    """Note the outcome of a run: a problem or None for each indicator that was asked for.

    Those `spared` were not read, since the agency says that they are as before. Those without a
    problem are confirmed now, or when `confirmed` says. What earlier runs noted stays for the
    others that are still `known`. Those `computed` follow what they are computed from; `clocks`
    has for each source that was asked what its clock said, None where that was believed; `apart`
    what is not published as it came of each that was read.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    before, known = read(data), set(known)
    noted = {}
    for id_, problem in problems.items():
        last = before.of(id_)
        checked, read_ = (confirmed or {}).get(id_, now), last.read if id_ in spared else now
        good = State(checked=checked, read=read_, apart=last.apart)
        noted[id_] = _failed(last, problem, now) if problem else good
    states = before.indicators | noted
    for id_, of in (computed or {}).items():
        if any(each.id in states for each in of):
            states[id_] = _following(states.get(id_, _UNASKED), of, states)
    for id_, each in (apart or {}).items():
        states[id_] = states.get(id_, _UNASKED).model_copy(update={"apart": each})
    kept = {id_: state for id_, state in states.items() if id_ in known}
    told: dict[str, datetime | None] = {**before.clocks, **(clocks or {})}
    doubted = {source: said for source, said in told.items() if said}
    document = Status(run=now, indicators=kept, clocks=doubted)
    write_whole(data / "status.json", (document.model_dump_json(indent=1) + "\n").encode())


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: tuple[int, ...]) -> Status | Lost | None:
    return lost.read(path, _parsed)


def _parsed(content: bytes) -> Status:
    return Status.model_validate_json(content, strict=True)


def _failed(last: State, problem: str, now: datetime) -> State:
    since = last.since if last.of is None else None  # else the fault was another's
    return last.model_copy(update={"problem": problem, "since": since or now, "of": None})


def _following(own: State, of: Sequence[Meaning], states: Mapping[str, State]) -> State:
    """The state of a computed indicator: confirmed when the one of its parts was that holds least.

    A problem of its own goes before those of its parts.
    """
    parts = [(each, states.get(each.id, _UNASKED)) for each in of]
    stalest, least = min(parts, key=lambda part: _holds_until(*part))
    found = State(checked=least.checked, read=least.read, of=stalest.id, apart=own.apart)
    if own.problem and own.of is None:
        return found.model_copy(update={"problem": own.problem, "since": own.since, "of": None})
    for each, state in parts:
        if state.problem:
            told = f"computed from {each.id}, which is stale: {state.problem}"
            return found.model_copy(update={"problem": told, "since": state.since, "of": each.id})
    return found


def _holds_until(indicator: Meaning, state: State) -> datetime:
    first = datetime.min.replace(tzinfo=UTC)
    return state.checked + cadence.holds(indicator) if state.checked else first
