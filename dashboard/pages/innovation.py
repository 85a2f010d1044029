"""Innovation: how able a place is to innovate, by dimension, with no single score unless it is asked for."""

from typing import Any

from dashboard import references
from dashboard.demography.area import HOME
from dashboard.innovation import cards
from dashboard.innovation.contents import LIST
from dashboard.pages import Nav
from dashboard.parameters import Parameters
from dashboard.parts import controls, live
from dashboard.parts.elements import html
from dashboard.place import about, figures
from dashboard.place.page import legend
from dashboard.place.section import section
from dashboard.place.view import View

PATH = cards.PATH
TITLE = ("Innovation", "Innovation")
NAV = None
FOOT = (Nav(7, TITLE),)
QUERY = ("region", cards.ASKED, *references.QUERY)
STYLES = ("figures", "place")


def layout(**query: Any) -> html.Div:
    """The page of a county or a municipality under the choices of the query."""
    asked = Parameters(query)
    places = [each["value"] for each in _places(asked)]
    code = asked.pick("region", places, HOME)
    view = View(figures.profile(code, references.parse(asked, code), LIST), asked.lang, {})
    shown = asked.pick(cards.ASKED, ("ja", "nej"), "nej") == "ja"
    return live.page(
        [
            html.H1(view.say(f"Innovation i {view.name}", f"Innovation in {view.name}")),
            html.P(_lead(view), className="lead"),
            *_form(view, shown),
            legend(view),
            *(section(each, view) for each in view.profile.sections),
            cards.whole(view, shown=shown),
            cards.to_come(view),
            about.unjudged(view),
        ],
        title=f"{view.name} – {view.say(*TITLE)}",
        address=view.link(PATH, **_said(code, shown)),
        region=code,
    )


def _said(code: str, shown: bool) -> dict[str, str]:
    """What was chosen, without what is the default."""
    return ({"region": code} if code != HOME else {}) | ({cards.ASKED: "ja"} if shown else {})


def _places(asked: Parameters) -> list[controls.Option]:
    return controls.region_options(asked.lang, ("county", "municipality"))


def _lead(view: View) -> str:
    return view.say(
        "Kunskap, forskning, företagande, marknad och vad det leder till, bredvid andra platser av samma slag. Varje siffra står för sig.",
        "Knowledge, research, enterprise, market and what comes of it, beside other places of the same kind. Each figure stands by itself.",
    )


def _form(view: View, shown: bool) -> list[Any]:
    """The place, and whether all together is shown."""
    lang, ways = view.lang, {"nej": ("Nej", "No"), "ja": ("Ja", "Yes")}
    places = controls.region_options(lang, ("county", "municipality"))
    together = view.say("Samlad bild", "All together")
    return [
        controls.fold(html.B(view.name), lang),
        controls.form(
            controls.select("region", view.say("Område", "Region"), places, view.code),
            controls.radios(
                cards.ASKED, together, controls.named(ways, lang), "ja" if shown else "nej"
            ),
            lang=lang,
            action=PATH,
            **controls.SENT_PAGE,
        ),
    ]
