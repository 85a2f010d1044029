"""What SCB's projection says of the years to come: dashed, named, and never called a forecast."""

from collections.abc import Iterator
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
YEARS = 10  # that the expected change is of


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
        return [*_expected(self.rate, self.place, self.lang)] if self.rate else []

    @property
    def subtitle(self) -> str:
        """Which projection it is, of where, to when and in which unit."""
        if self.count:
            where = self.place.within(self.lang)
            return f"{self.vintage}, {where}, {text.unit(self.count, self.lang)}"
        if self.rate is None:
            return ""
        start = self.rate.last_period
        span = f"{start}–{int(start) + YEARS}"
        of = text.title(self.rate, self.lang), self.place.within(self.lang)
        return ", ".join([*of, span, text.measured(self.rate, self.lang)])


def _series(label: str, role: Role, periods: list[str], values: dict[str, float]) -> Series:
    found = tuple(values.get(p) for p in periods)
    return Series(label, None, role, tuple(periods), found, ("",) * len(periods))


def _projected(claim: Claim, place: Area, lang: Lang) -> str:
    """`Enligt SCB väntas Umeå ha 135 600 invånare 2040, mot 130 000 år 2026: 5 600 fler.`."""
    last, start = claim.evidence
    now, then = (text.number(cell.value, 0, lang) for cell in claim.evidence)
    together = say(lang, " tillsammans", " together") if place.summed else ""
    name = f"{place.within(lang)}{together}"
    many = text.number(abs(claim.size or 0.0), 0, lang)
    more = {
        "higher": say(lang, f"{many} fler", f"{many} more"),
        "lower": say(lang, f"{many} färre", f"{many} fewer"),
    }.get(claim.relation, say(lang, "lika många", "the same number"))
    return say(
        lang,
        f"Enligt SCB väntas {name} ha {now} invånare {last.period}, mot {then} år {start.period}: "
        f"{more}.",
        f"Statistics Sweden expects {name} to have {now} residents in {last.period}, against "
        f"{then} in {start.period}: {more}.",
    )


def _expected(of: PublishedIndicator, place: Area, lang: Lang) -> Iterator[str]:
    """The change that is expected in ten years: of all, of women and men, and of riket."""
    period, value = list(area.known(area.values(of.id, place, of.sexes[0])).items())[-1]
    last = str(int(period) + YEARS)
    name, many = place.within(lang), _many(value, of, lang)
    same = not _is_shown(value, of, lang)
    yield say(
        lang,
        f"Enligt SCB väntas {name} ha {many} invånare {last} {'som' if same else 'än'} {period}.",
        f"Statistics Sweden expects {name} to have {many} residents in {last} "
        f"{'as' if same else 'than'} in {period}.",
    )
    women, men = (area.known(area.values(of.id, place, sex)).get(period) for sex in "KM")
    if women is not None and men is not None:
        yield _women_and_men(women, men, of, lang)
    country = data.value(of.id, "00", of.sexes[0], "total", period) if place.code != "00" else None
    if country is not None:
        yield say(
            lang,
            f"Hela riket väntas ha {_many(country, of, lang)}.",
            f"Sweden as a whole is expected to have {_many(country, of, lang)}.",
        )


def _women_and_men(women: float, men: float, of: PublishedIndicator, lang: Lang) -> str:
    """What is expected of each; the verb once where it is the same."""
    (verb, *size), (other, *last) = (_grow(each, of, lang) for each in (women, men))
    own = [] if verb == other and last else [other]
    ends = " ".join([verb, *size]), " ".join([*own, *last])
    to = "to " if own else ""
    return say(
        lang,
        f"Antalet kvinnor väntas {ends[0]} och antalet män {ends[1]}.",
        f"The number of women is expected to {ends[0]} and the number of men {to}{ends[1]}.",
    )


def _is_shown(value: float, of: PublishedIndicator, lang: Lang) -> bool:
    """Whether a rate is more than none as it is shown."""
    return bool(text.number(abs(value), of.decimals, lang).strip("0.,"))


def _size(value: float, of: PublishedIndicator, lang: Lang) -> str:
    number = text.number(abs(value), of.decimals, lang)
    return say(lang, f"{number} procent", f"{number}%")


def _many(value: float, of: PublishedIndicator, lang: Lang) -> str:
    """`9,3 procent färre`, `ungefär lika många`."""
    if not _is_shown(value, of, lang):
        return say(lang, "ungefär lika många", "about as many")
    size = _size(value, of, lang)
    return f"{size} {say(lang, *(('fler', 'more') if value > 0 else ('färre', 'fewer')))}"


def _grow(value: float, of: PublishedIndicator, lang: Lang) -> tuple[str, ...]:
    """Verb and size, `minska` and `med 10,3 procent`; of what is none as shown it has no size."""
    if not _is_shown(value, of, lang):
        return (say(lang, "vara ungefär lika stort", "stay about the same"),)
    verb = ("öka", "grow") if value > 0 else ("minska", "fall")
    size = _size(value, of, lang)
    return say(lang, *verb), say(lang, f"med {size}", f"by {size}")
