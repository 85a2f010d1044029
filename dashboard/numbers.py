"""Numbers as they are shown: one or many rounded half away from zero."""

from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np
from numpy.typing import NDArray

_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)  # room for any float; half away from zero


def rounded(value: float, decimals: int) -> Decimal:
    """A value as it is shown: so many decimals, half away from zero."""
    return _ROUNDING.quantize(Decimal(repr(float(value))), Decimal(1).scaleb(-decimals))


Floats = NDArray[np.float64]

Ints = NDArray[np.int64]


def whole(values: Floats, decimals: int) -> Floats:
    """Count values in units of their last shown decimal, rounded as `text.number` rounds them.

    Whole numbers can be compared exactly; NaN stays NaN. Half goes away from zero, judged by the
    decimal text of the float: the two spacings make up for what multiplying loses.
    """
    scaled = np.abs(values) * 10.0**decimals
    rounded: Floats = np.copysign(np.floor(scaled + 0.5 + 2 * np.spacing(scaled)), values) + 0.0
    return rounded
