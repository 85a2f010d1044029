"""`make test`, `make quick`, `make test-all`: lint, types, import rules side by side, then tests.

    python -m tests [quick | all] [what pytest is told besides]

Without a word all tests but the slow ones run; `quick` is the inner loop, without a browser.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import CHROMIUM, chromium
from tests.slow import grounds

BIN = Path(sys.executable).parent
CI = os.environ.get("CI") == "true"
RULES = [
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy"],
    ["lint-imports"],
]
CHOSEN = {
    "quick": ["tests/unit", "-m", "not slow"],
    "test": ["-m", "not slow"],
    "all": ["-m", "not alone"],
}
ALONE = ["tests/slow", "-m", "alone"]  # after all others, one at a time
# One process for each core; one that has no test left takes the last of another's.
PYTEST = ["--numprocesses", "auto", "--dist", "worksteal", "--durations", "10"]
# By program, what Debian calls it; and what sets the text of PDFs.
PROGRAMS = {"node": "nodejs", "openssl": "openssl", "setpriv": "util-linux"}
PANGO = ["fonts-liberation", "libharfbuzz-subset0", "libpango-1.0-0", "libpangoft2-1.0-0"]


class Skipped:
    """Pytest's plugin that remembers the modules in which a test was skipped."""

    def __init__(self) -> None:
        self.modules: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """What pytest tells of each test, whichever process ran it."""
        if report.skipped:
            self.modules.add(report.nodeid.partition("::")[0])


def main(*words: str) -> int:
    """Run everything, whatever fails; pytest last, so that its summary ends the output."""
    which, told = (words[0], words[1:]) if words[:1] and words[0] in CHOSEN else ("test", words)
    if which != "quick":
        install()
    broken, skipped = check(), Skipped()
    failed = tested([*PYTEST, *CHOSEN[which], *told], skipped)
    if which == "all" and not told:
        failed = tested(ALONE, skipped) or failed
    if which == "all" and not failed and not told:
        grounds.keep(skipped.modules)
    return failed or int(broken)


def tested(arguments: list[str], skipped: Skipped) -> int:
    """Pytest with these arguments, which are told; its exit code."""
    print("$ pytest", *arguments, flush=True)
    return int(pytest.main(arguments, plugins=[skipped]))


def install() -> None:
    """What Debian has and this machine lacks, where it lets us; CI must get all of it."""
    lacks = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    lacks += [] if chromium() else [CHROMIUM[0]]
    lacks += [] if pango() else PANGO
    if not lacks or not shutil.which("apt-get") or (os.geteuid() != 0 and not CI):
        return
    update = run("apt-get", "update", "-qq")
    if (update or run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *lacks)) and CI:
        sys.exit(f"CI may skip nothing, and could not install {', '.join(lacks)}.")


def pango() -> bool:
    """Whether PDFs can be made here without a warning, which in a test is an error.

    Asked of a process of its own: it may be so in a moment.
    """
    asked = [sys.executable, "-W", "error", "-c", "import weasyprint"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def check() -> bool:
    """Lint, types and import rules, all at once, told in order; whether one is broken."""
    running = [
        subprocess.Popen(
            [str(BIN / rule[0]), *rule[1:]],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for rule in RULES
    ]
    for rule, process in zip(RULES, running, strict=True):
        told = process.communicate()[0]
        print("$", *rule, f"\n{told.rstrip()}", flush=True)
        if process.returncode:
            print(f"FAILED: {' '.join(rule)}", flush=True)
    return any(process.returncode for process in running)


def run(*words: str) -> int:
    """Run one command, tell which, and return its exit code."""
    print("$", *words, flush=True)
    return subprocess.run(words, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
