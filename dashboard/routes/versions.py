"""The releases that are kept, as files that never change: which, their hashes, and their bytes."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Response

from dashboard import data, origin
from dashboard.routes.ask import Refused
from dashboard.routes.exports import PIECE
from etl.errors import EtlError
from etl.store import releases
from etl.store.release import Release

PATH = "/api/v1/releases"
PARQUET = "application/vnd.apache.parquet"
MANIFEST = "manifest.json"


def path(release: str, file: str = "") -> str:
    """Where a release is told of, or one of its files lies."""
    return "/".join(filter(None, [PATH, release, file]))


def every() -> list[Release]:
    """The one that is shown, then those that are kept, the newest first."""
    shown = data.release()
    kept = [each for each in releases.kept(data.folder()) if each.path != shown.path]
    return [shown, *kept]


def listed() -> list[dict[str, Any]]:
    """Each with its hashes; one that cannot be read is left out."""
    found = []
    for each in every():
        try:
            found.append(record(each))
        except (EtlError, KeyError, ValueError):
            continue
    return found


def record(release: Release) -> dict[str, Any]:
    """A release: what it holds, and the size, hash and address of each of its files."""
    files = {
        name: {
            "size": seal.size,
            "sha256": seal.sha256,
            "address": origin.address() + path(release.id, name),
        }
        for name, seal in release.seals.items()
    }
    return {
        "release": release.id,
        "current": release.path == data.release().path,
        "rows": release.manifest.get("rows"),
        "indicators": len(release.manifest.get("indicators", {})),
        "sha256": release.content,
        "changes": f"{origin.address()}/revideringar?release={release.id}",
        "files": files,
    }


def named(name: str) -> Release:
    """The release of that id; raises Refused where it is not kept."""
    found = data.named(name)
    if found is None:
        kept = [each.path.name for each in releases.kept(data.folder())]
        known = list(dict.fromkeys([data.release().id, *kept]))
        raise Refused(404, f"There is no release {name[:40]!r} here.", known)
    return found


def file(name: str, of: str) -> Response:
    """A file of a release as it lies there; raises Refused where there is none of that name."""
    release = named(name)
    known = [MANIFEST, *release.seals]
    if of not in known:
        raise Refused(404, f"The release has no file {of[:40]!r}.", known)
    try:
        length = (release.path / of).stat().st_size
    except OSError:  # pruned a moment ago
        raise Refused(404, f"The release {name[:40]!r} was just removed.", []) from None
    stored = Stored(release.path / of)
    response = Response(stored, mimetype=_kind(of), direct_passthrough=True)
    response.content_length = length
    return response


class Stored:
    """The bytes of a file that lies on disk, from any place of it, a piece at a time."""

    def __init__(self, path: Path) -> None:
        self._path, self._at = path, 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        """The next piece; between two of them no file is open, however slowly they are read."""
        with self._path.open("rb") as file:
            file.seek(self._at)
            piece = file.read(PIECE)
        self._at += len(piece)
        if not piece:
            raise StopIteration
        return piece

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, at: int) -> None:
        """Go on from a place."""
        self._at = at

    def tell(self) -> int:
        """The place."""
        return self._at


def _kind(name: str) -> str:
    guessed = mimetypes.guess_type(name)[0]
    return PARQUET if name.endswith(".parquet") else guessed or "application/octet-stream"
