"""One flipped bit of a release: no wrong figure is served, and it is told.

tests/slow/test_flipped.py does the same 250 times.
"""

from pathlib import Path

from tests import flipped


def test_a_flipped_bit_is_never_served_and_always_told(tmp_path: Path) -> None:
    with flipped.portal(tmp_path) as client:
        tally = flipped.tried(tmp_path, client, "a few", 14, asked=4)
    assert (tally.wrong, tally.faults) == ([], [])
    assert tally.told == tally.flips == 14
