"""Revideringar: what the newest release changed, indicator by indicator, old figures → new ones."""

from typing import Any
from urllib.parse import urlencode

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from dashboard import address, data
from dashboard.parts import controls, shell
from dashboard.revisions import cards as revision_cards
from dashboard.revisions import changes
from dashboard.revisions import words as revision_words
from dashboard.revisions.cards import Query
from dashboard.revisions.changes import Edition
from dashboard.text import Lang, say
from etl.store.changes import Changed

PATH = "/revideringar"
NONE = "alla"  # chosen in a menu it limits nothing, as anything that is not known
EACH, ALL, ONE = 5, 300, 200  # rows of each indicator, of all together, and of the one asked for


def title(**_: str) -> str:
    """The title in the browser's tab."""
    return shell.title("Revideringar", "Revisions")


def layout(**query: Any) -> html.Div:
    """The newest release's changes, or those of `release`; `indicator` and `region` limit them."""
    lang = address.lang_of(query)
    editions = {each.release.path.name: each for each in changes.editions()}
    asked = address.one(query, "release")
    edition = editions.get(asked) or changes.newest()
    chosen = _chosen(query, edition, editions)
    return html.Div(
        [
            html.H1(say(lang, "Revideringar", "Revisions")),
            *_gone(asked, editions, lang),
            *(_shown(edition, chosen, lang) if edition else [_first(lang)]),
            *_earlier(list(editions.values()), edition, lang),
        ]
    )


def _chosen(query: dict[str, Any], edition: Edition | None, editions: dict[str, Edition]) -> Query:
    changed = edition.changes.indicators if edition else []
    known: dict[str, Any] = {
        "release": editions,
        "indicator": {*data.indicators(), *(each.id for each in changed)},
        "region": data.regions(),
    }
    given = {name: address.one(query, name) for name in known}
    return {name: words for name, words in given.items() if words in known[name]}


def _gone(asked: str, editions: dict[str, Edition], lang: Lang) -> list[Any]:
    """A link to a release that has been pruned since shows the newest, and says so."""
    if not asked or asked in editions:
        return []
    words = say(
        lang,
        "Dataversionen som länken gäller finns inte kvar. Här är den senaste.",
        "The release of that link is no longer kept. This is the newest.",
    )
    return [html.P(words, className="note", role="status")]


def _first(lang: Lang) -> html.P:
    words = say(
        lang,
        f"Dataversion {data.release().id} har ingen tidigare att jämföras med. Vad som ändras visas "
        "här när nästa uppdatering har publicerats.",
        f"Release {data.release().id} has no earlier release to be compared with. What changes is shown "
        "here once the next update is published.",
    )
    return html.P(words, className="none card")


def _shown(edition: Edition, chosen: Query, lang: Lang) -> list[Any]:
    indicator, region = chosen.get("indicator", ""), chosen.get("region", "")
    found = changes.limited(edition, indicator, region)
    rows = _rows(edition, indicator, region)
    parts = dict(iter(rows.groupby("indicator", sort=False)))
    cards = [
        revision_cards.card(edition, each, parts.get(each.id), chosen, lang)
        for each in found
        if revision_cards.figures(each)
    ]
    return [
        html.P(_lead(edition, found, region, lang), className="lead"),
        _filter(edition, chosen, lang),
        _ways_out(chosen, lang),
        html.Div(cards, className="stack topic"),
        *revision_cards.others(
            edition, [each for each in found if not revision_cards.figures(each)], chosen, lang
        ),
        *([] if found else [_nothing(lang)]),
    ]


def _lead(edition: Edition, found: list[Changed], region: str, lang: Lang) -> str:
    told = edition.changes
    where = f"{data.region_name(region, lang)}. " if region else ""
    compared = say(
        lang,
        f"Dataversion {told.release} jämförd med {told.since}. ",
        f"Release {told.release} compared with {told.since}. ",
    )
    return compared + where + revision_words.summary(found, lang)


def _nothing(lang: Lang) -> html.P:
    words = say(
        lang, "Inget är ändrat här i den dataversionen.", "Nothing changed here in that release."
    )
    return html.P(words, className="none card")


def _filter(edition: Edition, chosen: Query, lang: Lang) -> html.Form:
    """A plain form: a choice is an address, so that Back undoes it and a colleague sees the same."""
    everything = {"value": NONE, "label": say(lang, "alla", "all")}
    indicators = [
        {"value": each.id, "label": revision_words.title(each, lang)}
        for each in edition.changes.indicators
    ]
    kept = {"release": chosen.get("release"), "lang": "en" if lang == "en" else None}
    return html.Form(
        [
            _select("indicator", say(lang, "Indikator", "Indicator"), [everything, *indicators], chosen),
            _select("region", say(lang, "Område", "Region"), [everything, *controls.region_options(lang)], chosen),
            *(dbc.Input(type="hidden", name=name, value=value) for name, value in kept.items() if value),
            html.Button(say(lang, "Visa", "Show"), type="submit", className="primary"),
        ],
        action=PATH,
        className="filter",
        role="search",
    )  # fmt: skip


def _select(name: str, words: str, options: list[controls.Option], chosen: Query) -> html.Div:
    field = f"changes-{name}"
    value = chosen.get(name, NONE)
    return html.Div(
        [
            html.Label(words, htmlFor=field),
            dbc.Select(id=field, name=name, options=options, value=value),
        ],
        className="field",
    )


def _ways_out(chosen: Query, lang: Lang) -> html.Div:
    """The same choice as files and as a feed; a feed is of all releases."""
    followed = {name: value for name, value in chosen.items() if name != "release"}
    files = [
        (say(lang, "CSV för Excel", "CSV for Swedish Excel"), ".csv", {**chosen, "format": "csv-sv"}),
        ("CSV", ".csv", chosen),
        (say(lang, "Följ som Atomflöde", "Follow as Atom feed"), ".atom", followed),
    ]  # fmt: skip
    return html.Div(
        [
            html.A(words, href=_address(f"{PATH}{end}", query, lang), className="button")
            for words, end, query in files
        ],
        className="acts topic",
    )


def _address(path: str, query: Query, lang: Lang) -> str:
    asked = {**query, **({"lang": "en"} if lang == "en" and path.endswith(".atom") else {})}
    return f"{path}?{urlencode(asked)}" if asked else path


def _rows(edition: Edition, indicator: str, region: str) -> pd.DataFrame:
    """The cells to show: of each indicator the newest, the regions of the north first."""
    cells = changes.cells(edition, indicator, region, revision_cards.OLD_TO_NEW)
    order = {option["value"]: place for place, option in enumerate(controls.region_options("sv"))}
    cells = cells.assign(place=cells["region"].map(order), turn=pd.factorize(cells["indicator"])[0])
    by = ["turn", "period", "place", "sex", "age"]
    cells = cells.sort_values(by, ascending=[name != "period" for name in by])
    return cells.head(ONE) if indicator else cells.groupby("indicator").head(EACH).head(ALL)


def _earlier(editions: list[Edition], shown: Edition | None, lang: Lang) -> list[Any]:
    """The other releases that are kept, each with its sum."""
    items = [
        html.Li(
            [
                html.A(
                    each.changes.release,
                    href=address.link(PATH, lang, release=each.changes.release),
                ),
                html.Span(revision_words.summary(each.changes.indicators, lang), className="what"),
            ]
        )
        for each in editions
        if shown is None or each.release != shown.release
    ]
    heading = html.H2(say(lang, "Andra dataversioner", "Other releases"))
    return (
        [html.Section([heading, html.Ul(items, className="list")], className="topic")]
        if items
        else []
    )
