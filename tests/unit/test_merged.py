"""Several sources side by side: every outcome comes, whoever is slow, and no fault is lost."""

import threading
from collections.abc import Iterator
from itertools import count

import pytest

from etl.run.threads import merged


def test_every_item_comes_and_each_keeps_its_order() -> None:
    found = list(merged([iter("abc"), iter("123"), iter("")]))

    assert sorted(found) == sorted("abc123")
    assert [item for item in found if item.isdigit()] == list("123")


def test_they_run_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=10)

    def one(name: str) -> Iterator[str]:
        both.wait()  # breaks when the other does not come
        yield name

    assert sorted(merged([one("a"), one("b")])) == ["a", "b"]


def test_a_fault_in_one_is_raised_when_the_others_are_done() -> None:
    def failing() -> Iterator[str]:
        yield "a"
        raise OSError("disk full")

    found: list[str] = []
    with pytest.raises(OSError, match="disk full"):
        found.extend(merged([failing(), iter("123")]))
    assert sorted(found) == ["1", "2", "3", "a"]


def test_leaving_early_ends_them_all() -> None:
    found = merged([map(str, count()), map(str, count())])
    assert next(found) == "0"
    found.close()

    assert not [each for each in threading.enumerate() if each.name.startswith("ThreadPool")]


def test_nothing_gives_nothing() -> None:
    assert list(merged([])) == []
