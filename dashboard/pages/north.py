"""The four counties of the north side by side in what is published of each; nothing is summed."""

from typing import Any

from dashboard.pages import Words
from dashboard.parts.elements import html
from dashboard.place import four

PATH = "/norra-sverige"
TITLE: Words = four.TITLE
NAV = None
STYLES = ("place",)


def layout(**query: Any) -> html.Div:
    """The page in the language of the query."""
    return four.layout(query)
