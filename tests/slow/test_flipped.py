"""250 flipped bits over the files of a release, before it is opened and after: none is served."""

from pathlib import Path

import pytest

from tests import flipped

FLIPS = 250


def test_no_flipped_bit_is_served_and_each_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with flipped.portal(tmp_path) as client:
        tally = flipped.tried(tmp_path, client, "flipped", FLIPS, len(flipped.FIGURES))
    with capsys.disabled():
        print(f"\nflipped: {tally}")
    assert (tally.wrong, tally.faults) == ([], [])
    assert tally.told == tally.flips == FLIPS
