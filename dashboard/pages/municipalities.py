"""The page of a municipality: how it goes there, beside places it is like."""

from typing import Any

from dashboard import pages
from dashboard.pages import Words, similar_municipalities
from dashboard.parts.elements import html
from dashboard.place import page
from dashboard.place.view import meant, titled


def names() -> list[str]:
    """The municipalities' codes, those of the north first."""
    return similar_municipalities.names()


def named(other: str) -> str:
    """The code of the municipality that is called so; of a county where its page stands."""
    return meant(other, "municipality")


def _title(code: str) -> Words:
    return titled(code, "sv"), titled(code, "en")


PATH = "/kommun/<code>"
TITLE = _title
NAV = None
QUERY = page.QUERY
FREEZES = True
STYLES = page.STYLES
SCRIPTS = page.SCRIPTS


def layout(code: str, **query: Any) -> html.Div:
    """The page of one municipality beside what the query says."""
    return page.layout(code, query, pages.of_place(code))
