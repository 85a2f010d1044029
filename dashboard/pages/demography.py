"""Demografi: how many we are, why, how old and how many more, for a region or for the four northernmost counties."""

from typing import Any

from dashboard import address, data
from dashboard.demography import choices, wording
from dashboard.demography.area import HOME
from dashboard.demography.sections import ages, controls, equation, measures, pyramid, size
from dashboard.demography.sections import ahead as section_ahead
from dashboard.demography.size import monthly
from dashboard.demography.view import View
from dashboard.pages import Nav
from dashboard.parts import live, shell
from dashboard.parts.controls import areas
from dashboard.parts.elements import html
from dashboard.text import say

PATH = choices.PATH
TITLE = ("Demografi", "Demography")
NAV = None
FOOT = (Nav(5, TITLE),)
QUERY = choices.QUERY
FREEZES = True
STYLES = ("figures", "demography")
SCRIPTS = ("pyramid",)


def places() -> list[str]:
    """Every area that can be chosen, but the one at the plain address."""
    return [each["value"] for each in areas("sv") if each["value"] != HOME]


def layout(**query: Any) -> html.Div:
    """The page under the choices of the query."""
    view = View(choices.parse(query))
    content = [
        *_heading(view),
        *controls.top(view),
        size.summed(view),
        *_cards(view),
        pyramid.stored(view),
    ]
    return live.page(
        [html.Div(content, className="demography")],
        title=f"{view.name} – {say(view.lang, *TITLE)}",
        address=view.said.address,
        picture=address.link(f"{shell.DRAWN}demografi.png", view.lang, region=view.place.code),
        region=view.place.code,
        figures=section_ahead.csv(view),
        indicators=",".join(each.id for each in section_ahead.shown(view)),
    )


def _cards(view: View) -> list[Any]:
    """In two columns where both are of a height: what is short stands beside what is tall.

    Where each stands follows from the release, not from the area: a choice fills the same places.
    """
    months, groups = size.months(view), ages.groups(view)
    ahead = section_ahead.ahead(view)
    tall = any(data.indicator(each.id) for each in data.roles("projection"))
    long = any(data.indicator(each.id) for each in monthly())
    first = months if long else html.Div([groups, months], className="side")
    beside = [ages.ratio(view), *([groups] if long else []), *([] if tall else [ahead])]
    return [
        html.Div([size.years(view), first], className="halves"),
        equation.equation(view),
        html.Div([pyramid.pyramid(view), html.Div(beside, className="side")], className="halves"),
        measures.measures(view),
        *([ahead] if tall else []),
        section_ahead.about(view),
    ]


def _heading(view: View) -> list[Any]:
    changed = [each for each in view.size.claims if each.comparator in ("before", "year")]
    first = " ".join(wording.size(changed, view.place, view.lang))
    return [
        live.part(html.H1(wording.heading(view.within, view.lang), id="heading")),
        live.part(html.P(first or None, id="lead", className="lead", hidden=not first)),
    ]
