"""The page for an address that leads nowhere: says so, and shows the ways on."""

from collections.abc import Mapping
from typing import Any

from dashboard import address
from dashboard.parameters import Parameters
from dashboard.parts.elements import html
from dashboard.text import Lang, say

TITLE = ("Sidan finns inte", "No such page")


def layout(near: Mapping[str, str] | None = None, **query: Any) -> html.Div:
    """What stands there, in the language asked for; `near` are addresses that may be meant."""
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
            *([_meant(near, lang)] if near else []),
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


def _meant(near: Mapping[str, str], lang: Lang) -> html.P:
    """What may be meant: `Menade du Umeå eller Ånge?`."""
    links = [html.A(words, href=address.link(path, lang)) for words, path in near.items()]
    told: list[Any] = [say(lang, "Menade du ", "Did you mean ")]
    for n, each in enumerate(links):
        last = say(lang, " eller ", " or ") if n == len(links) - 1 else ", "
        told += [last if n else "", each]
    return html.P([*told, "?"])
