"""A release made while its run still fetches: each part as soon as its snapshots are settled.

The agencies' pace leaves time between answers; a run is then hardly longer than they force it to
be. Nothing is published before the run has said that all is fetched and noted.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from etl.model import Indicator
from etl.run import join
from etl.run.join import Published

END = ""  # stands after the last id


class Alongside:
    """Use it in `with`: what was begun and not ended is taken back."""

    def __init__(self, data: Path, every: Iterable[Indicator], wanted: Iterable[Indicator]) -> None:
        self._data, self._every = data, list(every)
        self._settled: SimpleQueue[str] = SimpleQueue()
        fetched = {each.id for each in wanted}
        for each in self._every:
            if each.id not in fetched:
                self._settled.put(each.id)
        self._left = False
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._making: Future[Published] | None = None

    def settle(self, indicator: str, *, new: bool) -> None:
        """An indicator's snapshots are what the run leaves; the first new ones begin a release."""
        self._settled.put(indicator)
        if new and self._making is None:
            self._making = self._pool.submit(join.publish, self._data, self._every, self._ids())

    def end(self) -> Published:
        """Publish, now that all is fetched and noted; raises what join.publish raises."""
        self._settled.put(END)
        if self._making is None:
            return join.publish(self._data, self._every)
        return self._making.result()

    def _ids(self) -> Iterator[str]:
        while id_ := self._settled.get():
            if self._left:
                break
            yield id_
        if self._left:
            raise CancelledError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None
    ) -> None:
        self._left = kind is not None
        self._settled.put(END)
        self._pool.shutdown()
