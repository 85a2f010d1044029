"""What of an indicator's answer is not published as it came, in words, for runs and `status`."""

from collections.abc import Iterator

from etl import regions
from etl.model import Apart, Odd


def told_apart(apart: Apart) -> Iterator[str]:
    """A few words for each kind; none where all is published."""
    if apart.regions:
        yield f"left out, not in the register of regions: {regions.all_told(apart.regions)}"
    if apart.odd:
        yield f"under review, outside the range: {', '.join(map(_told, apart.odd))}"


def _told(odd: Odd) -> str:
    return f"{' '.join(odd.cell)} {odd.value:.10g}"
