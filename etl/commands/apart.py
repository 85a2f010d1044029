"""What of an indicator's answer is not published as it came, in words, for runs and `status`."""

from etl import regions
from etl.model import Apart


def told_apart(apart: Apart) -> list[str]:
    """A few words for each kind; none where all is published."""
    if not apart.regions:
        return []
    return [f"left out, not in the register of regions: {regions.all_told(apart.regions)}"]
