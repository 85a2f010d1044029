"""The comparison as a table: a row a place, a column a figure; and the same as a heat map."""

from collections.abc import Iterator

from dashboard import address, data, text
from dashboard.compare import words
from dashboard.compare.grammar import DOWN, NAME, PATH, Choices
from dashboard.compare.model import RIKET, Cell, Column, Compared, own
from dashboard.markup import escape
from dashboard.parts.elements import attributes, drawn, html
from dashboard.text import Lang, say
from etl.model import PublishedIndicator

STEPS = (-2.0, -1.0, 1.0, 2.0)  # spreads from riket, between the classes of the heat map


def table(found: Compared, lang: Lang) -> html.Div:
    """All that is compared; it scrolls within its own box, the names stay."""
    choices = found.choices
    caption = f"{words.heading(choices, lang)}. {words.time(found, lang)}"
    head = "".join(
        [_corner(choices, lang), *(_head(each, choices, lang) for each in found.columns)]
    )
    body = "".join(_row(code, found, lang) for code in found.rows)
    kind = "heat" if choices.view == "varme" else ""
    written = (
        f'<table class="compared {kind}"><caption class="only-read">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    named = attributes(aria_label=caption)
    return html.Div(drawn(written), className="scroll wide", tabIndex="0", role="region", **named)


# --- heads ---


def _corner(choices: Choices, lang: Lang) -> str:
    by_name = choices.order == NAME
    title = say(lang, "Sortera efter namn", "Sort by name")
    if by_name:
        title = say(lang, "Sortera som valt", "Sort as chosen")
    link = _sorts("" if by_name else NAME, choices, "A–Ö" if not by_name else "↺", title)
    state = ' aria-sort="ascending"' if by_name else ""
    return f'<th scope="col"{state}>{say(lang, "Område", "Place")} {link}</th>'


def _sorts(order: str, choices: Choices, shown: str, title: str) -> str:
    query = {**choices.query(), "ordning": order}
    href = address.link(PATH, choices.lang, **{key: each for key, each in query.items() if each})
    return (
        f'<a class="sort" href="{escape(href)}" aria-label="{escape(title)}" '
        f'title="{escape(title)}">{shown}</a>'
    )


def _head(column: Column, choices: Choices, lang: Lang) -> str:
    """Title, unit and period of a column, and the link that sorts by it."""
    indicator = column.indicator
    title = text.title(indicator, lang)
    to = address.link(f"/indikatorer/{indicator.id}", lang, **_home(choices))
    small = [words.unit(column, lang), words.unsexed(column, lang), _when(column, lang)]
    told = " · ".join(escape(each) for each in small if each)
    up = choices.order == column.name
    down = choices.order == f"{DOWN}{column.name}"
    state = ' aria-sort="ascending"' if up else ' aria-sort="descending"' if down else ""
    of = f"{title}, {words.unit(column, lang)}"
    links = [
        _sorts(f"{DOWN}{column.name}", choices, "↓",
               say(lang, f"{of}: högst först", f"{of}: highest first")),
        _sorts(column.name, choices, "↑", say(lang, f"{of}: lägst först", f"{of}: lowest first")),
    ]  # fmt: skip
    return (
        f'<th scope="col"{state}><a href="{escape(to)}">{escape(title)}</a>'
        f' <small>{told}</small><span class="sorts">{"".join(links)}</span></th>'
    )


def _home(choices: Choices) -> dict[str, str]:
    """An indicator's page opens at the reader's own place."""
    mine = own(choices)
    return {"region": mine} if mine else {}


def _when(column: Column, lang: Lang) -> str:
    if not column.period:
        return ""
    when = text.period(column.period, lang)
    return say(lang, f"oftast {when}", f"mostly {when}") if column.mixed else when


# --- rows ---


def _row(code: str, found: Compared, lang: Lang) -> str:
    kind = "own" if code == found.own else "riket" if code == RIKET else ""
    name = escape(data.region_name(code, lang))
    to = escape(address.place(code, lang))
    cells = "".join(_cell(each.cells[code], each, found.choices) for each in found.columns)
    return f'<tr class="{kind}"><th scope="row"><a href="{to}">{name}</a></th>{cells}</tr>'


def _cell(cell: Cell, column: Column, choices: Choices) -> str:
    lang = choices.lang
    if not cell.period:
        return f'<td class="none">{escape(words.missing(cell, lang))}</td>'
    shown = escape(words.shown(cell, column, choices)) or "–"
    look = _look(cell, column) if choices.view == "varme" else ""
    kind = f' class="{look}"' if look else ""
    more = f"{_verdict(cell, choices)}{_notes(cell, column, lang)}"
    return f"<td{kind}>{_arrow(cell, choices)}{shown}{more}</td>"


def _arrow(cell: Cell, choices: Choices) -> str:
    glyph = words.glyph(cell) if choices.measure == "utveckling" else ""
    return f'<i aria-hidden="true">{glyph}</i> ' if glyph else ""


def _verdict(cell: Cell, choices: Choices) -> str:
    """What it is beside riket: a sign, and words for those who do not see it."""
    if not cell.relation or choices.measure in ("rang", "utveckling"):
        return ""
    told = words.relation(cell, choices.lang)
    return (
        f'<i class="{cell.relation}" aria-hidden="true">{words.GLYPHS[cell.relation]}</i>'
        f'<span class="only-read"> {escape(told)}</span>'
    )


def _notes(cell: Cell, column: Column, lang: Lang) -> str:
    """Its period where that is not the column's, and what the source says of it."""
    notes = [text.period(cell.period, lang)] if cell.period != column.period else []
    notes += [text.status(cell.status, lang)] if cell.status else []
    return f" <small>{escape(', '.join(notes))}</small>" if notes else ""


# --- heat ---


def _look(cell: Cell, column: Column) -> str:
    """A cell's class: how far from riket, on which side; dotted where chance may have done it."""
    if cell.deviation is None:
        return ""
    sure = "" if cell.relation in ("higher", "lower") else " unsure"
    return f"{_scale(column.indicator)}{step(cell, column.indicator)}{sure}"


def _scale(indicator: PublishedIndicator) -> str:
    return "n" if indicator.better == "neutral" else "d"


def step(cell: Cell, indicator: PublishedIndicator) -> int:
    """Its class, 1 to 5: the worst first; where neither end is better the lowest."""
    far = cell.deviation or 0.0
    if indicator.better == "lower":
        far = -far
    return 1 + sum(far > each for each in STEPS)


def legend(found: Compared, lang: Lang) -> html.Div:
    """What the colours and the dots mean."""
    kinds = dict.fromkeys(_scale(each.indicator) for each in found.columns)
    return html.Div([_scaled(kind, lang) for kind in kinds] + [_unsure(lang)], className="legend")


def _scaled(kind: str, lang: Lang) -> html.P:
    first, last = (
        (("lägre än riket", "lower than Sweden"), ("högre än riket", "higher than Sweden"))
        if kind == "n"
        else (("sämre än riket", "worse than Sweden"), ("bättre än riket", "better than Sweden"))
    )
    boxes = [
        html.Span(words_, className=f"{kind}{n}") for n, words_ in enumerate(_classes(lang), 1)
    ]
    return html.P([f"{say(lang, *first)} ", *boxes, f" {say(lang, *last)}"])


def _classes(lang: Lang) -> Iterator[str]:
    """`mer än 2`, `1–2`, `mindre än 1`, and back."""
    more = say(lang, "mer än 2", "more than 2")
    yield from (more, "1–2", say(lang, "mindre än 1", "less than 1"), "1–2", more)


def _unsure(lang: Lang) -> html.P:
    box = html.Span("12,3", className="unsure", **attributes(aria_hidden="true"))
    told = say(
        lang,
        "prickad ram: det går inte att säga om den skiljer sig från riket",
        "dotted frame: it cannot be told whether it differs from Sweden",
    )
    return html.P([box, f" {told}"])
