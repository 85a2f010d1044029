"""The page of a county: how it goes there, beside counties it is like, and its municipalities."""

from typing import Any

from dashboard import address, data, pages
from dashboard.pages import Words, similar_counties
from dashboard.parts.elements import html
from dashboard.place import page
from dashboard.place.view import door, titled


def names() -> list[str]:
    """The counties' codes, those of the north first."""
    return similar_counties.names()


def named(other: str) -> str:
    """The code of the county that is called so; of a municipality where its page stands."""
    there = data.region(other)
    known = there and there.level == "municipality"
    municipality = other if known else address.code(other, "municipality")
    return address.code(other, "county") or (door(municipality) if municipality else "")


def near(other: str) -> dict[str, str]:
    """The counties that are called nearly so."""
    return {data.region_name(code): code for code in address.near(other, "county")}


def _title(code: str) -> Words:
    return titled(code, "sv"), titled(code, "en")


PATH = "/lan/<code>"
TITLE = _title
NAV = None
QUERY = page.QUERY
STYLES = page.STYLES
SCRIPTS = page.SCRIPTS


def layout(code: str, **query: Any) -> html.Div:
    """The page of one county beside what the query says."""
    return page.layout(code, query, pages.of_place(code))
