"""The card of how far projections usually are from the outcome, by the size of the place."""

from collections.abc import Iterator

from dashboard import data, prose, text
from dashboard.demography.sections import parts
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.text import say
from dashboard.trends import hindsight, words
from dashboard.trends.contents import Expected
from dashboard.trends.measured import Measured, measured
from dashboard.trends.outlook import Outlook


def sizes(view: Outlook) -> html.Section:
    """The misses of all places, which the fan rests on."""
    lang = view.lang
    title = say(
        lang,
        "Så långt från utfallet brukar det bli",
        "How far from the outcome projections usually are",
    )
    judged = [each for each in view.group.expected if view.record(each).judged]
    content = [part for each in judged for part in _of(view, each)]
    nothing = say(lang, "Inget kan jämföras än.", "Nothing can be compared yet.")
    return parts.card(html.H2(title), *(content or [html.P(nothing)]), id="matning")


def _of(view: Outlook, of: Expected) -> Iterator[html.P | html.Div]:
    lang, ahead = view.lang, prose.spelled(of.years, view.lang)
    caption = say(
        lang,
        f"Framskrivningar {ahead} år framåt: utfallets skillnad mot det väntade i procent",
        f"Projections {ahead} years ahead: the outcome against what was expected, per cent",
    )
    rows = [_row(view, each) for each in measured(view, of)]
    yield cards.table(caption, _heads(view), rows)
    yield html.P(hindsight.measured(view.record(of), lang), className="note")
    used = [each for each in map(data.indicator, (of.indicator, view.group.counted)) if each]
    yield html.Div([cards.source_line(line) for line in text.source_lines(used, lang)])


def _heads(view: Outlook) -> list[str]:
    lang = view.lang
    return [
        say(lang, "Områden", "Places"),
        say(lang, "Antal", "Number"),
        say(lang, "Skillnad i medeltal", "Mean difference"),
        say(lang, "Avstånd i medeltal, över eller under", "Mean distance, above or below"),
        say(lang, "Åtta av tio inom", "Eight of ten within"),
    ]


def _row(view: Outlook, of: Measured) -> list[html.B | str]:
    """What is measured of a kind; of too few only how many they are."""
    lang, found = view.lang, of.spread
    name = words.places(of.kind, lang)
    first = html.B(name) if of.kind == view.kind else name
    count = text.number(len(of.errors), 0, lang)
    if found is None:
        return [first, count, *[say(lang, "för få", "too few")] * 3]
    return [
        first,
        count,
        words.signed(found.mean, lang),
        text.percent(found.absolute * 100, 1, lang),
        words.between(found, lang),
    ]
