"""Words with what only the portal knows in the place of names in braces, and with their links."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from dashboard import address, data, measured, origin, text
from dashboard.parts.elements import html
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

FILES = {  # addresses that are told as examples
    "file": "/data/folkmangd.csv",
    "list": "/api/v1/indicators",
    "some": "/api/v1/observations?indicator=folkmangd&region=2480&format=csv-sv",
}
METHODS = ("margin", "share", "events", "series", "none")  # of an interval, as they are told
_MARKED = re.compile(r"\{(\w+)\}|\[([^\]]+)\]\(([/#][^)]*)\)")


def filled(words: str, lang: Lang, reviewed: date | None = None) -> list[Any]:
    """A paragraph's parts: `{contact}` is what is known, `[words](/path)` a link."""
    parts, end = list[Any](), 0
    for mark in _MARKED.finditer(words):
        parts.append(words[end : mark.start()])
        name, of, to = mark.groups()
        parts.append(_known(name, lang, reviewed) if name else html.A(of, href=_to(to, lang)))
        end = mark.end()
    return [each for each in (*parts, words[end:]) if each]


def _to(path: str, lang: Lang) -> str:
    return path if path.startswith("#") else address.link(path, lang)


def _known(name: str, lang: Lang, reviewed: date | None) -> Any:
    if name == "reviewed":
        return text.day(reviewed, lang) if reviewed else ""
    return KNOWN[name](lang)


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


def _keeper(lang: Lang) -> str:
    """Who runs the portal; that it is not told where nothing is set."""
    if name := origin.keeper():
        return say(lang, f"Portalen drivs av {name}.", f"The portal is run by {name}.")
    return say(
        lang,
        "Den som driver portalen har inte angett sitt namn.",
        "Whoever runs the portal has not given a name.",
    )


def method(indicator: PublishedIndicator) -> str:
    """By which of METHODS an indicator's interval is made."""
    if indicator.chance and indicator.kind == "count":
        return "events"
    of = indicator.uncertainty.method if indicator.uncertainty else "none"
    return "events" if of == "flows" else of


def _sources(lang: Lang) -> str:
    every = data.indicators().values()
    return text.listed(dict.fromkeys(text.agency(each) for each in every), lang)


def _file(name: str, _: Lang) -> html.A:
    return html.A(html.Code(FILES[name]), href=FILES[name])


def _many(name: str, lang: Lang) -> str:
    found = Counter(method(each) for each in data.indicators().values())
    return text.number(found[name], 0, lang)


KNOWN: dict[str, Callable[[Lang], Any]] = {
    "contact": _contact,
    "keeper": _keeper,
    "sources": _sources,
    "release": lambda _: data.release().id,
    "day": lambda _: data.release().id[:10],
    "rates": lambda _: str(measured.written()["rates"]),
    "tried": lambda lang: text.number(measured.written()["series"], 0, lang),
    **{name: partial(_file, name) for name in FILES},
    **{name: partial(_many, name) for name in METHODS},
}
