"""The card of the labour force: today's participation, and the worked example where it can be."""

from collections.abc import Iterator
from typing import Any

from dashboard import data, prose, text
from dashboard.demography.sections import parts
from dashboard.parts import cards
from dashboard.parts.elements import html
from dashboard.text import say
from dashboard.trends import labour, words
from dashboard.trends.contents import contents
from dashboard.trends.labour import Part, Rate
from dashboard.trends.outlook import Outlook


def card(view: Outlook) -> html.Section:
    """How many take part today, and how many would of those that are expected."""
    lang = view.lang
    title = say(lang, "Arbetskraften: ett räkneexempel", "The labour force: a worked example")
    now, found = labour.rate(view.place), labour.example(view.place)
    said = [*([_now(now, view)] if now else []), *_sum(found, view)]
    lead = [html.P(" ".join(said), className="says")] if said else []
    return parts.card(
        html.H2(title),
        *lead,
        *_content(view, now, found),
        id="arbetskraft",
    )


def _content(view: Outlook, now: Rate | None, found: list[Part]) -> Iterator[Any]:
    lang, lacks = view.lang, labour.lacking(view.place)
    yield html.P(_what(view), className="note")
    if found:
        yield _table(view, found)
    if lacks:
        yield parts.missing(lacks, view.place, lang)
    used = [*([data.indicator(contents().labour.people)] if found else []), now and now.indicator]
    those = [each for each in used if each]
    if those:
        yield parts.actions(those, None, view.place, lang)


def _now(now: Rate, view: Outlook) -> str:
    """`I Västerbottens län var arbetskraftsdeltagandet … 88,1 procent bland kvinnor …`."""
    lang = view.lang
    women, men = (prose.level(now.of[sex], now.indicator, lang) for sex in "KM")
    when, subject = prose.at(now.period, lang), prose.subject(now.indicator, lang)
    return say(
        lang,
        f"I {view.name} var {subject} {women} bland kvinnor och {men} bland män {when}.",
        f"In {view.name} {subject} was {women} among women and {men} among men {when}.",
    )


def _sum(found: list[Part], view: Outlook) -> Iterator[str]:
    """The first year and the last against each other, women and men together."""
    if not found:
        return
    lang, first, last = view.lang, found[0].year, found[-1].year
    then, now = (sum(each.taking for each in found if each.year == year) for year in (first, last))
    yield say(
        lang,
        f"Deltog lika stor andel som nu skulle arbetskraften i de väntade åldrarna vara "
        f"{words.number(now, lang)} personer {last}, mot {words.number(then, lang)} år {first}.",
        f"If the same share took part as now, the labour force of the expected ages would be "
        f"{words.number(now, lang)} people in {last}, against {words.number(then, lang)} in "
        f"{first}.",
    )


def _what(view: Outlook) -> str:
    of = contents().labour
    ages = f"{of.youngest}–{of.oldest}"
    return say(
        view.lang,
        f"Ett räkneexempel, inte en prognos: antalet kvinnor och män {ages} år som väntas, gånger "
        "den andel av dem som deltar i arbetskraften i dag.",
        f"A worked example, not a forecast: the number of women and men aged {ages} that is "
        "expected, times the share of them who take part in the labour force today.",
    )


def _table(view: Outlook, found: list[Part]) -> html.Div:
    lang = view.lang
    heads = [
        say(lang, "Kön", "Sex"), say(lang, "År", "Year"), say(lang, "Väntas", "Expected"),
        say(lang, "I arbetskraften", "In the labour force"),
    ]  # fmt: skip
    rows = [
        [
            text.sex(each.sex, lang).capitalize(), each.year,
            words.number(each.people, lang), words.number(each.taking, lang),
        ]
        for each in found
    ]  # fmt: skip
    title = say(lang, "Räkneexempel", "Worked example")
    return cards.table(f"{title}, {view.place.name(lang)}", heads, rows)
