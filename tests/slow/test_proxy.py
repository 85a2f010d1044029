"""The proxies of docs/ in front of the real portal: what they let through, hold back and say."""

import time
from collections.abc import Callable, Iterator

import pytest
import requests
import urllib3

from tests.browser.visits import free_port, serve
from tests.slow import proxies
from tests.slow.proxies import LOOPBACK, NAME, Proxy, Wire

PATIENCE = 60  # seconds for what must happen at some time
QUIET = 2  # seconds in which what must not happen would have
MADE = {"nginx": proxies.nginx, "caddy": proxies.caddy}
# Of one connection, or of who answers: not of the answer.
HOP = {"date", "server", "connection", "keep-alive", "transfer-encoding", "content-length"}
LARGE = "/data/folkmangd-ettarsklass.csv"  # 16 MB, more than any socket holds


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a portal that stands behind one proxy, as docs/operations.md has it."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NORRLAGET_PROXIES", "1")
        environment.setenv("NORRLAGET_URL", f"https://{NAME}")
        for url in serve(tmp_path_factory.mktemp("data")):
            yield int(url.rpartition(":")[2])


@pytest.fixture(scope="module", params=MADE)
def proxy(
    request: pytest.FixtureRequest, portal: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp(request.param)
    plain, secure, wire = free_port(), free_port(), Wire(portal)
    made = Proxy(plain, secure, proxies.certificate(folder), wire)
    with proxies.running(MADE[request.param](folder, plain, secure, wire.port), folder):
        until(lambda: answers(made))
        yield made
    wire.shutdown()
    wire.server_close()


def answers(proxy: Proxy) -> bool:
    try:
        return proxy.ask("/health").status == 200
    except urllib3.exceptions.HTTPError:
        return False


def until(happens: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.1)


@pytest.fixture
def wire(proxy: Proxy) -> Wire:
    """The wire behind the proxy, with nothing on it yet."""
    proxy.wire.forget()
    return proxy.wire


def test_whoever_comes_without_tls_is_sent_to_the_same_page_with_it(
    proxy: Proxy, wire: Wire
) -> None:
    told = requests.get(
        f"http://{LOOPBACK}:{proxy.plain}/sok?q=ume%C3%A5",
        headers={"Host": NAME}, allow_redirects=False, timeout=30,
    )  # fmt: skip
    assert told.status_code in (301, 308)
    assert (
        told.headers["Location"].replace(f":{proxy.secure}/", "/")
        == f"https://{NAME}/sok?q=ume%C3%A5"
    )
    assert not wire.asked


def same(proxy: Proxy, portal: int, path: str, **headers: str) -> urllib3.BaseHTTPResponse:
    """The answer through the proxy: that of the portal itself, told what the proxy tells it."""
    told = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": NAME, "X-Forwarded-For": LOOPBACK}
    address = f"http://{LOOPBACK}:{portal}{path}"
    straight = urllib3.request("GET", address, headers={"Host": NAME} | told | headers)
    through = proxy.ask(path, headers=headers)
    assert (through.status, through.data) == (straight.status, straight.data)
    assert own(straight).items() <= own(through).items()
    return through


def own(answer: urllib3.BaseHTTPResponse) -> dict[str, str]:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return {name: value for name, value in headers.items() if name not in HOP}


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/data/folkmangd.csv",
        "/assets/app.css",
        "/sitemap.xml",
        "/nej",
        pytest.param(f"/sok?q={'a' * 9_000}", id="an address as long as the longest of ours"),
    ],
)
def test_an_answer_comes_as_the_portal_gave_it_also_to_whoever_has_it_already(
    path: str, encoding: str, proxy: Proxy, portal: int
) -> None:
    asked = {"Accept-Encoding": encoding}
    answer = same(proxy, portal, path, **asked)
    tag = answer.headers.get("ETag", '"none"')
    again = same(proxy, portal, path, **asked, **{"If-None-Match": tag})
    if path == "/":
        assert answer.headers.get("Content-Encoding", "identity") == encoding
        assert (again.status, again.data) == (304, b"")


def test_who_asks_and_how_is_what_the_proxy_sees_not_what_a_visitor_says(
    proxy: Proxy, wire: Wire
) -> None:
    said = {
        "X-Forwarded-For": "203.0.113.66",
        "X-Forwarded-Proto": "gopher",
        "X-Forwarded-Host": "evil.example",
    }
    told = proxy.ask("/sitemap.xml", headers=said).data.decode()
    assert told.count("<loc>") == told.count(f"<loc>https://{NAME}/")
    heard = wire.asked.decode().lower()
    assert "x-forwarded-for: 127.0.0.1\r\n" in heard
    assert "x-forwarded-proto: https\r\n" in heard
    assert f"x-forwarded-host: {NAME}\r\n" in heard
    assert not [value for value in said.values() if value in heard]


def test_a_slow_body_reaches_the_portal_when_it_is_whole(proxy: Proxy, wire: Wire) -> None:
    with proxy.connection() as slow:
        head = f"POST /_dash-update-component HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 300\r\n"
        slow.sendall(f"{head}Content-Type: application/json\r\n\r\n".encode())
        for _ in range(4 * QUIET):
            slow.sendall(b"[")
            time.sleep(0.25)
        assert not wire.asked
        slow.sendall(b"[" * (300 - 4 * QUIET))
        assert slow.recv(12).startswith(b"HTTP/1.1 ")
    assert wire.asked.startswith(b"POST /_dash-update-component")


@pytest.mark.parametrize(
    ("more", "statuses"),
    [
        ({"method": "POST", "body": b"[" * 100_000}, {413}),
        ({"headers": {"X-Long": "a" * 100_000}}, {400, 431}),
    ],
    ids=["a body", "a header"],
)
def test_what_is_too_large_is_refused_before_the_portal(
    more: dict[str, object], statuses: set[int], proxy: Proxy, wire: Wire
) -> None:
    assert proxy.ask("/_dash-update-component", **more).status in statuses
    assert not wire.asked


@pytest.mark.parametrize("proxy", ["nginx"], indirect=True)  # Caddy has only memory for it
def test_the_portal_is_done_with_an_answer_however_slowly_it_is_read(
    proxy: Proxy, wire: Wire
) -> None:
    whole = len(proxy.ask(LARGE, headers={"Accept-Encoding": "identity"}).data)
    wire.forget()
    with proxy.connection(small=True) as slow:
        slow.sendall(f"GET {LARGE} HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode())
        assert slow.recv(12) == b"HTTP/1.1 200"
        until(lambda: wire.answered > whole)


@pytest.mark.parametrize("proxy", ["nginx"], indirect=True)  # Caddy needs a plugin for it
def test_one_address_that_does_not_stop_is_told_when_to_come_again(proxy: Proxy) -> None:
    with proxy.pool() as pool:
        told = [pool.request("GET", "/robots.txt", headers={"Host": NAME}) for _ in range(400)]
    refused = [answer for answer in told if answer.status == 429]
    assert {answer.status for answer in told} == {200, 429}
    assert {answer.headers["Retry-After"] for answer in refused} == {"5"}
