"""Operations: units, timer, container and workflows say what the machine would be told to do."""

import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from itertools import count
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from click.testing import CliRunner

import app
from tests import PROJECT, audit

DOCS = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
COMPOSE = (PROJECT / "compose.yaml").read_text(encoding="utf-8")
DOCKERFILE = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
WORKFLOWS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in (PROJECT / ".github" / "workflows").glob("*.yml")
}
UNITS = dict(re.findall(r"```ini\n# (\S+)\n(.*?)```", DOCS, re.DOTALL))


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)  # a word may come twice
    parser.optionxform = str  # type: ignore[method-assign,assignment]  # systemd minds the case
    parser.read_string(UNITS[name])
    return parser


def recipe(target: str) -> str:
    found = re.search(rf"^{target}:.*\n\t(.*)$", MAKEFILE, re.MULTILINE)
    assert found is not None, target
    return found[1]


# --- the timer ---


def test_the_refresh_runs_after_scb_has_published_and_again_the_same_day() -> None:
    calendar = unit("norrlaget-refresh.timer")["Timer"]["OnCalendar"]
    assert calendar.endswith("Europe/Stockholm")
    hours, minute, _ = calendar.split()[1].split(":")
    minutes = [int(hour) * 60 + int(minute) for hour in hours.split(",")]
    assert len(minutes) > 1
    assert not [m for m in minutes if 7 * 60 + 55 <= m <= 8 * 60 + 15]
    assert min(minutes) >= 8 * 60
    cron = re.search(r"^(\d+) ([\d,]+) \* \* \*", DOCS, re.MULTILINE)
    assert cron is not None
    assert [int(h) * 60 + int(cron[1]) for h in cron[2].split(",")] == minutes


ANALYZE = shutil.which("systemd-analyze") or ""


@pytest.mark.skipif(not ANALYZE, reason="no systemd-analyze here")
def test_systemd_understands_the_timer() -> None:
    calendar = unit("norrlaget-refresh.timer")["Timer"]["OnCalendar"]
    asked = subprocess.run([ANALYZE, "calendar", calendar], capture_output=True, check=False)
    assert asked.returncode == 0, asked.stderr


@pytest.mark.skipif(not ANALYZE, reason="no systemd-analyze here")
@pytest.mark.parametrize("name", ["norrlaget.service", "norrlaget-refresh.service"])
def test_systemd_understands_each_service_with_its_bounds_and_finds_it_little_exposed(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(UNITS[name] + UNITS["bounds.conf"], encoding="utf-8")
    words = ["security", "--offline=true", "--threshold=20", tmp_path / name]  # of 100
    asked = subprocess.run([ANALYZE, *words], capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stdout[-300:]
    assert not asked.stderr  # where it tells of words that it does not know


@pytest.mark.parametrize(
    ("unit_", "container"), [("norrlaget", "web"), ("norrlaget-refresh", "refresh")]
)
def test_a_unit_has_the_bounds_of_its_container(unit_: str, container: str) -> None:
    bounds, own = unit("bounds.conf")["Service"], unit(f"{unit_}.service")["Service"]
    assert f"mem_limit: {own['MemoryMax'].lower()} " in service(container)
    assert f"pids_limit: {bounds['TasksMax']} " in service(container)
    assert (bounds["NoNewPrivileges"], bounds["CapabilityBoundingSet"]) == ("true", "")
    assert bounds["ReadWritePaths"] == f"{own['WorkingDirectory']}/data"


# --- the refresh ---


def test_units_make_container_and_cron_run_the_same_refresh_and_the_same_portal() -> None:
    refresh = unit("norrlaget-refresh.service")["Service"]["ExecStart"]
    portal = unit("norrlaget.service")["Service"]["ExecStart"]
    container = re.search(r"^    command: \[(.*)\]$", COMPOSE, re.MULTILINE)
    assert container is not None
    words = ["python", "app.py", "refresh"]
    assert shlex.split(recipe("refresh")) == ["$(BIN)/python", *words[1:]]
    assert refresh.partition("/bin/")[2].split() == words
    assert [each.strip('" ') for each in container[1].split(",")] == words
    assert re.search(r"^\d+ .* make refresh$", DOCS, re.MULTILINE)
    assert portal.partition("/bin/")[2] == recipe("run").partition("/")[2] == "python app.py"


@pytest.mark.parametrize(
    ("codes", "end"), [((0, 0, 0), 0), ((1, 0, 0), 1), ((2, 1, 0), 2), ((0, 1, 0), 1)]
)
def test_a_refresh_takes_every_step_and_ends_with_the_code_of_the_first_fault(
    codes: tuple[int, ...], end: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[list[str]] = []

    def run(command: list[str], **_: Any) -> CompletedProcess[bytes]:
        assert command[:2] == [sys.executable, str(PROJECT / "app.py")]
        steps.append(command[2:])
        return CompletedProcess(command, codes[len(steps) - 1])

    monkeypatch.setattr(subprocess, "run", run)
    assert CliRunner().invoke(app.main, ["refresh"]).exit_code == end
    assert steps == [["etl", "update"], ["report"], ["etl", "prune"]]


@pytest.mark.parametrize("words", [["etl", "prune", "--help"], ["report", "--help"]])
def test_each_of_its_steps_is_a_command_from_whichever_folder(
    words: list[str], tmp_path: Path
) -> None:
    ran = subprocess.run(
        [sys.executable, PROJECT / "app.py", *words], cwd=tmp_path, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(b"Usage: python -m ")


# --- the image ---


def test_the_image_holds_all_that_the_portal_and_the_refresh_read() -> None:
    ignored = (PROJECT / ".dockerignore").read_text(encoding="utf-8")
    for name in ("app.py", "dashboard", "etl", "maps", "data/default", "requirements.lock"):
        assert re.search(rf"^COPY .*\b{re.escape(name)}\b", DOCKERFILE, re.MULTILINE), name
        assert f"!{name}\n" in ignored, name
    assert "USER norrlaget" in DOCKERFILE
    assert "/health" in DOCKERFILE
    assert "--require-hashes" in DOCKERFILE


def service(name: str) -> str:
    """What compose.yaml says of a service, with the bounds that both share."""
    found = re.search(rf"^  {name}:.*\n((?:    .*\n)+)", COMPOSE, re.MULTILINE)
    bounds = re.search(r"^x-bounds: &bounds\n((?:  .*\n)+)", COMPOSE, re.MULTILINE)
    assert found is not None
    assert bounds is not None
    assert "<<: *bounds" in found[1]
    return bounds[1] + found[1]


@pytest.mark.parametrize("name", ["web", "refresh"])
def test_a_container_has_no_powers_and_cannot_take_the_whole_machine(name: str) -> None:
    said = service(name)
    for bound in (
        "read_only: true",
        "cap_drop: [ALL]",
        'security_opt: ["no-new-privileges:true"]',
    ):
        assert bound in said
    limits = dict(re.findall(r"^ +(\w+_limit): (\d+)", said, re.MULTILINE))
    assert limits.keys() == {"mem_limit", "memswap_limit", "pids_limit"}
    assert limits["mem_limit"] == limits["memswap_limit"]
    assert re.search(r'tmpfs: \["/tmp:size=\d+m"\]', said)


def test_the_container_is_reached_from_its_own_machine_alone() -> None:
    published = re.findall(r'ports: \["(.*)"\]', service("web"))
    inside = re.findall(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)
    assert published == [f"127.0.0.1:8050:{port}" for port in inside]
    assert f"NORRLAGET_ADDRESS=0.0.0.0 PORT={inside[0]} " in DOCKERFILE


def test_image_and_workflows_run_each_python_that_the_project_says() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    low, high = (int(each) for each in re.findall(r"3\.(\d+)", project["requires-python"]))
    every = {f"3.{minor}" for minor in range(low, high)}
    asked = re.findall(r"python:(\d\.\d+)", DOCKERFILE)
    asked += re.findall(r"python-version: \"(\d\.\d+)\"", WORKFLOWS["refresh"])
    assert len(asked) == 2
    assert set(asked) <= every
    tested = re.search(r"python-version: \[(.*)\]", WORKFLOWS["test"])
    assert tested is not None
    assert set(re.findall(r"\d\.\d+", tested[1])) == every


# --- what it is made of ---


def test_the_bill_of_materials_names_each_package_that_the_lock_pins_with_its_hashes(
    tmp_path: Path,
) -> None:
    made = tmp_path / "norrlaget.cdx.json"
    words = shlex.split(recipe("sbom").replace(made.name, str(made)))
    assert words[0] == "$(BIN)/python"
    words.append("--no-validate")  # a second of ten; `make sbom` does
    subprocess.run([sys.executable, *words[1:]], cwd=PROJECT, check=True)
    bill = json.loads(made.read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "norrlaget")
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    named = {f"{each['name']}=={each['version']}": each for each in bill["components"]}
    assert named.keys() == set(re.findall(r"^[^\s=]+==[^\s;]+", lock, re.MULTILINE))
    hashes = {
        digest["content"]
        for each in named.values()
        for reference in each["externalReferences"]
        for digest in reference["hashes"]
    }
    assert hashes == set(re.findall(r"--hash=sha256:(\w+)", lock))


def test_all_that_comes_from_outside_is_pinned_by_its_content() -> None:
    images = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    actions = re.findall(r"uses: (.*)", "\n".join(WORKFLOWS.values()))
    installs = [
        line for line in DOCKERFILE.splitlines() + MAKEFILE.splitlines() if "pip install" in line
    ]
    assert images
    assert [
        each for each in images if not re.fullmatch(r"\S+:[\d.]+-\S+@sha256:[0-9a-f]{64}", each)
    ] == []
    assert len(actions) >= 2 * len(WORKFLOWS)
    assert [
        each for each in actions if not re.fullmatch(r"\S+@[0-9a-f]{40}  # v[\d.]+", each)
    ] == []
    assert len(installs) == 3
    assert [each for each in installs if "--require-hashes" not in each] == []
    assert not re.search(r":latest|-latest", "".join([DOCKERFILE, COMPOSE, *WORKFLOWS.values()]))


# --- the workflows ---


def steps(workflow: str) -> list[str]:
    return re.findall(r"^ +(?:- )?run: (.*)$", WORKFLOWS[workflow], re.MULTILINE)


def test_the_audit_workflow_audits_the_locks_each_week() -> None:
    assert steps("audit") == ["make sbom", "make audit"]
    assert re.search(r'cron: "\d+ \d+ \* \* \d"', WORKFLOWS["audit"])
    locks = re.search(r"paths: \[(.*)\]", WORKFLOWS["audit"])
    assert locks is not None
    assert [each.strip('" ') for each in locks[1].split(",")] == audit.LOCKS


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_no_workflow_may_more_than_it_needs_or_leaves_its_token_behind(workflow: str) -> None:
    allowed = "write" if workflow == "refresh" else "read"
    assert re.findall(r"^permissions:\n  (\w+: \w+)", WORKFLOWS[workflow], re.MULTILINE) == [
        f"contents: {allowed}"
    ]
    assert "persist-credentials: false" in WORKFLOWS[workflow]


def test_the_tests_workflow_calls_what_ci_runs() -> None:
    assert steps("test")[-1] == ".ci/run"
    assert os.access(PROJECT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("workflow", ["test", "refresh"])
def test_a_workflow_can_make_pdfs_as_the_image_can(workflow: str) -> None:
    packages = re.search(r"--no-install-recommends (.*) \\$", DOCKERFILE, re.MULTILINE)
    assert packages is not None
    assert steps(workflow)[0].endswith(packages[1])


def test_the_refresh_workflow_takes_the_data_folder_and_keeps_it_also_after_a_stale_run() -> None:
    assert steps("refresh")[1:] == [".github/figures take", "make refresh", ".github/figures keep"]
    condition = re.search(r"if: (.*)\n +run: .github/figures keep", WORKFLOWS["refresh"])
    assert condition is not None
    assert condition[1] == "${{ !cancelled() && steps.take.outcome == 'success' }}"
    assert "contents: write" in WORKFLOWS["refresh"]


GH = """#!/usr/bin/env bash
set -euo pipefail
[ -z "${GH_FAILS-}" ] || { echo "$GH_FAILS" >&2; exit 1; }
verb="$2"; shift 3
case "$verb" in
  view) [ -d "$ASSETS" ] || { echo "release not found" >&2; exit 1; }; ls "$ASSETS" ;;
  create) mkdir "$ASSETS" ;;
  upload) cp --no-clobber "$@" "$ASSETS" ;;
  download) cp "$ASSETS"/${2%\\*}* "$4" ;;
  delete-asset) rm "$ASSETS/$2" ;;
esac
"""
DATE = '#!/bin/sh\nexec /usr/bin/env -u PATH /bin/date --date "@$NOW" "$@"\n'


class Runner:
    """A machine of the workflow: a new checkout each time, and GitHub's files as a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, count(1_790_000_000, 86_400)
        self.assets = folder / "assets"
        self.root = folder
        for name, text in {"gh": GH, "date": DATE}.items():
            (folder / name).write_text(text, encoding="utf-8")
            (folder / name).chmod(0o755)

    def starts(self) -> Path:
        """A new checkout; its data folder holds what ships and nothing else."""
        self.root = self.folder / f"run-{next(self.clock)}"
        (self.root / ".github").mkdir(parents=True)
        shutil.copy(PROJECT / ".github" / "figures", self.root / ".github")
        (self.root / "data" / "default").mkdir(parents=True)
        (self.root / "data" / "default" / "manifest.json").write_text("ships", encoding="utf-8")
        return self.root / "data"

    def figures(self, word: str, **environment: str) -> CompletedProcess[str]:
        """Run `.github/figures` in the checkout."""
        return subprocess.run(
            [self.root / ".github" / "figures", word],
            env={
                "PATH": f"{self.folder}:{os.environ['PATH']}",
                "ASSETS": str(self.assets),
                "NOW": str(next(self.clock)),
                "PART": "1K",  # several parts of even a small folder
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_what_one_run_leaves_in_the_data_folder_the_next_one_begins_with(runner: Runner) -> None:
    data = runner.starts()
    assert runner.figures("take").stdout == "nothing is kept yet: this is the first run\n"
    for month in range(1, 6):
        (data / "reports" / f"2026-0{month}").mkdir(parents=True)
        (data / "reports" / f"2026-0{month}" / "issue.json").write_bytes(os.urandom(3000))
        before = tree(data)
        kept = runner.figures("keep")
        assert kept.returncode == 0, kept.stderr
        data = runner.starts()
        assert runner.figures("take").returncode == 0
        assert tree(data) == before
    names = {path.name.partition(".")[0] for path in runner.assets.iterdir()}
    assert len(names) == 3
    assert not [path for path in runner.assets.iterdir() if b"ships" in path.read_bytes()]


def test_a_folder_that_was_not_kept_whole_is_passed_over_for_the_one_before(
    runner: Runner,
) -> None:
    data = runner.starts()
    (data / "status.json").write_text("the first", encoding="utf-8")
    assert runner.figures("keep").returncode == 0
    (data / "status.json").write_text("the second", encoding="utf-8")
    assert runner.figures("keep").returncode == 0
    max(runner.assets.glob("*.sha256")).unlink()
    data = runner.starts()
    assert runner.figures("take").returncode == 0
    assert (data / "status.json").read_text(encoding="utf-8") == "the first"


def test_no_answer_and_a_damaged_part_end_the_run_rather_than_begin_it_anew(
    runner: Runner,
) -> None:
    data = runner.starts()
    (data / "status.json").write_bytes(os.urandom(3000))
    assert runner.figures("keep").returncode == 0
    silent = runner.figures("take", GH_FAILS="error connecting to api.github.com")
    assert (silent.returncode, silent.stderr) == (1, "error connecting to api.github.com\n")
    min(runner.assets.glob("*.part-*")).write_bytes(b"torn")
    data = runner.starts()
    assert runner.figures("take").returncode != 0
    assert not (data / "status.json").exists()


# --- commits ---


def test_the_hook_before_a_commit_is_make_lint_and_asks_no_network() -> None:
    hooks = (PROJECT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"repo: (.*)", hooks) == ["local"]
    assert re.findall(r"entry: (.*)", hooks) == ["make lint"]
    assert recipe("lint")
