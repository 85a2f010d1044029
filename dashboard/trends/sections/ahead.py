"""The card of what is expected: sentences, the chart with its fan, how old the projection is."""

from dashboard import address, data, text
from dashboard.charts.chart import Chart
from dashboard.demography.sections import parts
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.text import Lang, say
from dashboard.trends import chart, expectation
from dashboard.trends.outlook import Outlook
from etl.model import Meaning


def ahead(view: Outlook) -> html.Section:
    """What is expected of the chosen people, or why nothing is told."""
    lang, drawn = view.lang, chart.ahead(view)
    title = say(lang, "Befolkningen framåt", "The population ahead")
    lacking = [html.Div(each, className="lacking") for each in [_awaited(view)] if each]
    if drawn is None:
        nothing = say(lang, "Inga uppgifter att visa här.", "No figures to show here.")
        return parts.card(html.H2(title), html.P(nothing), *lacking, id="framskrivning")
    return parts.card(
        parts.heading(title, parts.subtitle(drawn), [*expectation.expected(view)]),
        parts.figure(drawn, "projection"),
        html.P(" ".join(expectation.span(view)), className="key band-key" if view.fans else "key"),
        html.P(_note(view), className="note"),
        *lacking,
        parts.actions(view.used, _table(drawn), view.place, lang),
        id="framskrivning",
    )


def _note(view: Outlook) -> str:
    """How old it is, and what is to be kept in mind of it."""
    of = view.projections[0]
    return f"{expectation.aged(view)} {say(view.lang, of.notes, of.notes_en)}"


def _awaited(view: Outlook) -> list[html.P]:
    """The projection year by year and the forecasts of others, while they have not come."""
    awaited = data.awaited()
    ids = [view.group.whole, *view.forecasts]
    return [_lacking(awaited[each], view.lang) for each in ids if each in awaited]


def _lacking(each: Meaning, lang: Lang) -> html.P:
    link = html.A(text.title(each, lang), href=address.link(f"/indikatorer/{each.id}", lang))
    why = text.awaited(lang, each.source)
    return html.P(
        [html.B(link), f": {why[:1].lower()}{why[1:]}. ", say(lang, each.notes, each.notes_en)]
    )


def _table(drawn: Chart) -> html.Div:
    """All that is drawn, the newest year first; a dash where there is none."""
    band = drawn.band
    sides = [] if band is None else [band.sides[0], band.sides[2]]
    columns = [*(each.values for each in drawn.series), *sides]
    names = [each.label for each in drawn.series]
    limits = [say(drawn.lang, *each) for each in (chart.SIDES[0], chart.SIDES[2])]
    rows = [
        [year, *("–" if value is None else drawn.number(value) for value in values)]
        for year, *values in zip(drawn.periods, *columns, strict=True)
    ]
    heads = [say(drawn.lang, "År", "Year"), *names, *limits[: len(sides)]]
    return cards.table(f"{drawn.title}. {drawn.subtitle}", heads, rows[::-1])
