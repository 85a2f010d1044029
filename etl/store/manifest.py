"""What a release's manifest says: its id, the hash of its content, what each has, and its seals."""

import hashlib
import json
from typing import Any

import pandas as pd

from etl import __version__
from etl.model import COLUMNS, PublishedIndicator
from etl.store import seals

NAME = "manifest.json"

# What of a meaning makes no new release when it alone is another; the next one has it.
QUIET = {"taken", "updated", "next_publication", "queries"}


def whole(told: dict[str, dict[str, Any]], awaited: list[Any]) -> dict[str, Any]:
    """All of it, of what is told of each indicator by id, and the words of those awaited.

    The hash covers figures and meaning, not the QUIET: same content, same id. `version` is that
    of the code that made it.
    """
    parts = sorted(each["content"] for each in told.values())
    words = json.dumps(awaited, ensure_ascii=False) if awaited else ""
    content = hashlib.sha256("".join([*parts, words]).encode()).hexdigest()
    newest = max((each["taken"] for each in told.values()), default=None)
    return {
        "release": f"{newest}-{content[:8]}",
        "version": __version__,
        "content": content,
        "rows": sum(each["rows"] for each in told.values()),
        "indicators": told,
    }


def read(content: bytes) -> dict[str, Any]:
    """The document; raises ValueError when it is none, or not as it was written."""
    said = seals.read(content)
    if not {"release", "content"} <= said.keys():
        raise ValueError("not the manifest of a release")
    parts = said.get("indicators", {})
    if not isinstance(parts, dict) or not all(isinstance(part, dict) for part in parts.values()):
        raise ValueError("its indicators are none")
    return said


def told(meaning: PublishedIndicator, frame: pd.DataFrame) -> dict[str, Any]:
    """What the manifest says of an indicator."""
    return {
        "taken": meaning.taken.isoformat(),
        "source": meaning.source,
        "table": meaning.table,
        "rows": len(frame),
        "content": _content(meaning, frame),
    }


def _content(meaning: PublishedIndicator, frame: pd.DataFrame) -> str:
    cells = pd.util.hash_pandas_object(frame[COLUMNS], index=False).to_numpy().tobytes()
    quiet: Any = {**dict.fromkeys(QUIET, True), "earlier": {"__all__": {"taken"}}}
    words = meaning.model_dump_json(exclude=quiet).encode()
    return hashlib.sha256(words + cells).hexdigest()
