"""A map of one's own: any indicator, extent, classes, form and title; then to take away."""

import re
from dataclasses import replace
from typing import Any

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html

from dashboard import address, data, text
from dashboard import choices as state
from dashboard.indicator.view import OF_MAP, View
from dashboard.map import component
from dashboard.map.words import METHODS
from dashboard.parts import cards, controls, shell
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

PATH = "/kartbank/karta"
NOTHING = "-"  # a native select has no empty choice
FORMS = {
    "map": ("Karta", "Map"),
    "tiles": ("Lika stora rutor", "Equal tiles"),
    "circles": ("Cirklar efter folkmängd", "Circles by population"),
}
FILES = {
    "svg": ("Bild, SVG", "Picture, SVG"),
    "png": ("Bild, PNG", "Picture, PNG"),
    "geojson": ("Karta med siffror, GeoJSON", "Map with figures, GeoJSON"),
    "gpkg": ("Karta med siffror, GeoPackage", "Map with figures, GeoPackage"),
}


def title(**_: str) -> str:
    """The title in the browser's tab."""
    return shell.title("Gör en karta", "Make a map")


def layout(**query: Any) -> html.Div:
    """The map page under the choices of the query."""
    lang = address.lang_of(query)
    indicator = _indicator(address.one(query, "indicator"))
    if indicator is None:
        return html.Div(html.H1(say(lang, "Det finns inga kartor än", "There are no maps yet")))
    view = View(indicator, state.parse(query, indicator, data.periods(indicator.id)))
    return html.Div(
        [
            cards.crumbs((say(lang, "Kartbank", "Map bank"), address.link("/kartbank", lang))),
            html.H1(_heading(view), id="m-heading"),
            html.P(view.sentences.get(view.choices.period, ""), id="lead", className="lead"),
            _fold(view),
            html.Div(
                [_map_card(view), html.Div([_controls(view), _ranking(view)], className="side")],
                className="grid2 mapmaker",
            ),
            dcc.Store(id="m-indicator", data={"id": indicator.id, "lang": lang}),
        ]
    )


def _indicator(name: str) -> PublishedIndicator | None:
    """The indicator asked for when it can be on a map, else one that can."""
    on_map = {id_: each for id_, each in data.indicators().items() if state.shows(each)}
    first = next((each for each in data.serving("first-map") if each.id in on_map), None)
    return on_map.get(name) or first or next(iter(on_map.values()), None)


def _heading(view: View) -> str:
    return view.choices.caption or text.title(view.indicator, view.lang)


def _fold(view: View) -> html.Button:
    """On a phone the choices fold into one line, so that the map is in the first view."""
    return html.Button(
        [html.B(view.chosen(), id="m-chosen"), html.Span(say(view.lang, "Ändra", "Change"))],
        type="button",
        className="fold",
        **cards.attributes(aria_expanded="false", aria_controls="controls"),
    )


# --- the choices ---


def _controls(view: View) -> html.Div:
    lang, indicator, choices = view.lang, view.indicator, view.choices
    rate = not indicator.absolute
    sexes = [{"value": s, "label": text.sex(s, lang).capitalize()} for s in "KMT"]
    return html.Div(
        [
            _select("m-which", ("Indikator", "Indicator"), _indicators(lang), indicator.id, lang),
            _select("m-show", ("Karta över", "Map of"), _shows(view), choices.show, lang),
            _select("m-region", ("Område att märka ut", "Region to mark"),
                    controls.region_options(lang, indicator.levels), choices.region, lang),
            _select("m-sex", ("Kön", "Sex"), [s for s in sexes if s["value"] in indicator.sexes],
                    choices.sex, lang),
            _select("m-age", ("Ålder", "Age"),
                    [{"value": a, "label": text.age(a, lang)} for a in indicator.ages],
                    choices.age, lang),
            _select("m-form", ("Form", "Form"), _named(FORMS, lang), choices.form, lang, rate),
            _select("m-method", ("Klasser", "Classes"), _named(METHODS, lang), choices.method,
                    lang, rate),
            _limits(view),
            _select("m-around", ("Jämför med", "Compare with"), _centres(view), choices.around or NOTHING,
                    lang, rate),
            _select("m-panels", ("Flera kartor", "Several maps"), _panels(view),
                    state.one_text(choices.panels) or NOTHING, lang),
            _caption(view),
            html.P(_why_circles(lang), className="src", hidden=rate),
        ],
        id="controls",
        className="controls",
    )  # fmt: skip


def _select(
    name: str,
    label: tuple[str, str],
    options: list[controls.Option],
    value: str,
    lang: Lang,
    shown: bool = True,
) -> html.Div:
    """A labelled native select; one that leaves no choice is not shown."""
    return html.Div(
        [
            html.Label(say(lang, *label), htmlFor=name),
            dbc.Select(id=name, options=options, value=value),
        ],
        className="field",
        hidden=not shown or len(options) < 2,
    )


def _indicators(lang: Lang) -> list[controls.Option]:
    """Every indicator that can be on a map, topic by topic."""
    return [
        {
            "value": each.id,
            "label": f"{say(lang, each.topic_title, each.topic_title_en)}: {text.title(each, lang)}",
        }
        for each in data.indicators().values()
        if state.shows(each)
    ]


def _shows(view: View) -> list[controls.Option]:
    shows = state.shows(view.indicator)
    return [{"value": show, "label": component.show_name(show, view.lang)} for show in shows]


def _named(words: Any, lang: Lang) -> list[controls.Option]:
    return [{"value": value, "label": say(lang, *name)} for value, name in words.items()]


def _centres(view: View) -> list[controls.Option]:
    """What a diverging scale can be round: riket, and zero where there are values on both sides."""
    lang = view.lang
    found = [
        {"value": NOTHING, "label": say(lang, "inget, från låg till hög", "nothing, low to high")}
    ]
    if "country" in view.indicator.levels:
        found.append({"value": "riket", "label": say(lang, "riket", "Sweden")})
    values = data.observations(view.indicator.id)["value"]
    if values.min() < 0 < values.max():
        found.append({"value": "zero", "label": say(lang, "noll", "zero")})
    return found


def _panels(view: View) -> list[controls.Option]:
    """One map; kvinnor beside män; or some years, evenly apart."""
    lang, periods = view.lang, data.periods(view.indicator.id)
    found = {NOTHING: say(lang, "en karta", "one map")}
    if {"K", "M"} <= set(view.indicator.sexes):
        found["K,M"] = say(lang, "kvinnor och män", "women and men")
    for count in (2, 3, 6):
        if len(periods) >= count:
            some = [periods[round(n * (len(periods) - 1) / (count - 1))] for n in range(count)]
            found[",".join(some)] = ", ".join(text.period(each, lang) for each in some)
    chosen = state.one_text(view.choices.panels) or NOTHING
    found.setdefault(chosen, chosen.replace(",", ", "))
    return [{"value": value, "label": label} for value, label in found.items()]


def _limits(view: View) -> html.Div:
    lang = view.lang
    given = "; ".join(text.number(n, view.indicator.decimals, lang) for n in view.choices.limits)
    return html.Div(
        [
            html.Label(say(lang, "Gränser, högst fyra", "Limits, at most four"), htmlFor="m-limits"),
            dbc.Input(id="m-limits", value=given, debounce=True, placeholder="20; 30; 40"),
            html.P(id="m-wrong", role="status", className="src"),
        ],
        id="m-own",
        className="field",
        hidden=view.choices.method != "own",
    )  # fmt: skip


def _caption(view: View) -> html.Div:
    words = say(view.lang, "Egen rubrik", "Title of your own")
    box = dbc.Input(
        id="m-caption", value=view.choices.caption, debounce=True, maxlength=state.CAPTION
    )
    return html.Div([html.Label(words, htmlFor="m-caption"), box], className="field")


def _why_circles(lang: Lang) -> str:
    return say(
        lang,
        "Antal ritas som cirklar: färgades ytan skulle stora kommuner se ut att ha mer än de har.",
        "Counts are drawn as circles: coloured areas would make large municipalities seem to have more than they do.",
    )


# --- the map and what is under it ---


def _map_card(view: View) -> html.Section:
    lang = view.lang
    heading, *figure = component.figure(lang)
    return cards.card(
        heading,
        component.controls(lang),
        *figure,
        dcc.Store(id="map-data", data=_payload(view)),
        html.P(_link(view), id="m-open", className="src"),
        cards.actions(view.indicator, component.table(view.indicator.id, lang), lang),
        html.Div([_files(view), _embed(view)], className="acts", id="m-take"),
        dcc.Store(id="m-address", data=_address(view)),
        className="card mapcard",
    )


def _payload(view: View) -> dict[str, Any]:
    """The map's figures; Enter on a region opens the indicator for it."""
    opens = address.link(f"/indikatorer/{view.indicator.id}", view.lang, region="")
    return replace(view.map, opens=opens).json()


def _link(view: View) -> html.A:
    words = say(view.lang, "Mer om {} i siffror", "More on {} in figures").format(view.region_name)
    path = f"/indikatorer/{view.indicator.id}"
    return html.A(words, href=address.link(path, view.lang, region=view.choices.region))


def _files(view: View) -> html.Details:
    """The map as it is shown; the page's script keeps the addresses to the choices made."""
    lang, path = view.lang, f"/karta/{view.indicator.id}"
    links = [
        html.Li(html.A(say(lang, *words), href=f"{path}.{kind}", className="m-file", download=""))
        for kind, words in FILES.items()
    ]
    return cards.panel(say(lang, "Ladda ner kartan", "Download the map"), html.Ul(links), "files")


def _embed(view: View) -> html.Details:
    """Code for another page: always the newest figures, or these ones for ever."""
    lang = view.lang
    kinds = {"m-live": say(lang, "Med de senaste siffrorna", "With the latest figures"),
             "m-frozen": say(lang, "Fryst: alltid dagens siffror", "Frozen: always today's figures")}  # fmt: skip
    boxes = [
        part
        for name, words in kinds.items()
        for part in (
            html.Label(words, htmlFor=name),
            dcc.Textarea(id=name, readOnly=True, className="code"),
        )
    ]
    release = dcc.Store(id="m-release", data=data.release().id)
    content = html.Div([*boxes, release])
    return cards.panel(say(lang, "Bädda in", "Embed"), content, "embed")


def _ranking(view: View) -> html.Section:
    return cards.card(component.ranking(view.lang), cards.source(view.indicator, view.lang))


def _address(view: View) -> dict[str, Any]:
    chosen = view.address(OF_MAP)
    return {"indicator": view.indicator.id, **chosen}


# --- what the page answers to ---


def register(app: Dash) -> None:
    """A choice redraws the map; the rest (time, zoom, files' addresses) is the browser's."""

    @app.callback(
        Output("map-data", "data", allow_duplicate=True),
        Output("m-address", "data"),
        Output("m-chosen", "children"),
        Output("m-heading", "children"),
        Output("m-open", "children"),
        Output("m-own", "hidden"),
        Output("m-wrong", "children"),
        *[Input(f"m-{name}", "value") for name in OF_MAP],
        State("m-indicator", "data"),
        prevent_initial_call=True,
    )
    def choose(*given: Any) -> tuple[Any, ...]:
        *chosen, page = given
        query = dict(zip(OF_MAP, chosen, strict=True))
        indicator = data.indicators()[page["id"]]
        asked = {**query, "limits": _numbers(query["limits"], page["lang"]), "lang": page["lang"]}
        view = View(indicator, state.parse(asked, indicator, data.periods(indicator.id)))
        own = query["method"] == "own"
        wrong = _wrong(view.lang) if own and not view.choices.limits else ""
        told = view.chosen(), _heading(view), _link(view)
        return _payload(view), _address(view), *told, not own, wrong

    app.clientside_callback(
        ClientsideFunction("mapmaker", "address"),
        Output("m-live", "value"),
        Output("m-frozen", "value"),
        Input("m-address", "data"),
        State("m-release", "data"),
    )


def _numbers(given: str | None, lang: Lang) -> list[str]:
    """Numbers as a reader writes them, `1 234,5; −2`, each as Python reads it; words as they are."""
    mark = " \u00a0," if lang == "en" else " \u00a0"
    plain = re.sub(rf"(?<=\d)[{mark}](?=\d{{3}}\b)", "", given or "")
    return plain.replace(",", ".").replace("−", "-").replace(";", " ").split()


def _wrong(lang: Lang) -> str:
    return say(
        lang,
        "Skriv ett till fyra stigande tal med semikolon mellan, till exempel 20; 30; 40.",
        "Write one to four rising numbers with semicolons between, such as 20; 30; 40.",
    )
