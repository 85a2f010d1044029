"""The card of what was expected before: each projection beside what came, here and around."""

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard import address, data, prose
from dashboard.demography.sections import parts
from dashboard.parts import cards
from dashboard.parts.controls import alphabetical
from dashboard.parts.elements import html
from dashboard.text import say
from dashboard.trends import chart, hindsight, words
from dashboard.trends.choices import PATH
from dashboard.trends.contents import Expected
from dashboard.trends.outlook import Miss, Outlook, errors
from etl.model import level_of


def past(view: Outlook) -> html.Section:
    """How every projection that can be compared with an outcome turned out."""
    lang = view.lang
    title = html.H2(say(lang, "Utfall mot framskrivning", "Outcome against projection"))
    expected = view.group.expected
    said = [html.P(" ".join(_said(view, each)), className="says") for each in expected]
    content = [part for each in expected for part in _of(view, each)]
    return parts.card(title, *said, *content, id="utfall")


def _said(view: Outlook, of: Expected) -> Iterator[str]:
    misses = view.past(of)
    yield from hindsight.past(misses, of, view)
    yield hindsight.lacking([each.made for each in misses], view.lang)


def _of(view: Outlook, of: Expected) -> Iterator[Any]:
    lang, misses = view.lang, view.past(of)
    if not misses:
        return
    drawn = chart.past(view, of, misses)
    if drawn:
        yield html.P(parts.subtitle(drawn), className="muted sub")
        yield parts.figure(drawn, f"past{of.years}")
    yield _turned_out(view, of, misses)
    around = _around(view, of)
    if around:
        yield cards.folded(*around, className="later")
    used = [each for each in map(data.indicator, (of.indicator, view.group.counted)) if each]
    yield parts.actions(used, None, view.place, lang)


def _turned_out(view: Outlook, of: Expected, misses: Sequence[Miss]) -> html.Div:
    lang = view.lang
    heads = [
        say(lang, "Räknar från", "Counts from"), say(lang, "År", "Year"),
        say(lang, "Väntat", "Expected"), say(lang, "Utfall", "Outcome"),
        say(lang, "Skillnad", "Difference"), say(lang, "I procent", "Per cent"),
    ]  # fmt: skip
    rows = [
        [
            each.made, each.year, words.number(each.expected, lang),
            words.number(each.counted, lang), words.change(each, lang),
            words.signed(each.error, lang),
        ]
        for each in reversed(misses)
    ]  # fmt: skip
    caption = say(
        lang,
        f"Framskrivningar {prose.spelled(of.years, lang)} år framåt och deras utfall, {view.name}",
        f"Projections {prose.spelled(of.years, lang)} years ahead and their outcome, {view.name}",
    )
    return cards.table(caption, heads, rows)


def _around(view: Outlook, of: Expected) -> tuple[str, html.Div] | None:
    """The same of each municipality of the county, or of each county: words, and a table."""
    lang, record = view.lang, view.record(of)
    codes, where = _neighbours(view)
    rows = [
        [_name(code, view), *(words.signed(each, lang) for each in errors(record, code))]
        for code in alphabetical(codes)
    ]
    if not rows or not record.judged:
        return None
    heads = [
        say(lang, "Område", "Region"),
        *(f"{made}–{int(made) + of.years}" for made in record.judged),
    ]
    title = say(
        lang,
        f"Utfallet jämfört med det väntade i {where}, procent",
        f"The outcome against what was expected in {where}, per cent",
    )
    return title, cards.table(title, heads, rows)


def _neighbours(view: Outlook) -> tuple[list[str], str]:
    """The municipalities of a place's county; of the country the counties."""
    lang, code = view.lang, view.place.code
    if level_of(code) == "country":
        counties = [each.code for each in data.regions().values() if each.level == "county"]
        return counties, say(lang, "länen", "the counties")
    county = code[:2]
    name = data.region_name(county, lang)
    return data.municipalities_of(county), say(
        lang, f"kommunerna i {name}", f"the municipalities of {name}"
    )


def _name(code: str, view: Outlook) -> Any:
    name = data.region_name(code, view.lang)
    if code == view.place.code:
        return html.B(name)
    chosen = {**view.choices.said, "region": code}
    return html.A(name, href=address.link(PATH, view.lang, **chosen))
