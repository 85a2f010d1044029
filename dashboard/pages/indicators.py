"""All indicators by topic, searchable; with a region chosen, its latest figure and its direction.

Those that there are no figures of yet stand together at the end.
"""

from collections.abc import Iterator
from math import inf
from typing import Any

import pandas as pd

from dashboard import address, data, text
from dashboard.charts.spark import trace
from dashboard.indicator import going
from dashboard.indicator.going import Going
from dashboard.pages import Nav
from dashboard.parameters import Parameters
from dashboard.parts import cards, controls, elements, live
from dashboard.parts.elements import Input, html
from dashboard.plan import reader
from dashboard.search import find, index
from dashboard.similar import page as similar
from dashboard.text import Lang, say
from etl.model import Meaning, PublishedIndicator, level_of

PATH = "/indikatorer"
TITLE = ("Indikatorer", "Indicators")
NAV = Nav(40, TITLE)
QUERY = ("q", "region")
STYLES = ("list",)
SCRIPTS = ("filter",)
ID = "id"


def places() -> list[str]:
    """The counties of the north and their municipalities: what is most asked for."""
    return [*data.NORRLAND, *data.municipalities_of(*data.NORRLAND)]


def layout(**query: Any) -> html.Div:
    """The list: `q` filters it, `region` (or a region's name as `q`) adds its latest figures."""
    asked = Parameters(query)
    lang, words, region = asked.lang, asked.one("q"), asked.pick("region", data.regions(), "")
    if named := find.place(words):
        words, region = "", named
    found = {indicator.id for indicator in find.indicators(words, lang)}
    return live.page(
        [
            html.H1(_heading(region, lang)),
            html.P(_lead(region, lang), className="lead"),
            *_similar(region, lang),
            *_stories(region, lang),
            _filter(words, region, lang),
            _count(len(found), lang),
            *_topics(found, words, region, lang),
            *_coming(found, words, region, lang),
            html.P(
                say(
                    lang,
                    "Ingen indikator passar. Pröva ett annat ord.",
                    "No indicator matches. Try another word.",
                ),
                id="none-found",
                className="none card",
                hidden=bool(found),
            ),
        ],
        title=_heading(region, lang) if region else None,
        address=address.link(PATH, lang, **({"region": region} if region else {})),
        region=region,
    )


def _heading(region: str, lang: Lang) -> str:
    everything = say(lang, *TITLE)
    name = data.region_name(region, lang)
    return say(lang, f"{name} i siffror", f"{name} in figures") if region else everything


def _similar(region: str, lang: Lang) -> list[html.P]:
    """The way to the places most like the region."""
    if not region or level_of(region) == "country":
        return []
    return [
        html.P(html.A(similar.heading(region, lang), href=address.link(similar.path(region), lang)))
    ]


def _stories(region: str, lang: Lang) -> Iterator[html.P]:
    """The pages that tell of many of them in an order, those of the menu and the footer first."""
    there = sorted(reader.plans().served, key=lambda each: each.menu or each.foot or inf)
    place = {"region": region} if region else {}
    links = [
        html.A(say(lang, each.title, each.title_en), href=address.link(each.path, lang, **place))
        for each in there
    ]
    if links:
        apart = [part for each in links for part in (", ", each)][1:]
        yield html.P([say(lang, "I ett sammanhang: ", "In a context: "), *apart])


def _lead(region: str, lang: Lang) -> str:
    count = len(data.indicators())
    if region:
        return say(
            lang,
            "Den senaste siffran i varje indikator. Perioderna skiljer sig åt och står vid varje siffra.",
            "The latest figure of each indicator. The periods differ and stand beside each figure.",
        )
    words = say(
        lang,
        f"{count} indikatorer för kommuner, län och riket, så långt källorna har dem.",
        f"{count} indicators for municipalities, counties and Sweden, as far as the sources have them.",
    )
    return words + _more(lang)


def _more(lang: Lang) -> str:
    """How many are awaited: from an agency at the next update, or as a file that a person brings."""
    filed = sum(each.brought for each in data.awaited().values())
    fetched = len(data.awaited()) - filed
    update = say(
        lang,
        f" Ytterligare {fetched} hämtas vid nästa uppdatering.",
        f" Another {fetched} will be fetched at the next update.",
    )
    file = say(
        lang,
        f" Ytterligare {filed} väntar på en fil från källan.",
        f" Another {filed} await a file from the source.",
    )
    return update * (fetched > 0) + file * (filed > 0)


def _filter(words: str, region: str, lang: Lang) -> html.Form:
    """Typing filters in the browser at once; a region is a new page, so that Back undoes it."""
    box = Input(id="filter", type="search", name="q", value=words)
    figures = say(lang, "Visa siffror för", "Show figures for")
    nowhere = {"value": "", "label": say(lang, "inget område valt", "no region chosen")}
    return html.Form(
        [
            controls.field(say(lang, "Sök indikator", "Search indicators"), box),
            controls.select("region", figures, [nowhere, *controls.region_options(lang)], region),
            *controls.language(lang),
            controls.send(lang),
        ],
        id="filter-form",
        action=PATH,
        className="filter",
        role="search",
        **controls.SENT_PAGE,
    )


def _count(count: int, lang: Lang) -> html.P:
    words = say(lang, "# indikatorer", "# indicators")
    return controls.found(count, words, say(lang, "1 indikator", "1 indicator"))


def _topics(found: set[str], words: str, region: str, lang: Lang) -> list[html.Details]:
    """Each topic folds. Those that hold the words searched for are open; of a region the first.

    What the region has no figure of stands last in its topic.
    """
    latest = data.headlines(region) if region else {}
    gone = going.going(region) if region else {}
    by_topic: dict[str, list[PublishedIndicator]] = {}
    for each in sorted(
        data.indicators().values(), key=lambda each: bool(region and each.id not in latest)
    ):
        by_topic.setdefault(each.topic, []).append(each)
    topics = [topic for topic in data.topics() if topic in by_topic]
    return [
        html.Details(
            [
                _topic(members, lang),
                html.Ul(
                    [_item(each, each.id in found, region, latest, gone, lang) for each in members],
                    id=topic,  # a browser opens what a link's target is folded into
                    className="list of-place" if region else "list",
                ),
            ],
            className="topic",
            open=bool(words) or (bool(region) and number == 0),
            hidden=not any(each.id in found for each in members),
        )
        for number, (topic, members) in enumerate((each, by_topic[each]) for each in topics)
    ]


def _topic(members: list[PublishedIndicator], lang: Lang) -> html.Summary:
    title = say(lang, members[0].topic_title, members[0].topic_title_en)
    return _summary(title, len(members))


def _summary(title: str, count: int) -> html.Summary:
    return html.Summary([html.H2(title), html.Small(str(count))])


def _coming(found: set[str], words: str, region: str, lang: Lang) -> list[html.Details]:
    """What there are no figures of yet, all in one place: from an agency, or as a file."""
    waiting = [*data.awaited().values()]
    if not waiting:
        return []
    rows = {each.id: _item(each, each.id in found, region, {}, {}, lang) for each in waiting}
    for topic, members in data.topics().items():
        if members[0].id in rows:  # it has no list of its own to be led to
            setattr(rows[members[0].id], ID, topic)
    title = say(lang, "Kommer: siffrorna finns inte här än", "To come: no figures here yet")
    lists = [part for brought in (False, True) for part in _waiting(waiting, rows, brought, lang)]
    return [
        html.Details(
            [_summary(title, len(waiting)), *lists],
            id="kommer",
            className="topic",
            open=bool(words),
            hidden=not any(each.id in found for each in waiting),
        )
    ]


def _waiting(
    every: list[Meaning], rows: dict[str, html.Li], brought: bool, lang: Lang
) -> list[Any]:
    """What is waited for in one way, with that way as its heading."""
    those = [each for each in every if each.brought == brought]
    if not those:
        return []
    heading = html.H3(text.awaited(lang, those[0].source))
    return [heading, html.Ul([rows[each.id] for each in those], className="list")]


def _item(
    indicator: Meaning,
    found: bool,
    region: str,
    latest: dict[str, Any],
    gone: dict[str, Going],
    lang: Lang,
) -> html.Li:
    choices = {"region": region} if region else {}
    title = html.A(
        text.title(indicator, lang),
        href=address.link(f"/indikatorer/{indicator.id}", lang, **choices),
    )
    parts = [title, html.Span(_what(indicator, lang), className="what")]
    row = latest.get(indicator.id)
    if isinstance(indicator, PublishedIndicator) and row:
        parts += [
            *_gone(indicator, row, gone.get(indicator.id), lang),
            _value(indicator, row, lang),
        ]
    elif isinstance(indicator, PublishedIndicator) and region:
        nothing = say(lang, "finns inte för området", "not for this region")
        parts.append(html.Span(html.Small(nothing), className="value"))
    return html.Li(
        parts,
        hidden=not found,
        className="awaited" if indicator.id in data.awaited() else None,
        **cards.attributes(data_find=index.keys(indicator, lang)),
    )


def _gone(indicator: PublishedIndicator, row: Any, of: Going | None, lang: Lang) -> list[html.Span]:
    """The latest years as a small line, and which way they go in words."""
    if of is None or of.period != row.period:
        return []
    drawn, told = trace(of.values), going.told(of, indicator, lang)
    if not drawn and not told:
        return []
    return [html.Span([html.Span(elements.drawn(drawn)), html.Small(told)], className="gone")]


def _span(indicator: PublishedIndicator, lang: Lang) -> str:
    """The periods there are figures for."""
    ends = dict.fromkeys([indicator.first_period, indicator.last_period])  # one is not a span
    return "–".join(text.period(period, lang) for period in ends)


def _what(indicator: Meaning, lang: Lang) -> str:
    """Unit, split, span and source in one line; of what is awaited its topic and source."""
    if not isinstance(indicator, PublishedIndicator):
        topic = say(lang, indicator.topic_title, indicator.topic_title_en)
        return " · ".join([topic, text.agency(indicator)])
    span = _span(indicator, lang)
    by_sex = [say(lang, "kvinnor och män", "women and men")] if indicator.by_sex else []
    return " · ".join([text.unit(indicator, lang), *by_sex, span, text.agency(indicator)])


def _value(indicator: PublishedIndicator, row: Any, lang: Lang) -> html.Span:
    value = None if pd.isna(row.value) else row.value
    words = [text.quantity(value, indicator, lang, row.status)]
    when = [text.period(row.period, lang)]
    when += [text.sex(row.sex, lang)] if row.sex != "T" else []
    when += [text.age(row.age, lang)] if row.age != "total" else []
    return html.Span([*words, html.Small(", ".join(when))], className="value")
