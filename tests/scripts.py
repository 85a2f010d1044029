"""`python -m tests.scripts`: the scripts in dashboard/assets read by what this machine has for it.

Node reads them all (`node --check`); ESLint, by eslint.config.mjs, too where npm has put
it on the machine. Nothing is fetched; what is skipped is told.
"""

import shutil
import subprocess
import sys

from tests import PROJECT

SCRIPTS = sorted((PROJECT / "dashboard" / "assets").glob("*.mjs"))


def main() -> int:
    """Check the scripts; 1 where one of them fails a check."""
    node = shutil.which("node")
    if node is None:
        print("scripts: no Node on this machine, so they are not checked")
        return 0
    failed = [run(node, "--check", str(script)) for script in SCRIPTS].count(False)
    print(f"scripts: Node reads {len(SCRIPTS) - failed} of {len(SCRIPTS)}")
    linter = eslint()
    if linter is None:
        print("scripts: no ESLint on this machine, so its rules are not asked")
        return bool(failed)
    kept = run(
        linter, "--no-config-lookup", "-c", str(PROJECT / "eslint.config.mjs"), *map(str, SCRIPTS)
    )
    print(f"scripts: ESLint {'has nothing to say' if kept else 'is not content'}")
    return bool(failed) or not kept


def eslint() -> str | None:
    """ESLint where npm keeps it: in the project's own folder, or on the path."""
    own = PROJECT / "node_modules" / ".bin" / "eslint"
    return str(own) if own.is_file() else shutil.which("eslint")


def run(*command: str) -> bool:
    """Run a command in the project's folder, its words shown; whether it was content."""
    return subprocess.run(command, cwd=PROJECT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
