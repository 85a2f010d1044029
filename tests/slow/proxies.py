"""The proxies that docs/ shows, run as they stand there, before a portal that is listened to."""

import os
import re
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import urllib3

from tests import PROJECT

NAME = "norrlaget.example"
CI = os.environ.get("CI") == "true"
WHERE = f"{os.environ['PATH']}:/usr/sbin"
LOOPBACK = "127.0.0.1"


class Wire(socketserver.ThreadingTCPServer):
    """The connection between proxy and portal, with what went over it."""

    daemon_threads = True

    def __init__(self, portal: int) -> None:
        super().__init__((LOOPBACK, 0), Passing)
        self.portal, self.port = portal, self.server_address[1]
        self.asked, self.answered = bytearray(), 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def forget(self) -> None:
        """What went before is of no interest."""
        self.asked, self.answered = bytearray(), 0

    def heard(self, data: bytes) -> None:
        """From the proxy to the portal."""
        self.asked += data

    def counted(self, data: bytes) -> None:
        """From the portal to the proxy."""
        self.answered += len(data)


class Passing(socketserver.BaseRequestHandler):
    """One connection, passed on in both directions."""

    server: Wire

    def handle(self) -> None:
        """Until either side has ended."""
        with socket.create_connection((LOOPBACK, self.server.portal)) as portal:
            back = (portal, self.request, self.server.counted)
            threading.Thread(target=self.pass_on, args=back, daemon=True).start()
            self.pass_on(self.request, portal, self.server.heard)

    @staticmethod
    def pass_on(one: socket.socket, other: socket.socket, tell: Callable[[bytes], None]) -> None:
        """All that comes from one goes to the other."""
        try:
            while data := one.recv(65536):
                tell(data)
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            return  # one of them has gone


@dataclass(frozen=True)
class Proxy:
    """A proxy that runs: where it is asked, and the wire behind it."""

    plain: int
    secure: int
    certificate: Path
    wire: Wire

    def pool(self) -> urllib3.HTTPSConnectionPool:
        """Connections as a browser makes them that finds the site here."""
        return urllib3.HTTPSConnectionPool(
            LOOPBACK,
            self.secure,
            retries=False,
            timeout=60,
            ca_certs=str(self.certificate),
            server_hostname=NAME,
            assert_hostname=NAME,
        )

    def ask(
        self,
        path: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> urllib3.BaseHTTPResponse:
        """Ask over TLS; what is compressed is unpacked when it is read."""
        told = {"Host": NAME, **(headers or {})}
        with self.pool() as pool:
            return pool.request(method, path, headers=told, body=body)

    @contextmanager
    def connection(self, *, small: bool = False) -> Iterator[ssl.SSLSocket]:
        """A connection over TLS that a test writes to by itself; small: little at a time."""
        trusting = ssl.create_default_context(cafile=str(self.certificate))
        with socket.socket() as plain:
            if small:
                plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            plain.settimeout(60)
            plain.connect((LOOPBACK, self.secure))
            with trusting.wrap_socket(plain, server_hostname=NAME) as secure:
                yield secure


def program(name: str, folder: Path) -> str:
    """Where a proxy's program is; Debian's, only unpacked, where the machine has none.

    Installed, it would begin to serve, and do so again whenever the machine starts.
    """
    if found := shutil.which(name, path=WHERE):
        return found
    if shutil.which("apt-get"):
        for words in (["apt-get", "update", "-qq"], ["apt-get", "download", "-qq", name]):
            subprocess.run(words, cwd=folder, capture_output=True, check=False)
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "--extract", package, folder], check=True)  # noqa: S607
    found = shutil.which(name, path=f"{folder}/usr/sbin:{folder}/usr/bin")
    if not found and not CI:
        pytest.skip(f"no {name} here, and Debian's cannot be fetched")
    assert found, f"CI may skip nothing, and could not fetch {name}"
    return found


def certificate(folder: Path) -> Path:
    """A certificate signed by itself, its key beside it as key.pem."""
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    words += ["-addext", f"subjectAltName=DNS:{NAME}", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run(["openssl", *words], cwd=folder, capture_output=True, check=True)  # noqa: S607
    return folder / "cert.pem"


def instead(text: str, words: dict[str, str]) -> str:
    """A file of docs/ with the site's own words put in, as its first lines ask for."""
    for word, own in words.items():
        assert word in text, f"{word}: not there any more"
        text = text.replace(word, own)
    return text


def nginx(folder: Path, plain: int, secure: int, portal: int) -> list[str]:
    """The command that runs docs/nginx.conf in a folder of its own."""
    own = instead((PROJECT / "docs" / "nginx.conf").read_text(encoding="utf-8"), {
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen {LOOPBACK}:{plain};",
        "listen 443 ": f"listen {LOOPBACK}:{secure} ",
        "rate=30r/s": "rate=1r/s",  # a test's requests must be too many on a busy machine too
        "127.0.0.1:8050": f"{LOOPBACK}:{portal}",
        "/etc/ssl/norrlaget/fullchain.pem": str(folder / "cert.pem"),
        "/etc/ssl/norrlaget/privkey.pem": str(folder / "key.pem"),
    })  # fmt: skip
    (folder / "norrlaget.conf").write_text(own, encoding="utf-8")
    paths = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    around = [
        "user root;" if os.geteuid() == 0 else "",  # who else could read this folder?
        f"daemon off; pid {folder}/pid; worker_processes 2; events {{}}",
        "http { access_log off;",
        *(f"{path}_temp_path {folder}/{path};" for path in paths),
        f"include {folder}/norrlaget.conf; }}",
    ]
    (folder / "nginx.conf").write_text("\n".join(around), encoding="utf-8")
    return [program("nginx", folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, plain: int, secure: int, portal: int) -> list[str]:
    """The command that runs docs/Caddyfile in a folder of its own; Debian's has other words."""
    path = program("caddy", folder)
    own = instead((PROJECT / "docs" / "Caddyfile").read_text(encoding="utf-8"), {
        "{\n\tservers": f"{{\n\tadmin off\n\thttp_port {plain}\n\thttps_port {secure}\n\tservers",
        f"\n{NAME} {{": f"\n{NAME} {{\n\tbind {LOOPBACK}\n\ttls cert.pem key.pem",
        "127.0.0.1:8050": f"{LOOPBACK}:{portal}",
    })  # fmt: skip
    version = subprocess.run([path, "version"], capture_output=True, text=True, check=True).stdout
    if [int(part) for part in re.findall(r"\d+", version)[:3]] < [2, 6, 4]:
        own = instead(own, {
            "request_buffers 64KiB": "buffer_requests",
            "response_buffers 1MiB": "buffer_responses\n\t\tmax_buffer_size 1MiB",
        })  # fmt: skip
    (folder / "Caddyfile").write_text(own, encoding="utf-8")
    return [path, "run", "--config", "Caddyfile", "--adapter", "caddyfile"]


@contextmanager
def running(command: list[str], folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A proxy at work in its folder; ended as it was begun."""
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    process = subprocess.Popen(command, cwd=folder, env=os.environ | home)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)
