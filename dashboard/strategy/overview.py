"""How all of a strategy goes, as a table of counts in words, and which of them cannot be judged."""

from collections import Counter
from typing import Any

from dashboard import text
from dashboard.parts import cards
from dashboard.parts.elements import attributes, html
from dashboard.plan.model import Direction, Plan
from dashboard.strategy import words
from dashboard.strategy.choices import Choices
from dashboard.strategy.listed import LOOKS
from dashboard.strategy.model import WINDOWS, Count, Row, Story, Told, Window, count
from dashboard.text import Lang, say


def card(plan: Plan, told: Story, choices: Choices) -> html.Section:
    """The matrix, by direction too where the strategy has some, and why some is not judged."""
    lang, of = choices.lang, words.strategy(plan)
    name = say(lang, "Efter inriktning, på tio år", "By direction, over ten years")
    across = cards.folded(name, _across(plan, told, lang), className="across")
    return cards.card(
        html.H2(say(lang, "Så går det", "How it is going")),
        *(html.P(each) for each in sentences(plan, told, lang)),
        _matrix(plan, told, lang),
        *([across] if of.direction else []),
        html.P(_method(lang), className="muted"),
        className="card head",
    )


def sentences(plan: Plan, told: Story, lang: Lang) -> list[str]:
    """All of it in a sentence for each span of years, and why some cannot be judged."""
    lack = len(told.lacking)
    summed = [
        words.summary(count(told.rows, lack, each), words.window(each, plan, lang), lang)
        for each in WINDOWS
    ]
    return [*summed, _unjudged(told, lang)]


def _unjudged(told: Story, lang: Lang) -> str:
    """What stands in the way over ten years, counted."""
    why = Counter(row.direction("ten").outcome for row in told.rows if row.own)
    lack = Counter(each.why for each in told.lacking)
    rest = lack["missing"] + lack["level"] + lack["unknown"] + lack["plan"]
    within = sum(row.own is None for row in told.rows)
    counts = [
        (lack["awaited"], ("{} väntar på uppgifter", "{} awaiting figures")),
        (why["short"], ("{} har för kort serie", "{} with too short a series")),
        (why["overlap"], ("{} gäller flera år i taget", "{} covering several years at a time")),
        (why["broken"], ("{} har fått ny mätmetod", "{} with a new method")),
        (within, ("{} finns bara för kommunerna", "{} known only for municipalities")),
        (rest, ("{} saknas här", "{} missing here")),
    ]
    listed = text.listed((say(lang, *each).format(n) for n, each in counts if n), lang)
    told_ = say(lang, "Det som inte kan bedömas på tio år", "What cannot be judged over ten years")
    return f"{told_}: {listed}." if listed else ""


def _method(lang: Lang) -> list[Any]:
    return [
        say(
            lang,
            "En riktning sägs bara där ett test av åren visar den. ",
            "A direction is told only where a test of the years shows it. ",
        ),
        html.A(say(lang, "Så bedömer vi", "How we judge"), href="#sa-bedomer-vi"),
    ]


# --- the tables ---


def _matrix(plan: Plan, told: Story, lang: Lang) -> html.Table:
    of = words.strategy(plan)
    head = [say(lang, of.part, of.part_en), say(lang, "Indikatorer", "Indicators")]
    windows = [words.window(each, plan, lang).capitalize() for each in WINDOWS]
    body = [_line(each, windows, lang) for each in told.chapters]
    return _table(say(lang, of.parts, of.parts_en).capitalize(), [*head, *windows], body)


def _line(told: Told, windows: list[str], lang: Lang) -> html.Tr:
    counts = [count(told.rows, len(told.lacking), each) for each in WINDOWS]
    size = say(lang, "Indikatorer", "Indicators")
    return html.Tr(
        [
            _named(told, lang),
            html.Td(_size(told, lang), **attributes(data_of=size)),
            *map(lambda of, name: _cell(of, name, lang), counts, windows),
        ]
    )


def _named(told: Told, lang: Lang) -> html.Th:
    title = say(lang, told.chapter.title, told.chapter.title_en)
    return html.Th(html.A(title, href=f"#{told.chapter.id}"), scope="row")


def _size(told: Told, lang: Lang) -> list[Any]:
    """How many there are, and of how many there are figures."""
    shown = len(told.rows)
    if shown == told.size:
        return [say(lang, f"alla {shown} har siffror", f"all {shown} have figures")]
    return [
        say(lang, f"{shown} av {told.size} har siffror", f"{shown} of {told.size} have figures")
    ]


def _cell(of: Count, name: str, lang: Lang) -> html.Td:
    """One count in words a line; `name` is the column's, which a phone shows beside it."""
    lines = [
        html.Li(html.B(told, className=look) if (look := LOOKS.get(judgement)) else told)
        for judgement, told in words.counted(of, lang)
    ]
    return html.Td(html.Ul(lines), **attributes(data_of=name))


def _across(plan: Plan, told: Story, lang: Lang) -> html.Table:
    """Chapters and directions, over ten years."""
    of = words.strategy(plan)
    names = [say(lang, each.title, each.title_en) for each in of.direction]
    body = [
        html.Tr([_named(each, lang), *_cells(each, of.direction, names, lang)])
        for each in told.chapters
        if any(_of(each, one) for one in of.direction)
    ]
    caption = say(lang, "Efter inriktning, på tio år", "By direction, over ten years")
    return _table(caption, [say(lang, of.part, of.part_en), *names], body)


def _cells(told: Told, directions: list[Direction], names: list[str], lang: Lang) -> list[html.Td]:
    return [
        _cell(across(told, each, "ten"), name, lang)
        for each, name in zip(directions, names, strict=True)
    ]


def _of(told: Told, direction: Direction) -> set[str]:
    """The chapter's indicators that follow a direction."""
    return {str(each) for each in told.chapter.indicators} & {*direction.indicators}


def across(told: Told, direction: Direction, window: Window) -> Count:
    """The judgements of a chapter's indicators that follow a direction."""
    those = _of(told, direction)
    rows: list[Row] = [row for row in told.rows if row.indicator.id in those]
    return count(rows, len(those) - len(rows), window)


def _table(caption: str, head: list[str], body: list[html.Tr]) -> html.Table:
    cells = html.Tr([html.Th(each, scope="col") for each in head])
    return html.Table(
        [html.Caption(caption), html.Thead(cells), html.Tbody(body)], className="matrix"
    )
