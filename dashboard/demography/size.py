"""How many we are: the newest count, the years behind it, and the months against what is usual."""

from dataclasses import dataclass, replace
from functools import cached_property

from dashboard import data, text
from dashboard.charts.band import usual
from dashboard.charts.chart import Chart
from dashboard.charts.series import Series
from dashboard.charts.trend import trend
from dashboard.claims.claim import Claim
from dashboard.claims.find import band, before, sexes, since, year
from dashboard.demography import area
from dashboard.demography.area import Area
from dashboard.text import Lang, say
from etl.model import Meaning, PublishedIndicator
from etl.periods import frequency, last_month

SHOWN = 36  # months in the chart


def yearly() -> list[Meaning]:
    """The yearly series of all, the longest first."""
    return data.roles("population-series", "year")


def monthly() -> list[Meaning]:
    """The monthly series of all, the longest first."""
    return data.roles("population-series", "month")


@dataclass(frozen=True)
class Count:
    """A count of the inhabitants at the end of a period, and whose it is."""

    indicator: PublishedIndicator
    period: str
    value: float
    women: float | None
    men: float | None


@dataclass(frozen=True)
class Size:
    """All that is said of how many an area's inhabitants are."""

    place: Area
    lang: Lang

    @cached_property
    def yearly(self) -> PublishedIndicator | None:
        """The longest yearly series there is, or None."""
        return area.first(yearly(), self.place)

    @cached_property
    def monthly(self) -> PublishedIndicator | None:
        """The monthly series of all ages, or None."""
        found = area.first(monthly(), self.place)
        return found if found and "total" in found.ages else None

    @cached_property
    def newest(self) -> list[Count]:
        """The newest count, and that of the yearly series where the months have a newer one."""
        every = [*yearly(), *monthly()]
        found = [count for each in every if (count := self._count(each.id))]
        if not found:
            return []
        last = max(found, key=lambda count: (last_month(count.period), -found.index(count)))
        whole = [c for c in found if self.yearly and c.indicator.id == self.yearly.id]
        return list({id(count): count for count in (last, *whole)}.values())

    def _count(self, id_: str) -> Count | None:
        indicator = data.indicator(id_)
        total, women, men = (area.known(area.values(id_, self.place, sex)) for sex in "TKM")
        if indicator is None or not total:
            return None
        period = max(total)
        return Count(indicator, period, total[period], women.get(period), men.get(period))

    @cached_property
    def claims(self) -> list[Claim]:
        """The newest count against the year before, against all years; women against men."""
        found = (self._changed(), self._record(), self._sexes())
        return [claim for claim in found if claim]

    def _changed(self) -> Claim | None:
        """The newest count, of whichever series, against that of a year before."""
        if not self.newest:
            return None
        case = area.newest(self.newest[0].indicator, self.place)
        if case is None:
            return None
        told = replace(case, seam_told=True)
        return before(told) or year(told)

    def _record(self) -> Claim | None:
        """The highest or lowest yet; where there is a newer count it is none, or not that one."""
        case = area.newest(self.yearly, self.place)
        record = since(case) if case and len(self.newest) == 1 else None
        return record if record and record.whole else None

    def _sexes(self) -> Claim | None:
        """Women against men, at the newest count that is divided by sex."""
        case = area.newest(self.yearly, self.place, "K")
        if case is None:
            return None
        whole = replace(case, key=(*case.key[:2], "T", case.key[3]))
        return sexes(whole) if case.period in whole.series else None

    def years(self) -> Chart | None:
        """Kvinnor and män, year by year."""
        if not self.yearly:
            return None
        rows = area.rows(self.yearly.id, self.place)
        named = [(self.place.code, self.place.within(self.lang))]
        return trend(rows, self.yearly, named, "total", self.lang)

    def months(self) -> Chart | None:
        """The last three years' months, and the same months of the ten years before each."""
        if not self.monthly:
            return None
        cells = area.values(self.monthly.id, self.place, "T")
        values = area.known(cells)
        periods = tuple(sorted(cells)[-SHOWN:])
        series = Series(
            label=self.place.name(self.lang),
            sex=None,
            role="own",
            periods=periods,
            values=tuple(cells[p].value for p in periods),
            statuses=tuple(cells[p].status for p in periods),
        )
        span = "–".join(text.period(p, self.lang) for p in (periods[0], periods[-1]))
        return Chart(
            title=text.title(self.monthly, self.lang),
            subtitle=f"{self.place.within(self.lang)}, {span}",
            unit=text.measured(self.monthly, self.lang),
            decimals=0,
            lang=self.lang,
            series=(series,),
            seams=text.seams(self.monthly),
            band=usual(values, periods, self.lang, self.monthly.seams),
        )

    def monthly_claim(self) -> Claim | None:
        """The newest month against the same month of the ten years before."""
        case = area.newest(self.monthly, self.place)
        return band(case) if case else None


def day(period: str, lang: Lang) -> str:
    """When a count was made: `den 31 december 2022`, `i slutet av april 2026`."""
    when = text.period(period, lang)
    if frequency(period) == "month":
        return say(lang, f"i slutet av {when}", f"at the end of {when}")
    return say(lang, f"den 31 december {when}", f"on 31 December {when}")
