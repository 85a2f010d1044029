"""Stacked columns over time: what adds stands above the line, what takes away below it.

A column a period and a colour a part; the net of all is a dot of its own, for it is what the
source says of the whole and not the sum of what is drawn. Labels stand at the last column.
"""

from dataclasses import dataclass

from dashboard import text


@dataclass(frozen=True)
class Stack:
    """One part through time, signed as it is drawn: below zero it takes away."""

    label: str
    values: tuple[float | None, ...]
    look: str  # a key of the palette, and the CSS class

    def last(self) -> float | None:
        """The newest value; None where the newest period has none."""
        return self.values[-1] if self.values else None


@dataclass(frozen=True)
class Bars:
    """A chart of stacked columns in full; `chosen` is the period whose column is marked."""

    title: str
    subtitle: str
    unit: str
    decimals: int
    lang: text.Lang
    periods: tuple[str, ...]
    stacks: tuple[Stack, ...]  # from the zero line outwards
    net: Stack | None = None
    chosen: str = ""

    @property
    def every(self) -> tuple[Stack, ...]:
        """All that is drawn, the net last."""
        return (*self.stacks, *([self.net] if self.net else []))

    @property
    def text(self) -> str:
        """The text alternative: what, when, and every part in the marked or newest period."""
        at = self.periods.index(self.chosen) if self.chosen in self.periods else -1
        span = "–".join(text.period(p, self.lang) for p in (self.periods[0], self.periods[-1]))
        kind = text.say(self.lang, "Staplar", "Columns")
        told = ", ".join(f"{s.label} {self.number(s.values[at])}" for s in self.every)
        return f"{kind}: {self.title}, {self.unit}, {span}. {self.at(at)}: {told}."

    def at(self, place: int) -> str:
        """A period in words."""
        return text.period(self.periods[place], self.lang)

    def number(self, value: float | None) -> str:
        """A value with the chart's decimals, written as its language writes numbers."""
        return text.number(value, self.decimals, self.lang)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Header and rows, a row a period and a column a part."""
        header = [text.say(self.lang, "Period", "Period"), *(s.label for s in self.every)]
        rows = [
            [self.at(row), *(self.number(s.values[row]) for s in self.every)]
            for row in range(len(self.periods))
        ]
        return header, rows
