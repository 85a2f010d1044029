"""A reader's choices on the page and the address that holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dashboard import address, data
from dashboard.demography.area import HOME, NORRLAND
from dashboard.demography.equation import ACCOUNTS
from dashboard.text import Lang
from etl.periods import Frequency

Unit = Literal["count", "percent", ""]


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


def parse(query: Mapping[str, Any]) -> Choices:
    """The choices in a query string as Dash hands it over; what means nothing gives the default."""
    given = {name: address.one(dict(query), name) for name in vars(Choices())}
    region = given["region"] if _is_area(given["region"]) else HOME
    beside = given["beside"]
    return Choices(
        region=region,
        sex=given["sex"].upper() if given["sex"].upper() in ("K", "M") else "T",
        year=given["year"],
        by="month" if given["by"] in ACCOUNTS and given["by"] == "month" else "year",
        period=given["period"],
        beside=beside if _is_area(beside) and beside != region else "",
        then=given["then"],
        unit=_unit(given["unit"]),
        lang=address.lang_of(dict(query)),
    )


def _is_area(code: str) -> bool:
    return code == NORRLAND or data.region(code) is not None


def _unit(given: str) -> Unit:
    return "count" if given == "count" else "percent" if given == "percent" else ""
