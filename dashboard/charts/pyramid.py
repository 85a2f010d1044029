"""A population pyramid before it is drawn: age classes of any width, women and men, year by year.

A class's bar is as thick as the class is wide and as long as its people per year of age, so that
its area is its people whatever the width: classes of one, ten and forty-five years can follow each
other in time, and lie over each other as an outline. `pyramid_picture` is one as it is shown, and
`pyramid_svg` draws that; from `payload` the page's script draws the same for another period.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dashboard import text
from dashboard.text import Lang, say

TOP = 100  # an open class is drawn up to here, or OPEN years when it begins here
OPEN = 5
Sex = Literal["men", "women"]


@dataclass(frozen=True)
class AgeClass:
    """An age class: from a year of age up to, and without, another; `open` has no upper age."""

    code: str
    start: int
    end: int
    open: bool = False

    @property
    def width(self) -> int:
        """Years of age that the class is drawn with."""
        return self.end - self.start


def age_class(code: str) -> AgeClass:
    """The class of a code: `37`, `20-64`, `80+`."""
    if code.endswith("+"):
        start = int(code[:-1])
        return AgeClass(code, start, TOP if start < TOP else start + OPEN, open=True)
    first, _, last = code.partition("-")
    return AgeClass(code, int(first), int(last or first) + 1)


@dataclass(frozen=True)
class Slice:
    """One period of a pyramid: a value a class for each sex, None where the source has none."""

    period: str
    classes: tuple[AgeClass, ...]
    women: tuple[float | None, ...]
    men: tuple[float | None, ...]
    source: str  # the indicator, or the first of those, that the figures are of
    total: float | None = None  # the published population, where it is known

    def of(self, sex: Sex) -> tuple[float | None, ...]:
        """The values of one sex."""
        return self.men if sex == "men" else self.women

    @property
    def summed(self) -> float:
        """All people in the picture; not always as many as are published, where noise was added."""
        return sum(value or 0.0 for value in (*self.women, *self.men))

    @property
    def whole(self) -> float:
        """What a per cent is a part of: the published population, or all in the picture."""
        return self.summed if self.total is None else self.total

    @property
    def single(self) -> bool:
        """Whether every class with an upper age is one year."""
        return all(each.width == 1 for each in self.classes if not each.open)

    @property
    def even(self) -> bool:
        """Whether the classes are equally wide, so that the greatest is the most common."""
        return len({each.width for each in self.classes if not each.open}) == 1


@dataclass(frozen=True)
class Pyramid:
    """An area's pyramid through time, the oldest period first."""

    name: str
    slices: tuple[Slice, ...]
    lang: Lang

    @property
    def periods(self) -> list[str]:
        """The codes of its periods."""
        return [each.period for each in self.slices]

    def at(self, period: str) -> Slice | None:
        """The slice of a period; the newest where there is none of it."""
        found = [each for each in self.slices if each.period == period]
        return next(iter(found or self.slices[-1:]), None)

    def payload(self) -> dict[str, Any]:
        """What the browser draws from; classes are told once for all periods that share them."""
        divisions = list(dict.fromkeys(each.classes for each in self.slices))
        return {
            "name": self.name,
            "periods": self.periods,
            "period_words": [text.period(each.period, self.lang) for each in self.slices],
            "divisions": [[_class(each, self.lang) for each in classes] for classes in divisions],
            "division": [divisions.index(each.classes) for each in self.slices],
            "women": aged([each.women for each in self.slices]),
            "men": aged([each.men for each in self.slices]),
            "whole": [each.whole for each in self.slices],
        }


def _class(each: AgeClass, lang: Lang) -> list[Any]:
    """Where it begins and ends, its words, and last that it is open, where it is."""
    return [each.start, each.end, text.age(each.code, lang), *([True] if each.open else [])]


def aged(rows: Sequence[Sequence[float | None]]) -> list[list[float | int | None]]:
    """Values by period and class, each less that of the class before it in the period before.

    A year later the same people are a year older: what is left is who came, went and died, which is
    told in half the bytes. assets/pyramid-figures.mjs adds it up again. A null stays null, and is 0
    to those after it.
    """
    before = [(), *rows[:-1]]
    return [
        [
            _whole(value, earlier[n - 1] if 0 < n <= len(earlier) else 0)
            for n, value in enumerate(row)
        ]
        for row, earlier in zip(rows, before, strict=True)
    ]


def _whole(value: float | None, less: float | None) -> float | int | None:
    if value is None:
        return None
    left = value - (less or 0)
    return int(left) if left == int(left) else left


def division_words(slices: Sequence[Slice], lang: Lang) -> str:
    """Which periods have which classes: `ettårsklasser 1968–2015, tioårsklasser april 2026`."""
    runs: list[list[Slice]] = []
    for each in slices:
        if runs and _kind(runs[-1][0], lang) == _kind(each, lang):
            runs[-1].append(each)
        else:
            runs.append([each])
    return ", ".join(f"{_kind(run[0], lang)} {_span(run, lang)}" for run in runs)


def _kind(each: Slice, lang: Lang) -> str:
    if each.single:
        return say(lang, "ettårsklasser", "single years")
    if each.even:
        return say(lang, "tioårsklasser", "ten-year classes")
    count = len(each.classes)
    return say(lang, f"{count} olika breda klasser", f"{count} classes of unequal width")


def _span(run: Sequence[Slice], lang: Lang) -> str:
    ends = [text.period(each.period, lang) for each in (run[0], run[-1])]
    return "–".join(dict.fromkeys(ends))
