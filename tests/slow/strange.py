"""Requests as nobody's browser sends them, seeded: the same number makes the same request.

Each begins as a sound one (tests/addresses.py knows them all) and is then spoilt in one to three
ways: path, query, headers, method, body. What is sent is bytes: no client would let most of it out.
"""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from random import Random
from typing import NamedTuple
from urllib.parse import quote

from tests import addresses
from tests.bench import visitors
from tests.pages import addresses as pages

MARK = "norrfuzz"  # in all that must not come back as markup or as a header
FOREIGN = "evil.example"
MARKUP = [f"<{MARK}>", f'"><{MARK} x="', f"'><{MARK}>", f"</script><{MARK}>", f'" on{MARK}="1']
BREAKS = [f"%0d%0aX-{MARK}: 1", f"%0aX-{MARK}:%201", f"%E5%98%8D%E5%98%8AX-{MARK}:1"]
ODD = [
    "%00", "%1b[31m", "%ff", "%c0%ae%c0%ae/", "%ed%a0%80", "../", "..%2f", "%5c", "%", "%zz",
    "\x01", "\x7f", "\x1b[2J", "å", "\U0001d7da", "\u202e", " ", "+", ";", "{}", "${7*7}",
    "{{7*7}}", "'--",
]  # fmt: skip
CONTROLS = ["%1b[31m", "%0d%0aforged", "%0a", "%07", "%c2%9b31m", "%e2%80%a8"]  # of a log's lines
NUMBERS = ["-1", "1e309", "NaN", "9" * 40, "0x10", "00000", "1..2", "9999..0000", "\u0663"]
NAMES = [
    "region", "indicator", "period", "sex", "age", "format", "lang", "show", "limits", "panels",
    "method", "form", "around", "caption", "compare", "release", "q", "utm_source",
]  # fmt: skip
WORDS = [
    "2480", "24", "00", "norra-sverige", "county:24", "latest", "2020..", "2000..2024", "K", "csv",
    "parquet", "xlsx", "folkmangd", "medelalder", "sweden-municipality", "own", "all",
]  # fmt: skip
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "BREW"]
LENGTHS = [2_000, 9_000, 60_000]  # characters
PLACES = [
    "/_dash-component-suites/", "/_dash-component-suites/dash/deps/", "/assets/0/", "/data/",
    "/karta/", "/bild/", "/manadslage/", "/embed/", "/api/v1/", "//", "/%5C", "/indikatorer/",
]  # fmt: skip
HEADERS: dict[str, Sequence[str]] = {
    "Host": [FOREIGN, f"{FOREIGN}:1", "", "a b", "[::1]", "x" * 300, f'"><{MARK}>'],
    "X-Forwarded-Host": [FOREIGN, f"{FOREIGN}, other"],
    "X-Forwarded-Proto": ["javascript", "https", MARKUP[0]],
    "X-Forwarded-For": ["1.2.3.4", "x" * 2000, "::1, ::2"],
    "Accept-Encoding": [
        "br;q=0",
        "gzip;q=0, *;q=0",
        "zstd;q=x",
        "identity;q=0",
        ",,,",
        "br;q=0.1;",
    ],
    "Accept-Language": ["en;q=NaN", "x" * 3000],
    "If-None-Match": ["*", '"', 'W/"x", "y', "x" * 5000, '"' * 999],
    "If-Modified-Since": ["yesterday", "Sat, 99 Foo 99999 99:99:99 GMT"],
    "Range": [
        "bytes=0-0",
        "bytes=-1",
        "bytes=9-1",
        "bytes=0-,0-,0-",
        "lines=1-2",
        "bytes=0-9999999",
    ],
    "Cookie": ["a=b; " * 500, "\x01=\x02", f"s={MARKUP[0]}"],
    "Content-Type": ["", "application/json; charset=utf-99", "multipart/form-data", "text/xml"],
    "Content-Encoding": ["gzip", "br", "nothing"],
    "Content-Length": ["-1", "x", "99", "0", "1e3", "18446744073709551616"],
    "Transfer-Encoding": ["chunked", "chunked, chunked", "x"],
    "Expect": ["100-continue", "200-ok"],
    "Upgrade": ["websocket", "h2c"],
    "User-Agent": ["", MARKUP[1], "\x1b[31mred", "x" * 8000],
    "Referer": [f"http://{FOREIGN}/{MARKUP[0]}", "javascript:1"],
}
NO_CHOICES = [  # bodies that are nothing like a choice
    *(b"[" * many for many in (10, 5_000, 200_000)),
    b'{"a":' * 20_000,
    gzip.compress(b"[" * 10_000_000, mtime=0),
    bytes(range(256)),
    b"",
]


FRAMES = {"Content-Length", "Transfer-Encoding", "Expect"}  # where a request ends, or goes on


class Strange(NamedTuple):
    """One request, and how it was spoilt; one that may lack its end is ended by hanging up."""

    number: int
    how: str
    sent: bytes
    endless: bool


class _Request:
    """What is spoilt, bit by bit."""

    def __init__(self, chance: Random, address: str) -> None:
        self.chance, self.method = chance, "GET"
        self.path, _, self.query = address.partition("?")
        self.headers: dict[str, str] = {"Host": "127.0.0.1"}
        self.body = b""

    def odd(self) -> str:
        return self.chance.choice([*MARKUP, *BREAKS, *ODD, *NUMBERS])

    def bytes(self) -> bytes:
        """As it goes over the wire; spaces stay what they are only where that is the spoiling."""
        address = self.path + (f"?{self.query}" if self.query else "")
        lines = [
            f"{self.method} {address} HTTP/1.1",
            *(f"{n}: {v}" for n, v in self.headers.items()),
        ]
        if self.body and "Content-Length" not in self.headers:
            lines.append(f"Content-Length: {len(self.body)}")
        head = "\r\n".join([*lines, "Connection: close", "", ""])
        return head.encode("utf-8", "surrogatepass") + self.body


def _path(request: _Request) -> None:
    parts = request.path.split("/")
    at = request.chance.randrange(len(parts))
    parts[at] = request.chance.choice([request.odd(), parts[at] + request.odd(), "", parts[at] * 2])
    request.path = "/".join(parts) or "/"


def _place(request: _Request) -> None:
    tails = [FOREIGN, f"{FOREIGN}/x", request.odd(), request.chance.choice(CONTROLS), ""]
    tail = request.chance.choice(tails)
    request.path = request.chance.choice(PLACES) + tail


def _long_path(request: _Request) -> None:
    letter = request.chance.choice(["a", "%41", "a/", "é", "."])
    place = request.chance.choice(PLACES)
    request.path = place + letter * (request.chance.choice(LENGTHS) // len(letter))


def _query(request: _Request) -> None:
    name, words = request.chance.choice(NAMES), [*WORDS, quote(request.odd()), request.odd()]
    given = ",".join(request.chance.choices(words, k=request.chance.randint(1, 4)))
    request.query += f"&{name}={given}"


def _name(request: _Request) -> None:
    request.query += f"&{request.odd()}={request.chance.choice(WORDS)}"


def _repeated(request: _Request) -> None:
    """One word under one name very often; spans of periods cost most."""
    name, most = request.chance.choice(NAMES), request.chance.choice(LENGTHS)
    word = request.chance.choice([*WORDS, "1990..2024", "1968M01.."])
    pair = request.chance.choice([f"&{name}={word}", f"&{name}=,{word}", f",{word}"])
    request.query += f"&{name}={word}" + pair * (most // len(pair))


def _header(request: _Request) -> None:
    name = request.chance.choice(list(HEADERS))
    request.headers[name] = request.chance.choice([*HEADERS[name], request.chance.choice(MARKUP)])


def _many_headers(request: _Request) -> None:
    many = request.chance.choice([20, 99, 400])
    request.headers |= {
        f"X-{each}": "x" * request.chance.choice([0, 9, 200]) for each in range(many)
    }


def _method(request: _Request) -> None:
    request.method = request.chance.choice([*METHODS, "get", "GE T", "G\x00T"])


def _body(request: _Request) -> None:
    """A choice as Dash sends it, spoilt; or nothing like it."""
    request.method, request.path, request.query = "POST", visitors.ASKED_LIVE, ""
    request.headers["Content-Type"] = "application/json"
    path = request.chance.choice([*_pages(), "/nowhere", request.odd()])
    sound = visitors.live(path, f"{request.chance.choice(NAMES)}={request.odd()}", {}).sent or b""
    cut = sound[: request.chance.randrange(len(sound))]
    spoilt = [sound, cut, _changed(request, json.loads(sound)), request.chance.choice(NO_CHOICES)]
    request.body = request.chance.choice(spoilt)


_pages = cache(pages)


def _changed(request: _Request, sound: dict[str, object]) -> bytes:
    """One of its parts is something else, or gone."""
    name = request.chance.choice(list(sound))
    other = [None, [], {}, 1, "x" * 9_000, [[[]]], {"id": "x"}, [None] * 99, [{"value": {}}], True]
    told = sound | {name: request.chance.choice(other)}
    return json.dumps(told if request.chance.random() < 0.8 else [told]).encode()


SPOILT: dict[Callable[[_Request], None], int] = {  # and how often of a hundred
    _path: 16, _place: 12, _long_path: 4, _query: 22, _name: 6, _repeated: 4,
    _header: 18, _many_headers: 2, _method: 6, _body: 10,
}  # fmt: skip


def requests(many: int, seed: int, issue: str) -> Iterator[Strange]:
    """So many of them."""
    told = (addresses.asked(each, issue) for each in addresses.told())
    sound = list(dict.fromkeys([*told, *_pages()]))
    for number in range(many):
        yield _strange(Random(f"{seed} {number}"), number, sound)  # noqa: S311  # no secret


def _strange(chance: Random, number: int, sound: list[str]) -> Strange:
    request = _Request(chance, chance.choice(sound))
    ways = chance.choices(list(SPOILT), SPOILT.values(), k=chance.choice([1, 1, 2, 3]))
    for spoil in ways:
        spoil(request)
    how = " + ".join(dict.fromkeys(each.__name__.strip("_").replace("_", " ") for each in ways))
    return Strange(number, how, request.bytes(), endless=bool(FRAMES & request.headers.keys()))
