"""Which Norrläget answers: what a reader keeps of one is no answer of another."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import etl
from dashboard import origin

PROJECT = Path(__file__).parents[1]
FOLDERS = ("dashboard", "etl", "maps")  # code, styles, templates, plans, boundaries


def mark() -> str:
    """The version and the start of a hash of all that answers are made with, for their tags.

    Answers also name the portal's own address, so theirs are others where it is another.
    """
    made_with = sha256(f"{_code()} {origin.address()}".encode()).hexdigest()
    return f"{etl.__version__}-{made_with[:8]}"


@cache
def _code() -> str:
    said = sha256()
    for path in sorted(path for folder in FOLDERS for path in (PROJECT / folder).rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            said.update(path.relative_to(PROJECT).as_posix().encode())
            said.update(sha256(path.read_bytes()).digest())
    return said.hexdigest()[:8]
