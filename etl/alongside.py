"""A release made while its run still fetches: each part once its snapshots are settled.

The agencies' pace leaves time between answers; a run is then hardly longer than they force it to
be. Nothing is published before the run has said that all is fetched and noted.
"""

from collections.abc import Iterable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self

from etl import join
from etl.join import END, Published
from etl.model import Indicator


class Alongside:
    """Use it in `with`: what was begun and not ended is taken back."""

    def __init__(self, data: Path, every: Iterable[Indicator], wanted: Iterable[Indicator]) -> None:
        self._data, self._every = data, list(every)
        self._settled = {each.id: Event() for each in wanted} | {END: Event()}
        self._left = False
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._making: Future[Published] | None = None

    def settle(self, indicator: str, *, new: bool) -> None:
        """An indicator's snapshots are what the run leaves; the first new ones begin a release."""
        self._settled[indicator].set()
        if new and self._making is None:
            self._making = self._pool.submit(join.publish, self._data, self._every, self._ready)

    def end(self) -> Published:
        """Publish, now that all is fetched and noted; raises what join.publish raises."""
        for event in self._settled.values():
            event.set()
        if self._making is None:
            return join.publish(self._data, self._every)
        return self._making.result()

    def _ready(self, indicator: str) -> None:
        if event := self._settled.get(indicator):
            event.wait()
        if self._left:
            raise CancelledError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None
    ) -> None:
        self._left = kind is not None
        for event in self._settled.values():
            event.set()
        self._pool.shutdown()
