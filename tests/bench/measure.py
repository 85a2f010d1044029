"""How the benchmarks measure: best of several runs, and the peak of what one run allocates."""

import gc
import os
import time
import tracemalloc
from collections.abc import Callable


def seconds(run: Callable[[], object], times: int = 5) -> float:
    """The fastest of several runs: on a noisy machine the least disturbed one."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best


def megabytes(run: Callable[[], object]) -> float:
    """The peak of memory allocated while running once."""
    gc.collect()
    tracemalloc.start()
    kept = run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del kept
    return peak / 1e6


def busy() -> str:
    """How much else the machine did: what figures are to be read with."""
    return f"load {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors in the last five minutes"
