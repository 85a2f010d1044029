"""The first cards: how many we are, year by year and month by month."""

from dashboard import data, text
from dashboard.demography import size, wording
from dashboard.demography.sections import parts
from dashboard.demography.sections.parts import unique
from dashboard.demography.size import Count
from dashboard.demography.view import View
from dashboard.parts import figures, live
from dashboard.parts.elements import html
from dashboard.text import Lang, say


def summed(view: View) -> html.P:
    """What the four counties are here, said before any of its figures; nothing of one region."""
    names = ", ".join(data.region_name(code, view.lang) for code in view.place.members)
    words = say(
        view.lang,
        "Ingen källa redovisar de fyra nordligaste länen tillsammans. Antalen här är summan av "
        f"deras publicerade uppgifter ({names}); flyttningar mellan dem räknas både in och ut. "
        "Andelar och medelvärden kan inte läggas ihop: där visas länen var för sig.",
        "No source reports the four northernmost counties together. The counts here are the sum "
        f"of their published figures ({names}); moves between them count both in and out. "
        "Shares and means cannot be added: there each county is shown.",
    )
    shown = view.place.summed
    return live.part(
        html.P(words if shown else None, id="summed", className="note", hidden=not shown)
    )


def years(view: View) -> html.Section:
    """How many, year by year, kvinnor and män."""
    lang, chart = view.lang, view.size.years()
    title = say(lang, "Så många är vi", "How many we are")
    if chart is None or view.size.yearly is None:
        return parts.card(
            html.H2(title), parts.missing(size.yearly(), view.place, lang), id="antal"
        )
    rest = [each for each in view.size.claims if each.comparator in ("since", "sexes")]
    told = wording.size(rest, view.place, lang)
    notes = filter(
        None,
        [
            *(_apart(each, lang) for each in view.size.newest),
            text.seam_note(view.size.yearly, lang),
        ],
    )
    return parts.card(
        parts.heading(title, parts.subtitle(chart), told),
        html.Div([_count(each, view) for each in view.size.newest], className="tiles"),
        parts.figure(chart, "years"),
        *(html.P(note, className="src") for note in notes),
        parts.actions(
            unique([view.size.yearly, *(each.indicator for each in view.size.newest)]),
            figures.table(chart),
            view.place,
            lang,
        ),
        id="antal",
    )


def _count(count: Count, view: View) -> html.Div:
    """A figure, when it was so, and whose it is."""
    lang, when = view.lang, size.day(count.period, view.lang)
    split = (
        say(
            lang,
            f"{wording.number(count.women, lang)} kvinnor, {wording.number(count.men, lang)} män",
            f"{wording.number(count.women, lang)} women, {wording.number(count.men, lang)} men",
        )
        if count.women is not None and count.men is not None
        else say(lang, "inte uppdelat på kön", "not divided by sex")
    )
    return html.Div(
        [
            html.B(wording.number(count.value, lang)),
            html.Span(say(lang, f"invånare {when}", f"residents {when}")),
            html.Small(f"{split} · {text.source_at(count.indicator, count.period)}"),
        ]
    )


def _apart(count: Count, lang: Lang) -> str:
    """That women and men are not as many as all, where the source added noise to each."""
    if count.women is None or count.men is None:
        return ""
    return wording.apart(count.women + count.men, count.value, count.indicator, lang)


def months(view: View) -> html.Section:
    """The months against the same months of ten years, or why there are none."""
    lang, chart = view.lang, view.size.months()
    title = say(lang, "Månad för månad", "Month by month")
    if chart is None or view.size.monthly is None:
        lacking = parts.missing(size.monthly(), view.place, lang)
        return parts.card(html.H2(title), lacking, id="manader")
    claim = view.size.monthly_claim()
    told = [wording.usual(claim, view.place, lang)] if claim else []
    return parts.card(
        parts.heading(title, parts.subtitle(chart), told),
        parts.figure(chart, "months"),
        *(
            [html.P(chart.band.label, className="key band-key")]
            if chart.band
            else [_too_short(view)]
        ),
        parts.actions(
            [view.size.monthly],
            figures.table(chart),
            view.place,
            lang,
        ),
        id="manader",
    )


def _too_short(view: View) -> html.P:
    words = say(
        view.lang,
        "Serien är för kort för ett jämförelseband: det kräver minst tre tidigare år.",
        "The series is too short for a band to compare with: it takes three earlier years or more.",
    )
    return html.P(words, className="src")
