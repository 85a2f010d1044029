"""A server's processes as the kernel tells of them: which there are, and their memory meanwhile."""

import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

from dashboard import limits

PROC = Path("/proc")
LARGE = 60  # MB: a process that has imported the portal; what merely watches over others has less
EVERY = 0.5  # seconds between two looks
RESTED, IDLE = 4.0, 0.08  # seconds with less than this share of one processor


def below(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    found = [pid]
    for each in found:
        with suppress(OSError):
            told = (PROC / f"{each}/task/{each}/children").read_text()
            found += map(int, told.split())
    return found[1:]


def memory(pid: int) -> float:
    """Resident MB of a process; of one that has ended none."""
    with suppress(OSError):
        for line in (PROC / f"{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


def worked(pid: int) -> float:
    """Seconds that the processors have spent on all below a process."""
    ticks = 0
    for each in below(pid):
        with suppress(OSError):
            told = (PROC / f"{each}/stat").read_text().rpartition(")")[2].split()
            ticks += int(told[11]) + int(told[12])  # its own, and the kernel's for it
    return ticks / os.sysconf("SC_CLK_TCK")


def rests(pid: int, most: float) -> float:
    """Wait until all below a process do next to nothing, at most so many seconds; how long.

    On a machine that has been busy until now the portal waits with what it makes by itself: that
    is no rest.
    """
    began = time.monotonic()
    while (since := time.monotonic() - began) < most:
        before = worked(pid)
        time.sleep(RESTED)
        held = os.getloadavg()[0] > limits.LOADED * (os.cpu_count() or 1)
        if worked(pid) - before < IDLE * RESTED and not held:
            break
    return since


def large(pid: int, least: float = LARGE) -> list[int]:
    """Those below a process that do its work."""
    return [each for each in below(pid) if memory(each) > least]


class Watch:
    """Looks at a process and all below it while the block runs: their memory at its highest."""

    def __init__(self, pid: int) -> None:
        self._pid, self._ended = pid, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.most: dict[int, float] = {}  # MB by process
        self.altogether = 0.0  # MB of all at one time
        self._workers: list[int] = []

    def _look(self) -> None:
        while True:
            now = {each: memory(each) for each in [self._pid, *below(self._pid)]}
            self.altogether = max(self.altogether, sum(now.values()))
            self.most |= {each: max(mb, self.most.get(each, 0.0)) for each, mb in now.items()}
            if self._ended.wait(EVERY):
                return

    @property
    def workers(self) -> list[float]:
        """The most that each of those had which did the work when the block ended."""
        return [self.most.get(each, 0.0) for each in self._workers]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._workers = large(self._pid)
        self._ended.set()
        self._thread.join()
