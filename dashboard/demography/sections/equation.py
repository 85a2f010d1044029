"""The card that explains the change: columns through time, and a period step by step."""

from typing import Any

from dashboard import data, text
from dashboard.demography import balance, wording
from dashboard.demography.equation import REST, Equation
from dashboard.demography.sections import controls, parts
from dashboard.demography.view import View
from dashboard.parts import cards, figures
from dashboard.parts.elements import html
from dashboard.text import say

Row = tuple[str, float | None, float, str]  # words, step, where it starts, look


def equation(view: View) -> html.Section:
    """Why we became more or fewer: the parts, year by year, and the chosen period's in steps."""
    lang, chosen = view.lang, view.equation
    title = say(lang, "Varför vi blev fler eller färre", "Why we became more or fewer")
    if chosen is None:
        account = view.ledger.account
        lacking = [of for part in account.parts if (of := account.indicator(part.role))]
        return parts.card(html.H2(title), parts.missing(lacking, view.place, lang), id="ekvationen")
    chart = view.ledger.chart(chosen.period, lang)
    awaiting = [] if "month" in view.frequencies else _awaited_months(view)
    return parts.card(
        parts.heading(title, parts.subtitle(chart), _balance(chosen, view)),
        controls.equation(view),
        html.Div([parts.figure(chart, "equation"), _steps(chosen, view)], className="beside"),
        *_left_out(view),
        *_notes(view),
        *awaiting,
        parts.actions(
            view.ledger.indicators,
            figures.table(chart),
            view.place,
            lang,
        ),
        id="ekvationen",
    )


def _left_out(view: View) -> list[Any]:
    """Which periods are not drawn: their parts are not all published."""
    gone = view.ledger.left_out
    if not gone:
        return []
    span = "–".join(dict.fromkeys(text.period(e.period, view.lang) for e in (gone[0], gone[-1])))
    words = say(
        view.lang,
        f"Källan redovisar inte alla delar för {span}, så de perioderna är inte med.",
        f"The source does not give all parts for {span}, so those periods are left out.",
    )
    return [html.P(words, className="src")]


def _notes(view: View) -> list[Any]:
    """What the agency says of the parts, each once: a note that another begins with is left out.

    Of the years it is what counts as a move: other moves of a county than of a municipality. It is
    said of those who came, and goes for those who left.
    """
    some = view.ledger.indicators
    if view.ledger.account.frequency == "year":
        came = view.ledger.ids.get("moved-in")
        some = [each for each in some if each.id == came]
    told = {say(view.lang, each.notes, each.notes_en) for each in some}
    longest = [n for n in told if n and not any(o != n and o.startswith(n) for o in told)]
    return [html.P(note, className="src") for note in sorted(longest)]


def _balance(chosen: Equation, view: View) -> list[str]:
    return balance.sentences(view.ledger, chosen, view.lang)


def _awaited_months(view: View) -> list[Any]:
    """That in- and outflow within and over the border are apart in the months to come."""
    words = say(
        view.lang,
        "Inrikes och utrikes flyttningar var för sig, månad för månad",
        "Moves within Sweden and over its border apart, month by month",
    )
    every = [*data.roles("moved-in-within", "month"), *data.roles("immigrated", "month")]
    lacking = [each for each in every if each.id in data.awaited()]
    if not lacking:
        return []
    content = parts.missing(lacking, view.place, view.lang)
    return [cards.folded(words, content, className="later")]


def _steps(chosen: Equation, view: View) -> html.Div:
    """From the population at the start to that at the end; each part begins where one ended."""
    lang, rows = view.lang, _rows(chosen, view)
    ends = [0.0, *(edge for _, step, start, _ in rows for edge in (start, start + (step or 0)))]
    low, whole = min(ends), (max(ends) - min(ends)) or 1
    body = [_step(row, low, whole, view) for row in rows]
    when = text.period(chosen.period, lang)
    caption = say(lang, f"Förändringen steg för steg, {when}", f"The change step by step, {when}")
    first, last = _ends(chosen, view)
    table = html.Table(
        [html.Caption(caption), html.Tbody([*first, *body, *last])], className="steps"
    )
    return html.Div(table, className="steps-box")


def _rows(chosen: Equation, view: View) -> list[Row]:
    rows: list[Row] = []
    at = 0.0
    for part, value in chosen.parts:
        step = part.sign * value if value is not None else None
        rows.append((part.name(view.place, view.lang), step, at, part.look))
        at += step or 0.0
    if chosen.remainder is not None and round(chosen.remainder):
        rows.append((say(view.lang, *REST), chosen.remainder, at, "rest"))
    return [*rows, (say(view.lang, "Förändring", "Change"), chosen.change, 0.0, "net")]


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


def _step(row: Row, low: float, whole: float, view: View) -> html.Tr:
    label, step, start, look = row
    value = step or 0.0
    left, wide = 100 * (min(start, start + value) - low) / whole, 100 * abs(value) / whole
    bar = html.I(style={"marginLeft": f"{left:.1f}%", "width": f"{wide:.1f}%"}, className=look)
    shown = text.status("", view.lang) if step is None else wording.signed(step, view.lang)
    cells = [
        html.Th(label, scope="row"),
        html.Td(bar, className="bar", **cards.attributes(aria_hidden="true")),
        html.Td(shown),
    ]
    return html.Tr(cells, className=look)
