"""`make test`: a browser if one can be had, then lint, types, import rules and every test."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.browser import CHROMIUM, chromium

BIN = Path(sys.executable).parent
CI = os.environ.get("CI") == "true"
RULES = [
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy"],
    ["lint-imports"],
]


def main() -> int:
    """Run everything, whatever fails; pytest last, so that its summary ends the output."""
    install_chromium()
    broken = [rule for rule in RULES if run(BIN / rule[0], *rule[1:])]
    for rule in broken:
        print(f"FAILED: {' '.join(rule)}", flush=True)
    return run(BIN / "pytest", *sys.argv[1:]) or int(bool(broken))


def install_chromium() -> None:
    """Debian's Chromium when the machine lacks one and lets us; CI must get it."""
    if chromium() or not shutil.which("apt-get") or (os.geteuid() != 0 and not CI):
        return
    update = run("apt-get", "update", "-qq")
    failed = update or run(
        "apt-get", "install", "-y", "-qq", "--no-install-recommends", CHROMIUM[0]
    )
    if failed and CI:
        sys.exit("Chromium could not be installed, and CI may not skip the browser tests.")


def run(*command: str | Path) -> int:
    """Run one command, tell which, and return its exit code."""
    print("$", Path(command[0]).name, *command[1:], flush=True)
    return subprocess.run([str(part) for part in command], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
