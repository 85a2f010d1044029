"""What became of each indicator the last time it was asked for: `status.json` in the data folder.

    {"run": "2026-11-23T07:20:03+00:00",
     "indicators": {"folkmangd": {"checked": "2026-11-23T07:20:01+00:00",
                                  "problem": null, "since": null}}}

`run` is when the last run ended; `checked` when the indicator's figures were last got and found
good; `problem` why the last attempt failed, in one sentence, and `since` when it first failed so.
All times are UTC. An indicator that was never asked for is not there.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypedDict

from etl.files import write_whole


class State(TypedDict):
    """One indicator's part of the document."""

    checked: str | None
    problem: str | None
    since: str | None


def read(data: Path) -> dict[str, State]:
    """Every indicator's state by id; none at all when the file is not there or is torn."""
    try:
        document: Any = json.loads((data / "status.json").read_text(encoding="utf-8"))
        return dict(document["indicators"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def write(data: Path, problems: Mapping[str, str | None], known: Iterable[str]) -> None:
    """Note the outcome of a run: a problem or None for each indicator that was asked for.

    What earlier runs noted stays for the others that are still `known`.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    states = read(data)
    noted = {id_: _state(states.get(id_), problem, now) for id_, problem in problems.items()}
    kept = {id_: state for id_, state in (states | noted).items() if id_ in set(known)}
    document = {"run": now, "indicators": kept}
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    write_whole(data / "status.json", text.encode())


def _state(last: State | None, problem: str | None, now: str) -> State:
    if problem is None:
        return State(checked=now, problem=None, since=None)
    since = last["since"] if last and last["since"] else now
    return State(checked=last["checked"] if last else None, problem=problem, since=since)
