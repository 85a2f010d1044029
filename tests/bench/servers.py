"""Servers that a bench starts on 127.0.0.1 and ends: the portal, and plain Dash beside it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from dashboard.server.worker import BufferingWorker
from tests import PROJECT
from tests.bench import processes
from tests.browser.visits import free_port, wait_for

STOPS_WITHIN = 15  # seconds, before it is killed
BACK = 30.0  # seconds until as many workers as before are there again
LOOKS = 0.1  # seconds between two looks whether they are


class Server(NamedTuple):
    """A server that runs, where it answers, and the process that was started."""

    url: str
    process: "subprocess.Popen[bytes]"

    @property
    def port(self) -> int:
        """The port of its address."""
        return int(self.url.rpartition(":")[2])

    @property
    def workers(self) -> list[int]:
        """The processes that answer, whatever their server calls them."""
        return processes.large(self.process.pid)


@contextmanager
def running(
    command: list[str | Path],
    url: str,
    data: Path,
    health: str = "",
    log: Path | None = None,
    **more: str,
) -> Iterator[Server]:
    """A server started in the folder `data`, showing the release there; what it says is in `log`.

    It leads a group of its own, of which nothing is left when the block ends.
    """
    environment = os.environ | {"NORRLAGET_DATA": str(data), "PYTHONPATH": str(PROJECT)} | more
    with (log or Path(os.devnull)).open("ab") as out:
        process = subprocess.Popen(
            command, cwd=data, env=environment, stdout=out, stderr=out, start_new_session=True
        )
    try:
        wait_for(url + health, process)
        yield Server(url, process)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):  # whoever still holds a connection open
            process.wait(timeout=STOPS_WITHIN)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def served(command: list[str | Path], url: str, data: Path) -> Iterator[str]:
    """The address of a server started so, for whom it is enough."""
    with running(command, url, data) as server:
        yield server.url


def portal(
    data: Path, log: Path | None = None, port: int | None = None, **more: str
) -> AbstractContextManager[Server]:
    """The portal as `make run` starts it, on a port of its own unless one is told."""
    where = port or free_port()
    command: list[str | Path] = [sys.executable, PROJECT / "app.py"]
    url = f"http://127.0.0.1:{where}"
    return running(command, url, data, "/health", log, PORT=str(where), **more)


def dash(factory: str, data: Path) -> AbstractContextManager[str]:
    """A Dash app under the portal's server with as many workers."""
    port = free_port()
    worker = f"{BufferingWorker.__module__}.{BufferingWorker.__name__}"
    options = ["--worker-class", worker, "--workers", "2", "--no-control-socket"]
    bound = ["--bind", f"127.0.0.1:{port}"]
    command = [sys.executable, "-m", "gunicorn", *options, *bound, f"{factory}()"]
    return served(command, f"http://127.0.0.1:{port}/", data)


def kill(server: Server, number: int) -> str:
    """Kill one of the workers, in turn; which it was."""
    there = server.workers
    if not there:
        return "there is none"
    os.kill(there[number % len(there)], signal.SIGKILL)
    return f"{number % len(there) + 1} of {len(there)}"


def workers_again(server: Server, before: int, loaded: float = processes.LARGE) -> bool:
    """Wait until there are as many as before, each with so many MB at least."""
    deadline = time.monotonic() + BACK
    while time.monotonic() < deadline and server.process.poll() is None:
        time.sleep(LOOKS)  # first, for whoever was killed just now is still there
        if len(processes.large(server.process.pid, loaded)) == before:
            return True
    return False
