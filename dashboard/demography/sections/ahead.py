"""The card of the projection, and what every figure of the page means."""

from typing import Any

from dashboard import address, data, text
from dashboard.demography import ages, area, size
from dashboard.demography.sections import parts
from dashboard.demography.sections.parts import unique
from dashboard.demography.view import View
from dashboard.parts import cards, figures
from dashboard.parts.elements import html
from dashboard.text import say
from etl.model import PublishedIndicator


def ahead(view: View) -> html.Section:
    """The projection, with the note that must stand by it."""
    lang, model = view.lang, view.projection
    title = say(lang, "Framskrivning", "Projection")
    chart = model.chart()
    used = [each for each in (model.count if chart else model.rate,) if each]
    lacks = [*data.roles("projection"), *([] if used else data.roles("projected-change"))]
    lacking = [] if chart else [parts.missing(lacks, view.place, lang)]
    if not used:
        return parts.card(html.H2(title), *lacking, id="framskrivning")
    of = used[0]
    note = say(lang, of.notes, of.notes_en)
    if not chart:
        note = f"{_never_a_forecast(view)} {note}"
    table: Any = _rate_table(of, view)
    if chart:
        table = figures.table(chart)
    past = area.first(size.yearly(), view.place) if chart else None
    return parts.card(
        parts.heading(title, model.subtitle, model.sentences()),
        *([parts.figure(chart, "projection")] if chart else []),
        html.P(note, className="note"),
        *lacking,
        parts.actions(unique([*used, *([past] if past else [])]), table, view.place, lang),
        id="framskrivning",
    )


def _never_a_forecast(view: View) -> str:
    return say(
        view.lang,
        "En framskrivning, inte en prognos: den räknar vidare på senare års mönster.",
        "A projection, not a forecast: it carries recent years’ patterns on.",
    )


def _rate_table(of: PublishedIndicator, view: View) -> html.Div:
    values = area.known(area.values(of.id, view.place, of.sexes[0]))
    rows = [[text.period(p, view.lang), text.quantity(v, of, view.lang)] for p, v in values.items()]
    header = [say(view.lang, "Räknat från", "Counted from"), text.title(of, view.lang)]
    return cards.table(f"{text.title(of, view.lang)}. {view.name}", header, rows[::-1])


def csv(view: View) -> str:
    """The address of the figures of all that the page shows, as CSV; empty where it has none."""
    ids = ",".join(each.id for each in shown(view))
    asked = {"indicator": ids, "region": ",".join(view.place.members)}
    return address.of("/api/v1/observations", asked) if ids else ""


def shown(view: View) -> list[PublishedIndicator]:
    """Each indicator of the page, once."""
    return unique(
        [
            *([view.size.yearly] if view.size.yearly else []),
            *(each.indicator for each in view.size.newest),
            *view.ledger.indicators,
            *ages.indicators(view.pyramid),
            *(each.indicator for each in view.measures),
            *(each for each in (view.projection.count, view.projection.rate) if each),
        ]
    )


def about(view: View) -> html.Section:
    """What each indicator of the page means, and what to keep in mind."""
    lang = view.lang
    rows = [
        (
            text.title(each, lang),
            " ".join(
                words
                for words in (
                    say(lang, each.description, each.description_en),
                    say(lang, each.notes, each.notes_en),
                )
                if words
            ),
        )
        for each in shown(view)
        if each.id not in [one.id for one in ages.classes()[1:]]
    ]
    return parts.changing(cards.about(rows, lang))
