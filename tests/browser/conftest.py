"""The portal under its real server, and a browser that may talk to nothing else."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests import PROJECT
from tests.browser import chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder is a browser test; without a browser it says why it is skipped."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if chromium() is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def serve(data: Path | None = None) -> Iterator[str]:
    """The portal as `make run` starts it, on a free port, showing the release in `data`."""
    port = free_port()
    environment = os.environ | {"PORT": str(port)} | ({"NORRLAGET_DATA": str(data)} if data else {})
    process = subprocess.Popen([sys.executable, "app.py"], cwd=PROJECT, env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/health")
        yield url
    finally:
        process.terminate()
        process.wait(timeout=15)


def wait_for(url: str, seconds: float = 60) -> None:
    """Until the address answers; a server that never does is an error with its address."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if requests.get(url, timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.2)
    raise TimeoutError(f"{url} did not answer within {seconds:.0f} s")


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The portal with the release that ships (a data folder that has published nothing yet)."""
    yield from serve(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


class Visit:
    """A reader's visit: a page, and what went over the wire or wrong while it was open."""

    def __init__(self, context: BrowserContext, portal: str) -> None:
        self.portal = portal
        self.requests: list[str] = []
        self.errors: list[str] = []
        context.route("**/*", self._only_loopback)
        self.page: Page = context.new_page()
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _only_loopback(self, route: Route) -> None:
        self.requests.append(route.request.url)
        if route.request.url.startswith((self.portal, "data:", "blob:")):
            route.continue_()
        else:
            self.errors.append(f"foreign request: {route.request.url}")
            route.abort()

    def open(self, path: str) -> Page:
        """Open a page of the portal and wait until its content stands there."""
        self.page.goto(self.portal + path)
        self.page.wait_for_selector("h1")
        self.page.wait_for_selector("#first", state="detached")
        self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.fixture(params=[{"width": 1366, "height": 900}], ids=["desktop"])
def visit(browser: Browser, portal: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit that must end without an error in the console and without a foreign request."""
    context = browser.new_context(viewport=request.param, locale="sv-SE")
    visiting = Visit(context, portal)
    yield visiting
    context.close()
    assert visiting.errors == []
