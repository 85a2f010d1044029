"""Min kommun: the way to a place's page, by choosing it; an address that names one leads there."""

from itertools import groupby
from typing import Any

from dashboard import address, data
from dashboard.pages import Nav
from dashboard.parameters import Parameters
from dashboard.parts import cards, controls, live, place
from dashboard.parts.elements import html
from dashboard.text import Lang, say

PATH = "/min-kommun"
TITLE = ("Min kommun", "My municipality")
NAV = Nav(10, TITLE)
QUERY = ("region",)
STYLES = ("own",)


def leads(asked: Parameters) -> str:
    """The page of the place that is asked for, where there is one."""
    code = "".join(asked.each("region")[:1])
    against = asked.text("mot")
    if code != data.NORTH and data.region(code) is None:
        return ""
    return address.place(code, asked.lang, **({"mot": against} if against else {}))


def layout(**query: Any) -> html.Div:
    """The list of municipalities in the language of the query, those of the north first."""
    lang = Parameters(query).lang
    lead = say(
        lang,
        "Välj en kommun och se hur det går där: folkmängd, arbete, inkomster, utbildning, hälsa och "
        "mer, jämfört med liknande kommuner, länet och riket.",
        "Choose a municipality and see how it is doing: population, work, incomes, education, "
        "health and more, beside similar municipalities, its county and Sweden.",
    )
    return live.page(
        [
            html.H1(say(lang, "Välj kommun", "Choose a municipality")),
            html.P(lead, className="lead"),
            _form(lang),
            html.Div([_county(code, lang) for code in data.NORRLAND], className="four card"),
            html.Div(
                [html.H2(say(lang, "Övriga län", "Other counties")), *_others(lang)], id="ovriga"
            ),
        ]
    )


def _form(lang: Lang) -> html.Form:
    words = say(lang, "Kommun", "Municipality")
    none = {"value": "", "label": say(lang, "välj kommun", "choose one")}
    options = [none, *controls.region_options(lang, ["municipality"])]
    return html.Form(
        [
            controls.select("region", words, options, ""),
            *controls.language(lang),
            html.Button(say(lang, "Visa", "Show"), type="submit", className="primary"),
        ],
        id="choose-place",
        action=PATH,
        className="filter",
    )


def _county(code: str, lang: Lang) -> html.Div:
    name = html.A(data.region_name(code, lang), href=address.place(code, lang))
    return html.Div([html.H2(name), place.listed(data.municipalities_of(code), lang)])


def _others(lang: Lang) -> list[html.Details]:
    """The other counties in SCB's order, each folded over its municipalities."""
    rows = [each for each in data.regions().values() if each.county not in ("", *data.NORRLAND)]
    return [
        _folded(county, [each.code for each in of], lang)
        for county, of in groupby(rows, lambda each: each.county)
    ]


def _folded(county: str, codes: list[str], lang: Lang) -> html.Details:
    name = data.region_name(county, lang)
    page = html.P(html.A(name, href=address.place(county, lang)))
    return cards.folded(name, html.Div([page, place.listed(codes, lang)]), className="county-fold")
