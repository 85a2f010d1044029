"""Only one run at a time on a data folder."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.errors import EtlError
from etl.store.files import sweep

WAIT = 10.0  # seconds to wait for another run to end


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Keep other runs on the same data folder out; raises EtlError when one will not end.

    What one that was killed left aside is swept away.
    """
    data.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + WAIT
    with (data / "lock").open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > deadline:
                    raise EtlError(
                        f"another run is at work on {data}; try when it is done"
                    ) from error
                time.sleep(0.2)
        for folder in (data, data / "snapshots"):
            sweep(folder)
        yield
