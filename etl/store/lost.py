"""Files beside the figures: one that cannot be read costs its own part of a page, and is told.

That holds for all that a release, an issue or a page is whole without: what changed, what is
awaited, kept issues, an editor's words, what runs noted. The log tells each once; the page says
in its place what is missing and what to do.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from etl.errors import AnswerUnreadable, EtlError, cause
from etl.store import seals
from etl.store.files import regular, stamp
from etl.store.seals import Seal

Content = TypeVar("Content")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Lost:
    """A file that is there and cannot be read, or was there once; `why` is for the log alone."""

    path: Path
    why: str


class PartLost(AnswerUnreadable):
    """What was asked for lies in a file that cannot be read, beside figures that can."""

    def __init__(self, lost: Lost) -> None:
        super().__init__(f"{lost.path}: not a readable part of a release: {lost.why}")
        self.lost = lost


def read(
    path: Path, parse: Callable[[bytes], Content], seal: Seal | None = None
) -> Content | Lost | None:
    """What `parse` makes of a file's content; None when it is not there and none was sealed.

    `parse` raises ValueError, or another of the errors below, for what is not as it should be.
    """
    try:
        content = regular(path).read_bytes()
        seals.demand(seal, content)
        return parse(content)
    except FileNotFoundError:
        return tell(Lost(path, "it is gone")) if seal else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError, EtlError) as error:
        return tell(Lost(path, cause(error)))


def tell(lost: Lost) -> Lost:
    """Tell the log once; the file itself is given back."""
    _tell(lost, stamp(lost.path))
    return lost


@lru_cache(maxsize=256)  # once for as long as the very same file lies there
def _tell(lost: Lost, _: tuple[int, ...] | None) -> None:
    _log.warning("%s cannot be read, and what it holds is left out: %s", lost.path, lost.why)
