"""Snapshots: the latest good answer for each indicator, kept as the source gave it.

A file is gzip of two lines of JSON: what was asked, when it was taken, the hash of the body; and
the body. The same answer makes the same bytes.
"""

import gzip
import hashlib
import json
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any

from etl.errors import AnswerUnreadable, cause
from etl.model import Answer
from etl.store import files
from etl.store.files import write_whole

LEVEL = 4  # of gzip: a third of the time of 6, a fourteenth more to keep
LARGEST = 512_000_000  # bytes unpacked, many times the greatest answer there is
SUFFIX = ".json.gz"  # of a snapshot's file, after the indicator's id


def keep(data: Path, indicator: str, answer: Answer) -> bool:
    """Keep a good answer in place of the last; False when it says the same as the one kept.

    The same answer got again leaves the file alone: figures are as old as the day they were
    first given so. One that was kept as if given later is of a clock gone wrong. Only call this
    with an answer that was read and checked.
    """
    body = _json(answer.body)
    content = hashlib.sha256(body).hexdigest()
    last = head(data, indicator)
    same = last and (last["content"], last["asked"]) == (content, answer.asked)
    if last and same and datetime.fromisoformat(last["taken"]) <= answer.taken:
        return False
    said = {
        "asked": answer.asked,
        "taken": answer.taken.isoformat(),
        "updated": answer.updated,
        "content": content,
    }
    whole = _json(said) + b"\n" + body
    write_whole(_path(data, indicator), gzip.compress(whole, compresslevel=LEVEL, mtime=0))
    return True


def opened(data: Path, indicator: str) -> Answer | None:
    """The answer kept for an indicator, or None when there is none.

    Raises AnswerUnreadable when the file is torn or is not a snapshot.
    """
    path = _path(data, indicator)
    if not path.exists():
        return None
    said, body = _parts(path)
    try:
        taken = datetime.fromisoformat(said["taken"])
        return Answer(said["asked"], taken, said["updated"], json.loads(body))
    except (ValueError, KeyError, TypeError) as error:
        raise _not_whole(path, error) from error


def head(data: Path, indicator: str) -> dict[str, Any] | None:
    """What the kept answer is an answer to (`asked`), `taken` when, and the agency's `updated`.

    None when there is none that can be read.
    """
    path = _path(data, indicator)
    try:
        return _parts(path)[0] if path.exists() else None
    except AnswerUnreadable:
        return None


def taken(data: Path, indicator: str) -> datetime | None:
    """When the kept answer was taken, UTC; None when there is none that can be read."""
    try:
        answer = opened(data, indicator)
    except AnswerUnreadable:
        return None
    return answer.taken if answer else None


def _parts(path: Path) -> tuple[dict[str, Any], bytes]:
    """The head, and the body whose hash the head tells."""
    try:
        first, _, body = _unpacked(files.content(path, LARGEST)).partition(b"\n")
        said = dict(json.loads(first))
        whole = said["content"] == hashlib.sha256(body).hexdigest() and "asked" in said
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise _not_whole(path, error) from error
    if not whole:
        raise AnswerUnreadable(f"{path.name} is not a whole snapshot: its hash is another")
    return said, body


def _unpacked(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # of gzip
    whole = unpacking.decompress(packed, LARGEST)
    if not unpacking.eof or unpacking.unused_data:
        raise EOFError("cut short, greater than any answer, or something stands behind it")
    return whole


def _not_whole(path: Path, error: Exception) -> AnswerUnreadable:
    return AnswerUnreadable(f"{path.name} is not a whole snapshot: {cause(error)}")


def _path(data: Path, indicator: str) -> Path:
    return data / "snapshots" / f"{indicator}{SUFFIX}"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
