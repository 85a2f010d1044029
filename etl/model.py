"""The words of the pipeline: indicator, query, answer, observation. No I/O."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    SerializeAsAny,
    model_validator,
)

from etl.periods import Frequency, demanded, frequency, step, year

# One observation: unique on the first five, a value (float or null) and the source's own symbol.
KEY = ["indicator", "region", "sex", "age", "period"]
COLUMNS = [*KEY, "value", "status"]
UNDER_REVIEW = "review"  # the one status of ours: the source gave a value that is not believed yet

CONFIRMED_WITHIN = timedelta(days=35)  # the slowest of the sources' calendars is monthly

Level = Literal["country", "county", "municipality"]
Sex = Literal["T", "K", "M"]
Text = Annotated[str, Field(min_length=1)]
Kind = Literal["count", "balance", "rate"]
Place = Annotated[int, Field(ge=1)]
Goal = Annotated[int, Field(ge=1, le=17)]

# What a figure says of women and men: so many among the women and so many among the men; how
# many of a group are women; or a gap or ratio between them as the agency has computed it.
Form = Literal["within", "distribution", "ratio"]

# What an indicator can stand for wherever the portal asks for it by what it is, never by its id:
# of several with a role the lowest place is tried first, and the catalogue's order decides between
# equals. Roles of a list (*) are all shown, in the order of their places; those of equal place
# stand in for each other. The frequency of a role is the indicator's own.
Role = Literal[
    "population",  # the stock of the population equation, and how large a region is
    "population-series",  # the population as far back as there is
    "births", "deaths", "moved-in", "moved-out",  # what changes the stock
    "moved-in-within", "moved-out-within", "immigrated", "emigrated",  # moves told apart
    "change",  # of the stock, as published
    "single-ages", "age-groups",  # the pyramid: of single years, and of wider groups
    "age-class",  # * one indicator a class, which `age_class` tells
    "oldest",  # the old as a share, or a count where there is none
    "structure",  # * a measure of the age structure, households and origin
    "projection", "projected-change",  # the population to come, and its change
    "price-index",  # what amounts in the prices of their time are set against
    "barometer",  # told in the institute's own words: its mean is 100, its standard deviation 10
    "key-figure",  # * a card on the start page
    "first-map",  # shown on the map page where the address names none
]  # fmt: skip


class Strict(BaseModel):
    """Immutable, and a misspelt field is an error rather than silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Query(Strict):
    """What to ask a source for one indicator; each source module has its own kind."""


class Unit(Strict):
    """How a unit is written after a number, and what is known of what it counts."""

    sv: tuple[Text, Text]  # after 1, and after every other number: `person`, `personer`
    en: tuple[Text, Text]
    word: tuple[Text, Text] | None = None  # by itself, in Swedish and English, where it is another
    counted: bool = False  # people or things, of which one says more and fewer
    scale: bool = False  # a number on a scale: what it is stands in brackets, if at all
    close_en: bool = False  # English writes it close to the number
    written_en: str = ""  # how English writes the whole: `SEK {number} thousand`
    difference: "Unit | None" = None  # what a difference is told in, where that is another

    @property
    def compound(self) -> bool:
        """Whether it is several words, and so is not said twice in a sentence."""
        return " " in self.sv[1]


class Break(Strict):
    """A change of how a thing is measured: figures before and after it are not compared."""

    period: Annotated[str, AfterValidator(demanded())]  # the first by the new method
    sv: Text  # what changed, a sentence
    en: Text


class Cycle(Strict):
    """A figure of every so many years, as of an election; what stands in between repeats it."""

    years: Annotated[int, Field(ge=2, le=10)]
    of: int  # one of the years that it is of

    def holds(self, period: str) -> bool:
        """Whether there is a figure of that year's own."""
        return (year(period) - self.of) % self.years == 0


class Uncertainty(Strict):
    """How far chance alone may have moved one figure, and what must be known to say it.

    `margin`: the agency's own margin of error, which the indicator `of` holds. `share`: per cent
    of a counted group, as many as `base` says, or `base_share` of them. `events`: so many `per`
    of the base, in `years` together. `flows`: what is left of the flows that it lies `between`,
    each a count of events; `per` of the base where it is a rate. `series`: only how much it jumps
    from year to year is known. `none`: a fact that chance does not move.
    """

    method: Literal["margin", "share", "events", "flows", "series", "none"]
    of: str = ""
    between: list[str] = Field(default_factory=list)
    base: str = ""
    base_share: Annotated[float, Field(gt=0, le=1.5)] = 1.0
    per: Annotated[int, Field(ge=1)] = 1
    years: Annotated[int, Field(ge=1, le=10)] = 1

    @model_validator(mode="after")
    def _knows_enough(self) -> Self:
        needed = {"margin": "of", "share": "base", "events": "base", "flows": "between"}.get(
            self.method
        )
        if needed and not getattr(self, needed):
            raise ValueError(f"`{needed}` is needed with {self.method}")
        return self

    @property
    def rests_on(self) -> dict[str, str]:
        """The indicators that it is reckoned from, by the field that names each."""
        named = {"of": self.of, "base": self.base}
        named |= {f"between[{at}]": each for at, each in enumerate(self.between)}
        return {field: each for field, each in named.items() if each}


class Meaning(Strict):
    """What a reader must know to read an indicator's figures right; travels with the figures."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    title: Text
    title_en: Text
    subject: str = ""  # what a sentence says of it: `andelen arbetslösa` was, rose and fell
    subject_en: str = ""
    description: Text
    description_en: Text
    unit: Text  # its word in Swedish, as etl/catalogue/units.toml has it
    unit_en: Text
    measure: Unit  # how that unit is written
    decimals: Annotated[int, Field(ge=0, le=4)]
    better: Literal["higher", "lower", "neutral"] = "neutral"
    kind: Kind  # a balance is what is left of two others: a loss or gap is as real as a gain
    seasonal: bool = True  # figures of months or quarters have a season in them, not adjusted for
    rolling: Annotated[int, Field(ge=0)] = 0  # months, or years of a yearly one, that each is of
    chance: bool = False  # of events: two figures differ by chance alone
    uncertainty: Uncertainty | None = None  # None: not known
    margin_of: str = ""  # it is the margin of error of this indicator, and shown with it only
    material: Annotated[float, Field(ge=0)] | None = None  # what differs less is as good as equal
    form: Form = "within"
    young: bool = False  # about people under 18: girls and boys
    nominal: bool = False  # amounts in the prices of their time
    agenda: list[Goal] = Field(default_factory=list)  # of Agenda 2030 that it is followed up by
    breaks: list[Break] = Field(default_factory=list)  # in its method, in time order
    age_class: Annotated[str, Field(pattern=r"^(\d+(-\d+|\+)?)?$")] = ""  # where all is of one
    roles: dict[Role, Place] = Field(default_factory=dict)
    topic: Text
    topic_title: Text
    topic_title_en: Text
    source: Text  # the module that fetches it; "derived" when it is computed from others
    agency: str = ""  # as readers know it
    table: Text  # the source's own id: TAB6471, N01951
    by_sex: bool
    levels: Annotated[list[Level], Field(min_length=1)]
    frequency: Frequency
    notes: str = ""
    notes_en: str = ""

    @model_validator(mode="before")
    @classmethod
    def _as_it_came(cls, fields: Any) -> Any:
        """A release from before units were kept has their two words only."""
        if isinstance(fields, dict) and {"unit", "unit_en"} <= fields.keys():
            words = {"sv": [fields["unit"]] * 2, "en": [fields["unit_en"]] * 2}
            return {"measure": words} | fields
        return fields

    @property
    def absolute(self) -> bool:
        """Whether figures are amounts: drawn as circles, and adding up over several areas.

        Counts and what is left of two counts are; rates, drawn as colour, are not.
        """
        return self.kind == "count" or (self.kind == "balance" and self.measure.counted)

    @property
    def steady(self) -> bool:
        """Whether a month is set beside the one before: no season, and no months in common."""
        return not self.seasonal and self.rolling <= 1

    @property
    def overlap(self) -> int:
        """Within how many years figures of it have years in common, and say less than they seem."""
        return max(self.rolling, 1) if self.frequency == "year" else 1

    @property
    def brought(self) -> bool:
        """Whether a person brings the figures as a file: no agency is asked, and none confirms."""
        return self.source == "inbox"


class Earlier(Strict):
    """A table beside the newest that holds part of a series, and the last period it gives.

    Either it held the series before the agency split it: the newest table's periods then begin
    after it, and there is a seam. Or it is the `same` statistic, given out by another agency or
    to another day: it fills in what those before it lack, perhaps to no end, and there is none.
    """

    source: str = ""  # where it is of another than the newest table's
    agency: str = ""
    table: Text
    last: Annotated[str, AfterValidator(demanded())] = ""
    same: bool = False
    source_unit: str = ""  # where it differs from the newest table's
    query: SerializeAsAny[Query]

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if not (self.last or self.same):
            raise ValueError("`last` is needed: where the newer table begins")
        return self


class Odd(Strict):
    """A figure outside its indicator's range: at another value it is another figure."""

    region: Text
    sex: Sex = "T"
    age: Text = "total"
    period: Annotated[str, AfterValidator(demanded())]
    value: FiniteFloat

    @property
    def cell(self) -> tuple[str, str, str, str]:
        """Where it stands."""
        return self.region, self.sex, self.age, self.period


class Called(Strict):
    """What figures were called while their last period was no later than `to`."""

    to: Annotated[str, AfterValidator(demanded())]
    title: Text
    title_en: Text
    description: Text
    description_en: Text


class Indicator(Meaning):
    """One catalogue entry: the meaning, the promise the checks hold it to, and the query."""

    source_unit: Text  # the source's own words for the unit; it must still say so
    range: tuple[FiniteFloat, FiniteFloat]  # least and greatest value that can be believed
    known: list[Odd] = Field(default_factory=list)  # beyond it and true all the same
    query: SerializeAsAny[Query]
    earlier: list[Earlier] = Field(default_factory=list)
    cycle: Cycle | None = None  # None: a figure a period
    called: list[Called] = Field(default_factory=list)  # before the agency gave it another meaning
    evidence: Literal["R", "S"] | None = None  # why we believe codes that no answer has shown

    @model_validator(mode="after")
    def _one_story(self) -> Self:
        """What is said of months is said of months; a class has its ages, a sentence a subject."""
        if self.frequency == "year" and not self.seasonal:
            raise ValueError("a yearly figure has no season")
        together = self.uncertainty.years if self.uncertainty else 1
        if together > 1 and together != self.rolling:
            raise ValueError("events of several years together say so in `rolling` too")
        if "age-class" in self.roles and not self.age_class:
            raise ValueError("the role age-class goes with an `age_class`")
        if self.cycle and self.frequency != "year":
            raise ValueError("a cycle is of years")
        if self.chance and self.kind == "rate":
            raise ValueError("`chance` is of counts; a rate says its base in `uncertainty`")
        if any(frequency(each.period) != self.frequency for each in self.breaks):
            raise ValueError(f"a break comes with a {self.frequency}")
        if self.breaks != sorted(self.breaks, key=lambda each: each.period):
            raise ValueError("breaks come in time order")
        if not self.margin_of and not (self.subject and self.subject_en):
            raise ValueError("`subject` and `subject_en` are needed: what a sentence says of it")
        return self

    @property
    def parts(self) -> "list[Indicator]":
        """What is to be asked for, one table each, the newest first: itself, when never split."""
        return [
            self,
            *(
                self.model_copy(
                    update={
                        "id": f"{self.id}.{number}",
                        "source": part.source or self.source,
                        "agency": part.agency or self.agency,
                        "table": part.table,
                        "source_unit": part.source_unit or self.source_unit,
                        "query": part.query,
                        "earlier": [],
                    }
                )
                for number, part in enumerate(self.earlier, 1)
            ),
        ]

    def words(self, last: str = "") -> Meaning:
        """What its figures up to that period mean: the title is true of those that are shown."""
        now = self.model_dump(include=set(Meaning.model_fields))
        said = [each for each in self.called if last and last <= each.to]
        then = min(said, key=lambda each: each.to).model_dump(exclude={"to"}) if said else {}
        return Meaning(**now | then)

    @property
    def seam(self) -> str:
        """The last period before the newest table's own; empty where it never was split."""
        return max((part.last for part in self.earlier if not part.same), default="")


class PublishedPart(Strict):
    """The periods of a series that another table gave than the newest, and that table."""

    agency: str
    table: Text
    first: str
    last: str
    taken: date | None = None  # the day the figures were taken; None in an older release
    same: bool = False  # the same statistic: no seam


class PublishedIndicator(Meaning):
    """An indicator as a release holds it: the meaning beside what the figures cover."""

    earlier: list[PublishedPart] = Field(default_factory=list)  # what other tables gave
    seam: str = ""  # the last period before the newest table's own
    sexes: list[Sex]
    ages: list[str]  # in reading order; ["total"] when the source has no ages here
    first_period: str
    last_period: str
    taken: date  # the day the figures were taken from the agency
    updated: date | None = None  # the day the agency says it last changed the table
    next_publication: date | None = None  # the day it says that it publishes next
    # By table what is asked of it, in the source's own codes; none in older releases.
    queries: dict[str, dict[str, Any]] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _parts_as_they_came(cls, fields: Any) -> Any:
        """A release from before parts were told apart has the names of the older tables only."""
        if not isinstance(fields, dict):
            return fields
        told = {"agency": fields.get("agency", ""), "first": "", "last": fields.get("seam", "")}
        earlier = [
            {**told, "table": each} if isinstance(each, str) else each
            for each in fields.get("earlier", ())
        ]
        return fields | {"earlier": earlier}

    @property
    def seams(self) -> dict[str, Break | None]:
        """The last period before each change of table (None) or method, in time order."""
        found: dict[str, Break | None] = {self.seam: None} if self.seam else {}
        if not self.breaks:  # as of most, and each comparison asks
            return found
        found |= {step(each.period, -1): each for each in self.breaks}
        return dict(sorted(found.items()))

    def gave(self, period: str) -> list[PublishedPart]:
        """The parts that gave a period's figures; none where the newest table did."""
        return [each for each in self.earlier if each.first <= period <= each.last]


class Row(NamedTuple):
    """One observation among its indicator's; the value is NaN where there is none."""

    region: str
    sex: str
    age: str
    period: str
    value: float
    status: str


class Apart(Strict):
    """What of an indicator's answer is not published as it came."""

    regions: list[str] = Field(default_factory=list)  # left out: they are not in the register
    odd: list[Odd] = Field(default_factory=list)  # held back until somebody has looked


@dataclass(frozen=True)
class Freshness:
    """When an indicator's figures were taken, last confirmed, and what stood in the way."""

    taken: date
    checked: date | None  # the day the agency last gave figures that were found good
    problem: str  # why the last attempt failed; empty when it did not
    holds: timedelta  # how long figures are current after they were confirmed
    stale: bool  # a problem stands, or they were not confirmed for longer than they hold


@dataclass(frozen=True)
class Answer:
    """What a source gave for one query, as it was given, and when."""

    asked: dict[str, Any]  # the query in full: another query's answer is never taken for it
    taken: datetime  # UTC, by the agency's own clock (the Date header)
    updated: str | None  # when the agency says it last changed the table
    body: Any  # the source's own JSON


@dataclass(frozen=True)
class Kept:
    """A snapshot as a source needs to know it, to say whether it still holds."""

    indicator: Indicator
    updated: str | None  # the agency's own stamp of the answer kept
    confirmed: datetime  # UTC: when it was last known to be what the agency says


def level_of(region: str) -> Level:
    """`00` is the country, two digits a county, four a municipality."""
    if region == "00":
        return "country"
    return "county" if len(region) == 2 else "municipality"
