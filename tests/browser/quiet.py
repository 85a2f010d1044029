"""The portal as `make run` starts it, which makes no page before it is asked for.

The hundreds of pages that it would make while nobody waits take a core from the tests for minutes.
"""

from typing import Any

import app
from dashboard.server import run


class Workers(run.Workers):
    """The real workers, in each of which no page is left to be made ahead."""

    def load(self) -> Any:
        """The WSGI application; the portal is imported here, in a worker, and not before."""
        from dashboard import documents

        documents.unasked = list
        return super().load()


if __name__ == "__main__":
    run.Workers = Workers  # type: ignore[misc]  # where `serve` looks for it
    app.main()
