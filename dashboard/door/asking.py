"""How figures are asked for by their address, in which forms, and from other programs."""

from typing import Any

from dashboard import data, origin
from dashboard.door import forms, recipes
from dashboard.parts import cards
from dashboard.parts.elements import attributes, html
from dashboard.text import Lang, say

API = "/api/v1"


def example() -> str:
    """The indicator that examples are of, the yearly population where the release has it.

    Empty in a release without any indicator.
    """
    known = [each.id for each in data.serving("population", "year")] or [*data.indicators()]
    return known[0] if known else ""


def taken(lang: Lang) -> html.Section:
    """How figures are asked for by their address, and in which forms."""
    asked = f"{API}/observations?indicator={example()}&region=county:24&period=latest"
    head = say(lang, "Format", "Form"), "format=", say(lang, "Vad det är", "What it is")
    rows = [
        (each.called(lang), html.Code(each.format), say(lang, *each.purpose))
        for each in forms.every()
    ]
    return cards.card(
        html.H2(say(lang, "Hämta det du ser", "Take what you see")),
        html.P(
            say(
                lang,
                "Varje uppgift på sidorna har en adress. Byt indikator, område och period i "
                "den, lägg till format, och du har en fil:",
                "Every figure of the pages has an address. Change the indicator, the region "
                "and the period in it, add a format, and you have a file:",
            )
        ),
        code(
            f"{origin.address()}{asked}&format=xlsx",
            say(lang, "Exempel på adress", "Example of an address"),
        ),
        html.Ul([html.Li(each) for each in _words(lang)]),
        cards.table(say(lang, "Format", "Forms"), head, rows, className="forms"),
        id="hamta",
    )


def _words(lang: Lang) -> list[list[Any]]:
    """What the words of an address may be."""
    return [
        [
            html.Code("region"),
            say(
                lang,
                ": 00 riket, 24 ett län, 2480 en kommun, county:24 länets kommuner, "
                "norra-sverige de fyra länens kommuner.",
                ": 00 Sweden, 24 a county, 2480 a municipality, county:24 its "
                "municipalities, norra-sverige those of the four counties.",
            ),
        ],
        [
            html.Code("period"),
            say(
                lang,
                ": 2024, 2020..2024 eller latest, den senaste.",
                ": 2024, 2020..2024, or latest.",
            ),
        ],
        [
            html.Code("sex"),
            " T, K, M · ",
            html.Code("age"),
            say(lang, " total eller en åldersklass.", " total or an age class."),
        ],
        [
            html.Code("interval=true"),
            say(
                lang,
                " lägger till hur långt slumpen kan ha flyttat varje siffra: low, high och "
                "hur de är räknade.",
                " adds how far chance may have moved each figure: low, high, and how they "
                "are reckoned.",
            ),
        ],
        [
            html.Code("release"),
            say(
                lang,
                " ger siffrorna som de var i en sparad dataversion.",
                " gives the figures as they were in a release that is kept.",
            ),
        ],
        [
            say(lang, "Allt beskrivs för program i ", "All is described for programs in "),
            html.A("OpenAPI 3.1", href="/api/openapi.json"),
            ".",
        ],
    ]


def code(words: str, label: str) -> html.Pre:
    """Lines to be copied, which scroll sideways rather than break."""
    return html.Pre(html.Code(words), tabIndex="0", role="region", **attributes(aria_label=label))


def _file(recipe: recipes.Recipe, lang: Lang) -> html.P | None:
    """The same lines as a file, where they are opened as one."""
    if not recipe.file:
        return None
    words = say(lang, f"Ladda ner {recipe.file}", f"Download {recipe.file}")
    return html.P(html.A(words, href=recipe.address, download=""))


def recipe_list(lang: Lang) -> html.Section:
    """How to fetch figures from other programs."""
    told = [
        part
        for each in recipes.every()
        for part in (
            html.H3(say(lang, *each.title)),
            html.P(say(lang, *each.text)),
            code(each.code, say(lang, *each.title)),
            _file(each, lang),
        )
    ]
    return cards.card(html.H2(say(lang, "Recept", "Recipes")), *told, id="recept")
