"""The one search box, the same everywhere: a plain form, which a script makes answer typing."""

from dashboard import limits
from dashboard.parts import controls
from dashboard.parts.elements import Input, html
from dashboard.text import Lang, say

ACTION = "/sok"


def box(lang: Lang, id_: str, typed: str = "", region: str = "") -> html.Form:
    """A field and a button; `typed` is what was searched for, `region` the place chosen before."""
    words = say(lang, "Sök kommun, län eller ämne", "Search municipality, county or subject")
    field = Input(
        id=id_,
        type="search",
        name="q",
        placeholder=say(lang, "Plats, ämne", "Place, subject"),
        autoComplete="off",
        maxLength=limits.SEARCHED,
        **({"value": typed} if typed else {}),
    )
    chosen = [Input(type="hidden", name="region", value=region)] if region else []
    return html.Form(
        [
            html.Label(words, htmlFor=id_, className="only-read"),
            field,
            *chosen,
            *controls.language(lang),
            html.Button(say(lang, "Sök", "Search"), type="submit", className="primary"),
        ],
        className="find",
        action=ACTION,
        role="search",
    )
