"""The portal: `python app.py` serves it, `app:server` is for any other WSGI server."""

import os

from granian import Granian
from granian.constants import Interfaces


def serve() -> None:
    """Serve on 127.0.0.1, with two workers that each make the portal for themselves."""
    port = int(os.environ.get("PORT", "8050"))
    print(f"Norrläget: http://127.0.0.1:{port}", flush=True)  # noqa: T201 – told to a person
    Granian(
        "app:server", address="127.0.0.1", port=port, interface=Interfaces.WSGI, workers=2
    ).serve()


if __name__ == "__main__":
    serve()  # nothing is opened here: what threads hold would not survive the workers' start
else:
    from dashboard.web import create_app

    server = create_app().server
