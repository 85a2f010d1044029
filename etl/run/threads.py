"""Several iterators side by side, each in a thread of its own, as one."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Event
from typing import TypeVar

T = TypeVar("T")


def merged(iterators: Sequence[Iterator[T]]) -> Iterator[T]:
    """What the iterators give, as it comes; each keeps its own order.

    What one raises is raised once the others have come to their end. When the caller leaves
    early, each ends after the item it is at.
    """
    queue: SimpleQueue[T | None] = SimpleQueue()
    left = Event()

    def drain(iterator: Iterator[T]) -> None:
        try:
            for item in iterator:
                queue.put(item)
                if left.is_set():
                    break
        finally:
            queue.put(None)

    with ThreadPoolExecutor(max_workers=len(iterators) or 1) as pool:
        running = [pool.submit(drain, iterator) for iterator in iterators]
        try:
            yield from _until_ended(queue, len(iterators))
        finally:
            left.set()
    for ended in running:
        ended.result()


def _until_ended(queue: "SimpleQueue[T | None]", going: int) -> Iterator[T]:
    while going:
        item = queue.get()
        if item is None:
            going -= 1
        else:
            yield item
