"""A pyramid as it is shown: a period of it, what lies over it, what its bars count; and in words.

The page's script shows the same of another period (assets/pyramid-figures.mjs): both compute in the
same order, and a browser test holds the two to each other.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from dashboard import text
from dashboard.charts import Table
from dashboard.charts.pyramid import Pyramid, Sex, Slice
from dashboard.text import Lang
from etl.periods import year

Unit = Literal["count", "percent"]
SEXES: tuple[Sex, ...] = ("men", "women")  # men to the left, women to the right


@dataclass(frozen=True)
class Words:
    """Every text of a pyramid, in the reader's language; {…} are filled in where they are shown."""

    title: str
    count: str
    percent: str
    share: str
    missing: str
    age: str
    women: str
    men: str
    play: str
    stop: str
    label: str
    outline: str
    open: str


class Layer(NamedTuple):
    """One period of an area's pyramid, and what the two are called."""

    name: str
    slice: Slice
    words: str


@dataclass(frozen=True)
class Picture:
    """What a reader sees of a pyramid.

    `then` and `beside` lie over it as an outline: another period, another area, or both.
    """

    own: Pyramid
    shown: Slice
    words: Words
    quantity: tuple[str, str]  # how 1 person and any other number of them are written
    beside: Pyramid | None = None
    then: str = ""
    unit: Unit = "count"

    @property
    def lang(self) -> Lang:
        """The reader's language."""
        return self.own.lang

    @property
    def layer(self) -> Layer:
        """The pyramid itself, in its period."""
        return _layer(self.own, self.shown)

    @cached_property
    def over(self) -> Layer | None:
        """What lies over it; where that has no such period, the one of the nearest year."""
        area = self.beside or (self.own if self.then else None)
        if area is None:
            return None
        wanted = self.then or self.shown.period
        same = [each for each in area.slices if each.period == wanted]
        return _layer(area, same[0] if same else _nearest(area.slices, wanted))

    @property
    def layers(self) -> list[Layer]:
        """The pyramid, and what lies over it."""
        return [self.layer, *([self.over] if self.over else [])]

    def length(self, each: Slice, sex: Sex, n: int) -> float:
        """People, or per cent of all, per year of age: a bar's length."""
        value = each.of(sex)[n] or 0
        counted = 100 * value / (each.whole or 1) if self.unit == "percent" else value
        return counted / each.classes[n].width

    @cached_property
    def ticks(self) -> list[float]:
        """Round lengths up to the greatest of any period: a bar keeps its meaning in time."""
        areas = [self.own, *([self.beside] if self.beside else [])]
        slices = [each for area in areas for each in area.slices]
        return ticks_to(max(self._longest(each) for each in slices))

    def _longest(self, each: Slice) -> float:
        places = range(len(each.classes))
        return max(self.length(each, sex, n) for sex in SEXES for n in places)

    # --- in words ---

    def label(self, sex: Sex, n: int) -> str:
        """All that is said of a bar: whose it is, its people, and what lies over it there."""
        line = f"{self._who(sex, n)}: {', '.join(self._told(self.layer, sex, n))}"
        return ". ".join(filter(None, [line, self._beside(sex, n)]))

    def _who(self, sex: Sex, n: int) -> str:
        age = text.age(self.shown.classes[n].code, self.lang)
        return f"{self.sex(sex)}, {age}, {self.layer.words}"

    def sex(self, sex: Sex) -> str:
        """What a side is called."""
        return self.words.men if sex == "men" else self.words.women

    def _told(self, layer: Layer, sex: Sex, n: int) -> list[str]:
        """The people of a class, and their share of all."""
        value = layer.slice.of(sex)[n]
        if value is None:
            return [self.words.missing]
        counted = text.written(self._people(value), self.quantity)
        return [counted, self.words.share.format(share=self._share(layer, value))]

    def _beside(self, sex: Sex, n: int) -> str:
        """What the outline says at the same age; nothing where its classes are others."""
        own = self.shown.classes[n]
        if self.over is None:
            return ""
        spans = [(each.start, each.end) for each in self.over.slice.classes]
        if (own.start, own.end) not in spans:
            return ""
        told = self._told(self.over, sex, spans.index((own.start, own.end)))
        return f"{self.over.name} {self.over.words}: {', '.join(told)}"

    def _people(self, value: float) -> str:
        return text.number(value, 0, self.lang)

    def _share(self, layer: Layer, value: float) -> str:
        return text.number(100 * value / (layer.slice.whole or 1), 1, self.lang)

    @property
    def subtitle(self) -> str:
        """What, where, when and in which unit, and what the outline is."""
        unit = self.words.percent if self.unit == "percent" else self.words.count
        told = {"period": self.layer.words, "unit": f"{unit[:1].lower()}{unit[1:]}"}
        title = self.words.title.format(**told)
        if self.over is None:
            return title
        return f"{title} · {self.words.outline.format(name=self.over.name, period=self.over.words)}"

    @property
    def note(self) -> str:
        """Up to which age the oldest are drawn, where they have no upper age."""
        last = self.shown.classes[-1]
        if not last.open:
            return ""
        age = text.age(last.code, self.lang)
        said = {"age": age[:1].upper() + age[1:], "from": last.start, "to": last.end - 1}
        return self.words.open.format(**said)

    def tables(self) -> list[tuple[str, Table]]:
        """The pyramid and what lies over it, each with its caption."""
        return [(f"{each.name}, {each.words}", self._table(each)) for each in self.layers]

    def _table(self, layer: Layer) -> Table:
        women, men = self.words.women, self.words.men
        header = [self.words.age, women, men, f"{women}, %", f"{men}, %"]
        return header, [self._row(layer, n) for n in range(len(layer.slice.classes))]

    def _row(self, layer: Layer, n: int) -> list[str]:
        values, none = (layer.slice.women[n], layer.slice.men[n]), self.words.missing
        return [
            text.age(layer.slice.classes[n].code, self.lang),
            *(none if v is None else self._people(v) for v in values),
            *(none if v is None else self._share(layer, v) for v in values),
        ]


def _layer(area: Pyramid, each: Slice) -> Layer:
    return Layer(area.name, each, text.period(each.period, area.lang))


def _nearest(slices: Sequence[Slice], wanted: str) -> Slice:
    """The first of the nearest year."""
    return min(slices, key=lambda each: abs(year(each.period) - year(wanted)))


def ticks_to(most: float) -> list[float]:
    """Two to four round steps that reach the greatest length."""
    power = 10.0 ** math.floor(math.log10(most / 3 or 1))
    step = next(digit * power for digit in (1, 2, 5, 10) if most / (digit * power) <= 4)
    return [n * step for n in range(max(math.ceil(most / step - 1e-9), 1) + 1)]
