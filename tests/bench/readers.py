"""Readers of a portal to which something else happens meanwhile, and what they got."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle

from tests.bench import client
from tests.bench.client import Answer, Asked

EVERY = 0.1  # seconds between two who open the front page
READERS, RESTS = 2, 0.25  # who read on, and the seconds between two questions of one
READ = ["/", "/indikatorer/folkmangd", "/status", "/data/medelalder.csv", "/api/v1/indicators"]


@contextmanager
def opening(port: int) -> Iterator[list[Answer]]:
    """Somebody new opens the front page every so often while the block runs; what they got."""
    answers: list[Answer] = []
    ended = threading.Event()

    def open_one() -> None:
        through = client.connections(port)
        answers.append(client.ask(through, Asked("/"), Connection="close")[0])

    def open_all() -> None:
        those = []
        while not ended.wait(EVERY):
            those.append(threading.Thread(target=open_one, daemon=True))
            those[-1].start()
        for each in those:
            each.join()

    open_one()  # the page is made
    answers.clear()
    thread = threading.Thread(target=open_all, daemon=True)
    thread.start()
    try:
        yield answers
    finally:
        ended.set()
        thread.join()


@contextmanager
def reading(port: int) -> Iterator[list[Answer]]:
    """A few readers who ask one thing after the other while the block runs; what they got."""
    answers: list[Answer] = []
    ended = threading.Event()

    def read() -> None:
        through = client.connections(port)
        for address in cycle(READ):
            if ended.wait(RESTS):
                return
            answers.append(client.ask(through, Asked(address))[0])

    with ThreadPoolExecutor(READERS) as several:
        for _ in range(READERS):
            several.submit(read)
        try:
            yield answers
        finally:
            ended.set()
