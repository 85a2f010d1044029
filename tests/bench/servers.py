"""Servers that a bench starts on 127.0.0.1 and ends: the portal, and plain Dash beside it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from dashboard.server.worker import BufferingWorker
from tests import PROJECT
from tests.browser.visits import free_port, wait_for


@contextmanager
def served(
    command: list[str | Path], url: str, data: Path, health: str = "", **more: str
) -> Iterator[str]:
    """A server started in the folder `data`, showing the release there, that says nothing."""
    environment = os.environ | {"NORRLAGET_DATA": str(data), "PYTHONPATH": str(PROJECT)} | more
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=data, env=environment, stdout=quiet, stderr=quiet)
    try:
        wait_for(url + health, process)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:  # whoever still holds a connection open
            process.kill()


def portal(data: Path) -> AbstractContextManager[str]:
    """The portal as `make run` starts it."""
    port = free_port()
    command = [sys.executable, PROJECT / "app.py"]
    return served(command, f"http://127.0.0.1:{port}", data, "/health", PORT=str(port))


def dash(factory: str, data: Path) -> AbstractContextManager[str]:
    """A Dash app under the portal's server with as many workers."""
    port = free_port()
    worker = f"{BufferingWorker.__module__}.{BufferingWorker.__name__}"
    options = ["--worker-class", worker, "--workers", "2", "--no-control-socket"]
    bound = ["--bind", f"127.0.0.1:{port}"]
    command = [sys.executable, "-m", "gunicorn", *options, *bound, f"{factory}()"]
    return served(command, f"http://127.0.0.1:{port}/", data)
