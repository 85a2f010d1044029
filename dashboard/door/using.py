"""Under which terms figures are given, how they are cited, and what one request may cost."""

from typing import Any

from dashboard import data, limits, origin, text
from dashboard.door import terms
from dashboard.door.asking import API, code, example
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.text import Lang, say


def terms_of_use(lang: Lang) -> html.Section:
    """Under which terms, and how to cite."""
    agencies = dict.fromkeys(text.agency(each) for each in data.indicators().values())
    rows = [(name, say(lang, terms.agency(name).sv, terms.agency(name).en)) for name in agencies]
    head = say(lang, "Källa", "Source"), say(lang, "Villkor", "Terms")
    of = data.indicator(example())
    where = f"{origin.address()}{API}/observations?indicator={example()}"
    cited = terms.citation([of], where, lang) if of else ""
    title = say(lang, "Villkor och källhänvisning", "Terms and citation")
    return cards.card(
        html.H2(title),
        cards.table(
            say(lang, "Villkor för uppgifterna", "Terms of the figures"),
            head,
            rows,
            className="forms",
        ),
        html.P(say(lang, terms.own().sv, terms.own().en)),
        html.H3(say(lang, "Citera så här", "Cite like this")),
        html.P(cited, className="cite"),
        html.P(_catalogues(lang)),
        id="villkor",
    )


def _catalogues(lang: Lang) -> list[Any]:
    words = say(
        lang,
        "För andra kataloger (DCAT-AP-SE 3.0.1): ",
        "For other catalogues (DCAT-AP-SE 3.0.1): ",
    )
    links = [html.A(name, href=f"/dcat.{kind}") for kind, name in CATALOGUES.items()]
    return [words, *(part for each in links for part in (each, " "))]


CATALOGUES = {"rdf": "RDF/XML", "ttl": "Turtle", "jsonld": "JSON-LD"}


def bounds(lang: Lang) -> html.Section:
    """What one request may cost the others, as dashboard/limits.py has it."""

    def told(most: int) -> str:
        return text.number(most, 0, lang)

    rows = [
        (
            say(lang, "Rader, flera indikatorer på en gång", "Rows, several indicators at once"),
            told(limits.ROWS),
            "400",
        ),
        (
            say(lang, "Rader i en arbetsbok (Excel)", "Rows of a workbook (Excel)"),
            told(limits.SHEET_ROWS),
            "400",
        ),
        (
            say(lang, "Celler i en kub (JSON-stat)", "Cells of a cube (JSON-stat)"),
            told(limits.CELLS),
            "400",
        ),
        (
            say(lang, "Olika ord i en parameter", "Different words of a parameter"),
            told(limits.WORDS),
            "400",
        ),
        (
            say(
                lang,
                "Filer som skrivs samtidigt åt en läsare",
                "Files written at once for one reader",
            ),
            told(limits.CLIENT_EXPORTS),
            "429",
        ),
        (
            say(lang, "Sekunder att skriva en fil", "Seconds to write a file"),
            told(limits.WRITTEN_WITHIN),
            "503",
        ),
    ]
    head = say(lang, "Vad", "What"), say(lang, "Högst", "At most"), say(lang, "Annars", "Else")
    words = say(
        lang,
        "Ingen registrering och ingen nyckel. En indikator i taget ges alltid hel som CSV "
        "och Parquet. Ett fel svarar med en mening och vad som är tillåtet:",
        "No registration and no key. One indicator at a time is always given whole as CSV "
        "and Parquet. A fault is answered by one sentence and what is allowed:",
    )
    title = say(lang, "Gränser", "Limits")
    again = say(
        lang,
        f"Vid 429 säger Retry-After när det är dags igen (efter {limits.AGAIN} sekunder). "
        "404 betyder att indikatorn eller området inte finns.",
        f"At 429 Retry-After says when to ask again (after {limits.AGAIN} seconds). 404 "
        "means that there is no such indicator or region.",
    )
    return cards.card(
        html.H2(title),
        html.P(words),
        code(PROBLEM, say(lang, "Exempel på fel", "Example of a fault")),
        html.P(again),
        cards.table(title, head, rows, className="forms"),
        id="granser",
    )


PROBLEM = """{"status": 400, "title": "Bad Request",
 "detail": "The parameter region is empty.",
 "allowed": ["00", "22 (a county)", "2480 (a municipality)", "…"]}"""
