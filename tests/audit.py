"""`make audit`: whether a hole is known in a package that the locks pin.

Ends with 0: none is known. 1: some are, and named. 3: nobody could be asked about all of them, so
that nothing is known either way.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

from tests import PROJECT

LOCKS = ["requirements.lock", "tests/requirements.lock"]
NONE_KNOWN, KNOWN, NOT_ASKED = 0, 1, 3
# The locks name every package: nothing is resolved, nothing installed.
PIP_AUDIT = [sys.executable, "-m", "pip_audit", "--disable-pip", "--progress-spinner", "off",
             "--format", "json", *(f"--requirement={lock}" for lock in LOCKS)]  # fmt: skip


@dataclass
class Found:
    """What pip-audit came to know: holes by package, and the packages it could not ask about."""

    asked: int = 0
    holes: dict[str, list[str]] = field(default_factory=dict)
    silent: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, answer: str) -> "Found":
        """Read pip-audit's JSON; of an answer that is none, nothing is known."""
        found = cls()
        for package in json.loads(answer or "{}").get("dependencies", []):
            found.add(package)
        return found

    def add(self, package: dict[str, Any]) -> None:
        """Count a package: pip-audit calls it a success when a package is not known at all."""
        if "skip_reason" in package:
            self.silent.append(package["name"])
            return
        self.asked += 1
        if holes := [self.hole(each) for each in package["vulns"]]:
            self.holes[f"{package['name']} {package['version']}"] = holes

    @staticmethod
    def hole(told: dict[str, Any]) -> str:
        """One hole's name, and the versions without it."""
        mended = ", ".join(told["fix_versions"]) or "no version yet"
        return f"{told['id']}, mended in {mended}"

    def code(self) -> int:
        """What the audit ends with."""
        if self.holes:
            return KNOWN
        return NONE_KNOWN if self.asked and not self.silent else NOT_ASKED

    def sentence(self) -> str:
        """What the audit came to, in one sentence, with what to do."""
        if self.holes:
            return "Raise these in pyproject.toml, then `make lock`, `make test`."
        if self.code() == NONE_KNOWN:
            return f"No hole is known in the {self.asked} packages that the locks pin."
        of = (
            f"{len(self.silent)} of {self.asked + len(self.silent)} packages"
            if self.silent
            else "any"
        )
        return (
            f"Nobody could be asked about {of} in {' and '.join(LOCKS)}: "
            "run `make audit` where the package index tells what it knows of holes."
        )


def main() -> int:
    """Ask, tell what was found, and return the exit code."""
    ran = subprocess.run(PIP_AUDIT, cwd=PROJECT, capture_output=True, text=True, check=False)
    found = Found.of(ran.stdout)
    for package, holes in found.holes.items():
        print(f"{package}: {'; '.join(holes)}")
    if not ran.stdout:
        print(f"pip-audit: {ran.stderr.strip().rpartition(chr(10))[2]}")
    print(found.sentence())
    return found.code()


if __name__ == "__main__":
    sys.exit(main())
