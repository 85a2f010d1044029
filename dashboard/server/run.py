"""Starts the server: the same for a terminal, a container and systemd."""

import ctypes
import logging
import os
import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread
from typing import Any

import pyarrow as pa
from gunicorn.app.base import BaseApplication

from dashboard import limits, shared, shown
from etl.log import Handler

ARENAS = -8  # glibc's M_ARENA_MAX: in how many places threads ask for memory


class Portal(BaseApplication):
    """The portal under gunicorn; each worker makes it for itself.

    Threads of pyarrow do not survive a fork, so nothing of the portal is made before it.
    """

    def __init__(self, address: str, port: int) -> None:
        self._bound = f"{address}:{port}"
        super().__init__()

    def load_config(self) -> None:
        """Settings of gunicorn; no file, environment or command line changes them."""
        settings = {
            "bind": self._bound,
            "workers": limits.WORKERS,
            "worker_class": "dashboard.server.worker.BufferingWorker",
            "backlog": limits.BACKLOG,
            "timeout": limits.STUCK,
            "graceful_timeout": limits.STOPS_WITHIN + 1,
            "loglevel": "warning",
            "control_socket_disable": True,  # nothing but signals tells it what to do
            "proc_name": "norrlaget",
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def run(self) -> None:
        """Serve until told to stop; a worker that ends comes by here too, and leaves all."""
        folder, master = Path(mkdtemp(prefix="norrlaget-")), os.getpid()
        shared.use(folder)
        try:
            super().run()
        finally:
            if os.getpid() == master:
                shutil.rmtree(folder, ignore_errors=True)

    def load(self) -> Any:
        """The WSGI application, made in a worker."""
        # Else each thread keeps what it once needed: 700 MB a worker under a crowd, not 400.
        pa.set_memory_pool(pa.system_memory_pool())
        ctypes.CDLL(None).mallopt(ARENAS, 2)
        sys.setswitchinterval(limits.SWITCHED_WITHIN)
        from dashboard.web import create_app

        logging.basicConfig(handlers=[Handler()], level=logging.WARNING)
        portal = create_app()
        Thread(target=shown.follow, args=(portal.prepare,), daemon=True).start()
        return portal.server
