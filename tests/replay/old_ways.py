"""How PxWeb's API v1 goes wrong beside what all APIs do: encodings, refusals, codes that shift.

Each is a fault as those in faults.py, and stands in its list.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.replay.drift import changed
from tests.replay.wire import Answerer, Reply, Request

Json = dict[str, Any]
NBSP = "\N{NO-BREAK SPACE}"
FEW = 4


def parameter_error(_: Request, __: Answerer, ___: int) -> Reply:
    """400 "Parameter error", which v1 says of any fault of its own, a dead backend too (B)."""
    body = json.dumps({"error": "Parameter error"}).encode()
    return Reply(400, body, "application/json; charset=utf-8")


def too_many_values(request: Request, answer: Answerer, _: int) -> Reply:
    """403 "Too many values selected" for more than 4 cells, fewer than ?config says (D3)."""
    reply = answer(request)
    body = json.loads(reply.body) if request.method == "POST" and reply.status == 200 else {}
    if len(body.get("value", [])) <= FEW:
        return reply
    return Reply(
        403, json.dumps({"error": "Too many values selected"}).encode(), "application/json"
    )


def query_ignored(request: Request, answer: Answerer, _: int) -> Reply:
    """The answer has all there is, whatever was asked for (D7)."""
    everything = {"query": [], "response": {"format": "json-stat2"}}
    posted = request.method == "POST"
    return answer(replace(request, body=json.dumps(everything).encode()) if posted else request)


def bom(request: Request, answer: Answerer, _: int) -> Reply:
    """The JSON begins with a byte order mark (D20)."""
    reply = answer(request)
    return replace(reply, body=b"\xef\xbb\xbf" + reply.body)


def windows(request: Request, answer: Answerer, _: int) -> Reply:
    """The JSON is in Windows-1252, and says so (D20)."""
    kind = "application/json; charset=windows-1252"
    return replace(windows_untold(request, answer, 0), content_type=kind)


def windows_untold(request: Request, answer: Answerer, _: int) -> Reply:
    """The JSON is in Windows-1252 and says that it is UTF-8 (D20)."""
    reply = answer(request)
    return replace(reply, body=reply.body.decode().encode("windows-1252", "replace"))


def nbsp_numbers(request: Request, answer: Answerer, _: int) -> Reply:
    """Numbers are texts with a no-break space between thousands (D20)."""

    def change(document: Json) -> None:
        values = document.get("value", [])
        values[:] = [v if v is None else f"{v:,}".replace(",", NBSP) for v in values]

    return changed(request, answer, change)


def nbsp_texts(request: Request, answer: Answerer, _: int) -> Reply:
    """Texts have no-break spaces between their words (D20)."""

    def change(document: Json) -> None:
        for variable in document.get("variables", []):
            variable["valueTexts"] = [t.replace(" ", NBSP) for t in variable["valueTexts"]]

    return changed(request, answer, change)


def renumbered(request: Request, answer: Answerer, _: int) -> Reply:
    """Codes that only count are counted otherwise in the answer than in the metadata (D5)."""

    def change(document: Json) -> None:
        for dimension in document.get("dimension", {}).values():
            label = dimension["category"]["label"]
            texts = list(label.values())
            dimension["category"]["label"] = dict(zip(label, texts[1:] + texts[:1], strict=True))

    return changed(request, answer, change)


OLD_WAYS: dict[str, Callable[[Request, Answerer, int], Reply]] = {
    "400-parameter": parameter_error,
    "403-values": too_many_values,
    "query-ignored": query_ignored,
    "bom": bom,
    "windows": windows,
    "windows-untold": windows_untold,
    "nbsp-numbers": nbsp_numbers,
    "nbsp-texts": nbsp_texts,
    "renumbered": renumbered,
}
