"""Runs of the pipeline that end at a given step: killed after it, or on a disk full by then.

Started with the project's folder on PYTHONPATH, it imports the pipeline once and forks a process
for each order, a line of JSON on stdin, answered with one on stdout:

    {"arguments": ["update"], "environment": {…}, "how": "kill" | "full" | "", "step": 7}
    {"code": -9, "out": "…", "err": "…", "steps": ["writes snapshots/.aside-alder.json.gz", …]}

A step is what changes the data folder: a folder or file made, half of a content and all of it
written, a rename, a removal; in a run on a full disk also a flush. `how` is empty for a run that
only tells its steps. From step `step` on a full disk takes nothing more.
"""

import builtins
import errno
import io
import json
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from typing import Any

from etl.__main__ import main

Order = dict[str, Any]
GROWS = {"makes", "writes", "renames", "flushes"}  # what a full disk may refuse


class Steps:
    """Counts and tells the steps of this process, and acts at the one ordered."""

    def __init__(self, order: Order, told: int) -> None:
        self.how, self.at, self.told = order["how"], order["step"], told
        self.data = order["environment"]["NORRLAGET_DATA"]
        self.count, self.counting = 0, threading.Lock()

    def take(self, does: str, path: Any, act: Callable[[], Any]) -> Any:
        """One step: `act` is done, unless the disk is full by now."""
        if self.how == "full" and does in GROWS and self._number(does, path) >= self.at:
            named = () if does in ("writes", "flushes") else (str(path),)  # as the system does
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), *named)
        result = act()
        kills = self.how != "full" and does != "flushes"  # a flush changes nothing that is seen
        if kills and self._number(does, path) == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    def _number(self, does: str, path: Any) -> int:
        with self.counting:
            self.count += 1
            line = f"{does} {os.path.relpath(path, self.data)}\n"
            os.write(self.told, line.encode())
            return self.count


def watch(steps: Steps) -> None:
    """From now on everything this process does to the data folder is a step."""
    really_open, names = io.open, {}

    class Watched(io.FileIO):
        def write(self, content: Any) -> int:
            half = len(content) // 2
            for part in (content[:half], content[half:]):
                steps.take("writes", self.name, lambda part=part: super(Watched, self).write(part))
            return len(content)

    def watched_open(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if not set(mode) & set("wax+") or not str(file).startswith(steps.data):
            return really_open(file, mode, *rest, **named)
        if "b" not in mode:
            return steps.take("makes", file, lambda: really_open(file, mode, *rest, **named))
        raw = steps.take("makes", file, lambda: Watched(file, mode.replace("b", "")))
        names[raw.fileno()] = str(file)
        return io.BufferedWriter(raw)

    def watched(does: str, name: str, last: int) -> None:
        really = getattr(os, name)

        def call(*paths: Any, **named: Any) -> Any:
            path = names.get(paths[last], paths[last]) if name == "fsync" else paths[last]
            path = steps.data if isinstance(path, int) else path
            return steps.take(does, path, lambda: really(*paths, **named))

        setattr(os, name, call)

    builtins.open = io.open = watched_open
    for does, name, last in (
        ("makes", "mkdir", 0),
        ("renames", "rename", 1),
        ("renames", "replace", 1),
        ("removes", "unlink", 0),
        ("removes", "rmdir", 0),
        ("flushes", "fsync", 0),
    ):
        watched(does, name, last)


def run(order: Order) -> dict[str, Any]:
    """Run the command in a process of its own and tell how it ended."""
    reading, told = os.pipe()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _become(order, told, out.fileno(), err.fileno())
        os.close(told)
        with os.fdopen(reading, encoding="utf-8") as steps:
            taken = steps.read().splitlines()
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = [os.pread(file.fileno(), 1 << 20, 0).decode() for file in (out, err)]
    return {"code": code, "out": texts[0], "err": texts[1], "steps": taken}


def _become(order: Order, told: int, out: int, err: int) -> None:
    """The forked process: the command as it would be in a terminal's log."""
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.environ.update(order["environment"])
    watch(Steps(order, told))
    code = 70
    try:
        main(order["arguments"], prog_name="python -m etl")
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # what the interpreter itself would show
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)
