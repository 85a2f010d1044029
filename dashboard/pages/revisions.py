"""Revideringar: what the newest release changed, indicator by indicator, old figures → new ones."""

from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import address, data
from dashboard.pages import Nav
from dashboard.parameters import Parameters
from dashboard.parts import cards, controls, live, unreadable
from dashboard.parts.elements import Input, html
from dashboard.revisions import cards as revision_cards
from dashboard.revisions import changes, choices, largest
from dashboard.revisions import words as revision_words
from dashboard.revisions.changes import Comparison
from dashboard.revisions.choices import Chosen
from dashboard.text import Lang, say
from etl.errors import ReleaseDamaged
from etl.store.changes import Changed
from etl.store.lost import Lost, PartLost, tell

PATH = "/revideringar"
TITLE = ("Revideringar", "Revisions")
NAV = None
FOOT = (Nav(60, TITLE),)
QUERY = ("release", "indicator", "region")
STYLES = ("list",)
WHAT = ("Vad som ändrats", "What changed")
NONE = ""  # chosen in a menu it limits nothing
LARGEST = 5  # revisions that are told in words
EACH, ALL, ONE = 5, 300, 200  # rows of each indicator, of all together, and of the one asked for


def rests_on(**_: Any) -> list[Path]:
    """What other releases are kept tells the history."""
    return [data.folder() / "releases"]


def layout(**query: Any) -> html.Div:
    """The newest release's changes, or those of `release`; `indicator` and `region` limit them."""
    asked = Parameters(query)
    lang, chosen = asked.lang, choices.parse(asked, ["release", "indicator", "region"])
    history, comparison = changes.history(), choices.comparison(chosen)
    where = data.region_name(chosen["region"], lang) if "region" in chosen else ""
    return live.page(
        [
            html.H1(say(lang, *TITLE)),
            *_gone(asked.one("release"), chosen, lang),
            *(_told(comparison, chosen, lang) if comparison else _first(lang)),
            *_earlier(history, comparison, lang),
        ],
        title=f"{where} – {say(lang, *TITLE)}" if where else None,
        address=address.link(PATH, lang, **chosen),
    )


def _gone(asked: str, chosen: Chosen, lang: Lang) -> list[Any]:
    """A link to a release that has been pruned since shows the newest, and says so."""
    if not asked or chosen.get("release"):
        return []
    words = say(
        lang,
        "Dataversionen som länken gäller finns inte kvar. Här är den senaste.",
        "The release of that link is no longer kept. This is the newest.",
    )
    return [html.P(words, className="note", role="status")]


def _told(comparison: Comparison, chosen: Chosen, lang: Lang) -> list[Any]:
    """What the release changed; where that cannot be read, a word about it."""
    try:
        return _shown(comparison, chosen, lang)
    except PartLost as error:
        return unreadable.notes([error.lost], WHAT, lang)
    except ReleaseDamaged as error:
        if error.release == data.release().path:
            raise  # then it is not to be shown at all
        lost = tell(Lost(error.release / error.file, str(error)))
        return unreadable.notes([lost], WHAT, lang)


def _first(lang: Lang) -> list[html.P]:
    if lost := changes.unread():
        return unreadable.notes([lost], WHAT, lang)
    day = revision_words.dated(data.release().id, lang)
    words = say(
        lang,
        f"Dataversionen från {day} har ingen tidigare att jämföras med. Vad som ändras visas här "
        "när nästa uppdatering har publicerats.",
        f"The release of {day} has no earlier release to be compared with. What changes is shown "
        "here once the next update is published.",
    )
    return [html.P(words, className="none card")]


def _shown(comparison: Comparison, chosen: Chosen, lang: Lang) -> list[Any]:
    indicator, region = chosen.get("indicator", ""), chosen.get("region", "")
    found = changes.limited(comparison, indicator, region)
    told = largest.sentences(comparison, lang, indicator, region)
    found.sort(key=lambda each: list(told).index(each.id) if each.id in told else len(told))
    rows = _rows(comparison, indicator, region)
    parts = dict(iter(rows.groupby("indicator", sort=False)))
    cards = [
        revision_cards.card(comparison, each, parts.get(each.id), chosen, lang)
        for each in found
        if revision_cards.figures(each)
    ]
    return [
        *_largest([*told.values()], found, lang),
        html.P(_compared(comparison, found, region, lang), className="muted"),
        _filter(comparison, chosen, lang),
        _ways_out(chosen, lang),
        html.Div(cards, className="stack topic"),
        *revision_cards.others(
            comparison, [each for each in found if not revision_cards.figures(each)], chosen, lang
        ),
        *([] if found else [_nothing(lang)]),
    ]


def _largest(told: list[str], found: list[Changed], lang: Lang) -> list[Any]:
    """The largest change in words, then the next ones; where no value changed what else did."""
    first, *others = [*told[:LARGEST]] or [revision_words.summary(found, lang)]
    items = [html.Li(each) for each in others]
    return [
        html.P(first, className="lead"),
        *([html.Ul(items, className="claims")] if items else []),
    ]


def _compared(comparison: Comparison, found: list[Changed], region: str, lang: Lang) -> str:
    told = comparison.changes
    where = f"{data.region_name(region, lang)}. " if region else ""
    now, then = (revision_words.dated(each, lang) for each in (told.release, told.since))
    before = ("tidigare samma dag", "earlier that day") if now == then else ("", "")
    compared = say(
        lang,
        f"Dataversionen från {now} jämförd med den {before[0] or f'från {then}'}. ",
        f"The release of {now} compared with the one {before[1] or f'of {then}'}. ",
    )
    return compared + where + revision_words.summary(found, lang)


def _nothing(lang: Lang) -> html.P:
    words = say(
        lang, "Inget är ändrat här i den dataversionen.", "Nothing changed here in that release."
    )
    return html.P(words, className="none card")


def _filter(comparison: Comparison, chosen: Chosen, lang: Lang) -> html.Form:
    """A plain form: a choice is an address, so that Back undoes it and a colleague sees the same."""
    everything = {"value": NONE, "label": say(lang, "alla", "all")}
    indicators = [
        {"value": each.id, "label": revision_words.title(each, lang)}
        for each in comparison.changes.indicators
    ]
    menus = {
        "indicator": (say(lang, "Indikator", "Indicator"), indicators),
        "region": (say(lang, "Område", "Region"), controls.region_options(lang)),
    }
    release = chosen.get("release")
    return html.Form(
        [
            *(
                controls.select(name, words, [everything, *options], chosen.get(name, NONE))
                for name, (words, options) in menus.items()
            ),
            *([Input(type="hidden", name="release", value=release)] if release else []),
            *controls.language(lang),
            controls.send(lang),
        ],
        action=PATH,
        className="filter",
        role="search",
        **controls.SENT_PAGE,
    )


def _ways_out(chosen: Chosen, lang: Lang) -> html.Div:
    """The same choice as files and as a feed; a feed is of all releases."""
    followed = {name: value for name, value in chosen.items() if name != "release"}
    files = [
        (say(lang, "CSV för Excel", "CSV for Swedish Excel"), ".csv", {**chosen, "format": "csv-sv"}),
        ("CSV", ".csv", chosen),
        (say(lang, "Följ som Atomflöde", "Follow as Atom feed"), ".atom", followed),
    ]  # fmt: skip
    links = [(words, _address(f"{PATH}{end}", query, lang)) for words, end, query in files]
    return cards.buttons(links, className="acts topic")


def _address(path: str, query: Chosen, lang: Lang) -> str:
    return address.of(path, {**query, **(address.choice(lang) if path.endswith(".atom") else {})})


def _rows(comparison: Comparison, indicator: str, region: str) -> pd.DataFrame:
    """The cells to show: of each indicator the newest, the regions of the north first."""
    cells = changes.cells(comparison, indicator, region, revision_cards.OLD_TO_NEW)
    order = {option["value"]: place for place, option in enumerate(controls.region_options("sv"))}
    cells = cells.assign(place=cells["region"].map(order), turn=pd.factorize(cells["indicator"])[0])
    by = ["turn", "period", "place", "sex", "age"]
    cells = cells.sort_values(by, ascending=[name != "period" for name in by])
    return cells.head(ONE) if indicator else cells.groupby("indicator").head(EACH).head(ALL)


def _earlier(history: list[Comparison], shown: Comparison | None, lang: Lang) -> list[Any]:
    """The other releases that are kept, each with its sum."""
    items = [
        html.Li(
            [
                html.A(
                    revision_words.dated(each.changes.release, lang),
                    href=address.link(PATH, lang, release=each.changes.release),
                ),
                html.Span(revision_words.summary(each.changes.indicators, lang), className="what"),
            ]
        )
        for each in history
        if shown is None or each.release != shown.release
    ]
    heading = html.H2(say(lang, "Andra dataversioner", "Other releases"))
    return (
        [html.Section([heading, html.Ul(items, className="list")], className="topic")]
        if items
        else []
    )
