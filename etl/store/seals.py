"""What files were when they were made: their sizes and hashes, and what is no longer so.

A seal tells damage, not forgery: who can write the files can write the seals.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

from etl.errors import cause, passing
from etl.store.files import regular


class Seal(NamedTuple):
    """A file as it was when it was made."""

    size: int
    sha256: str


def of(paths: Iterable[Path]) -> dict[str, Seal]:
    """The seal of each file, by its name."""
    found = {}
    for path in sorted(paths):
        with path.open("rb") as file:
            found[path.name] = _seal(file)
    return found


def written(said: dict[str, Any], files: Mapping[str, Seal]) -> bytes:
    """A document with the seals of the files beside it; the last of it is its own."""
    sealed = {**said, "files": {name: seal._asdict() for name, seal in files.items()}}
    return pretty({**sealed, "sha256": _hash(sealed)})


def read(content: bytes) -> dict[str, Any]:
    """Such a document; raises ValueError when it is none, or not as it was written.

    One of a version before there were seals is taken as it is.
    """
    said = json.loads(content)
    if not isinstance(said, dict):
        raise ValueError("not a document with seals")
    if "files" in said or "sha256" in said:
        bare = {name: value for name, value in said.items() if name != "sha256"}
        if said.get("sha256") != _hash(bare) or content != pretty(said):
            raise ValueError("its bytes are not those it was made with")
    return said


def told(said: dict[str, Any]) -> dict[str, Seal]:
    """The seals in such a document by name; none in one of a version before."""
    return {name: Seal(**seal) for name, seal in said.get("files", {}).items()}


def pretty(value: Any) -> bytes:
    """JSON as every document of a release is written."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _hash(said: dict[str, Any]) -> str:
    return hashlib.sha256(pretty(said)).hexdigest()


def demand(seal: Seal | None, content: bytes) -> None:
    """Raises ValueError when a file's content is not what was sealed; without a seal nothing is."""
    if seal:
        _same(seal, Seal(len(content), hashlib.sha256(content).hexdigest()))


def demand_file(seal: Seal | None, file: IO[bytes]) -> None:
    """The same of an open file, which is read through, however large, and left at its beginning."""
    if seal:
        _same(seal, _seal(file))
        file.seek(0)


def faults(folder: Path, seals: Mapping[str, Seal]) -> Iterator[tuple[str, str]]:
    """The name of each file that is not what was sealed, and why; all are read through.

    Raises OSError when that cannot be told just now.
    """
    for name, seal in seals.items():
        try:
            with regular(folder / name).open("rb") as file:
                demand_file(seal, file)
        except (OSError, ValueError) as error:
            if passing(error):
                raise
            yield name, cause(error)


def _seal(file: IO[bytes]) -> Seal:
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it reads
    return Seal(file.tell(), digest)


def _same(seal: Seal, found: Seal) -> None:
    if found.size != seal.size:
        raise ValueError(f"it has {found.size} bytes, and had {seal.size} when it was made")
    if found != seal:
        raise ValueError("its bytes are not those it was made with")
