"""Values as lengths in a list: bars from zero, or dots where bars would hide what tells them apart.

The ranking's script judges and places by the same rule (assets/map-beside.mjs).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dashboard.text import Lang, say

ALIKE = 2 / 3  # of the longest bar: where the shortest is as long, a reader sees equal bars


@dataclass(frozen=True)
class Lengths:
    """The least and the greatest of the values that are set beside each other."""

    low: float
    high: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Lengths":
        """Those of any values, of none as well."""
        known = [*values] or [0.0]
        return cls(min(known), max(known))

    @property
    def dots(self) -> bool:
        """Whether the values are too alike for bars: far from zero, near each other, not equal."""
        near, far = sorted(map(abs, (self.low, self.high)))
        return self.low * self.high > 0 and ALIKE * far <= near < far

    @property
    def look(self) -> str:
        """The class of the list."""
        return "dots" if self.dots else ""

    def place(self, value: float) -> dict[str, str]:
        """Where a value's bar begins and how long it is; of a dot where it stands."""
        if self.dots:
            return {"marginLeft": f"{100 * (value - self.low) / (self.high - self.low):.6g}%"}
        low, high = min(0, self.low), max(0, self.high)
        part = 100 / (high - low) if high > low else 0
        return {
            "marginLeft": f"{(min(value, 0) - low) * part:.6g}%",
            "width": f"{abs(value) * part:.6g}%",
        }

    def axis(self, write: Callable[[float], str], lang: Lang) -> str:
        """What the dots' axis says; nothing under bars, which begin at zero."""
        if not self.dots:
            return ""
        return axis(lang).format(low=write(self.low), high=write(self.high))


def axis(lang: Lang) -> str:
    """That an axis does not begin at zero, and where it does; `low` and `high` are filled in."""
    return say(
        lang,
        "Skalan går från {low} till {high}, inte från noll.",
        "The scale runs from {low} to {high}, not from zero.",
    )
