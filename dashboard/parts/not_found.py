"""The page for an address that leads nowhere: says so, and shows the ways on."""

from typing import Any

from dashboard import address
from dashboard.parameters import Parameters
from dashboard.parts.elements import html
from dashboard.text import say

TITLE = ("Sidan finns inte", "No such page")


def layout(**query: Any) -> html.Div:
    """What stands there, in the language asked for."""
    lang = Parameters(query).lang
    return html.Div(
        [
            html.H1(say(lang, *TITLE)),
            html.P(
                say(
                    lang,
                    "Adressen leder ingenstans: kanske är den felskriven, eller så har en "
                    "indikator bytt namn.",
                    "The address leads nowhere: it may be misspelt, or an indicator may have a "
                    "new name.",
                ),
                className="lead",
            ),
            html.P(
                [
                    html.A(
                        say(lang, "Alla indikatorer", "All indicators"),
                        href=address.link("/indikatorer", lang),
                    ),
                    " · ",
                    html.A(say(lang, "Startsidan", "Start page"), href=address.link("/", lang)),
                ]
            ),
        ]
    )
