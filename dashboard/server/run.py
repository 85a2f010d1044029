"""Starts the server: the same for a terminal, a container and systemd."""

import os
import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from gunicorn.app.base import BaseApplication

from dashboard import limits, shared


class Workers(BaseApplication):
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
        try:
            folder, master = Path(mkdtemp(prefix="norrlaget-")), os.getpid()
        except OSError as error:
            sys.exit(f"no folder for temporary files can be written (TMPDIR): {error.strerror}")
        shared.use(folder)
        try:
            super().run()
        finally:
            if os.getpid() == master:
                shutil.rmtree(folder, ignore_errors=True)

    def load(self) -> Any:
        """The WSGI application, made in a worker: the master holds nothing of it."""
        from dashboard.server.portal import made

        return made()
