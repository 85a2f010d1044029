"""Tests that drive the real portal in Chromium, as its readers do."""

import shutil

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The path of the machine's Chromium, if it has one."""
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)
