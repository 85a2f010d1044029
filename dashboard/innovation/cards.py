"""The cards of the page that are its own: all weighed together, what is to come, how it is made."""

from collections.abc import Iterator
from typing import Any

from dashboard import data, laid, text
from dashboard.innovation.contents import coming
from dashboard.innovation.together import Together, together
from dashboard.innovation.weighing import WEIGHINGS, Span
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.place.view import View
from etl.model import level_of

PATH = "/tema/innovation"
ASKED = "samlad"  # under which an address asks for all together


def whole(view: View, *, shown: bool) -> html.Section:
    """All together where it is asked for; else why it is not there, and the way to it."""
    title = html.H2(view.say("Samlad bild", "All together"))
    content = _whole(view, together(level_of(view.code))) if shown else _asked(view)
    return cards.card(title, *content, id="samlad-bild")


def _asked(view: View) -> list[Any]:
    words = view.say(
        "Inget enda tal säger hur innovativ en plats är: det beror på vad som räknas och hur det "
        "vägs. Därför visas ingen samlad siffra här, om du inte ber om den.",
        "No single number tells how innovative a place is: it depends on what is counted and how "
        "it is weighed. So no overall figure is shown here unless you ask for one.",
    )
    way = view.say("Visa den samlade bilden", "Show all together")
    href = f"{view.link(PATH, region=view.code, **{ASKED: 'ja'})}#samlad-bild"
    return [html.P(words), html.P(html.A(way, href=href, className="button"))]


def _whole(view: View, of: Together) -> list[Any]:
    span = of.spans[laid.codes(level_of(view.code)).index(view.code)]
    return [
        html.P(_told(view, span), className="lead"),
        html.P(" ".join([_made(view, of), *_lacking(view, span)])),
        *([html.P(_without(view, of), className="note")] if of.without else []),
    ]


def _told(view: View, span: Span | None) -> str:
    """`Västerbottens län har plats 3–9 av 21, beroende på hur indikatorerna vägs.`."""
    if span is None:
        return view.say(
            f"{view.name} saknar uppgift om någon av indikatorerna och kan inte vägas samman.",
            f"{view.name} lacks a figure for some indicator and cannot be weighed together.",
        )
    places = "–".join(dict.fromkeys([str(span.best), str(span.worst)]))
    return view.say(
        f"{view.name} har plats {places} av {span.of}, beroende på hur indikatorerna vägs.",
        f"{view.name} comes in place {places} of {span.of}, depending on how the indicators are "
        "weighed.",
    )


def _made(view: View, of: Together) -> str:
    lang = view.lang
    named = text.listed(
        (f"{text.title(each, lang)} ({text.period(period, lang)})" for each, period in of.used),
        lang,
    )
    many = text.number(WEIGHINGS, 0, lang)
    return view.say(
        f"Där ligger platsen i nio fall av tio när indikatorernas vikter slumpas {many} gånger. "
        "Siffrornas egen osäkerhet är inte med. Bara indikatorer där de flesta är överens om "
        f"vilket håll som är bättre vägs in: {named}. Dataversion {data.release().id}.",
        "The place lies there in nine cases of ten when the weights of the indicators are drawn "
        f"at random {many} times. The uncertainty of the figures themselves is not included. Only "
        f"indicators of which most agree which way is better are weighed: {named}. "
        f"Release {data.release().id}.",
    )


def _lacking(view: View, span: Span | None) -> Iterator[str]:
    """How many places are not weighed: those that lack a figure."""
    many = len(laid.codes(level_of(view.code))) - (span.of if span else 0)
    if span and many:
        yield view.say(
            f"Områden som saknar någon av uppgifterna är inte med: {many}.",
            f"Places that lack some of the figures are left out: {many}.",
        )


def _without(view: View, of: Together) -> str:
    named = text.listed((view.say(*each) for each in of.without), view.lang)
    return view.say(
        f"Inget att väga finns i {named}. Det som saknas fylls inte i: det är inte med.",
        f"There is nothing to weigh in {named}. What is missing is not filled in: it is left out.",
    )


def to_come(view: View) -> html.Section:
    """What no file has come of, and why."""
    lines = [
        html.P([html.B(view.say(*each.title)), ": ", view.say(*each.why)]) for each in coming()
    ]
    return cards.card(html.H2(view.say("Kommer", "To come")), *lines, id="kommer")
