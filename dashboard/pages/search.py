"""Search: what typed words mean, the best answer first, with the place's newest values."""

from collections.abc import Iterable
from typing import Any

from dashboard import address, data, limits, pages
from dashboard.parameters import Parameters
from dashboard.parts import cards, find, live
from dashboard.parts.elements import html
from dashboard.search import hits
from dashboard.search.find import Found
from dashboard.search.find import find as found_of
from dashboard.search.hits import Hit, Kind
from dashboard.text import Lang, say

PATH = find.ACTION
TITLE = ("Sök", "Search")
NAV = None
QUERY = ("q", "region")
STYLES = ("list", "search")
MOST = 30  # of what was found: more are a list to filter
GROUPS: dict[tuple[Kind, ...], tuple[str, str]] = {
    ("place",): ("Platser", "Places"),
    ("indicator",): ("Indikatorer", "Indicators"),
    ("topic", "page"): ("Ämnen och sidor", "Topics and pages"),
}


def layout(**query: Any) -> html.Div:
    """What is found for the `q` of the query, shown of its `region` or of the place typed."""
    asked = Parameters(query)
    lang, typed = asked.lang, asked.one("q")[: limits.SEARCHED]
    region = asked.pick("region", data.regions(), "")
    found = found_of(typed, lang, pages.sought(), region)
    title = say(lang, f"Sök: {typed}", f"Search: {typed}") if typed else say(lang, *TITLE)
    choices = {name: value for name, value in (("q", typed), ("region", region)) if value}
    return live.page(
        [
            html.H1(title),
            find.box(lang, "search", typed, region),
            *(_answers(found, typed, lang) if typed else [_lead(lang), *_ways(lang)]),
        ],
        title=f"{data.region_name(region, lang)}: {title}" if region else title,
        address=address.link(PATH, lang, **choices),
    )


def _lead(lang: Lang) -> html.P:
    words = say(
        lang,
        "Skriv en kommun, ett län eller ett ämne, eller båda: ”Skellefteå arbetslöshet”.",
        "Type a municipality, a county or a subject, or both: “Skellefteå unemployment”.",
    )
    return html.P(words, className="lead")


def _answers(found: Found, typed: str, lang: Lang) -> list[Any]:
    listed = hits.hits(found, lang, MOST)
    if not listed:
        return [html.P(_nothing(typed, lang), className="note", role="status"), *_ways(lang)]
    best, *others = listed
    alone = found.places and not found.entries and found.place
    ways = hits.of_place(found.place, pages.sought(), lang) if alone and found.place else []
    groups = (_group(kinds, [*others, *ways], found, lang) for kinds in GROUPS)
    return [
        *_read(found, typed, lang),
        _best(best, found, lang),
        *(part for group in groups for part in group),
        *_more(found, typed, lang),
    ]


def _read(found: Found, typed: str, lang: Lang) -> list[html.P]:
    """How the words were read, where not all of them as they stand."""
    told = []
    if found.meant:
        told.append(
            say(
                lang,
                f"Inget heter ”{typed}”. Menade du {found.meant}? Det visas här.",
                f"Nothing is called “{typed}”. Did you mean {found.meant}? That is shown here.",
            )
        )
    if found.without:
        words = ", ".join(f"”{each}”" for each in found.without)
        told.append(
            say(
                lang,
                f"Inget passar alla orden. Det här passar utan {words}.",
                f"Nothing fits all the words. This fits without {words}.",
            )
        )
    return [html.P(each, className="note", role="status") for each in told]


def _best(hit: Hit, found: Found, lang: Lang) -> html.Section:
    heading = html.H2(html.A(hit.title, href=hit.address))
    where = hits.name(found.place, lang) if found.place else ""
    when = html.Small(f"{where}, {hit.period}")
    value = [html.P([html.B(hit.value), " ", when])] if hit.value else []
    note = html.P(hit.note, className="muted")
    label = say(lang, "Bästa svar", "Best answer")
    return cards.card(
        html.P(label, className="label"), heading, *value, note, className="card best"
    )


def _group(kinds: tuple[Kind, ...], every: Iterable[Hit], found: Found, lang: Lang) -> list[Any]:
    """The hits of some kinds under their heading, which says of which place values are."""
    own = [each for each in every if each.kind in kinds]
    words = say(lang, *GROUPS[kinds])
    if found.place and "indicator" in kinds:
        words = f"{words}, {hits.name(found.place, lang)}"
    listed = html.Ul([_item(each) for each in own], className="list")
    return [html.H2(words), listed] if own else []


def _item(hit: Hit) -> html.Li:
    value = html.Span([hit.value, html.Small(hit.period)], className="value")
    title, note = html.A(hit.title, href=hit.address), html.Span(hit.note, className="what")
    return html.Li([title, note, *([value] if hit.value else [])])


def _more(found: Found, typed: str, lang: Lang) -> list[html.P]:
    """The way to all indicators that the words mean, where there are more than stand here."""
    count = sum(each.indicator is not None for each in found.entries)
    if count <= MOST:
        return []
    words = say(lang, f"Alla {count} indikatorer", f"All {count} indicators")
    where = address.link("/indikatorer", lang, q=typed)
    return [html.P(html.A(words, href=where), className="after")]


def _nothing(typed: str, lang: Lang) -> str:
    return say(
        lang,
        f"Inget hittades för ”{typed}”. Pröva ett annat ord, eller gå vidare härifrån.",
        f"Nothing was found for “{typed}”. Try another word, or go on from here.",
    )


def _ways(lang: Lang) -> list[Any]:
    """Where a reader may go who has found nothing: to places and topics."""
    places = [(data.region_name(code, lang), address.place(code, lang)) for code in data.NORRLAND]
    topics = [
        (say(lang, each[0].topic_title, each[0].topic_title_en), f"{_list(lang)}#{topic}")
        for topic, each in data.topics().items()
    ]
    every = (say(lang, "Alla indikatorer", "All indicators"), _list(lang))
    return [
        html.H2(say(lang, "Län", "Counties")),
        cards.buttons(places),
        html.H2(say(lang, "Ämnen", "Topics")),
        cards.buttons([*topics, every]),
    ]


def _list(lang: Lang) -> str:
    return address.link("/indikatorer", lang)
