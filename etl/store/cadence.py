"""When a table's next period is due, judged by how its last ones came, and what is old. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from etl.model import CONFIRMED_WITHIN, Meaning
from etl.periods import Frequency, after

# By frequency: the days from one period's end to the next, the most that a table is believed to
# take from a period's end to its figures (its `updated` also moves for other reasons), and how
# late it may be beyond that.
LENGTH: dict[Frequency, int] = {"month": 31, "quarter": 92, "year": 366}
SLOWEST: dict[Frequency, int] = {"month": 120, "quarter": 180, "year": 600}
GRACE: dict[Frequency, int] = {"month": 45, "quarter": 60, "year": 120}
LAST = 5  # periods whose steps are looked at: some tables come every other year


def due(periods: Sequence[str], frequency: Frequency, updated: date) -> date | None:
    """The day by which a period after `periods` must have come, or the table has ended.

    It is `expected` and some grace. None when there are no periods.
    """
    day = expected(periods, frequency, updated)
    return day + timedelta(GRACE[frequency]) if day else None


def expected(periods: Sequence[str], frequency: Frequency, updated: date) -> date | None:
    """The day the period after `periods` (rising codes) is expected, judged by the last ones.

    It comes as long after the last as the longest of the last steps, and as late after its own
    end as the last one (`updated`). None when there are no periods.
    """
    if not periods:
        return None
    ends = [after(period) for period in periods[-LAST:]]
    step = max([timedelta(LENGTH[frequency]), *(b - a for a, b in pairwise(ends))])
    taking = min(updated - ends[-1], timedelta(SLOWEST[frequency]))
    return ends[-1] + step + max(taking, timedelta())


def holds(indicator: Meaning) -> timedelta:
    """How long an indicator's figures are current after they were confirmed.

    A run confirms what it asks an agency for. A file that a person brought holds until the next
    one should have come: a period's length and the same grace.
    """
    if not indicator.brought:
        return CONFIRMED_WITHIN
    return timedelta(LENGTH[indicator.frequency] + GRACE[indicator.frequency])
