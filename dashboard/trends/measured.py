"""The misses of all places by their size, of the northern municipalities, and of the counties."""

from typing import NamedTuple

from dashboard import data
from dashboard.numbers import Floats
from dashboard.trends import misses
from dashboard.trends.contents import Expected, contents
from dashboard.trends.misses import Kind, Spread
from dashboard.trends.outlook import Outlook

NORTH = Kind("municipality")  # those of the four counties, of all sizes


class Measured(NamedTuple):
    """The misses of places of a kind, as shares of what was expected."""

    kind: Kind
    errors: Floats

    @property
    def spread(self) -> Spread | None:
        """How far they lie; None where they are too few."""
        return misses.judged(self.errors, self.kind, contents().least)


def measured(view: Outlook, of: Expected) -> list[Measured]:
    """In the order of the table."""
    record = view.record(of)
    county = Kind("county")
    return [
        *(Measured(kind, record.of(kind)) for kind in misses.kinds(contents().sizes)),
        Measured(NORTH, record.among(data.municipalities_of(*data.NORRLAND))),
        Measured(county, record.of(county)),
    ]
