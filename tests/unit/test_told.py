"""What a run tells where nobody watches: every line of the log is one JSON object."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.log import Handler
from tests import PROJECT


def test_what_a_module_warns_of_is_a_line_of_the_log(tmp_path: Path) -> None:
    (tmp_path / "status.json").write_text('{"run": 3', encoding="utf-8")
    asked = subprocess.run(
        [sys.executable, "-m", "etl", "status"],
        cwd=PROJECT,
        env={**os.environ, "NORRLAGET_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    told = [json.loads(line) for line in asked.stderr.splitlines()]

    assert told
    assert {each["event"] for each in told} == {"warning"}
    assert str(tmp_path / "status.json") in told[0]["message"]


def test_a_traceback_is_a_fact_of_its_line_and_tells_where_not_what_was_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log = logging.Logger("a log of its own")
    log.addHandler(Handler())
    try:
        raise ValueError("en rad\noch en till")
    except ValueError:
        log.exception("folkmangd")
    (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)

    assert (told["event"], told["message"]) == ("error", "folkmangd")
    assert told["traceback"].startswith("Traceback")
    assert "test_told.py" in told["traceback"]
    assert told["traceback"].endswith("\nValueError")
