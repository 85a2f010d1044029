"""What SCB's projection says of the years to come: dashed, named, and never called a forecast."""

from dataclasses import dataclass
from functools import cached_property

from dashboard import data, text
from dashboard.charts.chart import Chart
from dashboard.charts.series import Role, Series
from dashboard.claims.claim import Claim
from dashboard.claims.find import first
from dashboard.demography import area, size
from dashboard.demography.area import Area
from dashboard.text import Lang, say
from etl.model import PublishedIndicator
from etl.periods import between, step

HISTORY = 30  # years before the projection


@dataclass(frozen=True)
class Projection:
    """The projected count with the years behind it, or the ten-year change alone."""

    place: Area
    lang: Lang

    @cached_property
    def count(self) -> PublishedIndicator | None:
        """The projected number of inhabitants, where the release has it."""
        return area.first(data.roles("projection"), self.place)

    @cached_property
    def rate(self) -> PublishedIndicator | None:
        """The expected change in ten years, where the release has it."""
        return area.first(data.roles("projected-change"), self.place)

    @property
    def vintage(self) -> str:
        """Which projection it is: its table, its span, and the day its agency changed it."""
        of = self.count
        if of is None:
            return ""
        first, last = (text.period(p, self.lang) for p in (of.first_period, of.last_period))
        day = of.updated or of.taken
        dated = (
            say(self.lang, f"uppdaterad {day}", f"updated {day}")
            if of.updated
            else say(self.lang, f"hämtad {day}", f"taken {day}")
        )
        return say(
            self.lang,
            f"Framskrivning {first}–{last}, {text.source(of)}, {dated}",
            f"Projection {first}–{last}, {text.source(of)}, {dated}",
        )

    def chart(self) -> Chart | None:
        """Solid for what was counted, dashed for what is projected."""
        past, of = area.first(size.yearly(), self.place), self.count
        if past is None or of is None:
            return None
        known = area.known(area.values(past.id, self.place, "T"))
        ahead = area.known(area.values(of.id, self.place, "T"))
        periods = between(max(min(known), step(min(ahead), -HISTORY)), max(ahead))
        name = self.place.name(self.lang)
        counted, projected = (
            say(self.lang, "folkmängd", "population"),
            say(self.lang, "framskrivning", "projection"),
        )
        return Chart(
            title=text.title(of, self.lang),
            subtitle=f"{self.place.within(self.lang)}, {periods[0]}–{periods[-1]}",
            unit=text.measured(of, self.lang),
            decimals=0,
            lang=self.lang,
            series=(
                _series(f"{name}, {counted}", "own", periods, known),
                _series(f"{name}, {projected}", "projected", periods, ahead),
            ),
        )

    def claim(self) -> Claim | None:
        """The end of the projection against its beginning."""
        case = area.newest(self.count, self.place)
        return first(case) if case else None

    def sentences(self) -> list[str]:
        """What the projection says, always as a projection."""
        claim = self.claim()
        if claim:
            return [_projected(claim, self.place, self.lang)]
        return [_expected(self.rate, self.place, self.lang)] if self.rate else []


def _series(label: str, role: Role, periods: list[str], values: dict[str, float]) -> Series:
    found = tuple(values.get(p) for p in periods)
    return Series(label, None, role, tuple(periods), found, ("",) * len(periods))


def _projected(claim: Claim, place: Area, lang: Lang) -> str:
    name, (last, start) = place.name(lang), claim.evidence
    now, then = (text.number(cell.value, 0, lang) for cell in claim.evidence)
    many = text.number(abs(claim.size or 0.0), 0, lang)
    more = {
        "higher": say(lang, f"{many} fler", f"{many} more"),
        "lower": say(lang, f"{many} färre", f"{many} fewer"),
    }.get(claim.relation, say(lang, "lika många", "as many"))
    return say(
        lang,
        f"Enligt SCB:s framskrivning har {name} {now} invånare {last.period}, {more} än "
        f"{then} år {start.period}.",
        f"As projected by Statistics Sweden, {name} has {now} residents in {last.period}, {more} "
        f"than {then} in {start.period}.",
    ).replace(say(lang, "lika många än", "as many than"), say(lang, "lika många som", "as many as"))


def _expected(of: PublishedIndicator, place: Area, lang: Lang) -> str:
    values = area.known(area.values(of.id, place, of.sexes[0]))
    period, value = list(values.items())[-1]
    words = text.quantity(abs(value), of, lang)
    way = (
        say(lang, "öka", "grow") if value > 0 else say(lang, "minska", "shrink")
    )  # a rate of exactly none is told as no change
    if not text.number(abs(value), of.decimals, lang).strip("0.,"):
        return say(
            lang,
            f"Enligt SCB:s framskrivning väntas antalet invånare i {place.within(lang)} vara "
            f"oförändrat på tio år, räknat från {period}.",
            f"As projected by Statistics Sweden, the number of residents of {place.name(lang)} is "
            f"expected to stay unchanged in ten years, counted from {period}.",
        )
    country = data.value(of.id, "00", of.sexes[0], "total", period) if place.code != "00" else None
    beside = (
        say(lang, " Riket: ", " Sweden: ") + f"{text.quantity(country, of, lang)}."
        if country is not None
        else ""
    )
    return (
        say(
            lang,
            f"Enligt SCB:s framskrivning väntas antalet invånare i {place.within(lang)} {way} med "
            f"{words} på tio år, räknat från {period}.",
            f"As projected by Statistics Sweden, the number of residents of {place.name(lang)} is "
            f"expected to {way} by {words} in ten years, counted from {period}.",
        )
        + beside
    )
