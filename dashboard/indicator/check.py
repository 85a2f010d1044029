"""“Kontrollera mot källan”: where the agency itself gives the figure that the page shows."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from dashboard import data, text
from dashboard.indicator import cells
from dashboard.indicator.view import View
from dashboard.parts import cards, live
from dashboard.parts.elements import html
from dashboard.text import say
from etl import queries
from etl.periods import year
from etl.queries import Figure

LIST = Path(__file__).with_name("sources.toml")
LANGUAGES = {"r": "R", "python": "Python"}


class Source(NamedTuple):
    """An agency whose addresses are known: of cells where a table's id is enough, and of a table.

    The texts have {table}, {region} (Kolada's, of four digits), {sex}, {year} and {lang}. Where
    the table is asked for by its own codes, `post` is where, and `asked` are the texts of one whose
    codes are known, with {post}, {body}, {query}, and {cells} in their recipes.
    """

    name: str
    table: str
    meaning: str
    python: str
    r: str
    cells: str = ""
    post: str = ""
    asked: Mapping[str, str] = MappingProxyType({})


class Spot(NamedTuple):
    """Where one table can be asked for: the figure's own cells, what the table means, recipes.

    `body` is what is posted to the address `post` for them, where that is how they are asked for.
    """

    source: str
    table: str
    cells: str
    meaning: str
    recipes: dict[str, str]
    post: str = ""
    body: str = ""


@cache
def sources() -> list[Source]:
    """The agencies that are told of, as the file has them."""
    return [Source(**each) for each in tomllib.loads(LIST.read_text(encoding="utf-8")).values()]


def places(view: View) -> list[Spot]:
    """Where the figures of the shown period come from, table by table; none of a file's."""
    period = view.map.period or view.indicator.last_period
    named = text.source_at(view.indicator, period)
    return [
        _place(source, table, view, period)
        for source in sources()
        for table in dict.fromkeys(re.findall(source.table, named))
    ]


def _place(source: Source, table: str, view: View, period: str) -> Spot:
    choices = view.choices
    known = {
        "table": table,
        "region": choices.region.zfill(4),
        "sex": choices.sex,
        "year": str(year(period)),
        "lang": choices.lang,
    }
    figure = Figure(choices.region, choices.sex, choices.age, period)
    published = data.release().indicators
    codes = queries.codes(view.indicator, table, figure, published) if source.post else {}
    texts = {**source._asdict(), **(source.asked if codes else {})}
    known |= {"body": cells.body(codes), "query": cells.query(codes)}
    for name in ("post", "cells", "meaning"):
        known[name] = texts[name].format(**known)
    recipes = {words: texts[name].strip().format(**known) for name, words in LANGUAGES.items()}
    given = (known["post"], known["body"]) if codes else ("", "")
    return Spot(source.name, table, known["cells"], known["meaning"], recipes, *given)


def folded(view: View) -> html.Div:
    """The addresses and recipes, behind a button; nothing where no agency can be asked."""
    found, lang = places(view), view.lang
    if not found:
        return live.part(html.Div(id="check"))
    heading = say(lang, "Kontrollera mot källan", "Check against the source")
    content = [html.P(_intro(view)), *(part for each in found for part in _told(each, view))]
    return live.part(html.Div(cards.card(cards.folded(heading, content)), id="check"))


def _intro(view: View) -> str:
    """What is asked for, and that a figure that we have reckoned is made of others."""
    lang = view.lang
    period = text.period(view.map.period or view.indicator.last_period, lang)
    who = ", ".join([view.region_name, text.sex(view.choices.sex, lang), period])
    if view.indicator.source != "derived":
        return say(lang, f"Källans egna uppgifter för {who}.", f"The source's own figures: {who}.")
    return say(
        lang,
        f"Siffran är uträknad av Norrläget ur dessa uppgifter, här för {who}.",
        f"Norrläget has computed the figure from these, here for {who}.",
    )


def _told(place: Spot, view: View) -> Iterator[Any]:
    lang = view.lang
    yield html.H3(f"{place.source} {place.table}")
    addresses = [
        (say(lang, "Uppgifterna i källans API", "The figures in the source's API"), place.cells),
        (say(lang, "Vad tabellen innehåller", "What the table holds"), place.meaning),
    ]
    # As text: no page of the portal names another host in a link.
    yield html.Ul([html.Li([f"{words}: ", html.Code(to)]) for words, to in addresses if to])
    if not place.cells:
        yield html.P(_choose(view))
    if place.body:
        yield cards.folded("POST", [_code(place.post), _code(place.body)])
    for language, code in place.recipes.items():
        yield cards.folded(language, _code(code))


def _code(words: str) -> html.Pre:
    return html.Pre(html.Code(words), className="code", tabIndex="0")


def _choose(view: View) -> str:
    """What to choose in a table whose own codes are not known of the figure."""
    lang, choices = view.lang, view.choices
    period, sex = view.map.period or view.indicator.last_period, text.sex(choices.sex, lang)
    return say(
        lang,
        "Tabellens egna koder för siffran är inte kända här. Välj i tabellen område "
        f"{choices.region}, {sex} och period {period}.",
        "The table’s own codes of the figure are not known here. In the table, choose region "
        f"{choices.region}, {sex} and period {period}.",
    )
