"""What was usual: the same calendar period of the years before."""

from collections.abc import Collection

from etl import periods

YEARS = 10  # that are looked back at
FEWEST = 3  # of them with a value, or nothing is said to be usual


def earlier(values: Collection[str], period: str, seam: str = "") -> list[str]:
    """The same month of the ten years before that have a value, the nearest first."""
    found = (periods.before(period, years) for years in range(1, YEARS + 1))
    return [each for each in found if each in values and not each <= seam < period]
