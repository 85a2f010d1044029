"""The page before anything is chosen: ready comparisons, and the two fields to make one's own."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dashboard import address, data
from dashboard.choices import HOME
from dashboard.compare.grammar import PATH
from dashboard.parts import cards, controls
from dashboard.parts.elements import Input, html
from dashboard.text import Lang, say


@dataclass(frozen=True)
class Ready:
    """A comparison that somebody has put together; of `own` a reader chooses the place."""

    title: str
    title_en: str
    about: str
    about_en: str
    indikator: list[str]
    region: list[str] = field(default_factory=list)
    own: bool = False


@cache
def ready() -> tuple[Ready, ...]:
    """All of them, in their order."""
    path = Path(__file__).with_name("ready.toml")
    return tuple(Ready(**each) for each in tomllib.loads(path.read_text("utf-8"))["ready"])


def section(lang: Lang) -> html.Div:
    """The ready comparisons, each a card."""
    return html.Div([_card(each, lang) for each in ready()], className="ready")


def _card(of: Ready, lang: Lang) -> html.Section:
    there = [each for each in of.indikator if data.meaning(each)]
    title = say(lang, of.title, of.title_en)
    about = html.P(say(lang, of.about, of.about_en))
    if of.own:
        return cards.card(html.H2(title), about, _own(there, lang))
    query = {"region": ",".join(of.region), "indikator": ",".join(there)}
    return cards.card(html.H2(html.A(title, href=address.link(PATH, lang, **query))), about)


def _own(ids: list[str], lang: Lang) -> html.Form:
    """One list is enough: what it sends is a place and those like it."""
    options = [
        {"value": f"{each['value']},liknande:{each['value']}", "label": each["label"]}
        for each in controls.region_options(lang, ["municipality"])
    ]
    home = HOME["municipality"]
    label = say(lang, "Kommun", "Municipality")
    content: list[Any] = [
        controls.select("region", label, options, f"{home},liknande:{home}", id="own-region"),
        Input(type="hidden", name="indikator", value=",".join(ids)),
        *controls.language(lang),
        html.Button(say(lang, "Jämför", "Compare"), type="submit", className="primary"),
    ]
    return html.Form(content, action=PATH, className="choices")
