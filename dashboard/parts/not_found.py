"""The page for an address that leads nowhere: says so, and shows the ways on."""

from typing import Any

from dashboard import address, data, prose
from dashboard.parameters import Parameters
from dashboard.parts import place
from dashboard.parts.elements import html
from dashboard.stranger import Stranger, stranger
from dashboard.text import Lang, say
from etl.model import Level

TITLE = ("Sidan finns inte", "No such page")


def layout(path: str = "", **query: Any) -> html.Div:
    """What stands there, in the language asked for; of a place's address what may be meant."""
    lang = Parameters(query).lang
    return html.Div(
        [
            html.H1(say(lang, *TITLE)),
            *_place(path, lang),
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


LEVELS: dict[str, Level] = {"kommun": "municipality", "lan": "county"}


def _place(path: str, lang: Lang) -> list[html.P]:
    """What the code or name in a place's address was, or which place may be meant."""
    _, kind, name, *_ = [*path.split("/"), "", ""]
    if kind not in LEVELS or not name:
        return []
    found = stranger(name, lang, LEVELS[kind]) or _other(name, lang)
    return [html.P(place.meant(found, lang), className="lead")]


def _other(code: str, lang: Lang) -> Stranger:
    """That a place is of another kind than its address says: `/kommun/24`."""
    name = prose.opening(prose.place(code, lang))
    kind = (
        _KINDS[data.regions()[code].level]
        if code != data.NORTH
        else ("är flera län", "is several counties")
    )
    return Stranger(f"{name} {say(lang, *kind)}.", (code,))


_KINDS: dict[Level, tuple[str, str]] = {
    "municipality": ("är en kommun", "is a municipality"),
    "county": ("är ett län", "is a county"),
    "country": ("är varken kommun eller län", "is neither municipality nor county"),
}
