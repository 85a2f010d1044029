"""The page under a reader's choices: every model that its sections are drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dashboard.charts.bars import Bars
from dashboard.charts.pyramid import Pyramid, Slice
from dashboard.charts.pyramid_picture import Unit
from dashboard.charts.ratio import Steps
from dashboard.demography import ages, area, equation, structure
from dashboard.demography.area import Area
from dashboard.demography.choices import Choices
from dashboard.demography.equation import Equation, Ledger
from dashboard.demography.projection import Projection
from dashboard.demography.size import Size
from dashboard.demography.structure import Measure
from dashboard.text import Lang


@dataclass(frozen=True)
class View:
    """An area under a reader's choices; each model is made once, and only when it is asked for."""

    choices: Choices

    @property
    def lang(self) -> Lang:
        """The reader's language."""
        return self.choices.lang

    @cached_property
    def place(self) -> Area:
        """The area that the page is about."""
        return area.area(self.choices.region)

    @cached_property
    def name(self) -> str:
        """What it is called."""
        return self.place.name(self.lang)

    @property
    def within(self) -> str:
        """Its name inside a sentence: `riket`, for it is no name."""
        return self.place.within(self.lang)

    @cached_property
    def size(self) -> Size:
        """How many."""
        return Size(self.place, self.lang)

    @cached_property
    def frequencies(self) -> list[str]:
        """The frequencies that there is an equation of: years, and months once they are fetched."""
        return [f for f in equation.ACCOUNTS if self._ledger(f).equations]

    @cached_property
    def ledger(self) -> Ledger:
        """The equations of the chosen frequency; of the years where that one has none."""
        by = self.choices.by if self.choices.by in self.frequencies else "year"
        return self._ledger(by)

    def _ledger(self, by: str) -> Ledger:
        return equation.ledger(by, self.place, self.choices.sex)

    @cached_property
    def equation(self) -> Equation | None:
        """The chosen period's equation, or the newest."""
        return self.ledger.at(self.choices.year)

    @cached_property
    def pyramid(self) -> Pyramid:
        """The area's pyramid through time."""
        return ages.pyramid(self.place, self.lang)

    @cached_property
    def slice(self) -> Slice | None:
        """The chosen period of the pyramid, or the newest."""
        return self.pyramid.at(self.choices.period)

    @cached_property
    def beside(self) -> Pyramid | None:
        """The pyramid of the area to compare with, which may have no figures."""
        code = self.choices.beside
        return ages.pyramid(area.area(code), self.lang) if code else None

    @property
    def outlined(self) -> Pyramid | None:
        """That pyramid, where it has figures: it lies over the area's own as an outline."""
        return self.beside if self.beside and self.beside.slices else None

    @property
    def then(self) -> str:
        """The chosen period of the outline, empty for none and for one that is not there."""
        there = (self.outlined or self.pyramid).periods
        return self.choices.then if self.choices.then in there else ""

    @property
    def usual_unit(self) -> Unit:
        """What bars count unless chosen: areas of other sizes are compared in per cent."""
        return "percent" if self.outlined else "count"

    @property
    def unit(self) -> Unit:
        """What bars count."""
        return self.choices.unit or self.usual_unit

    @cached_property
    def sexes(self) -> Steps | None:
        """Men to a hundred women by age, in the newest period; None where all ages are of few."""
        newest = self.pyramid.at("")
        found = ages.sexes(newest, self.within, self.lang) if newest else None
        return found if found and found.known else None

    @cached_property
    def groups(self) -> Bars | None:
        """Age groups through time."""
        return structure.groups(self.place, self.choices.sex, self.lang)

    @cached_property
    def measures(self) -> list[Measure]:
        """Mean age, dependency, foreign born, households."""
        return structure.measures(self.place)

    @cached_property
    def projection(self) -> Projection:
        """The years to come."""
        return Projection(self.place, self.lang)

    @property
    def said(self) -> Choices:
        """The choices as they are shown: the newest, and what bars usually count, is no choice."""
        return replace(
            self.choices,
            year=_unless_newest(self.equation, self.ledger.equations),
            by=self.ledger.account.frequency,
            period=_unless_newest(self.slice, self.pyramid.slices),
            then=self.then,
            unit="" if self.unit == self.usual_unit else self.unit,
        )


def _unless_newest(shown: Equation | Slice | None, every: Sequence[Equation | Slice]) -> str:
    """The period of what is shown, empty where that is the newest or there is none."""
    return shown.period if shown and shown is not every[-1] else ""
