"""Odd figures: the few that are outside what can be believed are held back, not all the others.

A figure outside its indicator's range is one of three things. It is true, and the catalogue says
so (`known`). It is an error in one place: the cell is published without its value, as UNDER_REVIEW,
until somebody has looked. Or there are many: then the unit, the table or our reading is another,
nothing of the answer is to be believed, and the check fails (`checks.values_are_in_range`).
"""

import numpy as np
import pandas as pd

from etl.model import UNDER_REVIEW, Indicator, Odd

CELL = ["region", "sex", "age", "period"]
# Another unit or a column gone wrong touches a whole period, of 21 counties at least, or a region's
# whole series. Slips come one by one: of 7 000 values that an agency gave, two to six were odd.
MOST = 10
SHARE = 1 / 200


def outside(frame: pd.DataFrame, indicator: Indicator) -> "pd.Series[bool]":
    """Which of the values are outside the range and not, in that very cell, known to be true."""
    least, greatest = indicator.range
    found = (frame["value"] < least) | (frame["value"] > greatest)
    known = {(*each.cell, each.value) for each in indicator.known}
    if not known or not found.any():
        return found
    cells = frame[[*CELL, "value"]].itertuples(index=False, name=None)
    pairs = zip(cells, found, strict=True)
    return pd.Series([out and cell not in known for cell, out in pairs], index=frame.index)


def held_back(frame: pd.DataFrame, indicator: Indicator) -> tuple[pd.DataFrame, list[Odd]]:
    """The figures with the odd ones held back, and these; as they are, and none, where many are.

    A value without bounds is none that an agency gave: it was misread, and fails the check.
    """
    found = outside(frame, indicator)
    few = 0 < found.sum() <= min(MOST, SHARE * frame["value"].count())
    if not few or not np.isfinite(frame.loc[found, "value"]).all():
        return frame, []
    rows = frame.loc[found, [*CELL, "value"]].sort_values(CELL).to_dict("records")
    odd = [Odd.model_construct(**{str(name): cell for name, cell in row.items()}) for row in rows]
    value, status = frame["value"].mask(found), frame["status"].mask(found, UNDER_REVIEW)
    return frame.assign(value=value, status=status), odd
