"""What goes wrong in the wild: each fault a function around the answer to one request.

To add one, write the function and name it in FAULTS; those of agencies that change under their
reader are in drift.py, those of strangers in their place in strangers.py. The D numbers are those
of the list of faults seen in the wild that the pipeline must stand.
"""

import re
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from tests.replay.drift import DRIFT, changed
from tests.replay.old_ways import OLD_WAYS
from tests.replay.strangers import STRANGERS
from tests.replay.wire import Answerer, Reply, Request

Json = dict[str, Any]

# request, how the request is answered without the fault, which strike this is (from 1) -> reply
Break = Callable[[Request, Answerer, int], Reply]


def _too_many(headers: dict[str, str]) -> Reply:
    text = b"API calls quota exceeded! maximum admitted 3 per 1s."
    return Reply(429, text, "text/plain", headers)


def too_many_int(_: Request, __: Answerer, ___: int) -> Reply:
    """429 with Retry-After in seconds (D1)."""
    return _too_many({"Retry-After": "1"})


def too_many_date(_: Request, __: Answerer, ___: int) -> Reply:
    """429 with Retry-After as an HTTP date (D1)."""
    then = datetime.now(UTC) + timedelta(seconds=2)
    return _too_many({"Retry-After": format_datetime(then, usegmt=True)})


def too_many_bare(_: Request, __: Answerer, ___: int) -> Reply:
    """429 without Retry-After (D1)."""
    return _too_many({})


def empty_500(_: Request, __: Answerer, ___: int) -> Reply:
    """500 with an empty body (D10)."""
    return Reply(500)


def unavailable(_: Request, __: Answerer, ___: int) -> Reply:
    """503 with a maintenance page, without Retry-After (D12)."""
    return Reply(503, MAINTENANCE, "text/html; charset=utf-8")


MAINTENANCE = (
    "<html><body><h1>Underhåll pågår</h1><p>Försök igen senare.</p></body></html>".encode()
)


def html_200(_: Request, __: Answerer, ___: int) -> Reply:
    """200 with a maintenance page (D12)."""
    return Reply(200, MAINTENANCE, "text/html; charset=utf-8")


def wrong_format(request: Request, answer: Answerer, _: int) -> Reply:
    """A PX body where JSON-stat was asked for (D13)."""
    text = 'CHARSET="ANSI";\r\nMATRIX="TAB";\r\nDATA=\r\n1 2 3;\r\n'.encode("iso-8859-1")
    kind = "application/octet-stream; charset=iso-8859-15"
    return replace(answer(request), body=text, content_type=kind)


def reset(request: Request, answer: Answerer, _: int) -> Reply:
    """The connection is reset without an answer (D14)."""
    return replace(answer(request), send=_reset)


def _reset(connection: socket.socket, _: bytes, __: bytes) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def hang(request: Request, answer: Answerer, _: int) -> Reply:
    """Nothing is sent until the client gives up (D14)."""
    return replace(answer(request), send=lambda connection, _, __: _read(connection))


def _read(connection: socket.socket) -> None:
    connection.recv(1)


def drip(request: Request, answer: Answerer, _: int) -> Reply:
    """One byte a second (D14)."""
    return replace(answer(request), send=_drip)


def _drip(connection: socket.socket, head: bytes, body: bytes) -> None:
    connection.sendall(head)
    for byte in body:
        connection.sendall(bytes([byte]))
        time.sleep(1)


def truncated(request: Request, answer: Answerer, _: int) -> Reply:
    """Half the body, then the connection is closed against Content-Length (D15)."""
    return replace(answer(request), send=_half)


def _half(connection: socket.socket, head: bytes, body: bytes) -> None:
    connection.sendall(head + body[: len(body) // 2])


def truncated_chunks(request: Request, answer: Answerer, _: int) -> Reply:
    """Half the body as a chunk, then the connection is closed before the last chunk (D15)."""
    reply = answer(request)
    return replace(
        reply, headers={**reply.headers, "Transfer-Encoding": "chunked"}, send=_one_chunk
    )


def _one_chunk(connection: socket.socket, head: bytes, body: bytes) -> None:
    part = body[: len(body) // 2]
    connection.sendall(head + f"{len(part):x}\r\n".encode() + part + b"\r\n")


def truncated_json(request: Request, answer: Answerer, _: int) -> Reply:
    """Half the body, and a Content-Length that agrees with it (D15)."""
    reply = answer(request)
    return replace(reply, body=reply.body[: len(reply.body) // 2])


def default_selection(request: Request, answer: Answerer, _: int) -> Reply:
    """SCB answers its default selection whatever was asked (D7)."""
    kept = tuple(p for p in request.params if not p[0].lower().startswith("valuecodes"))
    return answer(replace(request, params=kept, body=b""))


def wrong_codes(request: Request, answer: Answerer, _: int) -> Reply:
    """The answer names another code than the one asked for (D5, D7)."""

    def change(document: Json) -> None:
        for dimension in list(document.get("dimension", {}).values())[:1]:
            for part in ("index", "label"):
                codes = dimension["category"][part]
                last = list(codes)[-1]
                codes[f"{last}X"] = codes.pop(last)
        for record in document.get("values", [])[:1]:
            record["kpi"] = "N99999"

    return changed(request, answer, change)


def sparse(request: Request, answer: Answerer, _: int) -> Reply:
    """No fault: `value` as an object without its nulls, as the JSON-stat standard allows."""

    def change(document: Json) -> None:
        values = document.get("value")
        if values:
            document["value"] = {str(i): v for i, v in enumerate(values) if v is not None}

    return changed(request, answer, change)


def missing_id(request: Request, answer: Answerer, _: int) -> Reply:
    """Kolada leaves out the first KPI asked for, silently (D29)."""
    asked = re.search(r"(?:/kpi/|kpi_id=)([^/,?&]+)", request.target)

    def change(document: Json) -> None:
        if asked and "values" in document:
            kept = [r for r in document["values"] if asked[1] not in (r.get("kpi"), r.get("id"))]
            document |= {"values": kept, "count": len(kept)}

    return changed(request, answer, change)


def cycle(request: Request, answer: Answerer, _: int) -> Reply:
    """Kolada's next_url leads back to the page it stands on (D27)."""
    return changed(request, answer, lambda document: document.update(next_url=request.url))


def other_host(request: Request, answer: Answerer, _: int) -> Reply:
    """Kolada's next_url leads to another host: this machine by another name (D27)."""
    address = request.url.replace("//127.0.0.1", "//localhost", 1)
    return changed(request, answer, lambda document: document.update(next_url=address))


def _later(document: Json) -> None:
    if "updated" in document:
        then = datetime.fromisoformat(document["updated"]) + timedelta(days=1)
        document["updated"] = then.strftime("%Y-%m-%dT%H:%M:%SZ")


def updated_later(request: Request, answer: Answerer, _: int) -> Reply:
    """`updated` is a day later: with `+k`, the table is published anew after k requests (D6)."""
    return changed(request, answer, _later)


def updated_flips(request: Request, answer: Answerer, strike: int) -> Reply:
    """`updated` is a day later in every other answer: the table never stands still (D6)."""
    return changed(request, answer, _later) if strike % 2 else answer(request)


def _clock(year: int) -> Break:
    def struck(request: Request, answer: Answerer, _: int) -> Reply:
        reply = answer(request)
        then = datetime(year, 2, 1, 9, tzinfo=UTC)
        headers = {**reply.headers, "Date": format_datetime(then, usegmt=True)}
        return replace(reply, date=None, headers=headers)

    struck.__doc__ = f"The server's clock is of {year}."
    return struck


FAULTS: dict[str, Break] = {
    "429-int": too_many_int,
    "429-date": too_many_date,
    "429-bare": too_many_bare,
    "500": empty_500,
    "503": unavailable,
    "html-200": html_200,
    "wrong-format": wrong_format,
    "reset": reset,
    "hang": hang,
    "drip": drip,
    "truncated": truncated,
    "truncated-chunks": truncated_chunks,
    "truncated-json": truncated_json,
    "default-selection": default_selection,
    "wrong-codes": wrong_codes,
    "sparse": sparse,
    "missing-id": missing_id,
    "cycle": cycle,
    "other-host": other_host,
    "updated-later": updated_later,
    "updated-flips": updated_flips,
    "clock-2031": _clock(2031),
    "clock-1970": _clock(1970),
    **DRIFT,
    **OLD_WAYS,
    **STRANGERS,
}
