"""What the slow tests rest on, and whether it is as it was when all of them last passed.

`make test-all` writes `passed.json` when nothing failed, without the modules in which a test was
skipped; it is committed. `.ci/run` asks here which target it must make: `test-all` where one of
these files is another now.
"""

import hashlib
import json
import sys
from collections.abc import Collection
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PASSED = Path(__file__).with_name("passed.json")

# What answers, and how: of the tests that only the portal's door is known to.
DOOR = [
    "app.py", "requirements.lock", "dashboard/web.py", "dashboard/answers.py",
    "dashboard/documents.py", "dashboard/data.py", "dashboard/parameters.py",
    "dashboard/server/*.py", "dashboard/entry.py", "dashboard/shown.py", "dashboard/limits.py",
    "dashboard/routes/*.py", "dashboard/parts/*.py", "etl/store/*.py",
    "tests/bench/servers.py", "tests/bench/client.py", "tests/bench/processes.py",
]  # fmt: skip

# By module with slow tests: its grounds, as patterns of paths from the project's folder.
GROUNDS = {
    "tests/slow/test_beside.py": [
        "tests/beside.py", "tests/flips.py", "etl/store/*.py", "dashboard/shown.py",
        "dashboard/report/archive.py", "dashboard/report/introduction.py", "dashboard/revisions/*",
        "dashboard/status/*", "dashboard/parts/unreadable.py",
    ],
    "tests/slow/test_described.py": [*DOOR, "dashboard/routes/*.toml", "dashboard/door/*"],
    "tests/slow/test_compare.py": [
        "tests/compared.py", "dashboard/compare/*", "dashboard/groups.py",
        "dashboard/claims/many.py", "dashboard/claims/beyond.py",
        "dashboard/routes/comparisons.py", "dashboard/routes/files.py",
    ],
    "tests/slow/test_flipped.py": [
        "tests/flipped.py", "tests/flips.py", "etl/store/*.py", "dashboard/shown.py",
        "dashboard/web.py",
    ],
    "tests/slow/test_image.py": [
        "Dockerfile", ".dockerignore", "compose.yaml", "requirements.lock", "app.py",
    ],
    "tests/slow/test_installed.py": [
        "pyproject.toml", "requirements.lock", "app.py", "etl/store/releases.py",
    ],
    "tests/slow/test_fuzz.py": [*DOOR, "tests/slow/strange.py", "tests/bench/visitors.py"],
    "tests/slow/test_killed_workers.py": [*DOOR, "tests/bench/readers.py"],
    "tests/slow/test_measured_rules.py": [
        "tests/bench/verdicts.py", "dashboard/strategy/method.*", "dashboard/claims/direction.py",
        "dashboard/claims/usual.py", "data/default/manifest.json",
    ],
    "tests/slow/test_mixed.py": [
        *DOOR, "tests/bench/published.py", "tests/bench/visitors.py", "dashboard/pages/*.py",
    ],
    "tests/slow/test_pairs.py": [
        "tests/faults.py", "tests/runs.py", "tests/small.py", "tests/slow/pairs.py",
        "tests/replay/*.py", "etl/errors.py", "etl/commands/run.py", "etl/net/*.py",
        "etl/formats/*.py", "etl/observations/*.py", "etl/run/*.py", "etl/sources/**/*.py",
        "etl/store/*.py",
    ],
    "tests/slow/test_paper.py": [
        "dashboard/place/*", "dashboard/assets/place.css", "dashboard/charts/strip.py",
        "dashboard/report/pdf.py",
    ],
    "tests/slow/test_proxy.py": [
        "docs/nginx.conf", "docs/Caddyfile", "tests/slow/proxies.py", "app.py", "dashboard/web.py",
    ],
    "tests/slow/test_slow_clients.py": [*DOOR, "tests/bench/readers.py", "tests/slow/crowds.py"],
    "tests/slow/test_peers.py": [
        "tests/peers.py", "tests/replay/**/*", "tests/requirements.lock",
        "etl/net/*.py", "etl/formats/*.py", "etl/sources/scb/*.py", "etl/sources/kolada/*.py",
    ],
    "tests/pipeline/test_killed.py": [
        "tests/killed/*.py", "tests/small.py", "tests/pipeline/conftest.py",
        "etl/store/*.py", "etl/run/*.py", "etl/commands/run.py", "etl/__main__.py",
    ],
    "tests/pipeline/test_outside.py": [
        "tests/replay/strangers.py", "tests/small.py", "etl/errors.py", "etl/log.py",
        "etl/net/*.py", "etl/formats/*.py", "etl/sources/**/*.py", "etl/observations/checks.py",
    ],
    "tests/unit/test_maps.py": ["maps/*"],
}  # fmt: skip


def digests(project: Path = PROJECT) -> dict[str, str]:
    """Of each module with slow tests: one digest of itself and all its grounds."""
    return {module: _digest(project, [module, *patterns]) for module, patterns in GROUNDS.items()}


def _digest(project: Path, patterns: list[str]) -> str:
    found = {path for pattern in patterns for path in project.glob(pattern) if path.is_file()}
    all_ = hashlib.sha256()
    for path in sorted(each for each in found if "__pycache__" not in each.parts):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        all_.update(f"{path.relative_to(project).as_posix()} {content}\n".encode())
    return all_.hexdigest()


def changed(project: Path = PROJECT, passed: Path = PASSED) -> list[str]:
    """The modules with slow tests whose grounds are others than when they last passed."""
    then = json.loads(passed.read_text(encoding="utf-8")) if passed.exists() else {}
    return [module for module, now in digests(project).items() if then.get(module) != now]


def keep(but: Collection[str], project: Path = PROJECT, passed: Path = PASSED) -> None:
    """Write down that the slow tests of all modules but these have passed on what lies here now."""
    found = {module: digest for module, digest in digests(project).items() if module not in but}
    passed.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":  # `.ci/run`: the target on stdout, the reason for a person to read
    anew = changed()
    for each in anew:
        print(f"{each}: what it rests on has changed since it last passed", file=sys.stderr)
    print("test-all" if anew else "test")
