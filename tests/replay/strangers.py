"""What someone who has broken into an agency, or the way to it, may answer in its place.

Each is a fault as those in faults.py, and stands in its list.
"""

import gzip
import json
import re
import socket
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial, update_wrapper
from typing import Any

import brotli
from backports import zstd

from tests.replay.wire import Answerer, Reply, Request

Break = Callable[[Request, Answerer, int], Reply]

MARK = "hemligt <b>\x1b[31m\u202e"  # what a stranger wrote: words, markup, what acts on a terminal
DEEPEST = 6  # of the agencies' documents
BYTES = 60_000_000  # that a bomb unpacks to
EMPTY = b"\0\0\0\xff\xff"  # a piece of deflate that unpacks to nothing


@cache
def spaces(packing: str) -> bytes:
    """A bomb: nothing but spaces, a thousandth of them as it is sent."""
    several = b" " * (BYTES // 100)
    match packing:
        case "gzip":
            return gzip.compress(several, mtime=0) * 100
        case "zstd":
            return zstd.compress(several) * 100
        case "br":
            return brotli.compress(several * 100, quality=1)
    packer = zlib.compressobj()
    return b"".join([*(packer.compress(several) for _ in range(100)), packer.flush()])


def bomb(request: Request, answer: Answerer, _: int, *, packing: str, status: int = 200) -> Reply:
    """A small answer that unpacks to 60 MB (A17)."""
    headers = {"Content-Encoding": packing}
    kind = answer(request).content_type
    return Reply(status, spaces(packing), kind, headers)


def marked(request: Request, answer: Answerer, _: int, *, what: str, depth: int) -> Reply:
    """All texts, names or numbers at one depth of a document hold a stranger's words."""
    reply = answer(request)
    if reply.status != 200:
        return reply
    if reply.content_type and "json" in reply.content_type:
        document = _marked(json.loads(reply.body), what, depth)
        return replace(reply, body=json.dumps(document).encode())
    lines = reply.body.decode("latin-1").splitlines()
    lines = [
        _marked_line(line, what, depth) if at else line for at, line in enumerate(lines, -depth)
    ]
    return replace(reply, body="\r\n".join([*lines, ""]).encode("latin-1", "replace"))


def _marked(value: Any, what: str, depth: int) -> Any:
    match value:
        case dict():
            name = f"%s{MARK}" if what == "names" and not depth else "%s"
            return {name % key: _marked(each, what, depth - 1) for key, each in value.items()}
        case list():
            return [_marked(each, what, depth - 1) for each in value]
        case str() if what == "texts" and not depth:
            return value + MARK
        case int() | float() if what == "numbers" and not depth:
            return MARK
    return value


def _marked_line(line: str, what: str, depth: int) -> str:
    """Of a table as text, its lines and cells are one depth each."""
    cells = line.split("\t")
    if what == "texts" or (what == "names" and not depth):
        cells[depth % len(cells)] += MARK
    return "\t".join(MARK if what == "numbers" and each.isdigit() else each for each in cells)


def instead(*_: Any, reply: Reply) -> Reply:
    """Another answer than any that was asked for."""
    return reply


def other_years(request: Request, answer: Answerer, _: int, *, century: str) -> Reply:
    """All that is of this century is of another, in question and answer alike (A12)."""
    back = partial(re.sub, rf"\b{century}(?=\d\d)", "20")
    body, target = back(request.body.decode()).encode(), back(request.target)
    params = tuple((name, back(value)) for name, value in request.params)
    asked = replace(request, body=body, target=target, path=back(request.path), params=params)
    reply = answer(asked)
    return replace(reply, body=re.sub(rb"\b20(?=\d\d)", century.encode(), reply.body))


def stamped(request: Request, answer: Answerer, _: int, *, year: str) -> Reply:
    """The day an agency says it last changed a table is of that year."""
    reply = answer(request)
    stamp = rb'("updated": ?")\d{4}'
    return replace(reply, body=re.sub(stamp, rb"\g<1>" + year.encode(), reply.body))


def empties(request: Request, answer: Answerer, _: int) -> Reply:
    """A compressed answer that goes on and on, and unpacks to nothing."""
    headers = {"Content-Encoding": "gzip"}
    return Reply(200, b"", answer(request).content_type, headers, send=_endless)


def _endless(connection: socket.socket, head: bytes, _: bytes) -> None:
    begin = gzip.compress(b"", mtime=0)[:10]
    with suppress(OSError):  # until the other one has had enough
        connection.sendall(head.replace(b"Content-Length: 0", b"Connection: close") + begin)
        while True:
            connection.sendall(EMPTY * 1000)


def _with(fault: Break, **given: Any) -> Break:
    return update_wrapper(partial(fault, **given), fault)


SAID = json.dumps({"title": MARK, "detail": MARK, "error": MARK}).encode()
JSON = "application/json"
STRANGERS: dict[str, Break] = {
    **{f"bomb-{each}": _with(bomb, packing=each) for each in ("gzip", "deflate", "br", "zstd")},
    "bomb-503": _with(bomb, packing="gzip", status=503),
    **{
        f"marked-{what}-{depth}": _with(marked, what=what, depth=depth)
        for what in ("texts", "names", "numbers")
        for depth in range(DEEPEST)
    },
    **{f"years-{century}": _with(other_years, century=century) for century in ("10", "16", "99")},
    **{f"stamped-{year}": _with(stamped, year=year) for year in ("0204", "2999")},
    "empties": empties,
    "marked-400": _with(instead, reply=Reply(400, SAID, JSON)),
    "marked-404": _with(instead, reply=Reply(404, SAID, JSON)),
    "marked-503": _with(instead, reply=Reply(503, SAID, JSON)),
    "marked-html": _with(instead, reply=Reply(200, MARK.encode(), "text/html")),
    "marked-json": _with(instead, reply=Reply(200, json.dumps([MARK]).encode(), JSON)),
    "marked-kind": _with(instead, reply=Reply(200, b"{}", "hemligt <b>/json")),
    "marked-charset": _with(instead, reply=Reply(200, b"{}", f"{JSON}; charset=hemligt")),
    "marked-away": _with(
        instead, reply=Reply(302, b"", None, {"Location": "http://localhost/hemligt"})
    ),
    "marked-path": _with(instead, reply=Reply(302, b"", None, {"Location": "/hemligt <b>"})),
}
