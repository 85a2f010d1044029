"""The card of what the page lacks, and why."""

from dashboard.demography.sections import parts
from dashboard.parts.elements import html
from dashboard.text import Lang, say
from dashboard.trends.contents import contents


def coming(lang: Lang) -> html.Section:
    """What is to come, each with why it is not here."""
    lines = [
        html.P([html.B(say(lang, each.title, each.title_en)), ": ", say(lang, *each.reason)])
        for each in contents().coming
    ]
    title = say(lang, "Kommer", "To come")
    return parts.card(html.H2(title), html.Div(lines, className="lacking"), id="kommer")
