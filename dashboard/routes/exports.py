"""Files that are asked for: written once, piece by piece, kept on disk, read at any pace.

A reader never holds a thread or more than a piece of a file in memory: what is sent lies in a file
without a name, which many read at once and which is gone with the last of them.
"""

import hashlib
import io
import logging
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from time import monotonic
from types import MappingProxyType
from typing import IO, NamedTuple
from weakref import finalize

from flask import Response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wsgi import wrap_file

from dashboard import data, encoding, limits
from dashboard.routes.ask import Refused
from dashboard.turns import Full, Turns
from etl.errors import cause
from etl.store.kept import Kept

_log = logging.getLogger(__name__)
_open: Counter[int] = Counter()  # bytes of each file that is kept, or still read
_turns = Turns(limits.EXPORTS, limits.CLIENT_EXPORTS, limits.WRITING)

LEAST = limits.MB  # what a kept file counts at least, so that there are not too many of them
HASH = "X-SHA256"  # of a file's bytes before they are packed
PIECE = 64 * limits.KB  # bytes read at once while it is sent


class Export(NamedTuple):
    """A file to be written: its bytes in pieces, its kind, and what a browser calls it."""

    content: Iterable[bytes]
    mimetype: str
    name: str = ""
    disposition: str = "attachment"
    headers: Mapping[str, str] = MappingProxyType({})  # what else is said of it


@dataclass(frozen=True)
class Written:
    """A file that was written, and what its answers say of it."""

    file: IO[bytes]
    length: int
    headers: dict[str, str]

    @property
    def size(self) -> int:
        """Bytes on disk, counted so that there are not too many files."""
        return max(self.length, LEAST)

    def __post_init__(self) -> None:
        _open[id(self)] = self.length
        finalize(self, _closed, id(self), self.file)


def _closed(number: int, file: IO[bytes]) -> None:
    """What nobody keeps or reads any more is gone."""
    _open.pop(number, None)
    file.close()


class Reader(io.RawIOBase):
    """One reader's place in a file that others read too."""

    def __init__(self, written: Written) -> None:
        self._written, self._at = written, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is, so that a server can send it without reading it first."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # as io calls it
        """The next bytes."""
        found = os.pread(self._written.file.fileno(), len(buffer), self._at)
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move the place."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._written.length}
        self._at = start[whence] + offset
        return self._at


_kept = Kept[Written](limits.KEPT_FILES)


def answer(tag: str, make: Callable[[], Export]) -> Response:
    """The file of a tag for this request, written where none is kept.

    It is kept under the whole question: of a tag it is only a few letters, which two can share.
    Raises Refused where too many are being written already, or this one takes too long.
    """
    small = encoding.chosen(request.accept_encodings)
    key = (data.release().path, tag, request.full_path, small)
    written = _kept.get(key, lambda: _in_turn(key, lambda: _written(make(), small)))
    file = wrap_file(request.environ, Reader(written), PIECE)  # type: ignore[arg-type]  # raw, which is read as well
    response = Response(file, headers=written.headers, direct_passthrough=True)
    response.content_length = written.length
    return response


def part(response: Response) -> Response:
    """The bytes of a file that a request names (`Range`), where it is sent as it lies on disk.

    Raises Refused where there are no such bytes.
    """
    length = response.content_length
    if response.status_code != 200 or length is None or "Content-Encoding" in response.headers:
        return response
    response.headers["Accept-Ranges"] = "bytes"
    try:
        response.make_conditional(request, accept_ranges=True, complete_length=length)
    except RequestedRangeNotSatisfiable:
        sentence = f"The file has {length} bytes."
        raise Refused(416, sentence, [f"Range: bytes=0-{max(length - 1, 0)}"]) from None
    return response


def _in_turn(key: Hashable, write: Callable[[], Written]) -> Written:
    """Write a file when it is its turn, unless somebody else has meanwhile."""
    try:
        with _turns.turn():
            return _kept.there(key) or write()
    except Full:
        raise _refused("Too many files are being written already") from None


def _refused(sentence: str) -> Refused:
    again = f"{sentence}; ask again in {limits.AGAIN} seconds."
    return Refused(429, again, ["one file after another"], limits.AGAIN)


def _written(export: Export, small: str) -> Written:
    """Raises Refused where so much is still being read that there is no room for more."""
    if _open.total() > limits.OPEN_FILES:
        raise _refused("Too much is being read already")
    try:
        return _laid(export, small)
    except OSError as error:
        _log.error("a file that is asked for cannot be written: %s", cause(error))
        raise Refused(503, "There is no room for the file just now.", [], limits.AGAIN) from error


def _laid(export: Export, small: str) -> Written:
    if not encoding.is_text(export.mimetype):
        small = ""
    file, seen = tempfile.TemporaryFile(), hashlib.sha256()  # noqa: SIM115  # closed with its last reader
    try:
        file.writelines(encoding.compressed(_noted(_in_time(export.content), seen), small))
        file.flush()
    except BaseException:
        file.close()
        raise
    headers = {"Content-Type": _kind(export.mimetype), "Vary": "Accept-Encoding", **export.headers}
    headers[HASH] = seen.hexdigest()
    if small:
        headers["Content-Encoding"] = small
    if export.name:
        headers["Content-Disposition"] = f'{export.disposition}; filename="{export.name}"'
    return Written(file, file.tell(), headers)


def _kind(mimetype: str) -> str:
    return f"{mimetype}; charset=utf-8" if mimetype.startswith("text/") else mimetype


def _noted(pieces: Iterable[bytes], seen: "hashlib._Hash") -> Iterator[bytes]:
    """The pieces, each told to a hash as it passes."""
    for piece in pieces:
        seen.update(piece)
        yield piece


def _in_time(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, as long as somebody waits for them and they do not take too long."""
    until = monotonic() + limits.WRITTEN_WITHIN
    gone = request.environ.get("waitress.client_disconnected", lambda: False)
    for piece in pieces:
        yield piece
        if monotonic() > until:
            sentence = f"That takes more than {limits.WRITTEN_WITHIN} seconds; ask for less."
            raise Refused(503, sentence, ["fewer indicators", "fewer periods"])
        if gone():
            raise Refused(503, "Whoever asked has left.", [])
