"""The cards of ages: women and men through life, and the groups over time."""

from dashboard import data
from dashboard.charts.pyramid import Pyramid
from dashboard.demography import ages, structure, wording
from dashboard.demography.sections import parts
from dashboard.demography.sections.parts import unique
from dashboard.demography.view import View
from dashboard.parts import figures
from dashboard.parts.elements import html
from dashboard.text import say


def ratio(view: View) -> html.Section:
    """Where men are more, and where women are."""
    lang, steps = view.lang, view.sexes
    title = say(lang, "Kvinnor och män genom livet", "Women and men through life")
    if steps is None:
        lacking = parts.missing(data.roles("single-ages"), view.place, lang)
        return parts.card(html.H2(title), lacking, id="konskvot")
    newest = Pyramid(view.name, view.pyramid.slices[-1:], lang)
    told = wording.ratio(ages.ratio_claims(view.pyramid.slices[-1], view.place), view.place, lang)
    own = say(
        lang, "Egen beräkning på källans antal.", "Our own calculation from the source’s counts."
    )
    return parts.card(
        parts.heading(title, parts.subtitle(steps), told),
        parts.figure(steps, "ratio"),
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
        return parts.card(html.H2(title), lacking, id="aldersgrupper")
    claim = structure.growth(view.place, view.choices.sex)
    told = [wording.grown(claim, view.place, lang)] if claim else []
    indicators = data.serving("age-class")
    used = data.indicator(claim.cell.indicator) if claim else None
    return parts.card(
        parts.heading(title, parts.subtitle(chart), told),
        parts.figure(chart, "groups"),
        parts.actions(
            unique([*indicators, *([used] if used else [])]),
            figures.table(chart),
            view.place,
            lang,
        ),
        id="aldersgrupper",
    )
