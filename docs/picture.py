"""`python -m docs.picture`: the picture in README, of the portal with the release that ships."""

import io
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
from PIL import Image
from playwright.sync_api import sync_playwright

from tests import PROJECT
from tests.browser import chromium

ADDRESS = "/indikatorer/medelalder?region=2480&lang=en"
PICTURE = Path(__file__).with_name("portal.webp")
SIZE = {"width": 1360, "height": 960}
PATIENCE = 180  # seconds for the portal to start on a busy machine


@contextmanager
def portal() -> Iterator[str]:
    """The portal as `make run` starts it, on a free port, with an empty data folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as data:
        environment = os.environ | {"PORT": port, "NORRLAGET_DATA": data}
        process = subprocess.Popen([sys.executable, "app.py"], cwd=PROJECT, env=environment)
        try:
            until_well(f"{url}/health")
            yield url
        finally:
            process.terminate()
            process.wait()


def until_well(url: str) -> None:
    """Return once the address answers well; TimeoutError when it never does."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if requests.get(url, timeout=30).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.5)
    raise TimeoutError(f"{url} did not answer within {PATIENCE} s")


def taken(url: str) -> bytes:
    """The page as a PNG, once its content and its map stand there."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, locale="sv-SE")
        page.goto(url, timeout=PATIENCE * 1000)
        page.wait_for_selector("path[data-code]", timeout=PATIENCE * 1000)
        page.wait_for_load_state("networkidle")
        picture = page.screenshot()
        browser.close()
    return picture


def main() -> None:
    """Take the picture anew."""
    with portal() as url:
        picture = Image.open(io.BytesIO(taken(url + ADDRESS)))
    picture.save(PICTURE, quality=80, method=6)
    print(f"{PICTURE.relative_to(PROJECT)}: {PICTURE.stat().st_size // 1000} kB")  # noqa: T201  # told to a person


if __name__ == "__main__":
    main()
