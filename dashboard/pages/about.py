"""Om: who stands behind the figures, how they are judged, and what a reader may do with them."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from dashboard import data, origin, text
from dashboard.pages import Nav
from dashboard.parameters import Parameters
from dashboard.parts import live
from dashboard.parts.elements import attributes, html
from dashboard.text import Lang, say

PATH = "/om"
TITLE = ("Om Norrläget", "About Norrläget")
NAV = None
FOOT = (
    Nav(10, ("Om", "About")),
    Nav(20, ("Kontakt", "Contact"), "kontakt"),
    Nav(30, ("Tillgänglighet", "Accessibility"), "tillganglighet"),
    Nav(70, ("API", "API"), "api"),
    Nav(80, ("Licens", "Licence"), "licens"),
)
STYLES = ("about",)
FILES = {  # addresses that are told as examples
    "file": "/data/folkmangd.csv",
    "list": "/api/v1/indicators",
    "some": "/api/v1/observations?indicator=folkmangd&region=2480&format=csv-sv",
}


def layout(**query: Any) -> html.Div:
    """The sections of about.toml in the language of the query."""
    lang = Parameters(query).lang
    sections = [_section(each, lang) for each in _written()]
    ways = [
        html.Li(html.A(say(lang, each["title"], each["title_en"]), href=f"#{each['id']}"))
        for each in _written()
    ]
    here = html.Nav(html.Ul(ways), className="here", **attributes(aria_label=say(lang, *TITLE)))
    return live.page([html.H1(say(lang, *TITLE)), here, *sections])


@cache
def _written() -> list[dict[str, Any]]:
    path = Path(__file__).with_name("about.toml")
    sections: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["section"]
    return sections


def _section(written: dict[str, Any], lang: Lang) -> html.Section:
    title = say(lang, written["title"], written["title_en"])
    paragraphs = [html.P(_filled(words, lang)) for words in written[lang]]
    return html.Section([html.H2(title), *paragraphs], id=written["id"])


def _filled(words: str, lang: Lang) -> list[Any]:
    """A paragraph, where names in braces stand for what only the portal knows."""
    parts = re.split(r"\{(\w+)\}", words)
    return [_KNOWN[part](lang) if odd % 2 else part for odd, part in enumerate(parts)]


def _contact(lang: Lang) -> Any:
    """Where to write; that there is no such address where none is set."""
    if not (mail := origin.contact()):
        return say(
            lang,
            "Den som driver portalen har inte angett någon adress att skriva till.",
            "Whoever runs the portal has given no address to write to.",
        )
    told = say(lang, "Fel, frågor och önskemål: ", "Errors, questions and wishes: ")
    return html.Span([told, html.A(mail, href=f"mailto:{mail}"), "."])


def _sources(lang: Lang) -> str:
    return text.listed(
        dict.fromkeys(text.agency(each) for each in data.indicators().values()), lang
    )


def _file(name: str) -> Callable[[Lang], html.A]:
    return lambda _: html.A(html.Code(FILES[name]), href=FILES[name])


_KNOWN: dict[str, Callable[[Lang], Any]] = {
    "contact": _contact,
    "sources": _sources,
    "release": lambda _: data.release().id,
    "day": lambda _: data.release().id[:10],
    **{name: _file(name) for name in FILES},
}
