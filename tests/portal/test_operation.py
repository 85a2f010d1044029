"""Operations: units, cron line and containers say what the machine would be told to do."""

import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
UNITS = dict(re.findall(r"```ini\n# (\S+)\n(.*?)```", README, re.DOTALL))


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)  # a key may come twice
    parser.optionxform = str  # type: ignore[method-assign,assignment]  # systemd minds the case
    parser.read_string(UNITS[name])
    return parser


def test_the_refresh_runs_after_scb_has_published_and_again_the_same_day() -> None:
    calendar = unit("norrlaget-refresh.timer")["Timer"]["OnCalendar"]
    assert calendar.endswith("Europe/Stockholm")
    hours, minute, _ = calendar.split()[1].split(":")
    minutes = [int(hour) * 60 + int(minute) for hour in hours.split(",")]
    assert len(minutes) > 1
    assert not [m for m in minutes if 7 * 60 + 55 <= m <= 8 * 60 + 15]
    assert min(minutes) >= 8 * 60
    cron = re.search(r"^(\d+) ([\d,]+) \* \* \*", README, re.MULTILINE)
    assert cron is not None
    assert [int(h) * 60 + int(cron[1]) for h in cron[2].split(",")] == minutes


ANALYZE = shutil.which("systemd-analyze") or ""


@pytest.mark.skipif(not ANALYZE, reason="no systemd-analyze here")
def test_systemd_understands_the_timer() -> None:
    calendar = unit("norrlaget-refresh.timer")["Timer"]["OnCalendar"]
    asked = subprocess.run([ANALYZE, "calendar", calendar], capture_output=True, check=False)
    assert asked.returncode == 0, asked.stderr


def test_the_units_run_what_the_makefile_runs() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    portal = unit("norrlaget.service")["Service"]["ExecStart"]
    refresh = unit("norrlaget-refresh.service")["Service"]["ExecStart"]
    assert portal.split("/bin/")[1] in makefile
    assert refresh.split("/bin/")[1] in makefile


def test_old_releases_go_also_after_a_run_in_which_something_was_stale() -> None:
    refresh = unit("norrlaget-refresh.service")["Service"]
    after = re.findall(r"^ExecStopPost=(.*)$", UNITS["norrlaget-refresh.service"], re.MULTILINE)
    ends = ["-m dashboard.report", "-m etl prune"]  # both run whatever ExecStart came to
    assert [each.partition("python ")[2] for each in after] == ends
    assert "ExecStartPost" not in refresh
    assert re.search(r"^\d+ .* make refresh; \S+ -m etl prune$", README, re.MULTILINE)


def test_the_container_s_refresh_prunes_and_ends_with_the_code_of_the_update(
    tmp_path: Path,
) -> None:
    compose = (PROJECT / "compose.yaml").read_text(encoding="utf-8")
    (command,) = re.findall(r'command: \["sh", "-c", "(.*)"\]', compose)
    told = '#!/bin/sh\necho "$2" "$3"\n[ "$3" = prune ]\n'
    (tmp_path / "python").write_text(told, encoding="utf-8")
    (tmp_path / "python").chmod(0o755)
    ran = subprocess.run(
        ["/bin/sh", "-c", command.replace("$$", "$")],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    steps = ["etl update", "dashboard.report", "etl prune"]
    assert ([line.strip() for line in ran.stdout.splitlines()], ran.returncode) == (steps, 1)


def test_the_image_holds_all_that_the_portal_and_the_refresh_read() -> None:
    dockerfile = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
    ignored = (PROJECT / ".dockerignore").read_text(encoding="utf-8")
    for name in ("app.py", "dashboard", "etl", "maps", "data/default", "requirements.lock"):
        assert re.search(rf"^COPY .*\b{re.escape(name)}\b", dockerfile, re.MULTILINE), name
        assert f"!{name}\n" in ignored, name
    assert "USER norrlaget" in dockerfile
    assert "/health" in dockerfile
    assert "--require-hashes" in dockerfile


def test_the_image_s_python_is_one_the_project_runs_on() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    images = re.findall(
        r"python:(\d\.\d+)|python-version: \"(\d\.\d+)\"",
        "".join(
            (PROJECT / path).read_text(encoding="utf-8")
            for path in ("Dockerfile", ".github/workflows/refresh.yml")
        ),
    )
    versions = {a or b for a, b in images}
    assert versions
    low, high = re.findall(r"3\.\d+", project["requires-python"])
    assert all(int(low[2:]) <= int(v[2:]) < int(high[2:]) for v in versions)
