"""The population equation: births, deaths and moves, and how much of the change they explain."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from dashboard import data, text
from dashboard.charts.bars import Bars, Stack
from dashboard.claims.claim import Claim, compared
from dashboard.demography import area
from dashboard.demography.area import Area, Series
from dashboard.text import Lang, say
from etl.model import Meaning, PublishedIndicator, Role
from etl.periods import Frequency, ordinal

REST = ("Justering och annat", "Adjustment and other")
LONGEST = 36  # bars that a reader can tell apart

Flows = tuple[float, float]  # what came in, and what went out


@dataclass(frozen=True)
class Part:
    """One term of the equation: its role, and whether it adds (1) or takes away (−1)."""

    role: Role
    sign: int
    look: str
    words: tuple[str, str]
    abroad: tuple[str, str] = ("", "")  # where the country has only moves over its border

    def name(self, place: Area, lang: Lang) -> str:
        """What the term is called where it stands by itself."""
        country = place.level == "country" and self.abroad[0]
        return say(lang, *(self.abroad if country else self.words))


@dataclass(frozen=True)
class Account:
    """Which parts make an equation of one frequency, by the roles of the catalogue's indicators."""

    frequency: Frequency
    parts: tuple[Part, ...]
    pairs: tuple[tuple[Role, Role], ...]  # what comes in against what goes out, of the same kind
    rest: tuple[str, str] = ("justeringar", "adjustments")  # what the parts do not explain

    def indicator(self, role: Role) -> Meaning | None:
        """What has a role at this frequency, fetched or awaited."""
        return next(iter(data.roles(role, self.frequency)), None)


# What moves are called, and what a country's are: all of those are over its border.
_IN = ("Inflyttade", "Moved in"), ("Invandrade", "Immigrated")
_OUT = ("Utflyttade", "Moved out"), ("Utvandrade", "Emigrated")
_IN_WITHIN = ("Inrikes inflyttade", "Moved in, Sweden")
_OUT_WITHIN = ("Inrikes utflyttade", "Moved out, Sweden")

ACCOUNTS = {
    "year": Account(
        "year",
        (
            Part("births", 1, "up-a", ("Födda", "Births")),
            Part("moved-in", 1, "up-b", *_IN),
            Part("deaths", -1, "down-a", ("Döda", "Deaths")),
            Part("moved-out", -1, "down-b", *_OUT),
        ),
        (("births", "deaths"), ("moved-in", "moved-out")),
    ),
    "month": Account(
        "month",
        (
            Part("births", 1, "up-a", ("Födda", "Births")),
            Part("moved-in-within", 1, "up-b", _IN_WITHIN),
            Part("immigrated", 1, "up-c", ("Invandrade", "Immigrated")),
            Part("deaths", -1, "down-a", ("Döda", "Deaths")),
            Part("moved-out-within", -1, "down-b", _OUT_WITHIN),
            Part("emigrated", -1, "down-c", ("Utvandrade", "Emigrated")),
        ),
        (
            ("births", "deaths"),
            ("moved-in-within", "moved-out-within"),
            ("immigrated", "emigrated"),
        ),
        ("justeringar och annat", "adjustments and other changes"),
    ),
}


@dataclass(frozen=True)
class Equation:
    """One period of one sex: each part's figure as published, and the change they should make."""

    period: str
    parts: tuple[tuple[Part, float | None], ...]
    change: float
    before: float | None = None  # the stock at its beginning and end, where it is known
    after: float | None = None

    @property
    def explained(self) -> float | None:
        """What the parts come to; None when one of them has no figure."""
        known = [part.sign * value for part, value in self.parts if value is not None]
        return sum(known) if len(known) == len(self.parts) else None

    @property
    def remainder(self) -> float | None:
        """What the parts leave of the change: adjustments, and what the source does not divide."""
        return None if self.explained is None else self.change - self.explained

    @property
    def is_part(self) -> bool:
        """Whether what is explained is a part of the change, and not more, or the other way."""
        explained = self.explained or 0.0
        return explained * self.change > 0 and abs(explained) < abs(self.change)

    @property
    def values(self) -> dict[Role, float]:
        """Each part's figure as published, by its role; those that have one."""
        return {part.role: value for part, value in self.parts if value is not None}

    def flows(self, plus: Role, minus: Role) -> Flows | None:
        """What came in and what went out of a kind, where both are known."""
        known = self.values
        return (known[plus], known[minus]) if {plus, minus} <= known.keys() else None


@dataclass(frozen=True)
class Ledger:
    """Every period's equation in an area for one sex."""

    account: Account
    place: Area
    sex: str

    @cached_property
    def ids(self) -> dict[Role, str]:
        """Each role's indicator that has figures in the area: a country has no moves within."""
        roles: list[Role] = ["population", "change", *(part.role for part in self.account.parts)]
        found = ((role, self.account.indicator(role)) for role in roles)
        return {role: of.id for role, of in found if of and area.has(of.id, self.place)}

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The account's parts that are told at the area's level."""
        return tuple(part for part in self.account.parts if part.role in self.ids)

    @cached_property
    def equations(self) -> list[Equation]:
        """In time order, those with every part; where no period has them all, those with some."""
        whole = [each for each in self.every if each.explained is not None]
        return whole or self.every

    @property
    def left_out(self) -> list[Equation]:
        """Periods of which the source has some parts only, so that they cannot be added up."""
        return [each for each in self.every if each not in self.equations]

    @cached_property
    def every(self) -> list[Equation]:
        """In time order, each period that has both a change and at least one part."""
        series = {part: self._series(part.role) for part in self.parts}
        stock = area.known(self._series("population"))
        found = []
        for period, change in self._changes(stock).items():
            parts = tuple((p, _value(series[p], period)) for p in self.parts)
            if any(value is not None for _, value in parts):
                after = stock.get(period)
                before = None if after is None else stock.get(_earlier(period))
                found.append(Equation(period, parts, change, before, after))
        return found

    def _changes(self, stock: dict[str, float]) -> dict[str, float]:
        """As published where it is; else what the stock differs by from one period to the next."""
        if self.account.indicator("change"):
            return area.known(self._series("change"))
        return {b: stock[b] - stock[a] for a, b in pairwise(stock) if ordinal(b) - ordinal(a) == 1}

    @property
    def indicators(self) -> list[PublishedIndicator]:
        """What the equation is made of, for its source line and its files."""
        total: Role = "change" if self.account.indicator("change") else "population"
        ids = [self.ids.get(role, "") for role in (total, *(part.role for part in self.parts))]
        return [found for each in ids if (found := data.indicator(each))]

    def _series(self, role: Role) -> Series:
        if role not in self.ids:
            return {}
        return area.values(self.ids[role], self.place, self.sex)

    def claims(self, each: Equation) -> dict[Role, Claim]:
        """What came in against what went out, by the role that adds: born and dead, moved."""
        of = area.published(self.place)
        cells = {
            role: of.series((self.ids[role], self.place.code, self.sex, "total"))[each.period]
            for role in each.values
        }
        return {
            plus: compared(cells[plus], cells[minus], "parts", 0)
            for plus, minus in self.account.pairs
            if {plus, minus} <= cells.keys()
        }

    def of(self, period: str) -> Equation | None:
        """The equation of a period."""
        return next((each for each in self.equations if each.period == period), None)

    def at(self, period: str) -> Equation | None:
        """The equation of a period, the newest where there is none of it."""
        return self.of(period) or next(iter(self.equations[-1:]), None)

    def chart(self, chosen: str, lang: Lang) -> Bars:
        """What added above the line, what took away below it, and the change as a dot."""
        shown = self.equations[-LONGEST:]
        stacks = [
            Stack(part.name(self.place, lang), _signed(shown, part), part.look)
            for part in self.parts
        ]
        left = tuple(each.remainder for each in shown)
        if any(left):  # so that what is drawn adds up to the change
            stacks.append(Stack(say(lang, *REST), left, "rest"))
        whom = [text.sex(self.sex, lang)] if self.sex != "T" else []
        span = "–".join(text.period(e.period, lang) for e in (shown[0], shown[-1]))
        return Bars(
            title=say(lang, "Befolkningsförändringens delar", "The parts of population change"),
            subtitle=", ".join([self.place.within(lang), *whom, span]),
            unit=text.unit(self.indicators[-1], lang),
            decimals=0,
            lang=lang,
            periods=tuple(each.period for each in shown),
            stacks=tuple(stacks),
            net=Stack(say(lang, "Förändring", "Change"), tuple(e.change for e in shown), "net"),
            chosen=chosen,
        )


def ledger(account: str, place: Area, sex: str) -> Ledger:
    """The equations of one account (`year`, `month`) in an area."""
    return Ledger(ACCOUNTS[account], place, sex)


def _value(series: Series, period: str) -> float | None:
    return series[period].value if period in series else None


def _signed(shown: Sequence[Equation], part: Part) -> tuple[float | None, ...]:
    values = (dict(each.parts)[part] for each in shown)
    return tuple(None if value is None else part.sign * value for value in values)


def _earlier(period: str) -> str:
    year, letter, month = period.partition("M")
    if not letter:
        return str(int(year) - 1)
    return f"{int(year) - 1}M12" if month == "01" else f"{year}M{int(month) - 1:02}"
