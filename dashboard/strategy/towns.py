"""A county's municipalities side by side: each indicator's newest figure and which way it goes."""

from typing import Any

from dashboard import address, data, text
from dashboard.parts import cards, controls
from dashboard.parts.elements import attributes, html
from dashboard.place import words as place
from dashboard.strategy.choices import Choices
from dashboard.strategy.listed import LOOKS
from dashboard.strategy.model import Judgement, Row, Told, Town, judged
from dashboard.text import Lang, say


def table(told: Told, choices: Choices) -> html.Div:
    """The chapter's indicators, a column a municipality."""
    lang = choices.lang
    codes = controls.alphabetical(data.municipalities_of(choices.region))
    head = [
        say(lang, "Indikator", "Indicator"),
        *(data.region_name(each, lang) for each in codes),
    ]
    title = say(lang, told.chapter.title, told.chapter.title_en)
    body = [_row(each, codes, lang) for each in told.rows if each.towns]
    return cards.table(title, head, body, className="towntable")


def _row(row: Row, codes: list[str], lang: Lang) -> list[Any]:
    """The title with unit and period, and a cell a municipality."""
    of, found = row.indicator, {each.code: each for each in row.towns}
    newest = text.period(row.towns[0].period, lang)
    first = [
        html.A(text.title(of, lang), href=address.link(f"/indikatorer/{of.id}", lang)),
        html.Small(f"{text.measured(of, lang)}, {newest}"),
    ]
    return [first, *(_cell(found.get(code), row, lang) for code in codes)]


def _cell(of: Town | None, row: Row, lang: Lang) -> Any:
    """A figure with its direction; what it means for a screen reader in words."""
    if of is None:
        return text.number(None, row.indicator.decimals, lang)
    judgement = judged(of.direction, row.indicator.better)
    return [
        text.number(of.value, row.indicator.decimals, lang),
        html.Small(_way(of, judgement, lang), className=LOOKS.get(judgement)),
        html.Span(f" {place.direction(of.direction, lang)}", className="only-read"),
    ]


def _way(of: Town, judgement: Judgement, lang: Lang) -> list[Any]:
    """Its sign, and where it has one whether that is the right way."""
    glyph = place.GLYPHS.get(of.direction.outcome, "")
    told = {
        "right": say(lang, " rätt håll", " right way"),
        "wrong": say(lang, " fel håll", " wrong way"),
    }
    return [html.Span(glyph, **attributes(aria_hidden="true")), told.get(judgement, "")]


def legend(lang: Lang) -> html.P:
    """What the signs beside the figures say."""
    told = say(
        lang,
        "↗ har ökat, ↘ har minskat, → oförändrat, ~ ingen tydlig riktning, på tio år; utan tecken: "
        "kan inte bedömas.",
        "↗ has risen, ↘ has fallen, → unchanged, ~ no clear direction, over ten years; without a "
        "sign: cannot be judged.",
    )
    return html.P(told, className="muted")
