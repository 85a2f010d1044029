"""A reader's choices on the page and the address that holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from dashboard import data
from dashboard.address import of
from dashboard.demography.area import HOME, NORRLAND
from dashboard.demography.equation import ACCOUNTS
from dashboard.parameters import Parameters
from dashboard.text import Lang
from etl.periods import Frequency

Unit = Literal["count", "percent", ""]
PATH = "/demografi"
QUERY = ("region", "sex", "year", "by", "period", "beside", "then", "unit")  # and the language


@dataclass(frozen=True)
class Choices:
    """What the address chooses. Periods are checked against the figures where they are used.

    `year` is the equation's period and `by` its frequency; `period` the pyramid's, `then` and
    `beside` what lies over it as an outline, `unit` what its bars count (empty: per cent beside
    another area, else people).
    """

    region: str = HOME
    sex: str = "T"
    year: str = ""
    by: Frequency = "year"
    period: str = ""
    beside: str = ""
    then: str = ""
    unit: Unit = ""
    lang: Lang = "sv"

    @property
    def address(self) -> str:
        """The page's address under these choices, without what is the default."""
        default = Choices()
        names = [each for each in (*QUERY, "lang") if getattr(self, each) != getattr(default, each)]
        return of(PATH, [(each, getattr(self, each)) for each in names])


def parse(query: Parameters | Mapping[str, Any]) -> Choices:
    """The choices that a query string asks for; what means nothing here gives the default."""
    asked, areas = Parameters.of(query), [NORRLAND, *data.regions()]
    region = asked.pick("region", areas, HOME)
    return Choices(
        region=region,
        sex=asked.pick("sex", ("K", "M", "T"), "T"),
        year=asked.one("year"),
        by=asked.pick("by", [each for each in get_args(Frequency) if each in ACCOUNTS], "year"),
        period=asked.one("period"),
        beside=asked.pick("beside", [code for code in areas if code != region], ""),
        then=asked.one("then"),
        unit=asked.pick("unit", get_args(Unit), ""),
        lang=asked.lang,
    )
