"""The page of a county: how it goes there, beside counties it is like, and its municipalities."""

from typing import Any

from dashboard import pages
from dashboard.pages import Words, similar_counties
from dashboard.parts.elements import html
from dashboard.place import page
from dashboard.place.view import meant, titled


def names() -> list[str]:
    """The counties' codes, those of the north first."""
    return similar_counties.names()


def named(other: str) -> str:
    """The code of the county that is called so; of a municipality where its page stands."""
    return meant(other, "county")


def _title(code: str) -> Words:
    return titled(code, "sv"), titled(code, "en")


PATH = "/lan/<code>"
TITLE = _title
NAV = None
QUERY = page.QUERY
FREEZES = True
STYLES = page.STYLES
SCRIPTS = page.SCRIPTS


def layout(code: str, **query: Any) -> html.Div:
    """The page of one county beside what the query says."""
    return page.layout(code, query, pages.of_place(code))
