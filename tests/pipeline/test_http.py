"""The session: patient with what passes, clear about what does not, never fooled."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from socketserver import BaseRequestHandler, TCPServer
from threading import Thread
from typing import Any

import pytest

from etl.errors import AnswerUnreadable, SourceUnavailable
from etl.net.reply import Refused
from etl.net.session import Patience, Session
from tests.replay import Emulator, serve
from tests.replay.wire import Reply, Request, Server
from tests.runs import FAST

SURVIVED = [
    "429-bare", "500", "503", "html-200", "wrong-format", "reset", "hang", "truncated",
    "truncated-chunks", "truncated-json", "drip",
]  # fmt: skip


def metadata(agencies: Emulator) -> str:
    return f"{agencies.scb_url}/tables/TAB9001/metadata"


@contextmanager
def answering(answer: Callable[[Request], Reply]) -> Iterator[str]:
    server = Server(0, "/here", answer)
    server.start()
    try:
        yield f"{server.url}/x"
    finally:
        server.stop()


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """A server that hears what is sent to it, to the byte, and says nothing."""
    heard: list[bytes] = []

    class Ear(BaseRequestHandler):
        def handle(self) -> None:
            heard.append(self.request.recv(1 << 16))

    with TCPServer(("127.0.0.1", 0), Ear) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", heard
        server.shutdown()


def said(body: Any = b"{}", status: int = 200, **headers: str) -> Reply:
    return Reply(status, body, "application/json", headers)


@pytest.mark.parametrize("fault", SURVIVED)
def test_a_passing_fault_is_survived(fault: str, agencies: Emulator, session: Session) -> None:
    agencies.strike(f"{fault}:1")

    assert session.get(metadata(agencies)).body["size"] == [5, 4, 3, 1, 4]
    assert session.calls == 2


@pytest.mark.parametrize("fault", SURVIVED)
def test_a_lasting_fault_ends_in_bounded_time_as_unavailable(
    fault: str, agencies: Emulator, session: Session
) -> None:
    agencies.strike(fault)
    began = time.monotonic()

    with pytest.raises(SourceUnavailable, match="TAB9001"):
        session.get(metadata(agencies))

    assert session.calls == FAST.attempts
    assert time.monotonic() - began < FAST.attempts * (FAST.answer + FAST.read + 1)


def drip(connection: socket.socket, head: bytes, _: bytes) -> None:
    """The head, byte by byte, each well within the read timeout."""
    for byte in head:
        connection.sendall(bytes([byte]))
        time.sleep(FAST.read / 3)


def test_a_head_that_drips_ends_in_bounded_time_as_unavailable() -> None:
    began = time.monotonic()
    with (
        answering(lambda _: Reply(404, b"{}", "application/json", send=drip)) as url,
        Session(FAST) as session,
        pytest.raises(SourceUnavailable, match="no answer in time"),
    ):
        session.get(url)

    assert session.calls == FAST.attempts
    assert time.monotonic() - began < FAST.attempts * (2 * FAST.read + 0.5)


def test_the_server_s_own_wait_in_seconds_is_kept(agencies: Emulator, session: Session) -> None:
    agencies.strike("429-int:1")
    session.get(metadata(agencies))

    first, second = (seen.at for seen in agencies.requests)
    assert second - first >= 1.0


def test_the_server_s_own_wait_as_a_date_is_kept() -> None:
    moments: list[float] = []

    def busy_once(_: Request) -> Reply:
        moments.append(time.monotonic())
        if len(moments) > 1:
            return said()
        later = datetime.fromtimestamp(time.time() + 1.999, UTC)
        stamp = later.strftime("%a, %d %b %Y %H:%M:%S GMT")
        return said(status=429, **{"Retry-After": stamp})

    with answering(busy_once) as url, Session(FAST) as session:
        session.get(url)

    assert moments[1] - moments[0] > 0.9


def test_a_server_that_asks_for_more_than_our_patience_is_left_at_once() -> None:
    with answering(lambda _: said(status=503, **{"Retry-After": "3600"})) as url:
        with Session(FAST) as session, pytest.raises(SourceUnavailable):
            session.get(url)
        assert session.calls == 1


def test_an_attempt_after_the_first_carries_a_nonce_past_any_cache(
    agencies: Emulator, session: Session
) -> None:
    agencies.strike("500:1")
    session.get(metadata(agencies), {"lang": "sv"})

    first, second = (seen.path for seen in agencies.requests)
    assert "_=" not in first
    assert "_=" in second


def test_what_is_told_of_an_address_has_no_nonce(agencies: Emulator, session: Session) -> None:
    agencies.strike("500")
    for address in (metadata(agencies), f"{metadata(agencies)}?lang=sv&_=17"):
        with pytest.raises(SourceUnavailable, match="500") as failed:
            session.get(address, {"query": "x"})
        assert "_=" in agencies.requests[-1].path
        assert "_=" not in str(failed.value)
        assert "query=x" in str(failed.value)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("http://a/b?_=17: 503", "http://a/b: 503"),
        ("http://a/b?_=17&c=1: 503", "http://a/b?c=1: 503"),
        ("http://a/b?c=1&_=17&d=2", "http://a/b?c=1&d=2"),
        ("http://a/b?c_=17", "http://a/b?c_=17"),
    ],
)
def test_a_nonce_is_taken_out_wherever_it_stands(said: str, told: str) -> None:
    assert str(SourceUnavailable(said)) == told


def test_a_request_called_wrong_is_not_repeated_and_says_the_server_s_title(
    agencies: Emulator, session: Session
) -> None:
    body = {"selection": [{"variableCode": "Nope", "valueCodes": ["1"]}]}

    with pytest.raises(Refused, match="Non-existent variable") as refusal:
        session.post(f"{agencies.scb_url}/tables/TAB9001/data", body)

    assert (refusal.value.status, session.calls) == (400, 1)


def test_a_refusal_in_plain_text_is_told_by_its_status_line() -> None:
    with (
        answering(lambda _: Reply(403, b"Bad Request", "text/plain")) as url,
        Session(FAST) as session,
        pytest.raises(Refused, match="403 Forbidden"),
    ):
        session.get(url)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b'{"value": NaN}', b"[" * 100_000, b"{} {}"])
def test_bytes_that_are_not_json_are_not_an_answer(body: bytes) -> None:
    with (
        answering(lambda _: said(body)) as url,
        Session(FAST) as session,
        pytest.raises(SourceUnavailable, match="not whole JSON"),
    ):
        session.get(url)


def test_a_byte_order_mark_is_no_fault(session: Session) -> None:
    with answering(lambda _: said(b'\xef\xbb\xbf{"name": "\xc3\x85re"}')) as url:
        assert session.get(url).body == {"name": "Åre"}


@pytest.mark.parametrize("target", ["http://localhost:1/here", "https://127.0.0.1/here"])
def test_a_redirect_to_another_host_is_refused(target: str) -> None:
    with answering(lambda _: said(status=302, Location=target)) as url:
        with Session(FAST) as session, pytest.raises(AnswerUnreadable, match="sends us elsewhere"):
            session.get(url)
        assert session.calls == 1


def test_a_redirect_on_the_same_host_is_followed_for_a_get_and_never_for_a_post() -> None:
    def slash(request: Request) -> Reply:
        there = request.target.endswith("/there")
        return said(b"1") if there else said(status=302, Location="/here/x/there")

    with answering(slash) as url, Session(FAST) as session:
        assert session.get(f"{url}/away").body == 1
        with pytest.raises(AnswerUnreadable, match="sends us elsewhere"):
            session.post(f"{url}/away", {})


def test_nobody_listening_is_unavailable() -> None:
    with Session(FAST) as session, pytest.raises(SourceUnavailable, match="no connection"):
        session.get("http://127.0.0.1:1/")


def test_a_reply_is_dated_by_the_server_s_clock(agencies: Emulator, session: Session) -> None:
    reply = session.get(metadata(agencies))

    assert reply.date == datetime(2024, 1, 16, 8, 30, tzinfo=UTC)


def test_the_project_names_itself() -> None:
    with listening() as (url, heard), Session(FAST) as session, pytest.raises(SourceUnavailable):
        session.get(url)

    assert b"\r\nUser-Agent: norrlaget/" in heard[0]


def test_a_failure_asked_for_once_is_not_asked_for_again(session: Session) -> None:
    asked = []

    def ask() -> None:
        asked.append(1)
        raise SourceUnavailable("down")

    for _ in range(2):
        with pytest.raises(SourceUnavailable, match="down"):
            session.once("config", ask)
    assert asked == [1]


def test_the_real_limit_is_never_overrun_and_hardly_waited_beyond() -> None:
    with serve() as emulator, Session(Patience()) as session:
        began = time.monotonic()
        session.get(f"{emulator.scb_url}/config")
        session.pace(emulator.scb_url, 3, 1.0, made=1)  # as the sample's /config says
        for _ in range(6):
            session.get(f"{emulator.scb_url}/config")
        took = time.monotonic() - began
        statuses = [seen.status for seen in emulator.requests]

    assert statuses == [200] * 7
    assert 2.0 <= took < 2.0 * 1.15 + 0.2


@pytest.mark.parametrize("url", ["api.kolada.se/v3/kpi", "ftp://127.0.0.1/kpi", "http:///kpi"])
def test_what_is_no_address_is_told_at_once(url: str) -> None:
    with Session(FAST) as session:
        with pytest.raises(AnswerUnreadable, match="is not an address that can be asked"):
            session.get(url)
        assert session.calls == 1
