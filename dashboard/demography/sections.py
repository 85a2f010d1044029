"""The cards of the page: a sentence, a figure, what can be done with it, and where it is from."""

from typing import Any

from dash import html

from dashboard import data, shell, text
from dashboard.demography import ages, area, claims, controls, parts, projection, size, structure
from dashboard.demography import wording
from dashboard.demography.claims import Seen, compared
from dashboard.demography.equation import Equation
from dashboard.demography.size import Count
from dashboard.demography.structure import Measure
from dashboard.demography.view import View
from dashboard.figures.pyramid import division_words
from dashboard.text import say
from etl.model import PublishedIndicator


def summed(view: View) -> list[Any]:
    """What Norrland is here, said before any of its figures."""
    if not view.place.summed:
        return []
    names = ", ".join(data.region_name(code, view.lang) for code in view.place.members)
    words = say(
        view.lang,
        f"Ingen källa redovisar Norrland. Antalen här är summan av de fyra länens publicerade "
        f"uppgifter ({names}); flyttningar mellan de fyra länen räknas både in och ut. Andelar och "
        "medelvärden kan inte läggas ihop: där visas länen var för sig.",
        f"No source reports Norrland. The counts here are the sum of the four counties’ published "
        f"figures ({names}); moves between the four counties count both in and out. Shares and means "
        "cannot be added: there each county is shown.",
    )
    return [html.P(words, className="note")]


def years(view: View) -> html.Section:
    """How many, year by year, kvinnor and män."""
    lang, chart = view.lang, view.size.years()
    title = say(lang, "Så många är vi", "How many we are")
    if chart is None or view.size.yearly is None:
        return shell.card(html.H2(title), parts.missing(size.YEARLY, view.place, lang))
    rest = [each for each in view.size.claims if each.comparator != "period"]
    sentences = wording.size(rest, view.place, lang)
    notes = [note for note in (text.seam_note(view.size.yearly, lang),) if note]
    return shell.card(
        parts.heading(title, f"{chart.title}, {chart.subtitle}", sentences),
        html.Div([_count(each, view) for each in view.size.newest], className="tiles"),
        parts.place_of("years"),
        *(html.P(note, className="src") for note in notes),
        parts.actions(
            _unique([view.size.yearly, *(each.indicator for each in view.size.newest)]),
            parts.table(f"{chart.title}. {chart.subtitle}", chart.table()),
            view.place,
            lang,
        ),
        id="antal",
    )


def _count(count: Count, view: View) -> html.Div:
    """A figure, when it was so, and whose it is."""
    lang = view.lang
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
            html.Span(
                say(lang, f"invånare {size.day(count.period, lang)}", f"residents {size.day(count.period, lang)}")
            ),
            html.Small(f"{split} · {text.source(count.indicator)}"),
        ]
    )  # fmt: skip


def months(view: View) -> html.Section:
    """The months against the same months of ten years; or what is awaited."""
    lang, chart = view.lang, view.size.months()
    title = say(lang, "Månad för månad", "Month by month")
    if chart is None or view.size.monthly is None:
        return shell.card(html.H2(title), parts.missing(size.MONTHLY, view.place, lang), id="manader")
    return shell.card(
        parts.heading(title, f"{chart.title}, {chart.subtitle}", _usual(view)),
        parts.place_of("months"),
        *([html.P(chart.band.label, className="key band-key")] if chart.band else [_too_short(view)]),
        parts.actions(
            [view.size.monthly],
            parts.table(f"{chart.title}. {chart.subtitle}", chart.table()),
            view.place,
            lang,
        ),
        id="manader",
    )


def _usual(view: View) -> list[str]:
    """The newest month against the least and the greatest of the same months before."""
    chart = view.size.months()
    if chart is None or not chart.series[0].points:
        return []
    period, value = chart.series[0].points[-1]
    head = f"{view.name} {size.day(period, view.lang)}: {wording.number(value, view.lang)} "
    head += say(view.lang, "invånare", "residents")
    band = chart.band
    at = chart.periods.index(period)
    if not band or band.low[at] is None or band.high[at] is None:
        return [f"{head}."]
    low, high = band.low[at] or 0, band.high[at] or 0
    if value > high:
        place = say(view.lang, "över alla", "above all of")
    elif value < low:
        place = say(view.lang, "under alla", "below all of")
    else:
        place = say(view.lang, "inom spannet för", "within the range of")
    label = f"{band.label[:1].lower()}{band.label[1:]}"
    return [f"{head}, {place} {label}."]


def _too_short(view: View) -> html.P:
    words = say(
        view.lang,
        "Serien är för kort för ett jämförelseband: det kräver minst tre tidigare år.",
        "The series is too short for a band to compare with: it takes at least three earlier years.",
    )
    return html.P(words, className="src")


def equation(view: View) -> html.Section:
    """Why we became more or fewer: the parts, year by year, and the chosen period's in steps."""
    lang, chosen = view.lang, view.equation
    title = say(lang, "Varför vi blev fler eller färre", "Why we became more or fewer")
    if chosen is None:
        ids = [part.id for part in view.ledger.account.parts]
        return shell.card(html.H2(title), parts.missing(ids, view.place, lang), id="ekvationen")
    chart = view.ledger.chart(chosen.period, lang)
    awaiting = [] if "month" in view.frequencies else _awaited_months(view)
    return shell.card(
        parts.heading(title, f"{chart.title}, {chart.subtitle}", _balance(chosen, view)),
        controls.equation(view),
        html.Div([parts.place_of("equation"), _steps(chosen, view)], className="beside"),
        *awaiting,
        parts.actions(
            view.ledger.indicators,
            parts.table(f"{chart.title}. {chart.subtitle}", chart.table()),
            view.place,
            lang,
        ),
        id="ekvationen",
    )


def _balance(chosen: Equation, view: View) -> list[str]:
    return [*wording.equation(chosen, view.place, view.choices.sex, view.lang)]


def _awaited_months(view: View) -> list[Any]:
    """That in- and outflow within and over the border are apart in the months to come."""
    words = say(
        view.lang,
        "Inrikes och utrikes flyttningar var för sig, månad för månad",
        "Moves within Sweden and over its border apart, month by month",
    )
    ids = ["inflyttade-inrikes-manad", "invandrade-manad"]
    lacking = [each for each in ids if each in data.awaited()]
    if not lacking:
        return []
    content = parts.missing(lacking, view.place, view.lang)
    return [html.Details([html.Summary(words), content], className="later")]


def _steps(chosen: Equation, view: View) -> html.Div:
    """From the population at the start to that at the end, a row a part, each beginning where the last ended."""
    lang = view.lang
    rows, at = [], 0.0
    for part, value in chosen.parts:
        step = part.sign * value if value is not None else None
        rows.append((part.name(view.place, lang), step, at, "up" if part.sign > 0 else "down"))
        at += step or 0.0
    if chosen.remainder is not None and round(chosen.remainder):
        words = say(lang, "Justering och annat", "Adjustment and other")
        rows.append((words, chosen.remainder, at, "rest"))
    rows.append((say(lang, "Förändring", "Change"), chosen.change, 0.0, "net"))
    ends = [0.0, *(edge for _, step, start, _ in rows for edge in (start, start + (step or 0)))]
    low, whole = min(ends), (max(ends) - min(ends)) or 1
    body = [_step(row, low, whole, view) for row in rows]
    when = text.period(chosen.period, lang)
    caption = say(lang, f"Förändringen steg för steg, {when}", f"The change step by step, {when}")
    first, last = _ends(chosen, view)
    table = html.Table([html.Caption(caption), html.Tbody([*first, *body, *last])], className="steps")
    return html.Div(table, className="steps-box")


def _ends(chosen: Equation, view: View) -> tuple[list[Any], list[Any]]:
    """The population before and after, where both are known."""
    if chosen.before is None or chosen.after is None:
        return [], []
    words = (
        say(view.lang, "Vid periodens början", "At the beginning"),
        say(view.lang, "Vid periodens slut", "At the end"),
    )
    rows = [
        html.Tr(
            [html.Th(label, scope="row"), html.Td(), html.Td(wording.number(value, view.lang))],
            className="end",
        )
        for label, value in zip(words, (chosen.before, chosen.after), strict=True)
    ]
    return rows[:1], rows[1:]


def _step(row: tuple[str, float | None, float, str], low: float, whole: float, view: View) -> html.Tr:
    label, step, start, look = row
    value = step or 0.0
    left, wide = 100 * (min(start, start + value) - low) / whole, 100 * abs(value) / whole
    bar = html.I(style={"marginLeft": f"{left:.1f}%", "width": f"{wide:.1f}%"}, className=look)
    shown = text.status("", view.lang) if step is None else wording.signed(step, view.lang)
    cells = [
        html.Th(label, scope="row"),
        html.Td(bar, className="bar", **shell.attributes(aria_hidden="true")),
        html.Td(shown),
    ]
    return html.Tr(cells, className=look)


def pyramid(view: View) -> html.Section:
    """Who lives here by age and sex; the browser draws it and steps through the years."""
    lang, shown = view.lang, view.slice
    title = say(lang, "Befolkningspyramid", "Population pyramid")
    if shown is None:
        ids = [*ages.SINGLE, *ages.TENS, *ages.CLASSES]
        return shell.card(html.H2(title), parts.missing(ids[:3], view.place, lang), id="pyramid-card")
    told = wording.ages(ages.claims(shown, view.place.code), view.place, lang)
    help_ = say(
        lang,
        "Pil upp och ner går mellan åldrar, höger och vänster mellan kvinnor och män, Home och End "
        "till den yngsta och den äldsta.",
        "Up and down move between ages, right and left between women and men, Home and End to the "
        "youngest and the oldest.",
    )
    divisions = division_words(view.pyramid.slices, lang)
    return shell.card(
        html.H2(title),
        html.P(" ".join(told), id="pyramid-lead", className="says"),
        html.P(id="pyramid-sub", className="muted sub"),
        controls.pyramid(view),
        html.Figure(id="pyramid", className="figure"),
        html.Div(help_, id="pyramid-help", className="only-read"),
        html.Div(id="pyramid-live", className="only-read", role="status"),
        html.Div(
            id="pyramid-time",
            className="time",
            role="group",
            **shell.attributes(aria_label=say(lang, "Tid", "Time")),
        ),
        html.P(
            [
                say(lang, f"Åldrar: {divisions}. ", f"Ages: {divisions}. "),
                html.Span(id="pyramid-note"),
                *_overlay_lacks(view),
            ],
            className="src",
        ),
        parts.actions(
            ages.indicators(view.pyramid), html.Div(id="pyramid-table"), view.place, lang
        ),
        id="pyramid-card",
    )  # fmt: skip


def _overlay_lacks(view: View) -> list[str]:
    if view.beside is None or view.beside.slices:
        return []
    name = view.beside.name
    return [say(view.lang, f" {name} har inga uppgifter efter ålder.", f" {name} has no figures by age.")]


def ratio(view: View) -> html.Section:
    """Where men are more, and where women are."""
    lang, steps = view.lang, view.sexes
    title = say(lang, "Kvinnor och män genom livet", "Women and men through life")
    if steps is None or not steps.known:
        lacking = parts.missing(ages.SINGLE, view.place, lang)
        return shell.card(html.H2(title), lacking, id="konskvot")
    newest = view.pyramid.at("")
    indicators = [
        each
        for each in ages.indicators(view.pyramid)
        if newest and (each.id == newest.source or (newest.source in ages.CLASSES and each.id in ages.CLASSES))
    ]  # fmt: skip
    own = say(lang, "Egen beräkning på källans antal.", "Our own calculation from the source’s counts.")
    return shell.card(
        parts.heading(title, f"{steps.title}, {steps.subtitle}", [_most_men(view)]),
        parts.place_of("ratio"),
        html.P([say(lang, "Ålder i år. ", "Age in years. "), own], className="src"),
        parts.actions(
            indicators, shell.table(f"{steps.title}. {steps.subtitle}", *steps.table()), view.place, lang
        ),
        id="konskvot",
    )  # fmt: skip


def _most_men(view: View) -> str:
    """The ages with most men, and with most women, to each other."""
    steps = view.sexes
    if steps is None:
        return ""
    known = [step for step in steps.known if step.value is not None]
    most = max(known, key=lambda step: step.value or 0)
    least = min(known, key=lambda step: step.value or 0)
    lang = view.lang
    values = [steps.number(step.value) for step in (most, least)]
    words = [text.age(step.age, lang) for step in (most, least)]
    return say(
        lang,
        f"Flest män på 100 kvinnor finns i åldern {words[0]}: {values[0]}. Lägst är talet i åldern "
        f"{words[1]}: {values[1]}.",
        f"Most men to 100 women are found at the age of {words[0]}: {values[0]}. The lowest figure "
        f"is at the age of {words[1]}: {values[1]}.",
    )


def groups(view: View) -> html.Section:
    """Age groups year by year."""
    lang, chart = view.lang, view.groups
    title = say(lang, "Åldersgrupperna över tid", "Age groups over time")
    if chart is None:
        ids = list(ages.CLASSES)[:1]
        return shell.card(html.H2(title), parts.missing(ids, view.place, lang), id="aldersgrupper")
    claim = structure.growth(view.place, view.choices.sex)
    told = [structure.grown(claim, view.place, lang)] if claim else []
    indicators = [each for id_ in ages.CLASSES if (each := data.indicator(id_))]
    used = data.indicator(claim.figure.indicator) if claim else None
    return shell.card(
        parts.heading(title, f"{chart.title}, {chart.subtitle}", told),
        parts.place_of("groups"),
        parts.actions(
            _unique([*indicators, *([used] if used else [])]),
            parts.table(f"{chart.title}. {chart.subtitle}", chart.table()),
            view.place,
            lang,
        ),
        id="aldersgrupper",
    )


def measures(view: View) -> html.Section:
    """Mean age, dependency, foreign born, households: a small card each."""
    lang = view.lang
    title = say(lang, "Åldersstruktur, ursprung och hushåll", "Age structure, origin and households")
    lacking = [ids for ids in structure.MEASURES if not any(map(data.indicator, ids))]
    notes = [parts.missing(ids[:1], view.place, lang) for ids in lacking if data.meaning(ids[0])]
    if not view.measures:
        return shell.card(html.H2(title), *notes, id="matt")
    header = [
        say(lang, *words)
        for words in (("Mått", "Measure"), ("Period", "Period"), ("Kvinnor", "Women"),
                      ("Män", "Men"), ("Totalt", "Total"))
    ]  # fmt: skip
    rows = [_measure_row(each, view) for each in view.measures]
    return shell.card(
        html.H2(title),
        html.Div([_measure(each, view) for each in view.measures], className="measures"),
        *notes,
        parts.actions(
            [each.indicator for each in view.measures],
            shell.table(f"{title}. {view.name}", header, rows),
            view.place,
            lang,
        ),
        id="matt",
    )


def _measure_row(each: Measure, view: View) -> list[str]:
    of, lang = each.indicator, view.lang
    values = [text.quantity(v, of, lang) for v in (each.women, each.men, each.total)]
    return [text.title(of, lang), text.period(each.period, lang), *values]


def _measure(each: Measure, view: View) -> html.Div:
    """Title, value, period, the line through time, kvinnor and män, county and riket."""
    of, lang = each.indicator, view.lang
    region = view.place.code if not view.place.summed else ""
    address = shell.link(f"/indikatorer/{of.id}", lang, **({"region": region} if region else {}))
    when = text.period(each.period, lang)
    span = say(
        lang, f"linjen: {each.first}–{each.period}", f"the line: {each.first}–{each.period}"
    )  # fmt: skip
    value: list[Any] = [html.P([html.B(text.quantity(each.total, of, lang)), html.Small(when)])]
    if each.total is None:
        value = [html.P([html.Small(f"{parts.no_sum(lang)[:1].upper()}{parts.no_sum(lang)[1:]} {when}:")])]
    line = (
        [html.Figure(id=f"spark-{of.id}", title=span, className="sparkline")]
        if len(each.line) > 1
        else []
    )
    beside = [
        html.Li([data.region_name(code, lang), html.B(text.quantity(v, of, lang))])
        for code, v in each.around
    ]
    return html.Div(
        [
            html.H3(html.A(text.title(of, lang), href=address)),
            *value,
            *line,
            *_by_sex(each, view),
            *([html.Ul(beside)] if beside else []),
        ]
    )


def _by_sex(each: Measure, view: View) -> list[Any]:
    if each.women is None or each.men is None:
        return []
    of, lang = each.indicator, view.lang
    values = [(text.sex(sex, lang).capitalize(), value) for sex, value in (("K", each.women), ("M", each.men))]
    items = [
        html.Li([words, html.B(text.quantity(value, of, lang))], className=look)
        for (words, value), look in zip(values, ("k", "m"), strict=True)
    ]
    return [html.Ul(items, className="by-sex")]


def ahead(view: View) -> html.Section:
    """The projection, with the note that must stand by it."""
    lang, model = view.lang, view.projection
    title = say(lang, "Framskrivning", "Projection")
    chart = model.chart()
    used = [each for each in (model.count if chart else model.rate,) if each]
    lacking = [] if chart else [parts.missing((projection.COUNT,), view.place, lang)]
    if not used:
        return shell.card(html.H2(title), *lacking, id="framskrivning")
    of = used[0]
    note = say(lang, of.notes, of.notes_en) or _never_a_forecast(view)
    table: Any = _rate_table(of, view)
    if chart:
        table = parts.table(f"{chart.title}. {chart.subtitle}", chart.table())
    past = area.first(projection.STOCK, view.place) if chart else None
    return shell.card(
        parts.heading(title, model.vintage or text.title(of, lang), model.sentences()),
        *([parts.place_of("projection")] if chart else []),
        html.P(note, className="note"),
        *lacking,
        parts.actions(_unique([*used, *([past] if past else [])]), table, view.place, lang),
        id="framskrivning",
    )


def _never_a_forecast(view: View) -> str:
    return say(
        view.lang,
        "En framskrivning, inte en prognos: den räknar vidare på senare års mönster och är inte "
        "kommunernas och regionernas egna prognoser.",
        "A projection, not a forecast: it carries recent years’ patterns on, and is not the "
        "municipalities’ and regions’ own forecast.",
    )


def _rate_table(of: PublishedIndicator, view: View) -> html.Div:
    values = area.known(area.values(area.figures(of.id, view.place), of.sexes[0]))
    rows = [[text.period(p, view.lang), text.quantity(v, of, view.lang)] for p, v in values.items()]
    header = [say(view.lang, "Räknat från", "Counted from"), text.title(of, view.lang)]
    return shell.table(f"{text.title(of, view.lang)}. {view.name}", header, rows[::-1])


def about(view: View) -> html.Section:
    """What each indicator of the page means, and what to keep in mind."""
    lang = view.lang
    shown = _unique(
        [
            *([view.size.yearly] if view.size.yearly else []),
            *(each.indicator for each in view.size.newest),
            *view.ledger.indicators,
            *ages.indicators(view.pyramid),
            *(each.indicator for each in view.measures),
            *(each for each in (view.projection.count, view.projection.rate) if each),
        ]
    )
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
        for each in shown
        if each.id not in list(ages.CLASSES)[1:]
    ]
    return shell.about(rows, lang)


def _unique(indicators: list[PublishedIndicator]) -> list[PublishedIndicator]:
    return list({each.id: each for each in indicators}.values())
