"""Trender: what is expected of a place's population, how right that has been, and what is to come."""

from typing import Any

from dashboard.pages import Nav
from dashboard.parts import controls, live
from dashboard.parts.elements import html
from dashboard.parts.story import file, files
from dashboard.text import say
from dashboard.trends import choices, words
from dashboard.trends.choices import Choices
from dashboard.trends.contents import contents
from dashboard.trends.outlook import Outlook
from dashboard.trends.sections import about, ages, ahead, coming, labour, past, sizes

PATH = choices.PATH
TITLE = ("Trender", "Trends")
NAV = None
FOOT = (Nav(6, TITLE),)
QUERY = choices.QUERY
FREEZES = True
STYLES = ("figures", "demography", "trends")


def layout(**query: Any) -> html.Div:
    """The page under the choices of the query."""
    view = Outlook(choices.parse(query))
    lang = view.lang
    return live.page(
        [
            html.Div(
                [
                    live.part(html.H1(words.heading(view), id="heading")),
                    html.P(_lead(view), className="lead"),
                    *_form(view.choices, view.place.name(lang)),
                    _beside(ahead.ahead(view), past.past(view)),
                    _beside(sizes.sizes(view), ages.ages(view)),
                    _beside(labour.card(view), coming.coming(lang)),
                    live.part(
                        html.Div(files(view.choices.address, lang, ("csv", "json")), id="filer")
                    ),
                    about.about(view),
                ],
                className="demography trends",
            )
        ],
        title=f"{view.place.name(lang)} – {say(lang, *TITLE)}",
        address=view.choices.address,
        region=view.place.code,
        figures=file(view.choices.address, "csv"),
        indicators=",".join(dict.fromkeys([view.group.whole, *(x.indicator for x in view.ahead)])),
    )


def _beside(*two: html.Section) -> html.Div:
    return html.Div([*two], className="halves")


def _lead(view: Outlook) -> str:
    return say(
        view.lang,
        "Så många väntas bo här, hur långt från utfallet sådana framskrivningar har hamnat, och vad som inte finns än.",
        "How many are expected to live here, how far such projections have been from the outcome, and what is not here yet.",
    )


def _form(chosen: Choices, name: str) -> list[Any]:
    """Region, age and sex; on a phone they fold into one line."""
    lang = chosen.lang
    region, regions = say(lang, "Område", "Region"), controls.region_options(lang)
    groups = {each.id: (each.title, each.title_en) for each in contents().drawn}
    told = f"{name}, {say(lang, chosen.group.title, chosen.group.title_en).lower()}"
    return [
        controls.fold(live.part(html.B(told, id="chosen")), lang),
        controls.form(
            controls.select("region", region, regions, chosen.region),
            controls.radios(
                "grupp", say(lang, "Ålder", "Age"), controls.named(groups, lang), chosen.group.id
            ),
            controls.radios(
                "sex", say(lang, "Kön", "Sex"), controls.sexes("KMT", lang), chosen.sex
            ),
            lang=lang,
            action=PATH,
            **controls.SENT_LIVE,
        ),
    ]
