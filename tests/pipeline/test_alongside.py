"""A release made while its run fetches, and one that need not be made again."""

import json
import time
from pathlib import Path
from threading import Event, Thread

import pytest

from etl.model import Indicator
from etl.net.session import Session
from etl.run import fingerprint, join, update
from etl.run.alongside import Alongside
from etl.store import releases
from tests.replay import Emulator


@pytest.fixture
def fetched(
    tmp_path: Path, session: Session, indicators: dict[str, Indicator], agencies: Emulator
) -> Path:
    """A data folder with every indicator's snapshot."""
    outcomes = list(update.fetch(tmp_path, indicators.values(), session, accept=True))
    assert agencies.requests
    assert all(outcome.new for outcome in outcomes)
    return tmp_path


def test_nothing_is_published_before_the_run_is_at_its_end(
    fetched: Path, indicators: dict[str, Indicator]
) -> None:
    with Alongside(fetched, indicators.values(), indicators.values()) as release:
        for id_ in indicators:
            release.settle(id_, new=True)
        time.sleep(0.3)
        assert releases.published(fetched) is None
        published = release.end()
    assert published.release == releases.published(fetched)
    assert published.rows > 0


def test_a_part_waits_for_its_snapshot(fetched: Path, indicators: dict[str, Indicator]) -> None:
    first, *others = indicators
    with Alongside(fetched, indicators.values(), indicators.values()) as release:
        for id_ in others:
            release.settle(id_, new=True)
        ended = Event()
        Thread(target=lambda: (release.end(), ended.set())).start()
        release.settle(first, new=False)
        assert ended.wait(20)
    alone = fetched / "again"
    (alone / "snapshots").mkdir(parents=True)
    for path in (fetched / "snapshots").iterdir():
        (alone / "snapshots" / path.name).write_bytes(path.read_bytes())
    assert join.publish(alone, indicators.values()).release == releases.published(fetched)


def test_parts_are_written_as_they_settle_and_stand_in_the_catalogues_order(
    fetched: Path, indicators: dict[str, Indicator], monkeypatch: pytest.MonkeyPatch
) -> None:
    made_of: list[str] = []
    renewed = join._renewed
    monkeypatch.setattr(
        join, "_renewed", lambda j, each: made_of.append(each.id) or renewed(j, each)
    )
    with Alongside(fetched, indicators.values(), indicators.values()) as release:
        for id_ in reversed(indicators):
            release.settle(id_, new=True)
        release.end()

    assert made_of == [*reversed(indicators)]
    current = releases.current(fetched)
    assert list(current.indicators) == list(current.manifest["indicators"]) == list(indicators)
    assert all(len(current.observations(id_)) for id_ in indicators)


def test_a_run_that_fails_takes_back_what_it_had_begun(
    fetched: Path, indicators: dict[str, Indicator]
) -> None:
    def run() -> None:
        with Alongside(fetched, indicators.values(), indicators.values()) as release:
            release.settle(next(iter(indicators)), new=True)
            raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        run()
    assert releases.published(fetched) is None
    assert not [*(fetched / "releases").glob("*")]


def test_what_was_made_of_the_same_is_not_made_again(
    fetched: Path, indicators: dict[str, Indicator], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = join.publish(fetched, indicators.values()).release

    def refuse(*_: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(join, "_renewed", refuse)
    same = join.publish(fetched, indicators.values())
    assert (same.release, same.problems) == (None, {})
    assert releases.published(fetched) == name


@pytest.mark.parametrize("what", ["snapshot", "words", "release", "note"])
def test_any_change_of_what_it_is_made_of_makes_it_again(
    fetched: Path, indicators: dict[str, Indicator], what: str
) -> None:
    join.publish(fetched, indicators.values())
    entries = list(indicators.values())
    if what == "snapshot":
        next((fetched / "snapshots").iterdir()).write_bytes(b"torn")
    if what == "words":
        entries[0] = entries[0].model_copy(update={"title": "Annat"})
    if what == "release":
        (releases.current(fetched).path / "catalogue.json").unlink()
    if what == "note":
        (fetched / "made.json").write_text(json.dumps({"release": 1}))
    assert fingerprint.again(fetched, fingerprint.of(fetched, entries)) is None


def test_a_release_with_a_problem_is_made_anew_each_time(
    fetched: Path, indicators: dict[str, Indicator]
) -> None:
    (fetched / "snapshots" / "andel.json.gz").write_bytes(b"torn")
    assert "andel" in join.publish(fetched, indicators.values()).problems
    assert "andel" in join.publish(fetched, indicators.values()).problems
