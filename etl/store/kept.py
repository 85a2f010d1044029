"""Keeps what was made and may be asked for again: the last used, as much as fits."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """What says how many bytes it takes."""

    @property
    def size(self) -> int:
        """Bytes."""


Thing = TypeVar("Thing", bound=Sized)


class Kept(Generic[Thing]):
    """Things by key, those used last, as many as fit into so many bytes."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size, self._lock = limit, 0, Lock()
        self._things: OrderedDict[Hashable, Thing] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """What is kept under a key, made where there is nothing."""
        if found := self.there(key):
            return found
        made = make()
        with self._lock:
            self._drop(key)
            self._things[key] = made
            self._size += made.size
            while self._size > self._limit and len(self._things) > 1:
                self._drop(next(iter(self._things)))
        return made

    def there(self, key: Hashable) -> Thing | None:
        """What is kept under a key, if anything."""
        with self._lock:
            if found := self._things.get(key):
                self._things.move_to_end(key)
            return found

    def latest(self) -> list[Hashable]:
        """The keys of what is kept, the last used first."""
        with self._lock:
            return list(reversed(self._things))

    def _drop(self, key: Hashable) -> None:
        dropped = self._things.pop(key, None)
        self._size -= dropped.size if dropped else 0
