"""The municipalities most like one, in what they are alike, and what sets them apart."""

from typing import Any

from dashboard import address, data
from dashboard.pages import Words
from dashboard.parts.elements import html
from dashboard.similar import page


def names() -> list[str]:
    """The municipalities' codes, those of the north first."""
    north = data.municipalities_of(*data.NORRLAND)
    others = [code for code, each in data.regions().items() if each.level == "municipality"]
    return list(dict.fromkeys([*north, *others]))


def named(other: str) -> str:
    """The code of the municipality that is called so."""
    return address.code(other, "municipality")


def _title(code: str) -> Words:
    return page.heading(code, "sv"), page.heading(code, "en")


PATH = "/kommun/<code>/liknande"
TITLE = _title
NAV = None
QUERY = page.QUERY
STYLES = page.STYLES


def layout(code: str, **query: Any) -> html.Div:
    """The page of one municipality under the weights of the query."""
    return page.layout(code, query)
