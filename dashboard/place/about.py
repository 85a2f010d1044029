"""The end of a place's page: what cannot be judged, the rules of what is said, and its address."""

from collections.abc import Iterable
from typing import Any

from dashboard import address, data, origin, prose, text
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.place import lacking
from dashboard.place.view import View, titled


def unjudged(view: View) -> html.Section:
    """What cannot be judged by name, under each reason."""
    found: dict[str, list[str]] = {}
    for each in view.profile.unjudged:
        reason = prose.opening(lacking.reason(each, view.lang))
        found.setdefault(reason, []).append(text.title(each.indicator, view.lang))
    title = view.say("Det här kan inte bedömas", "What cannot be judged")
    return _listed(
        title, ((reason, "; ".join(those)) for reason, those in found.items()), "obedomt"
    )


def _listed(title: str, rows: Iterable[tuple[str, Any]], name: str) -> html.Section:
    terms = [part for words, told in rows if told for part in (html.Dt(words), html.Dd(told))]
    return cards.card(html.H2(title), html.Dl(terms), id=name, className="card about")


def about(view: View) -> html.Section:
    """The rules of what is said, from when to when, and how to cite the page."""
    lang = view.lang
    periods = sorted({text.period(row.now.period, lang)[-4:] for row in view.profile.rows})
    span = "–".join(dict.fromkeys([periods[0], periods[-1]])) if periods else ""
    where = f"{origin.address()}{view.place(view.code)}"
    return _listed(
        view.say("Om sidan", "About the page"),
        [
            (view.say("Så bedöms siffrorna", "How figures are judged"), _rule(view)),
            (view.say("Riktning", "Direction"), _direction(view)),
            (view.say("Perioder", "Periods"), span),
            (view.say("Dataversion", "Release"), data.release().id),
            (
                view.say("Källhänvisning", "Cite as"),
                f"Norrläget. {titled(view.code, lang)}. {data.release().id}. {where}",
            ),
        ],
        "om",
    )


def _rule(view: View) -> list[Any]:
    told = view.say(
        "Uppgifterna om hela befolkningen är räknade, inte skattade. Intervallet visar hur mycket "
        "slumpen ensam flyttar ett värde i en liten kommun. ”Högre än” och ”lägre än” sägs bara "
        "när skillnaden är större än så; annars ”ungefär som”. Där osäkerheten inte är känd står "
        "bara talen.",
        "Figures of the whole population are counted, not estimated. The interval shows how much "
        "chance alone moves a figure in a small municipality. “Higher than” and “lower than” are "
        "only said of differences beyond that; else “about the same as”. Where the uncertainty is "
        "not known there are only the numbers.",
    )
    more = view.say("Mer om osäkerhet", "More on uncertainty")
    return [told, " ", html.A(more, href=address.link("/om/osakerhet", view.lang))]


def _direction(view: View) -> list[Any]:
    told = view.say(
        "De senaste upp till tio åren utan byte av mätmetod, prövade med Mann och Kendalls test.",
        "The latest up to ten years without a change of method, by Mann and Kendall’s test.",
    )
    more = view.say("Mer om riktning", "More on direction")
    return [told, " ", html.A(more, href=address.link("/om/riktning", view.lang))]


def foot(view: View) -> html.P:
    """What stands at the bottom of each sheet of paper."""
    where = f"{origin.address()}{view.place(view.code)}"
    release = view.say("dataversion", "release")
    return html.P(f"{where} · {release} {data.release().id}", className="foot")
