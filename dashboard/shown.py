"""Which release is shown: the current one, or the newest whole one where that is damaged.

A release is compared with its seals when it is opened, when a look through it is asked for, and,
file by file, when something of it is read. One that is not what it was when it was made is shown
no more until it is: the newest whole one is, and `damages` tells.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import NamedTuple, TypeVar

from etl.errors import EtlError, ReleaseDamaged, passing, visible
from etl.store import releases
from etl.store.files import stamp
from etl.store.release import NEEDED, Release

RETRY = 60.0  # seconds until a release is opened anew: a damaged one, or one to look through
LOOKS = 1.0  # seconds between two looks whether there is a new release
NAMED = 60  # characters of a name that is told
TRIES = 3  # releases that one request may find damaged, one after the other

Answer = TypeVar("Answer")

_log = logging.getLogger(__name__)


class Damage(NamedTuple):
    """What is not as it was made: of a release that is not shown, or a part that one can lack."""

    release: str  # the folder's name, or what the pointer says
    file: str  # its name; empty where the whole folder is not there
    since: datetime  # when it was found

    @property
    def grave(self) -> bool:
        """Whether the release cannot be shown for it."""
        return self.file in ("", *NEEDED)


class _Opened(NamedTuple):
    pointer: tuple[int, ...] | None  # its file, as it was when the release was opened
    release: Release
    whole: bool
    damages: tuple[Damage, ...]
    looked_at: float


_opened: dict[Path, _Opened] = {}
_prepared: dict[Path, tuple[int, ...] | None] = {}  # the pointer of which pages were made last
_followed = Event()  # set while a thread turns to new releases, and a request need not
_shown: ContextVar[Release | None] = ContextVar("_shown", default=None)


@contextmanager
def showing(shown: Release) -> Iterator[None]:
    """Within the block all that is asked for is of one release, whichever is current."""
    token = _shown.set(shown)
    try:
        yield
    finally:
        _shown.reset(token)


def release() -> Release:
    """The current release, unless another is being shown.

    A new pointer is noticed at once, at the cost of one `stat`, unless a thread turns to it
    (`follow`). Where the current release is
    damaged or gone the newest whole one is given: yesterday's figures with their date are better
    than none, and than wrong ones.
    """
    return _shown.get() or _current().release


def served(make: Callable[[], Answer]) -> Answer:
    """What `make` gives, all of it of one release; of another when that one proves damaged.

    Raises ReleaseDamaged when there is none that is whole, or another's damage is met.
    """
    shown = release()
    for _ in range(TRIES):
        try:
            with showing(shown):
                return make()
        except ReleaseDamaged as error:
            if error.release != shown.path or (other := distrust(shown)) is shown:
                raise
            shown = other
    with showing(shown):
        return make()


def distrust(doubted: Release) -> Release:
    """The release to show after one was found damaged while it was read.

    That one, opened anew, where its files are as they were made after all: they were replaced.
    """
    data = releases.folder()
    known = _opened.get(data)
    if known is None or known.release is doubted:
        known = _open(data)
    return known.release


def look_through() -> None:
    """Compare the current release with its seals anew, if that was not done in the last minute.

    What nothing reads can be damaged for long, and is to be told before somebody needs it. Raises
    ReleaseDamaged when it is the one that is being shown: `served` then shows another.
    """
    if monotonic() <= _current().looked_at + RETRY:
        return
    found, shown = _open(releases.folder()), _shown.get()
    for each in found.damages:
        if shown and each.grave and each.release == shown.path.name:
            raise ReleaseDamaged(shown.path / each.file, "found when it was looked through")


def follow(prepare: Callable[[], None], meanwhile: Callable[[float], None]) -> None:
    """Turn to each new release when `prepare`, called with it shown, has ended; never returns.

    Between two looks `meanwhile` has so many seconds, of the release that is shown.

    Readers are shown the release before meanwhile, which is whole: to open the new one, and to
    make of it what most ask for, is not at the cost of whoever comes first. For a thread of a
    server; what follows nothing notices a new pointer at once.
    """
    _followed.set()
    while True:
        try:
            turn(prepare)
            with showing(release()):
                meanwhile(LOOKS)
        except Exception:
            _log.exception("the current release could not be prepared; it is shown as it is asked")
            _open(releases.folder())
            sleep(LOOKS)


def turn(prepare: Callable[[], None]) -> None:
    """Open, prepare and show the current release, if that was not done."""
    data = releases.folder()
    pointer, known = _pointer(data), _opened.get(data)
    if data in _prepared and _prepared[data] == pointer:
        return
    _prepared[data] = pointer
    opened = known if known and known.pointer == pointer else _read(data)
    with showing(opened.release):
        prepare()
    _opened[data] = opened


def damages() -> tuple[Damage, ...]:
    """What is known not to be as it was made; none of it is shown."""
    return _current().damages


def is_whole() -> bool:
    """Whether there is any release that is whole: else there is nothing to show."""
    return _current().whole


def _current() -> _Opened:
    data = releases.folder()
    known = _opened.get(data)
    if known is None or not (_followed.is_set() or known.pointer == _pointer(data)):
        return _open(data)
    if any(each.grave for each in known.damages) and monotonic() > known.looked_at + RETRY:
        return _open(data)
    return known


def _open(data: Path) -> _Opened:
    _opened[data] = _read(data)
    return _opened[data]


def _pointer(data: Path) -> tuple[int, ...] | None:
    return stamp(data / "releases" / "current")


def _read(data: Path) -> _Opened:
    pointer = _pointer(data)
    found, damaged = None, []
    try:
        found = releases.current(data).whole()
        damaged += _vanished(data, pointer)
    except (EtlError, OSError) as error:
        if passing(error) and data in _opened:  # nothing is known of it but what was
            _opened[data] = _opened[data]._replace(looked_at=monotonic())
            return _opened[data]
        damaged.append(_damage(data, error))
        found = releases.last_release(data)
    shown = found or Release(releases.DEFAULT)
    damaged += [(shown.path.name, name) for name in _lacking(shown)] if found else []
    known = _known(data, damaged)
    return _Opened(pointer, shown, found is not None, known, monotonic())


def _vanished(data: Path, pointer: tuple[int, ...] | None) -> list[tuple[str, str]]:
    """The release that was current here before its pointer went: no folder is new again."""
    before = _opened.get(data)
    if pointer or before is None:
        return []
    if before.pointer:
        return [(before.release.path.name, "")]
    return [(each.release, each.file) for each in before.damages if not each.file]


def _damage(data: Path, error: Exception) -> tuple[str, str]:
    """The release and the file that an error is about."""
    if isinstance(error, ReleaseDamaged):
        return error.release.name, error.file if error.release.is_dir() else ""
    try:
        return visible(releases.published(data) or "")[:NAMED], ""
    except OSError:  # no file of ours
        return "current", ""


def _lacking(shown: Release) -> list[str]:
    return [name for name, _ in shown.faults(but=NEEDED)]


def _known(data: Path, damaged: list[tuple[str, str]]) -> tuple[Damage, ...]:
    """Each with the time it was first found; what is new is told to the log."""
    before = _opened[data].damages if data in _opened else ()
    since = {(each.release, each.file): each.since for each in before}
    for name, file in damaged:
        if (name, file) not in since:
            what = f"{file} of release {name}" if file else f"release {name}"
            _log.error("%s is not as it was made, and is not shown: `etl publish` mends it", what)
    now = datetime.now(UTC).replace(microsecond=0)
    return tuple(Damage(*each, since.get(each, now)) for each in damaged)
