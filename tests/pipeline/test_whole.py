"""A release is what it was when it was made, or that it is not is told, and it is made anew."""

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from pathlib import Path

import pytest

from etl.errors import ReleaseDamaged
from etl.store import changes, releases
from etl.store.release import NEEDED, Release
from tests import flips
from tests.replay import Emulator
from tests.runs import Run, runner
from tests.sample import apart, meanings, observations, sample_release, without_figures
from tests.small import POPULATION, SHARE

FILES = [*NEEDED, "awaited.json", "changes.json", "changes.parquet"]
EACH = 12  # flips of each file


@pytest.fixture
def release(tmp_path: Path) -> Release:
    """A release that came after another, with every file that one can have."""
    sample_release(tmp_path)
    revised = observations()
    revised.loc[0, "value"] += 1
    parts = apart(meanings(), revised)
    releases.publish(tmp_path, parts, changes.write, [without_figures()])
    found = releases.current(tmp_path)
    assert sorted(path.name for path in found.path.iterdir()) == sorted(FILES)
    return found


def told(release: Release) -> list[str]:
    """The files that are not as they were made, asked of those that open it first."""
    return [name for name, _ in Release(release.path).faults()]


@pytest.mark.parametrize("file", FILES)
def test_a_flipped_bit_of_any_file_is_told_when_a_release_is_opened(
    release: Release, file: str
) -> None:
    random, path = flips.seeded(file), release.path / file
    for bit in [flips.a_bit(random, path) for _ in range(EACH)]:
        flips.flip(path, bit)
        assert told(release) == [file]
        if file in NEEDED:
            with pytest.raises(ReleaseDamaged, match=file):
                Release(release.path).whole()
        else:
            assert Release(release.path).whole().indicators
        flips.flip(path, bit)
    assert told(release) == []


@pytest.mark.parametrize("file", ["observations.parquet", "latest.parquet"])
def test_a_bit_that_flips_after_the_opening_is_found_when_it_is_read(
    release: Release, file: str
) -> None:
    """Whether or not the disk says that the file is another: what is in memory stays true."""
    random, path = flips.seeded(file), release.path / file
    true = {id_: release.observations(id_).copy() for id_ in release.indicators}
    latest = release.latest("2480").copy()
    for unseen, bit in [(i % 2 > 0, flips.a_bit(random, path)) for i in range(EACH)]:
        flips.flip(path, bit, unseen=unseen)
        for ask, expected in [
            (lambda: release.latest("2480"), latest),
            *((lambda id_=id_: release.observations(id_), frame) for id_, frame in true.items()),
        ]:
            with suppress(ReleaseDamaged):
                assert ask().equals(expected)
        flips.flip(path, bit)


@pytest.mark.parametrize("damage", [*flips.KINDS, flips.gone])
def test_whatever_becomes_of_a_file_is_told_by_its_name(
    release: Release, tmp_path: Path, damage: flips.Damage
) -> None:
    for file in FILES:
        copy = shutil.copytree(release.path, tmp_path / file)
        damage(copy / file)
        assert told(Release(copy)) == [file]


def test_a_release_of_a_version_before_there_were_seals_is_read_as_it_lies_there(
    release: Release, tmp_path: Path
) -> None:
    path = release.path / "manifest.json"
    said = json.loads(path.read_bytes())
    path.write_text(
        json.dumps({name: said[name] for name in said if name not in ("files", "sha256")})
    )
    assert (
        Release(release.path)
        .whole()
        .observations("folkmangd")
        .equals(release.observations("folkmangd"))
    )
    assert releases.intact(tmp_path) is None  # whether it is, nobody can tell: it is made anew


def content(data: Path) -> dict[str, object]:
    """What the current release says, every file of it being as it was made."""
    release = releases.intact(data)
    assert release is not None
    figures = {id_: release.observations(id_).to_csv() for id_ in release.indicators}
    told, cells = changes.told(release), changes.cells(release)
    return {"id": release.id, **figures, "told": told, "cells": sorted(cells.to_csv().split())}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, agencies: Emulator) -> Run:
    """The command line, after a run with other figures and one of today's."""
    run = runner(tmp_path, monkeypatch, POPULATION, SHARE)
    agencies.strike("other-values@/data/kpi/N01951")
    assert run("update").exit_code == 0
    agencies.heal()
    assert run("update", "--full").exit_code == 0
    return run


def damaged(data: Path) -> Iterator[None]:
    """Each file of the current release flipped, its folder gone, and the pointer to it wrong."""
    for file in FILES:
        yield flips.flip(releases.current(data).path / file, 9)
    yield flips.gone(releases.current(data).path)
    yield flips.torn(data / "releases" / "current")


def test_a_damaged_release_is_made_anew_from_snapshots_and_told(run: Run) -> None:
    data = releases.folder()
    before, changed = content(data), 0
    for command, _ in zip(cycle(["publish", "update"]), damaged(data), strict=False):
        ran = run(command)
        assert ran.exit_code == 0, ran.output
        assert "is damaged, and to be made anew: " in ran.output
        assert f"published {before['id']}" in ran.output
        assert content(data) == before
        changed += 1
    assert changed == len(FILES) + 2
    assert "nothing new" in run("publish").output
