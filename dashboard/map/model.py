"""What a map and its neighbours show, as one type: the scripts' payload and a picture's source."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Literal

from dashboard.choices import Form, Scale
from dashboard.text import Lang

DRAWN = {"drawn": True}  # what the server draws with, and a script finds in the map itself

Rows = list[list[float | None]]  # a row for each period, a column for each region
Sparse = dict[str, dict[str, str]]  # by the period's place, then the region's: only where there is


@dataclass(frozen=True)
class Words:
    """Every text that the scripts set, in the reader's language; {…} are filled in there."""

    title: str = field(metadata=DRAWN)
    heading: str
    axis: str
    map: str = field(metadata=DRAWN)
    again: str
    nothing: str
    place: str
    shared: str
    period: str = field(metadata=DRAWN)
    play: str
    stop: str
    zoom_in: str = field(metadata=DRAWN)
    zoom_out: str = field(metadata=DRAWN)
    zoom_reset: str = field(metadata=DRAWN)
    method: str
    some_periods: str
    same: str = field(metadata=DRAWN)
    scale: str
    scale_all: str
    to: str
    under: str
    below: str
    over: str
    negative: str
    missing: str
    some: str
    ranking: str
    more: str
    fewer: str
    region: str
    remark: str


@dataclass(frozen=True)
class Around:
    """What a diverging scale is round: its value in each period, null where it has none.

    Both are sentences: what the scale is round, and that there is no such value in `{period}`.
    """

    at: list[float | None]
    words: str
    missing: str


@dataclass(frozen=True)
class Scales:
    """Class limits of a rate, or the greatest magnitudes of a count; of each period and of all.

    Round a centre the limits of all periods are offsets from it: riket's value has its own time.
    """

    around: Around | None = None
    breaks: list[list[float]] = field(default_factory=list)
    breaks_all: list[float] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    top_all: float = 0.0


@dataclass(frozen=True)
class Placing:
    """The places of the regions in one period, as far as chance lets them be told.

    A text for each region: `12–41`, `3`, a dash where it cannot be ranked, empty where it has no
    figure; none at all where nobody can. `why` is said of who cannot, `note` under the ranking.
    """

    of: int
    places: list[str]
    why: str
    note: str


@dataclass(frozen=True)
class Panel:
    """What one of several maps shows otherwise than the whole: another period, or one sex."""

    label: str
    at: int | None = None  # the period's place
    who: str | None = None
    values: Rows | None = None
    symbols: Sparse | None = None
    compared: dict[str, list[float | None]] | None = None
    placings: list[Placing] | None = None


@dataclass(frozen=True)
class Mark:
    """How a revised value is marked: a letter beside it, and words of what it was (`{was}`)."""

    letter: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Payload(Scales):
    """One sex and age of an indicator in every period, with all that a step in time needs.

    Values come rounded to the indicator's decimals, null where there is none; `symbols` are the
    source's own (after the regions' come those of `compared`, riket and the counties), and `was`
    what revised values were, laid out as they. Without figures periods and values are empty.
    """

    indicator: str
    kind: Literal["rate", "count"]
    decimals: int
    unit: str
    quantity: tuple[str, str]  # how 1 of it and another number are written, with {number}
    lang: Lang
    who: str  # sex and age, where they are not all
    scale: Scale

    level: str = field(metadata=DRAWN)
    extent: str = field(metadata=DRAWN)  # of `maps/<level>.json`
    own: str  # the chosen region's code
    codes: list[str]
    names: list[str]
    towns: list[str]  # codes to name where there is room, the most important first
    form: Form
    # Where regions that are tiles or circles stand: x, y and half a side or a radius.
    layout: Mapping[str, list[float]] | None = field(default=None, metadata=DRAWN)
    layout_extent: list[float] = field(metadata=DRAWN)
    near: list[float] | None = None  # the extent of the own county, on a map that holds more

    periods: list[str]
    period_words: list[str]
    period: str  # where the page opens, and what a file is of
    period_default: str
    sentences: list[str]  # the lead of each period

    values: Rows
    symbols: Sparse
    symbol_words: dict[str, str]
    look: Mapping[str, str]  # how the null of a symbol is drawn
    compared: dict[str, list[float | None]]  # by region, a value for each period
    compared_codes: list[str]  # their order: a script's object has one of its own
    compared_names: dict[str, str]
    was: Sparse
    mark: Mark | None = None

    rising: bool  # the ranking begins with the lowest, since low is better
    placings: list[Placing] = field(default_factory=list)  # by period; empty: nobody has a place

    panels: list[Panel]  # the maps beside each other; none for one map
    opens: str | None = None  # the address of a region's figures, its code left out
    words: Words

    def of(self, panel: Panel) -> "Payload":
        """The same map with what one of its panels shows otherwise."""
        own = {name: each for name, each in vars(panel).items() if each is not None}
        return replace(self, **{name: own[name] for name in own if hasattr(self, name)})

    def json(self) -> dict[str, Any]:
        """As the scripts get it; what is None is left out."""
        found: dict[str, Any] = _json(self)
        return found


def _json(value: Any) -> Any:
    if isinstance(value, list) and value and is_dataclass(value[0]):
        return [_json(each) for each in value]
    if not is_dataclass(value):
        return value
    sent = (each for each in fields(value) if not each.metadata.get("drawn"))
    told = {each.name: getattr(value, each.name) for each in sent}
    return {name: _json(each) for name, each in told.items() if each is not None}
