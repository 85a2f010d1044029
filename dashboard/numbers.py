"""Numbers as they are shown: one or many, rounded half away from zero, once.

A value keeps its full precision in the release and in everything that is computed from it. It is
the decimal text of the float that is rounded, as browsers' Intl.NumberFormat does, so that
Python and the page agree.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)  # room for any float; half away from zero


def rounded(value: float, decimals: int) -> Decimal:
    """A value as it is shown: so many decimals, half away from zero."""
    return _ROUNDING.quantize(_exact(value), Decimal(1).scaleb(-decimals))


def shown(value: float, decimals: int) -> float:
    """The same as a float, to compare with others that are shown; never −0."""
    return float(rounded(value, decimals)) + 0.0


def all_shown(values: Floats, decimals: int) -> Floats:
    """Many values as `shown` gives each; NaN stays NaN."""
    found: Floats = np.round(whole(values, decimals) / 10.0**decimals, decimals)
    return found


def whole(values: Floats, decimals: int) -> Floats:
    """Many values counted in units of their last shown decimal, rounded as `rounded` does each.

    Whole numbers can be compared exactly; NaN stays NaN. The two spacings make up for what
    multiplying loses of the decimal text.
    """
    scaled = np.abs(values) * 10.0**decimals
    counted: Floats = np.copysign(np.floor(scaled + 0.5 + 2 * np.spacing(scaled)), values) + 0.0
    return counted


def mean(values: Sequence[float]) -> float:
    """The mean of the decimals that floats are written with: of 4.4 and 4.7 it is 4.55."""
    return float(sum(map(_kept, values)) / len(values))


@lru_cache(maxsize=8192)  # a month's value is in the mean of each of the ten years after it
def _kept(value: float) -> Decimal:
    """A value to be summed, where −0 is as good as 0."""
    return _exact(value)


def _exact(value: float) -> Decimal:
    return Decimal(repr(float(value)))
