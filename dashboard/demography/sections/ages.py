"""The cards of ages: the pyramid, women and men through life, and the groups over time."""

from dash import html

from dashboard import data
from dashboard.charts.pyramid import Pyramid, division_words
from dashboard.demography import ages, structure, wording
from dashboard.demography.sections import controls, parts
from dashboard.demography.sections.parts import unique
from dashboard.demography.view import View
from dashboard.parts import cards, figures
from dashboard.text import say


def pyramid(view: View) -> html.Section:
    """Who lives here by age and sex; the browser draws it and steps through the years."""
    lang, shown = view.lang, view.slice
    title = say(lang, "Befolkningspyramid", "Population pyramid")
    if shown is None:
        lacking = [each for role in ages.DIVISIONS for each in data.roles(role)]
        return cards.card(
            html.H2(title), parts.missing(lacking[:3], view.place, lang), id="pyramid-card"
        )
    told = wording.ages(ages.claims(shown, view.place), view.place, lang)
    keys = say(
        lang,
        "Pil upp och ner går mellan åldrar, höger och vänster mellan kvinnor och män, Home och End "
        "till den yngsta och den äldsta.",
        "Up and down move between ages, right and left between women and men, Home and End to the "
        "youngest and the oldest.",
    )
    divisions = division_words(view.pyramid.slices, lang)
    return cards.card(
        html.H2(title),
        html.P(" ".join(told), id="pyramid-lead", className="says"),
        html.P(id="pyramid-sub", className="muted sub"),
        controls.pyramid(view),
        html.Figure(id="pyramid", className="figure"),
        html.Div(keys, id="pyramid-help", className="only-read"),
        html.Div(id="pyramid-live", className="only-read", role="status"),
        html.Div(
            id="pyramid-time",
            className="time",
            role="group",
            **cards.attributes(aria_label=say(lang, "Tid", "Time")),
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
    return [
        say(
            view.lang, f" {name} har inga uppgifter efter ålder.", f" {name} has no figures by age."
        )
    ]


def ratio(view: View) -> html.Section:
    """Where men are more, and where women are."""
    lang, steps = view.lang, view.sexes
    title = say(lang, "Kvinnor och män genom livet", "Women and men through life")
    if steps is None:
        lacking = parts.missing(data.roles("single-ages"), view.place, lang)
        return cards.card(html.H2(title), lacking, id="konskvot")
    newest = Pyramid(view.name, view.pyramid.slices[-1:], lang)
    told = wording.ratio(ages.ratio_claims(view.pyramid.slices[-1], view.place), lang)
    own = say(
        lang, "Egen beräkning på källans antal.", "Our own calculation from the source’s counts."
    )
    return cards.card(
        parts.heading(title, f"{steps.title}, {steps.subtitle}", told),
        figures.place_of("ratio"),
        html.P([say(lang, "Ålder i år. ", "Age in years. "), own], className="src"),
        parts.actions(
            ages.indicators(newest),
            figures.table(steps),
            view.place,
            lang,
        ),
        id="konskvot",
    )


def groups(view: View) -> html.Section:
    """Age groups year by year."""
    lang, chart = view.lang, view.groups
    title = say(lang, "Åldersgrupperna över tid", "Age groups over time")
    if chart is None:
        lacking = parts.missing(ages.classes()[:1], view.place, lang)
        return cards.card(html.H2(title), lacking, id="aldersgrupper")
    claim = structure.growth(view.place, view.choices.sex)
    told = [structure.grown(claim, view.place, lang)] if claim else []
    indicators = data.serving("age-class")
    used = data.indicator(claim.cell.indicator) if claim else None
    return cards.card(
        parts.heading(title, f"{chart.title}, {chart.subtitle}", told),
        figures.place_of("groups"),
        parts.actions(
            unique([*indicators, *([used] if used else [])]),
            figures.table(chart),
            view.place,
            lang,
        ),
        id="aldersgrupper",
    )
