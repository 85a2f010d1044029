"""Places beside each other in several figures: table, heat map, charts and scatter, all in the address."""

from typing import Any

from dashboard.compare import grammar, view, words
from dashboard.pages import Nav
from dashboard.parts.elements import html

PATH = grammar.PATH
TITLE = words.TITLE
NAV = Nav(60, ("Jämför", "Compare"))
QUERY = grammar.QUERY
FREEZES = True
STYLES = ("figures", "compare")


def layout(**query: Any) -> html.Div:
    """The page under the choices of the query."""
    return view.layout(query)
