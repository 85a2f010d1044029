"""One portal and one browser for all that is tested in it, which may talk to nothing else."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.browser import chromium
from tests.browser.visits import DESK, FLAGS, Ask, Seen, Visit, look, serve

expect.set_options(timeout=30_000)  # milliseconds: a busy machine fails no test


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder is a browser test; without a browser it says why it is skipped."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if chromium() is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The portal with the release that ships (a data folder that has published nothing yet)."""
    yield from serve(tmp_path_factory.mktemp("data"), "-m", "tests.browser.quiet")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def readers(browser: Browser) -> Iterator[BrowserContext]:
    """The profile of all visits: Dash's scripts are fetched and compiled once, not for each."""
    context = browser.new_context(locale="sv-SE")
    yield context
    context.close()


@pytest.fixture(params=[DESK], ids=["desktop"])
def visit(readers: BrowserContext, portal: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit that must end without an error in the console and without a foreign request."""
    visiting = Visit(readers, portal, **request.param)
    yield visiting
    visiting.page.close()
    assert visiting.errors == []


@pytest.fixture(scope="session")
def seen(readers: BrowserContext, portal: str, common: Path) -> Ask:
    """What is seen at an address, looked at once however many tests ask in whichever process."""

    @cache
    def once(path: str) -> Seen:
        file = common / f"seen-{hashlib.sha256(path.encode()).hexdigest()}"
        if file.exists():
            return Seen(**json.loads(file.read_text(encoding="utf-8")))
        visiting = Visit(readers, portal, **DESK)
        try:
            found = look(visiting, path)
        finally:
            visiting.page.close()
        aside = file.with_suffix(f".{os.getpid()}")
        aside.write_text(json.dumps(asdict(found)), encoding="utf-8")
        aside.rename(file)
        return found

    return once
