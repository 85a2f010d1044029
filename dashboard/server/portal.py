"""The portal as a worker makes it for itself, with what many threads in one process need."""

import ctypes
import logging
import sys
from threading import Thread
from time import sleep
from typing import Any

import pyarrow as pa

from dashboard import limits, shown
from dashboard.web import create_app
from etl.log import Handler

LIBC = ctypes.CDLL(None)
ARENAS = -8  # glibc's M_ARENA_MAX: in how many places threads ask for memory
OFTEN = 10  # seconds between two times that what is free is given back


def made() -> Any:
    """The WSGI application, with a thread beside it that turns to new releases."""
    _frugal()
    logging.basicConfig(handlers=[Handler()], level=logging.WARNING)
    portal = create_app()
    Thread(target=shown.follow, args=(portal.prepare, portal.make_ahead), daemon=True).start()
    Thread(target=_give_back, daemon=True).start()
    return portal.server


def _frugal() -> None:
    """Else each thread keeps what it once needed: 700 MB a worker under a crowd, not 400."""
    pa.set_memory_pool(pa.system_memory_pool())
    LIBC.mallopt(ARENAS, 2)
    sys.setswitchinterval(limits.SWITCHED_WITHIN)


def _give_back() -> None:
    """What a crowd needed for a moment is the machine's again."""
    while True:
        sleep(OFTEN)
        LIBC.malloc_trim(0)
